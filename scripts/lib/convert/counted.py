# SPDX-License-Identifier: GPL-2.0-or-later
"""IOThreads that are found by name for something with an id of its own: an
object that is counted and freed in a bottom half, or a node that a command
moves."""

import re

import flow
import source
from plans import Plan
from sites import Unknown

# What node.cocci adds.
_NODE_HELPERS = ('node_put_iothread', 'node_keep_iothread',
                 'node_is_deleted', 'node_put_deleted')


def _found_or_not(site):
    """Between finding the IOThread and getting it nothing leaves but what
    did not find it: later a variable that is not NULL means a hold."""
    function, masked = site.function, site.source.masked
    begin = masked.index(';', site.by_id) + 1
    way = masked[begin:flow.statement_start(function, site.at)]
    name = re.escape(site.argument)
    test = re.search(r'\bif\s*\(\s*(?:!\s*%s|%s\s*==\s*NULL)\s*\)\s*\{'
                     % (name, name), way)
    if test:
        end = source.closing(way, test.end() - 1)
        way = way[:test.start()] + way[end + 1:]
    if not test or re.search(
            r'\b(?:return|goto|break|continue|else)\b|\w\s*:(?!:)', way):
        raise Unknown('%s may be found and not be got' % site.argument)
    if flow.blocks(function, site.by_id) != flow.blocks(function, site.at):
        raise Unknown('%s is found under another condition than it is got'
                      % site.argument)
    if flow.in_loop(function, site.at):
        raise Unknown('it is got in a loop')


def _free_for(site, *names):
    """Names that the semantic patch declares in the function."""
    declared = re.findall(r'\*\s*(%s)\s*[;=,]' % re.escape(site.argument),
                          site.function.code)
    if len(declared) != 1 or site.argument in [
            n for _, n in site.function.parameters()]:
        raise Unknown('%s is declared more than once' % site.argument)
    for name in names:
        if re.search(r'\b%s\b' % name, site.source.masked):
            raise Unknown('the name %s is taken' % name)


def plan(site, _):
    if not site.by_id or site.is_referenced:
        return None
    code = site.function.code
    made = re.search(r'\*\s*(\w+)\s*=\s*\(\s*(\w+)\s*\)\s*\{', code)
    if not made or not re.search(r'\.id\s*=', code):
        return None
    name, record = made.group(1), made.group(2)
    given = re.search(r'\.id\s*=\s*g_strdup\(([^;)]*)\)', site.source.text[
        site.function.body:site.function.end])
    ends = [f for f in site.source.functions if f is not site.function
            and re.search(r'\b%s\s*\*\s*(\w+)\s*=' % record, f.code)
            and re.search(r'\bg_free\s*\(\s*\w+->id\s*\)', f.code)]
    if not given:
        raise Unknown('%s has no id that could be the name' % record)
    if len(ends) != 1:
        raise Unknown('%s what %s() makes' % (
            'no function frees' if not ends else
            ' and '.join(f.name + '()' for f in ends) + ' free',
            site.function.name))
    _found_or_not(site)
    _free_for(site, 'moved_from')
    body = site.tree.struct(record, site.path)
    contexts = [n for t, stars, n in source.fields(body)
                if t == 'AioContext' and stars == 1]
    if len(contexts) != 1 or re.search(r'\biothread\b', body):
        raise Unknown('struct %s is not of a shape that is known' % record)
    label = _only_label(site, name)
    _one_way_to_stay(site)
    _end_is_last(ends[0])
    headers = [p for p in site.tree.files if p.endswith('.h') and re.search(
        r'\bstruct\s+%s\s*\{' % record, site.tree.text(p))]
    plan_made = Plan([site], 'held as %s, put in %s() and when %s() fails'
                     % (given.group(1), ends[0].name, site.function.name),
                     [('counted.cocci', {
                         'CREATE': site.function.name,
                         'LOCAL': site.argument, 'ID': given.group(1),
                         'RECORD': record, 'KEPT': contexts[0],
                         'FAIL': label, 'DELETE': ends[0].name},
                       sorted({site.path, *headers}))],
                     touches=[ends[0].name])
    plan_made.checks = [lambda now: _puts(now, site.path, site.function.name,
                                          ends[0].name, site.argument)]
    return plan_made


def _only_label(site, name):
    """The label of every way out after the get but the successful one."""
    function, masked = site.function, site.source.masked
    after = masked[site.at:function.end]
    labels = set(re.findall(r'\bgoto\s+(\w+)', after))
    returned = [''.join(r.split()) for r in re.findall(
        r'\breturn\b([^;]*);', after)]
    if len(labels) != 1 or returned != [name, 'NULL']:
        raise Unknown('%s() has other ways out after the get than one label'
                      % function.name)
    label = labels.pop()
    found = re.search(r'\b%s\s*:' % label, after)
    good = re.search(r'\breturn\b', after)
    if not found or found.start() < good.start():
        raise Unknown('%s: does not come last in %s()' % (label,
                                                         function.name))
    return label


