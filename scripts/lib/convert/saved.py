# SPDX-License-Identifier: GPL-2.0-or-later
"""A field keeps an IOThread that instance_finalize lets go, where the object
has no path any more: the name is saved with the hold, and the context beside
it, so that several gets become one hold."""

import re

import flow
import source
from held import Pair
from plans import Plan
from sites import Unknown, owner, registered


def plan(site, all_sites):
    if not site.field:
        return None
    pair = Pair(site, all_sites)
    ends = [t for t in pair.unrefs
            if registered(site.source, t.function)]
    if not ends or not pair.refs:
        return None
    if len(pair.refs) > 1 or len(pair.unrefs) > 1:
        raise Unknown('%s is referenced or unreferenced in several places'
                      % site.argument)
    first = _first(pair)
    _refuse_odd_ends(site, pair, ends[0])
    for get in pair.gets:
        if get is not first:
            _comes_later(first, get, ends[0])
    same = [s for s in all_sites if s.path == site.path
            and s.field == site.field]
    if len(same) != len(pair.gets):
        raise Unknown('another record of the file has a field %s that is '
                      'got' % site.field)
    return _made(first, pair, ends[0])


def _first(pair):
    """The get that has the reference beside it."""
    tie = pair.refs[0]
    found = [g for g in pair.gets if g.function.name == tie.function.name]
    if len(found) != 1:
        raise Unknown('%s is not got once where it is referenced'
                      % tie.expression)
    get = found[0]
    begin, end = min(tie.at, get.at), max(tie.at, get.at)
    for at in (tie.at, get.at):
        if len(flow.blocks(get.function, at)) != 1 or \
                not flow.is_plain(get.function, at):
            raise Unknown('%s() gets or references it under a condition'
                          % get.function.name)
    if flow.leaves(get.function, begin, end) or \
            flow.arms(get.source, tie.at) != flow.arms(get.source, get.at):
        raise Unknown('the get and its reference do not go together')
    return get


def _refuse_odd_ends(site, pair, tie):
    function = tie.function
    if not function.is_whole or not site.source.is_unique(function) or \
            not flow.is_plain(function, tie.at) or \
            flow.in_loop(function, tie.at) or \
            flow.arms(site.source, tie.at) != flow.arms(
                site.source, pair.gets[0].at):
        raise Unknown('the object_unref at line %d stands where no put can'
                      % site.source.line(tie.at))


def _comes_later(first, get, end):
    """The context that is saved is there whenever `get` runs."""
    function = get.function
    if function is end.function:
        return
    if not function.is_static:
        raise Unknown('%s() may run before %s() does' % (
            function.name, first.function.name))
    src = first.source
    for found in re.finditer(r'\b%s\b' % re.escape(function.name),
                             src.masked):
        inside = src.function_at(found.start())
        if inside is None and re.match(
                r'[^;{=]*;', src.masked[found.end():]) and \
                src.masked[found.end():].lstrip().startswith('('):
            continue    # a prototype
        if inside is function and found.start() < function.body:
            continue
        if inside is not first.function or found.start() < first.at:
            raise Unknown('%s() may run before %s() does' % (
                function.name, first.function.name))


