# SPDX-License-Identifier: GPL-2.0-or-later
"""Lays out what the semantic patches wrote.

A semantic patch can put a statement before another one, but not a declaration
at the head of the block around it, nor code at the end of a function.  Where
that is wanted it leaves a marker, a call that no tree has:

  HC_HOLDER(name, object);  the hold that follows has object's path in `name`
  HC_TOP("declaration");    declared at the head of the function
  HC_LOCAL("declaration");  declared at the head of the block
  HC_AFTER_LOCALS("call");  called after the declarations of the function
  HC_AT_END("code");        run last in the function
  HC_BLANK;                 an empty line
  HC_NAME                   the literal that names a holder

Then the new lines are brought to QEMU's style: wrapped at 80 columns, `else`
beside its brace.
"""

import difflib
import re

import holders
import scope
import source

_MARKER = re.compile(
    r'^([ \t]*)HC_(TOP|LOCAL|AFTER_LOCALS|AT_END)\("((?:[^"\\]|\\.)*)"\);\n',
    re.MULTILINE)
_PLACE = {'TOP': scope.top, 'LOCAL': scope.local,
          'AFTER_LOCALS': scope.after_locals, 'AT_END': scope.at_end}
_LIMIT = 80


def lay_out(before, after, literal=None):
    """`after`, made of `before` by semantic patches, in QEMU's style."""
    text = after
    if literal is not None:
        text = re.sub(r'\bHC_NAME\b', lambda _: '"%s"' % literal, text)
    while True:
        found = _MARKER.search(text)
        if not found:
            break
        text = text[:found.start()] + text[found.end():]
        code = (found.group(3).replace('\\n', '\n').replace('\\"', '"')
                .replace('\\\\', '\\'))
        text = _PLACE[found.group(2)](text, found.start(), code)
    text = holders.place(text)
    text = re.sub(r'^[ \t]*HC_BLANK;\n', '\n', text, flags=re.MULTILINE)
    return _style(before, text)




def changes(old, new):
    """difflib's opcodes for two lists of lines that are mostly equal."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and \
            old[-1 - last] == new[-1 - last]:
        last += 1
    matcher = difflib.SequenceMatcher(
        None, old[first:len(old) - last], new[first:len(new) - last],
        autojunk=False)
    yield 'equal', 0, first, 0, first
    for kind, a, b, c, d in matcher.get_opcodes():
        yield kind, a + first, b + first, c + first, d + first
    yield ('equal', len(old) - last, len(old), len(new) - last, len(new))


def _style(before, text):
    """Only lines that are not in `before` are touched."""
    new = _apart(before, text).split('\n')
    out = []
    for kind, _, _, start, end in changes(before.split('\n'), new):
        if kind == 'equal':
            out.extend(new[start:end])
            continue
        for line in new[start:end]:
            if line == '/*' and out and out[-1].endswith(';'):
                out.append('')
            line = re.sub(r'\}else\b', '} else', line)
            if re.match(r'\s*else\b', line) and out and \
                    out[-1].strip() == '}':
                line = out.pop() + ' ' + line.strip()
            elif line.strip() == '{' and out and \
                    re.search(r'\} else$', out[-1]):
                line = out.pop() + ' {'
            out.extend(_wrap(_align(out, line)))
    return '\n'.join(out)


def _apart(before, text):
    """No more empty lines in a row than there were."""
    if '\n\n\n' not in before:
        text = re.sub(r'\n{3,}', '\n\n', text)
    return re.sub(r'\{\n\n(?=[ \t]+\S)', '{\n', text) \
        if not re.search(r'\{\n\n', before) else text


def _align(out, line):
    """A new member of an initialiser has its = under the one above."""
    new = re.match(r'^(\s*\.\w+) = (.*)$', line)
    above = re.match(r'^(\s*\.\w+\s*)= ', out[-1]) if out else None
    if new and above and len(above.group(1)) > len(new.group(1)):
        return new.group(1).ljust(len(above.group(1))) + '= ' + new.group(2)
    return line


def _wrap(line):
    """Breaks a line that is too long after its last fitting comma."""
    if len(line) <= _LIMIT or line.lstrip().startswith(('*', '/*', '#')) or \
            not re.search(r'[(,]', line):
        return [line]
    masked = source.mask(line)
    for at in range(min(_LIMIT, len(line)) - 1, 0, -1):
        if masked[at] != ',':
            continue
        opened = []
        for i, c in enumerate(masked[:at]):
            if c == '(':
                opened.append(i)
            elif c == ')' and opened:
                opened.pop()
        # A line without an open bracket goes on with one from above.
        column = opened[-1] + 1 if opened else \
            len(line) - len(line.lstrip())
        rest = ' ' * column + line[at + 1:].strip()
        return [line[:at + 1]] + _wrap(rest)
    found = re.match(r'^(\s*)(.*? =) (.*)$', line)
    if found:
        return [found.group(1) + found.group(2),
                found.group(1) + '    ' + found.group(3)]
    return [line]
