# SPDX-License-Identifier: GPL-2.0-or-later
"""What surrounds a place in a function: blocks, conditions, ways out.

A put at the wrong place is the worst a conversion can do, so the questions
here are asked of the text as it stands, without Coccinelle's view that a
return in an error path does not count.
"""

import re

import source

_LEAVES = re.compile(r'\b(return|goto|break|continue)\b')
_LABEL = re.compile(r'(?:^|[;{}])\s*(\w+)\s*:(?!:)', re.MULTILINE)
_CONTROL = re.compile(r'(if|else|for|while|do|switch|\w*FOREACH\w*)\b')
_LOOPS = re.compile(r'for$|while$|do$|\w*FOREACH')
_DIRECTIVE = re.compile(r'^[ \t]*#[ \t]*(if|ifdef|ifndef|elif|else|endif)\b',
                        re.MULTILINE)


def blocks(function, at):
    """Offsets of the braces that are open at `at`, the function's first."""
    text = function.source.masked
    opened = []
    for i in range(function.body, at):
        if text[i] == '{':
            opened.append(i)
        elif text[i] == '}' and opened:
            opened.pop()
    return opened


def control(function, brace):
    """(keyword, condition) of the statement whose block opens at `brace`;
    ('', '') for a plain block or an initialiser."""
    text = function.source.masked
    before = text[function.body:brace].rstrip()
    if before.endswith(')'):
        depth = 0
        for i in range(len(before) - 1, -1, -1):
            depth += (before[i] == ')') - (before[i] == '(')
            if not depth:
                word = re.search(r'(\w+)\s*$', before[:i])
                begin = function.body + i + 1
                return (word.group(1) if word else '', ' '.join(
                    function.source.text[begin:function.body + len(before)
                                         - 1].split()))
    word = re.search(r'\b(else|do)$', before)
    return (word.group(1), '') if word else ('', '')


def statement_start(function, at):
    """Offset of the statement that `at` is in, its labels left out."""
    text = function.source.masked
    depth = 0
    start = function.body + 1
    for i in range(function.body + 1, at):
        depth += (text[i] == '(') - (text[i] == ')')
        # The ; of a for stand in its brackets.
        if text[i] in '{}' or text[i] == ';' and not depth:
            start = i + 1
            depth = 0
    while True:
        label = re.compile(r'\s*(?:\w+|case\b[^:;{}]*)\s*:(?!:)').match(
            text, start, at)
        if not label:
            break
        start = label.end()
    return start + len(text[start:at]) - len(text[start:at].lstrip())


def is_plain(function, at):
    """Whether the statement stands by itself in a block: neither the body of
    an if without braces, nor part of a condition."""
    begin = statement_start(function, at)
    return not _CONTROL.match(function.source.masked, begin)


def in_loop(function, at):
    return any(_LOOPS.match(control(function, brace)[0])
               for brace in blocks(function, at))


def same_block(function, a, b):
    return blocks(function, a) == blocks(function, b)


def leaves(function, begin, end):
    """The first word between two offsets that can leave that way, a label
    by which it can be entered, or ''."""
    code = function.source.masked[begin:end]
    found = _LEAVES.search(code)
    if found:
        return found.group(1)
    for found in _LABEL.finditer(code):
        if found.group(1) not in ('default', 'case'):
            return found.group(1)
    return 'case' if re.search(r'\b(?:case\b|default\s*:)', code) else ''


def returns(function, begin, end):
    """Whether a `return` stands between two offsets."""
    return bool(re.search(r'\breturn\b',
                          function.source.masked[begin:end]))


def arms(src, at):
    """The lines of #if, #elif and #else that are in force at `at`."""
    out = []
    for found in _DIRECTIVE.finditer(src.masked, 0, at):
        word = found.group(1)
        if word == 'endif':
            out = out[:-1]
        elif word in ('elif', 'else'):
            out = out[:-1] + [found.start()]
        else:
            out.append(found.start())
    return out


def path_pattern(expression):
    """A regular expression for an access path in any spacing."""
    steps = re.findall(r'\w+|->|\.', expression)
    return r'(?<![\w.>])' + r'\s*'.join(re.escape(s) for s in steps) \
        + r'(?!\w)'


def loses(function, expression, begin, end):
    """What between two offsets may change or free an access path or what it
    is reached by: the text of that place, or ''."""
    code = function.source.masked[begin:end]
    root = source.root(expression)
    paths = {expression, root} - {''}
    for path in sorted(paths):
        name = path_pattern(path)
        found = re.search(
            r'%s\s*(?:[-+|&]?=(?!=)|\+\+|--)|'
            r'\b(?:g_free|free|g_clear_\w+|object_unref|object_unparent|'
            r'g_object_unref)\s*\(\s*(?:OBJECT\s*\(\s*)?&?\s*%s\s*[,)]'
            % (name, name), code)
        if found:
            place = ' '.join(found.group(0).split())
            return place + ')' * (place.count('(') - place.count(')'))
    return ''
