# SPDX-License-Identifier: GPL-2.0-or-later
"""Declares the variables that have the names of the holders.

A name is declared with its value at the head of the block that needs it: it
is then freed on every way out.  Where the object is not known there yet, it
is declared empty and set where it is needed.  No block gets a variable that
hides one of a block around it.
"""

import re

import scope
import source

_MARKER = re.compile(r'^([ \t]*)HC_HOLDER\((\w+), (.*)\);\n', re.MULTILINE)


def place(text):
    while True:
        found = _MARKER.search(text)
        if not found:
            return text
        text = _in_function(text, scope.function_block(text, found.start()))


def _in_function(text, function):
    """Places the markers of one function."""
    found = _next(text, function)
    blocks = [scope.Block(text, m.start()) for m in found]
    if _are_apart(text, blocks) and not any(b.is_function for b in blocks):
        while found:
            text = _in_block(text, scope.Block(text, found[0].start()),
                             found[:1])
            found = _next(text, function)
        return text
    return _in_block(text, function, found)


def _next(text, function):
    return list(_MARKER.finditer(text, function.brace,
                                 scope.end_of(text, function)))


def _are_apart(text, blocks):
    """No two are the same, none is within another."""
    spans = sorted((b.brace, scope.end_of(text, b)) for b in blocks)
    return all(a[1] < b[0] for a, b in zip(spans, spans[1:]))


def _in_block(text, block, found):
    """Replaces markers by one declaration at the head of a block."""
    name, device = found[0].group(2), found[0].group(3)
    if any((m.group(2), m.group(3)) != (name, device) for m in found):
        raise ValueError('its holds would need more than one name')
    value = 'object_get_canonical_path(%s)' % device
    declaration = 'g_autofree char *%s' % name
    known = _is_known(text, block, found[-1].start(), device)
    if not known and len(found) > 1:
        raise ValueError('%s is not known in time for all its holds' % device)
    if re.search(r'\bchar \*%s\b' % name,
                 text[block.brace:scope.end_of(text, block)]):
        raise ValueError('a block within has a variable %s' % name)
    for match in reversed(found):
        set_here = '' if known else '%s%s = %s;\n' % (match.group(1), name,
                                                     value)
        text = text[:match.start()] + set_here + text[match.end():]
    if not known:
        return scope.add_declaration(text, block.start,
                                     declaration + ' = NULL')
    line = scope.indent_of(text, block.start) \
        + '%s = %s;\n' % (declaration, value)
    if block.is_function:
        at = scope.declared(text, block.start)
    else:
        at = block.start
    rest = text[at:].split('\n', 1)[0]
    if rest and at == scope.declared(text, block.start):
        line += '\n'
    return text[:at] + line + text[at:]


def _is_known(text, block, at, device):
    """Whether the object is the same at the head of the block (at that of a
    function: after its declarations) as at the marker."""
    begin = scope.declared(text, block.start) if block.is_function \
        else block.start
    between = source.mask(text[begin:at])
    for name in set(re.findall(r'\b[a-z_]\w*', device)):
        if re.search(r'\b%s\s*=[^=]' % re.escape(name), between):
            return False
    if not block.is_function:
        return True
    # A variable that is declared without a value has none yet.
    head = source.mask(text[block.brace:begin])
    root = re.search(r'\(\s*(\w+)', device)
    return bool(root) and not re.search(
        r'[\s*]%s\s*[;,]' % re.escape(root.group(1)), head)