def _one_way_to_stay(site):
    """Only one test tells whether the context is used; it follows the
    get."""
    function = site.function
    tests = [m.start() + function.body for m in re.finditer(
        r'==\s*0\s*\)\s*\{[^{}]*\}\s*else\s+if\b', function.code)]
    if len(tests) > 1 or any(
            at < site.at or flow.blocks(function, at) != flow.blocks(
                function, site.at) for at in tests):
        raise Unknown('what becomes of the context in %s() cannot be told'
                      % function.name)


def _end_is_last(function):
    """Nothing leaves the bottom half early."""
    if re.search(r'\b(?:return|goto)\b', function.code) or \
            not function.is_void:
        raise Unknown('%s() can return early' % function.name)
    frees = re.search(r'\bg_free\s*\(\s*(\w+)->id\s*\)\s*;\s*'
                      r'g_free\s*\(\s*\1\s*\)\s*;', function.code)
    if not frees:
        raise Unknown('%s() does not free the id and then the object'
                      % function.name)
    if re.search(r'\b%s\b' % frees.group(1), function.code[frees.end():]):
        raise Unknown('%s() uses the object after it is freed'
                      % function.name)


def _puts(tree, path, create, delete, local):
    """Why the puts are not all there, or ''."""
    src = tree.source(path)
    failing = src.function(create)
    if not failing or not src.function(delete) or \
            len(src.function(delete).calls('iothread_put_aio_context')) != 1:
        return 'Coccinelle found no place for the put in %s()' % delete
    puts = failing.calls('iothread_put_aio_context')
    stays = len(re.findall(r'\belse\s*\{\s*iothread_put_aio_context',
                           failing.code))
    if len(puts) != 1 + stays or not puts or \
            not re.search(r'\.iothread\s*=\s*%s\b' % re.escape(local),
                          failing.code):
        return 'Coccinelle found no place for the put in %s()' % create
    back = len(re.findall(r'\bmoved_from\b', failing.code))
    if back not in (0, 4):
        return 'what was moved cannot be moved back when %s() fails' % create
    # Without an error the call that moves need not have moved anything.
    moves = re.search(r'==\s*0\s*\)\s*\{[^{}]*\}\s*else\s+if\s*\([^{}]*\{'
                      r'[^{}]*\}(?!\s*else\b)', failing.code)
    return 'a way on without the context keeps the hold' if moves else ''


def plan_node(site, _):
    """A command that moves a node and returns."""
    if not site.by_id or site.is_referenced:
        return None
    function = site.function
    moved = re.search(r'(?:^|[;}])\s*(bdrv_try_change_aio_context\w*)\s*\(',
                      function.code, re.MULTILINE)
    names = [n for n, (kind, _) in site.variables.items()
             if kind == 'char' and re.search(
                 r'\bbdrv_find_node\s*\(\s*%s\s*\)' % n, function.code)]
    deletes = [(f, n) for f in site.source.functions for kind, n in
               f.parameters() if f.calls('bdrv_unref') and kind == 'char'
               and re.search(r'\bbdrv_find_node\s*\(\s*%s\s*\)' % n, f.code)]
    if not moved or len(names) != 1:
        return None
    if len(deletes) != 1:
        raise Unknown('%s a node by name' % (
            'no function of this file deletes' if not deletes else
            ' and '.join(f.name + '()' for f, _ in deletes)
            + ' both delete'))
    delete, deleted = deletes[0]
    _found_or_not(site)
    _free_for(site, 'node_iothreads', *_NODE_HELPERS)
    if re.search(r'\bmoved\b', function.code):
        raise Unknown('the name moved is taken')
    for one in (function, delete):
        if not one.is_void:
            raise Unknown('%s() returns a value' % one.name)
    if flow.returns(function, site.at, function.end):
        raise Unknown('%s() can return before the end' % function.name)
    _moves_once(site, moved.group(1))
    unref = delete.calls('bdrv_unref')
    if len(unref) != 1 or flow.returns(delete, unref[0][0], delete.end):
        raise Unknown('%s() can return before the end' % delete.name)
    return Plan([site], 'held as %s while the node stays there, put by the '
                'next %s() or by %s()' % (names[0], function.name,
                                          delete.name),
                [('node.cocci', {
                    'COMMAND': function.name, 'LOCAL': site.argument,
                    'NODE': names[0], 'MOVE': moved.group(1),
                    'DELETE': delete.name, 'DELETED': deleted},
                  [site.path])],
                touches=[delete.name, *_NODE_HELPERS])


def _moves_once(site, name):
    """Every way from the get leads to the one call that moves."""
    function = site.function
    calls = function.calls(name)
    if len(calls) != 1 or len(flow.blocks(function, calls[0][0])) != 1 or \
            not flow.is_plain(function, calls[0][0]):
        raise Unknown('%s() does not move in any case' % function.name)
    if re.search(r'\bgoto\b', function.source.masked[
            site.at:calls[0][0]]):
        raise Unknown('%s() can leave before the node is moved'
                      % function.name)
