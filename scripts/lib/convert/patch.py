# SPDX-License-Identifier: GPL-2.0-or-later
"""The changes as a patch that git apply takes."""

import difflib
import re


def text(tree):
    """The patch, with the bytes of the files as surrogates."""
    out = []
    for path in sorted(tree.changed):
        old = tree.original(path)
        is_new = not tree.is_file(path)
        new = tree.changed[path]
        a, b = _name('a/' + path), _name('b/' + path)
        out.append('diff --git %s %s\n' % (a, b))
        if is_new:
            out.append('new file mode 100644\n')
            a = '/dev/null'
        out.append('--- %s\n+++ %s\n' % (_tabbed(a), _tabbed(b)))
        out += _hunks(_lines(old), _lines(new))
    return ''.join(out)


def _hunks(old, new):
    """As difflib.unified_diff(), but lines that are frequent count: braces."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(3):
        first, last = group[0], group[-1]
        yield '@@ -%s +%s @@\n' % (_range(first[1], last[2]),
                                  _range(first[3], last[4]))
        for kind, a, b, c, d in group:
            if kind == 'equal':
                yield from _marked(' ', old[a:b])
            else:
                yield from _marked('-', old[a:b])
                yield from _marked('+', new[c:d])


def _range(begin, end):
    return '%d,%d' % (begin + (end > begin), end - begin)


def _marked(mark, lines):
    for line in lines:
        yield mark + line
        if not line.endswith('\n'):
            yield '\n\\ No newline at end of file\n'


def _lines(content):
    """Lines as git sees them: nothing but a newline ends one."""
    return re.findall(r'[^\n]*\n|[^\n]+', content)


def _name(path):
    """As git writes a name: quoted where it has to be."""
    raw = path.encode('utf-8', 'surrogateescape')
    if not re.search(rb'[\x00-\x1f\x7f-\xff"\\]', raw):
        return path
    return '"%s"' % ''.join(
        chr(c) if 32 <= c < 127 and c not in b'"\\' else '\\%03o' % c
        for c in raw)


def _tabbed(name):
    """A name with spaces ends at a tab."""
    return name + '\t' if ' ' in name and not name.startswith('"') else name