def _made(site, pair, tie):
    function, expression = tie.function, tie.expression
    tree, field = site.tree, site.field
    who, what = owner(tree, site.path, site.function, site.argument)
    other, what_there = owner(tree, site.path, function, expression)
    if what != what_there or '::' in what:
        raise Unknown('it is not the same object that takes and lets go')
    if not re.fullmatch(r'\w+\s*->\s*%s' % field, site.argument):
        raise Unknown('%s is not a field of the object itself'
                      % site.argument)
    new = ['%s_ctx' % field, '%s_holder' % field]

    def beside(access, name):
        return access[:len(access) - len(field)] + name
    headers = [] if site.source.struct(what) else [
        p for p in tree.files if p.endswith('.h')
        and re.search(r'\bstruct\s+%s\s*\{' % what, tree.text(p))]
    body = tree.struct(what, site.path)
    taken = [n for _, _, n in source.fields(body) if n in new]
    if taken:
        raise Unknown('struct %s has a field %s already' % (what, taken[0]))
    parameters = {
        'STRUCT': what, 'FIELD': field, 'ACQUIRE': site.function.name,
        'IOTHREAD': site.argument, 'OWNER': who,
        'CONTEXT': beside(site.argument, new[0]),
        'NAME': beside(site.argument, new[1]),
        'RELEASE': function.name, 'RELEASED': expression,
        'RELEASED_NAME': beside(expression, new[1])}
    kept = 'held as path of %s, name saved, put in %s() (:%d)' % (
        other[len('OBJECT('):-1], function.name,
        site.source.line(tie.at))
    made = Plan(pair.gets, [
        kept if g is site else 'uses the context that %s() keeps'
        % site.function.name for g in pair.gets],
        [('saved-name.cocci', parameters, [site.path] + headers)],
        touches=[function.name])
    made.edits = [(site.path, lambda text: _guard_waits(
        text, function.name, beside(expression, new[0])))]
    made.checks = [lambda now: '' if all(re.search(
        r'\b%s\s*;' % n, now.struct(what, site.path)) for n in new)
        else 'struct %s does not take new fields' % what]
    return made


def _guard_waits(text, name, context):
    """In instance_finalize, what waits for the IOThread runs only if the
    object got as far as taking it."""
    src = source.Source('', text)
    function = src.function(name)
    made = set(re.findall(r'(\w+)\s*=\s*\w+\s*\(\s*%s'
                          % flow.path_pattern(context), src.masked))
    used = re.compile(
        r'%s|\bAIO_WAIT_WHILE|\bqemu_bh_delete\s*\([^)]*\b(?:%s)\s*\)'
        % (flow.path_pattern(context), '|'.join(sorted(made)) or '-'))
    parts = _statements(src.masked, function.body + 1, function.end)
    hits = [p for p in parts if used.search(src.masked, *p)]
    if not any(re.search(flow.path_pattern(context), src.masked[b:e])
               for b, e in hits):
        return text
    begin, end = hits[0][0], hits[-1][1]
    region = text[begin:end]
    if flow.leaves(function, begin, end) or re.search(
            r'^[ \t]*#|\b\w+_put_aio_context\b', src.masked[begin:end],
            re.MULTILINE) or _declares(src.masked[begin:end]):
        raise Unknown('what waits for it in %s() cannot be put under a '
                      'condition' % name)
    line = text.rfind('\n', 0, begin) + 1
    indent = text[line:begin]
    step = '\t' if indent.startswith('\t') else '    '
    if indent.strip():
        raise Unknown('%s() has several statements on a line' % name)
    lines = ['%sif (%s) {' % (indent, context)]
    lines += [step + one if one else one
              for one in (indent + region).split('\n')]
    lines.append(indent + '}')
    return text[:line] + '\n'.join(lines) + text[end:]


def _declares(code):
    """Whether a variable is declared that later code could use."""
    return bool(re.search(r'(?:^|[;}])\s*(?!(?:return|else|goto)\b)'
                          r'[A-Za-z_]\w*(?:[ \t]+\**|[ \t]*\*+)[A-Za-z_]\w*'
                          r'[ \t]*[;=]', code))


def _statements(masked, begin, end):
    """[(begin, end)] of the statements of a block."""
    out = []
    at = begin
    while at < end:
        at += len(masked[at:end]) - len(masked[at:end].lstrip())
        if at >= end:
            break
        start, depth = at, 0
        while at < end:
            c = masked[at]
            depth += (c in '({[') - (c in ')}]')
            at += 1
            if not depth and (c == ';' or c == '}' and not re.match(
                    r'\s*(?:else\b|while\b.*;|[;,)])', masked[at:end])):
                break
        out.append((start, at))
    return out
