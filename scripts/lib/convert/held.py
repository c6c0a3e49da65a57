# SPDX-License-Identifier: GPL-2.0-or-later
"""A field keeps an IOThread from one function to another, and a reference
taken by hand goes with it: the hold takes the place of the reference."""

import re

import flow
import source
from plans import Plan, free_name, holder_name
from sites import Unknown, owner, references, spelled_out, without_path

_OTHER_ENDS = r'\b(g_clear_\w+|g_steal_pointer|g_object_unref)\s*' \
    r'\(\s*&?\s*(?:OBJECT\s*\(\s*)?[\w.>\s-]*(?:->|\.)\s*%s\s*[,)]'


class Tie:
    """One object_ref or object_unref of the field."""

    def __init__(self, path, function, call, expression, at):
        self.path = path
        self.function = function
        self.call = call
        self.expression = expression
        self.at = at

    @property
    def where(self):
        return '%s:%d' % (self.path, self.function.source.line(self.at))


class Pair:
    """Everything in the tree that refers to one field of one kind of
    owner: gets, references, unreferences."""

    def __init__(self, site, all_sites):
        self.tree, self.path = site.tree, site.path
        self.spelled = spelled_out(site.function, site.argument)
        self.gets = [s for s in all_sites if s.path == site.path and s.function
                     and s.field == site.field
                     and spelled_out(s.function, s.argument) == self.spelled]
        ties = self._ties(site.path, site.field)
        self.refs = [t for t in ties if t.call == 'object_ref']
        self.unrefs = [t for t in ties if t.call == 'object_unref']
        self._refuse_other_ends(site)

    def _ties(self, path, field):
        out = []
        for function in self.tree.source(path).functions:
            for call, expression, at in references(function):
                if source.last_step(expression) == field and \
                        spelled_out(function, expression) == self.spelled:
                    out.append(Tie(path, function, call, expression, at))
        return out

    def _refuse_other_ends(self, site):
        """References that go through another name or another file."""
        field = site.field
        src = site.source
        found = re.search(_OTHER_ENDS % re.escape(field), src.masked)
        if found:
            raise Unknown('%s() at line %d may end it as well' % (
                found.group(1), src.line(found.start())))
        for function in src.functions:
            local = [n for n, (kind, _) in function.variables().items()
                     if kind == 'IOThread']
            for call, expression, at in references(function):
                if expression in local and re.search(
                        r'(?:->|\.)\s*%s\s*=\s*%s\b|'
                        r'(?<![\w.>])%s\s*=[^;=]*(?:->|\.)\s*%s\b'
                        % (field, expression, expression, field),
                        function.code):
                    raise Unknown('line %d has %s() of it by another name'
                                  % (src.line(at), call))
        kind = self.spelled.split('->')[0].split('.')[0]
        for path in self.tree.files:
            if path == site.path or not path.endswith(('.c', '.c.inc')):
                continue
            text = self.tree.text(path)
            if field not in text or kind not in text or \
                    'object_unref' not in text and 'object_ref' not in text:
                continue
            for tie in self._ties(path, field):
                raise Unknown('%s has %s() of it too' % (tie.where, tie.call))


def plan(site, all_sites):
    if not site.field:
        return None
    pair = Pair(site, all_sites)
    if not pair.refs and not any(s.is_referenced for s in pair.gets):
        return None
    if not pair.unrefs:
        raise Unknown('%s is referenced, but nothing in this file '
                      'unreferences it' % site.argument)
    for get in pair.gets:
        _alone(get, pair)
    for tie in pair.refs:
        if tie.function.name not in [g.function.name for g in pair.gets]:
            raise Unknown('line %d references %s apart from any get' % (
                site.source.line(tie.at), tie.expression))
    for tie in pair.unrefs:
        _release(site, tie, pair)
    refuse_without_path(site.tree, site.path,
                        [g.function for g in pair.gets],
                        [t.function for t in pair.unrefs])
    return _made(site, pair)


def refuse_without_path(tree, path, acquires, releases):
    """At both ends the object must have a path, and the same."""
    for functions, slot in ((acquires, 'instance_init'),
                            (releases, 'instance_finalize')):
        for function in functions:
            via = without_path(tree, path, function, slot)
            if via:
                raise Unknown('%s() is %s %s, where the object has no path'
                              % (function.name, 'the' if via == function.name
                                 else 'called by %s(), an' % via, slot))


