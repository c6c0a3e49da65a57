# SPDX-License-Identifier: GPL-2.0-or-later
"""The holder API itself: the IOThread class, query-iothreads, the build."""

import os
import re

import layout
import tree as qemu
from sites import Unknown

_RUNTIME = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        '..', '..', '..', 'runtime')
UNIT = 'iothread-holders'


def is_ours(tree):
    """Whether the tree has the API as this converter writes it."""
    return tree.exists(UNIT + '.c') and tree.exists(
        os.path.join(os.path.dirname(tree.header), UNIT + '.h'))


def convert(tree, spatch):
    """Adds the API to the tree in memory; says what was done."""
    said = []
    _refuse_odd(tree)
    header = spatch.patch('api-header.cocci', {}, tree.header)
    tree.change(tree.header, layout.lay_out(tree.text(tree.header), header))
    body = spatch.patch('api.cocci', {}, 'iothread.c')
    tree.change('iothread.c', _include(tree, layout.lay_out(
        tree.text('iothread.c'), body)))
    _unit(tree)
    if tree.arity() != 2 or not all(
            re.search(r'\b%s\s*\(' % name, tree.text('iothread.c'))
            for name in (qemu.PUT, 'iothread_holders_add',
                         'iothread_holders_remove',
                         'iothread_holders_clear')) or \
            not re.search(r'qemu_mutex_init\(&\w+->holders_lock\)',
                          tree.text('iothread.c')):
        raise Unknown('iothread.c is not of a shape that is known')
    said.append(('%s, iothread.c' % tree.header,
                 'the get takes a holder, the put is new, the list of '
                 'holders is in struct IOThread; the class uses its own '
                 'context and holds nothing'))
    for step in (_meson, _schema, _monitor, _maintainers):
        said.append(step(tree))
    return [s for s in said if s]


def _refuse_odd(tree):
    """What the API would not fit into."""
    for path in (UNIT + '.c', os.path.join(os.path.dirname(tree.header),
                                           UNIT + '.h')):
        if os.path.lexists(os.path.join(tree.root, path)):
            raise Unknown('%s is there already' % path)
    for path in ('iothread.c', tree.header):
        if path not in tree.files:
            raise Unknown('%s is no plain file' % path)
        if '\r' in tree.text(path):
            raise Unknown('%s has carriage returns' % path)


def _include(tree, text):
    """Includes the unit's header after the class's own."""
    line = '#include "%siothread.h"\n' % tree.include_prefix
    if line not in text:
        raise Unknown('iothread.c does not include "%siothread.h"'
                      % tree.include_prefix)
    return text.replace(line, '%s#include "%s%s.h"\n' % (
        line, tree.include_prefix, UNIT), 1)


def _unit(tree):
    """Copies the registry, with QEMU's includes in place of GLib's."""
    with open(os.path.join(_RUNTIME, UNIT + '.c'), encoding='utf-8') as file:
        body = file.read()
    with open(os.path.join(_RUNTIME, UNIT + '.h'), encoding='utf-8') as file:
        header = file.read()
    own = '#include "%s.h"' % UNIT
    if '#include <glib.h>' not in body or own not in body:
        raise Unknown('runtime/%s.c does not include what it should' % UNIT)
    body = body.replace('#include <glib.h>', '#include "qemu/osdep.h"', 1)
    body = body.replace(own, '#include "%s%s.h"' % (tree.include_prefix,
                                                   UNIT), 1)
    header = re.sub(r'^#include <glib.h>\n\n?', '', header,
                    flags=re.MULTILINE)
    tree.change(UNIT + '.c', body)
    tree.change(os.path.join(os.path.dirname(tree.header), UNIT + '.h'),
                header)


def _meson(tree):
    """Builds the unit wherever the class is built."""
    text = tree.text('meson.build')
    found = re.search(r"^([ \t]*)'iothread\.c',\n", text, re.MULTILINE)
    if found:
        new = text[:found.end()] + "%s'%s.c',\n" % (
            found.group(1), UNIT) + text[found.end():]
    elif "'iothread.c'" in text:
        new = text.replace("'iothread.c'", "'iothread.c', '%s.c'" % UNIT, 1)
    else:
        raise Unknown('meson.build does not name iothread.c')
    tree.change('meson.build', new)
    return 'meson.build', 'builds %s.c beside iothread.c' % UNIT


