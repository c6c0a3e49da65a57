# SPDX-License-Identifier: GPL-2.0-or-later
"""A set-up function gets an IOThread for a device, nothing ever lets it go:
it gets a counterpart, which unrealize calls."""

import re

import flow
import source
from plans import Plan, holder_name
from sites import Unknown, owner


def plan(site, all_sites):
    if not site.field or site.is_referenced or site.function.is_static:
        return None
    function, tree = site.function, site.tree
    kind, device = (function.parameters() or [('', '')])[0]
    begin = flow.statement_start(function, site.at)
    if kind not in tree.classes or not re.fullmatch(
            r'[\w>.\[\]\s-]+=\s*', site.source.masked[begin:site.at]):
        return None
    callers = [(p, f) for p in tree.files if p.endswith('.c')
               and function.name in tree.text(p)
               for f in tree.source(p).functions
               if f is not function and f.calls(function.name)]
    if len(callers) != 1:
        return None
    path, realize = callers[0]
    unrealize = _counterpart(tree.source(path), realize)
    there = unrealize and [n for n, (k, _) in unrealize.variables().items()
                           if k == kind]
    if not there:
        raise Unknown('no unrealize with a %s is the counterpart of %s()'
                      % (kind, realize.name))
    if sum(s.function is function for s in all_sites) != 1:
        raise Unknown('it gets more than one IOThread')
    _all_or_nothing(site)
    _last_step(realize, function.name)
    head = _head(site, device)
    release = re.sub(r'_?(setup|set_up|init|create|start)$', '',
                     function.name) + '_cleanup'
    headers = [p for p in tree.files if p.endswith('.h') and re.search(
        r'\b%s\s*\(' % function.name, tree.text(p))]
    if not headers or any(re.search(r'\b%s\b' % release, tree.text(p))
                          for p in [site.path, path] + headers):
        raise Unknown('%s() has no prototype or %s() exists already' % (
            function.name, release))
    made = Plan([site], 'held as path of %s, put in the new %s(), which '
                '%s() calls' % (device, release, unrealize.name),
                [('setup.cocci', {
                    'ACQUIRE': function.name, 'IOTHREAD': site.argument,
                    'OWNER': 'OBJECT(%s)' % device, 'RELEASE': release,
                    'RECORD': kind, 'DEVICE': device, 'HEAD': head,
                    'HOLDER': holder_name(tree, site.path, {function.name}),
                    'UNREALIZE': unrealize.name, 'SELF': there[0]},
                  sorted({site.path, path, *headers}))],
                touches=[release, unrealize.name])
    made.checks = [lambda now: '' if len(now.source(path).function(
        unrealize.name).calls(release)) == 1 and all(
            re.search(r'\b%s\s*\(' % release, now.text(p)) for p in headers)
        else 'Coccinelle found no place for the call of %s()' % release]
    owner(tree, site.path, function, device + '->x')
    return made


def _counterpart(src, realize):
    """The unrealize that a class has with this realize."""
    slots = re.findall(r'(\w+)->realize\s*=\s*%s\b' % realize.name,
                       src.masked)
    if len(slots) != 1:
        return None
    where = [f for f in src.functions if re.search(
        r'->realize\s*=\s*%s\b' % realize.name, f.code)]
    undo = where and re.findall(r'\b%s->unrealize\s*=\s*(\w+)' % slots[0],
                                where[0].code)
    return src.function(undo[0]) if undo and len(undo) == 1 else None


def _all_or_nothing(site):
    """The one condition of the get is that there is an IOThread, and a way
    out before it is an error."""
    function, masked = site.function, site.source.masked
    opened = flow.blocks(function, site.at)
    if len(opened) != 2 or flow.control(function, opened[1]) != (
            'if', site.argument) or re.search(r'\belse\s*$', masked[
                function.body:flow.statement_start(function, opened[1])]):
        raise Unknown("the get is not under 'if (%s)' alone"
                      % site.argument)
    if flow.returns(function, function.body, opened[1]) or re.search(
            r'\bgoto\b', function.code):
        raise Unknown('%s() can succeed without the get' % function.name)
    way = masked[opened[1]:site.at]
    for found in re.finditer(r'\breturn\b', way):
        before = way[max(way.rfind('{', 0, found.start()), 0):found.start()]
        if not re.search(r'\berror_(?:setg|propagate|append)\w*\s*\(',
                         before):
            raise Unknown('%s() can succeed without the get' % function.name)
    block_end = source.closing(masked, opened[1])
    rest = masked[site.end:block_end] + re.sub(
        r'^\s*else\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}', '',
        masked[block_end + 1:function.end])
    if re.search(r'\breturn\b|\berrp\b', rest):
        raise Unknown('%s() can fail after the get' % function.name)


def _last_step(realize, name):
    """Nothing in realize can fail once the IOThread is held."""
    at = realize.calls(name)[0][0]
    begin = flow.statement_start(realize, at)
    masked = realize.source.masked
    after = masked[masked.index(';', at) + 1:realize.end]
    if len(flow.blocks(realize, at)) != 1 or begin != at or after.strip():
        raise Unknown('%s() goes on after %s()' % (realize.name, name))


def _head(site, device):
    """The declaration by which the counterpart reaches the field."""
    root = source.root(site.argument)
    if root == device:
        return ''
    known = site.variables.get(root)
    if not known or not re.search(r'\(\s*%s\s*\)$' % device, known[1]):
        raise Unknown('%s is not reached from %s' % (site.argument, device))
    return '%s *%s = %s' % (known[0], root, known[1])