def _alone(get, pair):
    """A get and its reference happen both or neither."""
    function = get.function
    refs = [t for t in pair.refs if t.function.name == function.name]
    gets = [g for g in pair.gets if g.function.name == function.name]
    if len(refs) != 1 or len(gets) != 1:
        raise Unknown('%s is got %d and referenced %d times there' % (
            get.argument, len(gets), len(refs)))
    at = refs[0].at
    if refs[0].expression != get.argument:
        raise Unknown('%s is got, but %s referenced' % (
            get.argument, refs[0].expression))
    begin, end = min(at, get.at), max(at, get.at)
    if not flow.same_block(function, at, get.at) or \
            not flow.is_plain(function, at):
        raise Unknown('the get and its reference depend on different '
                      'conditions')
    leaves = flow.leaves(function, begin, end)
    if leaves:
        raise Unknown("'%s' stands between the get and its reference"
                      % leaves)
    if flow.arms(get.source, at) != flow.arms(get.source, get.at):
        raise Unknown('an #if stands between the get and its reference')
    if flow.in_loop(function, get.at):
        raise Unknown('it is got in a loop')
    who, _ = owner(get.tree, get.path, function, get.argument)
    _known_by_then(get, function, _expression(who))


def _expression(who):
    return who[len('OBJECT('):-1]


def _known_by_then(get, function, device):
    """The object is set before the get and not after it."""
    lost = flow.loses(function, device, get.at, function.end)
    if lost and '->' in device:
        raise Unknown("'%s' comes after the get, and the hold has the name "
                      'of %s' % (lost, device))
    root = source.root(device)
    _, initial = function.variables().get(root, ('', ''))
    made = re.search(r'(?<![\w.>])%s\s*=\s*g_(?:new|malloc|slice)\w*\s*\('
                     % re.escape(root),
                     function.source.masked[function.body:get.at])
    if (made or re.match(r'g_(?:new|malloc|slice)', initial)) and \
            '->' in device and not re.search(
                flow.path_pattern(device) + r'\s*=(?!=)',
                function.source.masked[function.body:get.at]):
        raise Unknown('%s is not set yet when it is got' % device)


def _release(site, tie, pair):
    """An unreference that can become a put."""
    function = tie.function
    line = site.source.line(tie.at)
    if not function.is_whole or not site.source.is_unique(function) or \
            not flow.is_plain(function, tie.at):
        raise Unknown('the object_unref at line %d stands where no put can'
                      % line)
    if flow.in_loop(function, tie.at):
        raise Unknown('it is got once, but the object_unref at line %d '
                      'stands in a loop' % line)
    for get in pair.gets:
        if flow.arms(site.source, get.at) != flow.arms(site.source, tie.at):
            raise Unknown('the get and the object_unref at line %d are in '
                          'different arms of #if' % line)
        if get.function.name == function.name and tie.at < get.at:
            raise Unknown('line %d unreferences it before the get' % line)
    who, what = owner(site.tree, site.path, function, tie.expression)
    for get in pair.gets:
        if owner(site.tree, site.path, get.function, get.argument)[1] != what:
            raise Unknown('it is not the same object that takes and lets go')
    if not any(g.function.name == function.name for g in pair.gets):
        lost = flow.loses(function, _expression(who), function.body, tie.at)
        if lost and not _is_initialised(function, _expression(who), lost):
            raise Unknown("'%s' stands before the object_unref at line %d, "
                          'and the hold has the name of %s' % (
                              lost, line, _expression(who)))


def _is_initialised(function, device, lost):
    """Whether what looks like a loss is the variable getting its value."""
    root = source.root(device)
    return '->' not in device and re.match(
        r'%s\s*=' % re.escape(root), lost) and \
        function.assignments(root) == 1


def _made(site, pair):
    names = {x.function.name for x in pair.gets + pair.unrefs}
    holder = holder_name(site.tree, site.path, names)
    context = free_name(site.tree, site.path, names, 'ctx', 'iothread_ctx',
                        'aio_context')
    patches, said = [], []
    puts = ', '.join('%s() (:%d)' % (t.function.name,
                                     site.source.line(t.at))
                     for t in pair.unrefs)
    for get in pair.gets:
        who, _ = owner(get.tree, get.path, get.function, get.argument)
        said.append('held as path of %s, put in %s' % (
            _expression(who), puts))
        patches.append(('held-get.cocci', {
            'ACQUIRE': get.function.name, 'IOTHREAD': get.argument,
            'OWNER': who, 'HOLDER': holder, 'CONTEXT': context},
            [get.path]))
    done = set()
    for tie in pair.unrefs:
        key = (tie.function.name, tie.expression)
        if key in done:
            continue
        done.add(key)
        who, _ = owner(site.tree, site.path, tie.function, tie.expression)
        patches.append(('held-put.cocci', {
            'RELEASE': tie.function.name, 'RELEASED': tie.expression,
            'RELEASER': who, 'HOLDER': holder}, [site.path]))
    made = Plan(pair.gets, said, patches,
                touches=[t.function.name for t in pair.unrefs])
    return made

