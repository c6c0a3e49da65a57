# SPDX-License-Identifier: GPL-2.0-or-later
"""Blocks of a text that is being laid out: where one begins, where its
declarations end, where it ends."""

import re

import source

_NOT_A_TYPE = (r'(?!(?:return|goto|else|case|break|continue|default|do|if|for|'
               r'while|switch)\b)')
_DECLARATION = re.compile(
    r'^' + _NOT_A_TYPE +
    r'(?:(?:const|struct|enum|unsigned|static|g_autofree|g_autoptr\(\w+\)|'
    r'ERRP_GUARD\(\)|QEMU_LOCK_GUARD)\b.*|[A-Za-z_]\w*[ \t]+\**\w+'
    r'(?:\[[^]]*\])?(?:,.*|[ \t]*=.*|;)|[A-Za-z_]\w*[ \t]*\*+\w+.*|'
    r'ERRP_GUARD\(\);)$')


class Block:
    """The innermost block of statements around an offset.  That of a switch
    is none: what is declared there is never initialised."""

    def __init__(self, text, at):
        masked = source.mask(text)
        depth = 0
        for i in range(at - 1, -1, -1):
            if masked[i] == '}':
                depth += 1
            elif masked[i] == '{' and depth:
                depth -= 1
            elif masked[i] == '{':
                line = text.rfind('\n', 0, i) + 1
                if _is_switch(masked, i):
                    continue
                self.brace = i
                self.start = text.index('\n', i) + 1
                self.is_function = not text[line].isspace()
                return
        raise ValueError('a marker stands in no block')


def _is_switch(masked, brace):
    before = masked[max(brace - 2000, 0):brace].rstrip()
    depth = 0
    for i in range(len(before) - 1, -1, -1):
        depth += (before[i] == ')') - (before[i] == '(')
        if not depth:
            return bool(re.search(r'\bswitch\s*$', before[:i]))
    return False


def function_block(text, at):
    block = Block(text, at)
    while not block.is_function:
        block = Block(text, block.brace)
    return block


def end_of(text, block):
    """Offset of the closing brace."""
    end = source.closing(source.mask(text), block.brace)
    if end < 0:
        raise ValueError('a block does not end')
    return end


def indent_of(text, start):
    found = re.compile(r'\s*').match(text, start)
    line = text.rfind('\n', start, found.end()) + 1
    return text[max(line, start):found.end()] or '    '


def declared(text, start):
    """Offset after the declarations at the head of the block at start."""
    at = start
    open_brackets = 0
    end = start
    while at < len(text):
        stop = text.index('\n', at) + 1
        line = source.mask(text[at:stop]).strip()
        if open_brackets == 0 and not _DECLARATION.match(line):
            if line == '' and text[at:stop].strip() == '':
                at = stop
                continue
            break
        open_brackets += sum(line.count(c) for c in '([{')
        open_brackets -= sum(line.count(c) for c in ')]}')
        if open_brackets == 0 and not line.endswith((';', ')')):
            # An initialiser that goes on on the next line.
            while not line.endswith(';'):
                at = stop
                stop = text.index('\n', at) + 1
                line = source.mask(text[at:stop]).strip()
        at = stop
        if open_brackets == 0:
            end = at
    return end


def add_declaration(text, start, declaration):
    """Adds a declaration after those at the head of the block at start."""
    name = re.search(r'(\w+)\s*(?:=.*)?$', declaration).group(1)
    head = text[start:declared(text, start)]
    if re.search(r'\b%s\s*(?:=|;|,)' % re.escape(name), head):
        return text
    line = indent_of(text, start) + declaration + ';\n'
    at = declared(text, start)
    if at == start:
        rest = text[start:]
        if not rest.startswith('\n'):
            line += '\n'
    return text[:at] + line + text[at:]


def top(text, at, code):
    if not code:
        return text
    return add_declaration(text, function_block(text, at).start, code)


def local(text, at, code):
    return add_declaration(text, Block(text, at).start, code)


def after_locals(text, at, code):
    start = function_block(text, at).start
    end = declared(text, start)
    blank = '' if end == start else '\n'
    rest = text[end:]
    if rest.startswith('\n'):
        rest = rest[1:]
    return text[:end] + blank + indent_of(text, start) + code + ';\n' + rest


def at_end(text, at, code):
    end = end_of(text, function_block(text, at))
    lines = ''.join('    %s\n' % line for line in code.split('\n'))
    return text[:end] + lines + text[end:]
