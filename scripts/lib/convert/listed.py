# SPDX-License-Identifier: GPL-2.0-or-later
"""A reference for each name of a list, let go in another function that looks
the names up again.  Both functions get the holder's name from their users."""

import re

import flow
import source
from held import refuse_without_path
from plans import Plan, holder_name
from sites import Unknown, owner, references

_KEEPER = 'held_iothreads'


def plan(site, all_sites):
    if not (site.by_id and site.is_referenced):
        return None
    acquire, release = site.function, _release(site)
    _refuse_odd_loops(site, release)
    if sum(s.function is acquire for s in all_sites) != 1:
        raise Unknown('it gets more than one IOThread')
    tree = site.tree
    lists = [kind for kind, _ in acquire.parameters()
             if kind.endswith('List')]
    if len(lists) != 1:
        raise Unknown('%s() has no parameter that is a list' % acquire.name)
    member = re.compile(r'\b%s\s*\*\s*(\w+)\s*;' % lists[0])
    records, headers, users = [], [], []
    calls = re.compile(r'\b(?:%s|%s)\s*\(' % (acquire.name, release.name))
    for path in tree.files:
        text = tree.text(path)
        if path.endswith('.h'):
            if lists[0] in text:
                records += [(path, f) for f in member.findall(text)]
            if acquire.name in text or release.name in text:
                headers.append(path)
        elif path != site.path and (acquire.name in text or
                                    release.name in text) and \
                calls.search(source.mask(text)):
            users.append(path)
    if any(f.calls(n) for f in site.source.functions
           for n in (acquire.name, release.name)) or not users:
        raise Unknown('%s() is not used by other files alone' % acquire.name)
    parameters = {'ACQUIRE': acquire.name, 'RELEASE': release.name,
                  'LIST': lists[0], 'KEEPER': _KEEPER}
    patches = [('by-id.cocci', parameters, sorted({site.path, *headers}))]
    touches = [release.name]
    for path in users:
        patches += _user(tree, path, acquire, release, parameters,
                         {field for _, field in records})
    used = {p.get('LIST_FIELD') for _, p, _ in patches}
    patches += [('by-id-record.cocci', dict(parameters, LIST_FIELD=field),
                 [path]) for path, field in sorted(set(records))
                if field in used]
    touches += [p['USER'] for t, p, _ in patches if 'USER' in p]
    made = Plan([site], 'held for each name of the list, as the path the '
                'caller passes; put in %s() (%s)'
                % (release.name, ', '.join(users)), patches,
                touches=touches)
    made.edits = [(p, lambda text: _prototypes(text, acquire.name,
                                               release.name))
                  for p in sorted({*headers, site.path})]
    made.checks = [lambda now: _arity(now, sorted({site.path, *headers,
                                                   *users}),
                                      acquire, release)]
    return made


def _release(site):
    """The function that unreferences what it finds by name."""
    found = [f for f in site.source.functions if f is not site.function and
             any(call == 'object_unref' and re.search(
                 r'(?<![\w.>])%s\s*=\s*iothread_by_id\s*\('
                 % re.escape(expression), f.code)
                 for call, expression, _ in references(f))]
    if len(found) != 1:
        raise Unknown('%s what %s() takes by name' % (
            'no function lets go' if not found else
            ' and '.join(f.name + '()' for f in found) + ' let go',
            site.function.name))
    return found[0]


def _refuse_odd_loops(site, release):
    function = site.function
    refs = [at for call, expression, at in references(function)]
    if len(refs) != 1 or not flow.same_block(function, refs[0], site.at) \
            or len(flow.blocks(function, site.at)) != 2 \
            or not flow.in_loop(function, site.at):
        raise Unknown('it is not got and referenced once for each name')
    loop = flow.blocks(function, site.at)[-1]
    end = source.closing(site.source.masked, loop)
    if flow.leaves(function, loop, max(refs[0], site.at)) or \
            flow.returns(function, loop, end) or re.search(
                r'\bgoto\b', site.source.masked[loop:end]):
        raise Unknown('%s() can leave its loop half-way' % function.name)
    if len(flow.blocks(release, [at for _, _, at in
                                 references(release)][0])) != 2:
        raise Unknown('%s() does not let go in one plain loop'
                      % release.name)


def _user(tree, path, acquire, release, parameters, fields):
    """The patches for the callers in one file."""
    out, whose = [], set()
    for function in tree.source(path).functions:
        for name in (acquire.name, release.name):
            for at, args in function.calls(name):
                field = source.last_step(args[0])
                where = '%s:%d' % (path, function.source.line(at))
                if field not in fields:
                    raise Unknown('%s passes no field of a record'
                                  % where)
                refuse_without_path(
                    tree, path, [function] if name == acquire.name else [],
                    [function] if name == release.name else [])
                who, what = owner(tree, path, function, args[0])
                whose.add(what)
                holder = holder_name(tree, path, {function.name})
                out.append(('by-id-user.cocci', dict(
                    parameters, LIST_FIELD=field, OWNER=who, HOLDER=holder,
                    USER=function.name), [path]))
    if len(whose) > 1:
        raise Unknown('in %s it is not the same object that takes and lets '
                      'go' % path)
    return [p for i, p in enumerate(out) if p not in out[:i]]


def _prototypes(text, acquire, release):
    """One parameter a line where the list was so; the new ones documented."""
    text = re.sub(
        r'^([ \t]+)(GPtrArray \*\*iothreads), (const char \*holder), '
        r'(?=Error \*\*)', r'\1\2,\n\1\3,\n\1', text, flags=re.MULTILINE)

    def comment(name, edit, text):
        return re.sub(r'/\*\*\n \* %s:\n(?:(?!\*/).)*?\*/' % name,
                      lambda m: edit(m.group(0)), text, flags=re.DOTALL)
    new = (' * @iothreads: %s\n'
           ' * @holder: The name that holds each of them.\n')
    text = comment(acquire, lambda c: c.replace(
        ' * @errp:', new % 'Where to keep the IOThreads that are held.'
        + ' * @errp:', 1), text)
    return comment(release, lambda c: re.sub(
        r' \* @list:.*\n', new % ('What %s() kept; freed.' % acquire), c,
        count=1), text)


def _arity(tree, paths, acquire, release):
    """Whether all uses and prototypes have the new arguments."""
    wanted = {acquire.name: len(acquire.parameters()) + 2, release.name: 2}
    for path in paths:
        src = tree.source(path)
        for name, count in wanted.items():
            for found in re.finditer(r'\b%s\s*\(' % name, src.masked):
                end = source.closing(src.masked, found.end() - 1)
                if len(source.arguments(
                        src.masked[found.end():end])) != count:
                    return '%s:%d is no use of %s() that is known' % (
                        path, src.line(found.start()), name)
    return ''