def _schema(tree):
    """holders in IOThreadInfo, described and shown in the example."""
    path = next((p for p in ('qapi/misc.json', 'qapi/iothread.json')
                 if tree.exists(p) and "'struct': 'IOThreadInfo'"
                 in tree.text(p)), None)
    if not path:
        raise Unknown("no schema has the struct 'IOThreadInfo'")
    text = tree.text(path)
    begin = text.index("{ 'struct': 'IOThreadInfo'")
    opened = text.rfind('\n# @IOThreadInfo:\n', 0, begin)
    since_at = text.find('# Since:', max(opened, 0), begin)
    close = re.compile(r'\s*\}\s*\}').search(text, begin)
    if opened < 0 or since_at < 0 or not close:
        raise Unknown("%s: 'IOThreadInfo' is not documented as usual" % path)
    since = tree.version()
    note = ' (since %s)' % since if since else ''
    # Older schemas indent a description to its column, newer by four.
    hanging = re.search(r'\n# @poll-max-ns: [^\n]*\n#( +)',
                        text[opened:since_at])
    indent = ' ' * (len('@holders: ')
                    if hanging and len(hanging.group(1)) > 5 else 4)
    words = ('@holders: the names of those who use the iothread, in the '
             'order in which they began; one that holds it twice is listed '
             'twice' + note).split(' ')
    described, line = '', '#'
    for word in words:
        if len(line) + 1 + len(word) > 72:
            described += line + '\n'
            line = '#' + indent
        line += ' ' + word
    described += line + '\n#\n'
    column = re.search(r"\n(\s*)'[a-z-]+': '[a-z0-9]+'$",
                       text[begin:close.start()])
    member = ",\n%s'holders': ['str']" % (column.group(1) if column
                                          else ' ' * 11)
    text = text[:since_at] + described + text[since_at:close.start()] \
        + member + text[close.start():]
    tree.change(path, _example(text))
    return path, "IOThreadInfo has 'holders': ['str']"


def _example(text):
    """A holder in the example of query-iothreads."""
    begin = text.find('\n# @query-iothreads:\n')
    end = text.find("\n{ 'command': 'query-iothreads'", begin)
    line = text.find('"thread-id":3134\n', begin, end)
    if begin < 0 or end < 0 or line < 0:
        return text
    indent = text[text.rindex('\n', 0, line) + 1:line]
    line += len('"thread-id":3134')
    return text[:line] + ',\n%s"holders":["/machine/peripheral/vblk0/' \
        'virtio-backend"]' % indent + text[line:]


def _monitor(tree):
    """info iothreads prints a line for each holder."""
    path = next((p for p in tree.files if p.endswith('.c') and re.search(
        r'^void hmp_info_iothreads\(', tree.text(p), re.MULTILINE)), None)
    if not path:
        raise Unknown('no file defines hmp_info_iothreads()')
    text = tree.text(path)
    found = re.search(
        r'(^void hmp_info_iothreads\(.*?)'
        r'^([ \t]*)monitor_printf\(mon, "  aio-max-batch=.*?;\n',
        text, re.DOTALL | re.MULTILINE)
    if not found or '\n}\n' in found.group(1):
        raise Unknown('%s: hmp_info_iothreads() is not of a shape that is '
                      'known' % path)
    indent = found.group(2)
    lines = ('{0}for (holder = value->holders; holder; '
             'holder = holder->next) {{\n'
             '{0}    monitor_printf(mon, "  holder=%s\\n", holder->value);\n'
             '{0}}}\n').format(indent)
    text = text[:found.end()] + lines + text[found.end():]
    at = text.index('{', found.start())
    text = layout.lay_out(tree.text(path), text[:at + 1] +
                          '\n    HC_TOP("strList *holder");' + text[at + 1:])
    tree.change(path, text)
    return path, 'info iothreads prints the holders'


def _maintainers(tree):
    """Names the new files where their neighbours are maintained."""
    if not tree.exists('MAINTAINERS'):
        return None
    text = tree.text('MAINTAINERS')
    found = re.search(r'^F: util/async\.c\n|^F: iothread\.c\n', text,
                      re.MULTILINE)
    if not found:
        return None
    tree.change('MAINTAINERS', text[:found.end()] + 'F: %s.c\nF: %s\n' % (
        UNIT, os.path.join(os.path.dirname(tree.header), UNIT + '.h'))
        + text[found.end():])
    return 'MAINTAINERS', 'names the new files'
