# SPDX-License-Identifier: GPL-2.0-or-later
"""One C file as text: functions, variables, blocks.

Enough C to find one's way in files that are formatted about as QEMU's are (a
function ends with a brace in column one).  What is rewritten is left to
Coccinelle; this only finds where, and which names stand there.

No expression here may look at one character in more than a few ways: the files
are large, and blanked comments are long runs of spaces.
"""

import bisect
import re

_TOKEN = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'',
    re.DOTALL)
_BRACE = re.compile(r'^[{}]|[{}]', re.MULTILINE)
_NAME = re.compile(r'(\w+)\s*\(')
_QUALIFIERS = (r'(?:(?:const|volatile|static|struct|union|enum|unsigned|'
               r'g_autofree|g_autoptr\(\w+\))\s+)*')
_DECLARATION = re.compile(
    r'\s*(?:for\s*\(\s*)?(%s(?:g_autoptr\(\w+\)|\w+))(?=[\s*])\s*([^;]*)$'
    % _QUALIFIERS)
_DECLARATOR = re.compile(
    r'(\**\s*(?:const\s+)?)(\w+)\s*(?:\[[^]]*\]\s*)*(?:=\s*(.*))?$',
    re.DOTALL)
_KEYWORDS = frozenset(('return', 'goto', 'else', 'case', 'sizeof', 'typedef',
                       'if', 'while', 'for', 'switch', 'do'))


def mask(text):
    """text with comments and literals blanked; every offset stays."""
    return _TOKEN.sub(
        lambda m: re.sub(r'[^\n]', ' ', m.group(0)), text)


def closing(text, at):
    """Offset of the bracket that closes the one at `at`, or -1."""
    pairs = {'(': ')', '{': '}', '[': ']'}
    want = []
    for i in range(at, len(text)):
        c = text[i]
        if c in pairs:
            want.append(pairs[c])
        elif want and c == want[-1]:
            want.pop()
            if not want:
                return i
        elif c in ')}]':
            return -1
    return -1


def arguments(text):
    """Splits an argument list at its outer commas."""
    out, depth, start = [], 0, 0
    for i, c in enumerate(text):
        if c in '([{':
            depth += 1
        elif c in ')]}':
            depth -= 1
        elif c == ',' and not depth:
            out.append(text[start:i].strip())
            start = i + 1
    last = text[start:].strip()
    return out + [last] if last or out else []


def last_step(expression):
    """The last field or name of an access path: s->conf.iothread: iothread"""
    found = re.search(r'(\w+)\s*$', expression)
    return found.group(1) if found else ''


def root(expression):
    """The variable an access path begins at; '' for anything else."""
    found = re.match(r'\s*&?\s*(\w+)\s*(?:$|->|\.|\[)', expression)
    return found.group(1) if found else ''


class Function:
    """One function definition."""

    def __init__(self, source, name, head, body, end, is_whole):
        self.source = source
        self.name = name
        self.head = head    # offset of the first character of its head
        self.body = body    # offset of the opening brace
        self.end = end      # offset of the closing brace
        # Its braces pair up; arms of #if can keep them from that.
        self.is_whole = is_whole
        self._variables = None
        self.ambiguous = set()    # names that more than one block declares

    @property
    def code(self):
        """Body without comments and literals."""
        return self.source.masked[self.body:self.end + 1]

    @property
    def text(self):
        return self.source.text[self.head:self.end + 1]

    @property
    def is_static(self):
        return bool(re.match(r'static\b', self.source.masked[self.head:]))

    @property
    def is_void(self):
        head = self.source.masked[self.head:self.body]
        return bool(re.match(r'(?:\w+\s+)*?void\s+%s\s*\('
                             % re.escape(self.name), head))

    def parameters(self):
        """[(type, name)], type without qualifiers and stars: 'IOThread'."""
        head = self.source.masked[self.head:self.body]
        found = re.search(r'\b%s\s*\(' % re.escape(self.name), head)
        opened = found.end() - 1
        out = []
        for text in arguments(head[opened + 1:closing(head, opened)]):
            found = re.match(r'(.*[\s*])(\w+)(?:\[\w*\])?$', text, re.DOTALL)
            if found:
                out.append((_bare(found.group(1)), found.group(2)))
        return out

    def variables(self):
        """{name: (type, initialiser or '')} of parameters and locals."""
        if self._variables is not None:
            return self._variables
        out = {name: (kind, '') for kind, name in self.parameters()}
        for statement in re.split(r'[;{}]', self.code):
            found = _DECLARATION.match(statement)
            kind = found and _bare(found.group(1))
            if not found or kind in _KEYWORDS or '(' in \
                    found.group(2).split('=')[0].split(',')[0]:
                continue
            for part in arguments(found.group(2)):
                one = _DECLARATOR.match(part)
                if not one or one.group(2).isdigit():
                    continue
                if one.group(2) in out:
                    self.ambiguous.add(one.group(2))
                out.setdefault(one.group(2), (
                    kind, (one.group(3) or '').strip()))
        self._variables = out
        return out

    def assignments(self, name):
        """How often a local or parameter gets a value in the body."""
        return len(re.findall(r'(?<![\w.>])%s\s*=(?!=)' % re.escape(name),
                              self.code))

    def calls(self, name):
        """Argument lists of the calls to name, each with its offset."""
        out = []
        for found in re.finditer(r'\b%s\s*\(' % re.escape(name), self.code):
            at = self.body + found.start()
            opened = self.body + found.end() - 1
            end = closing(self.source.masked, opened)
            if end > 0:
                out.append((at, arguments(
                    self.source.text[opened + 1:end])))
        return out


def _bare(kind):
    kind = re.sub(r'\b(const|volatile|struct|union|enum|static|unsigned|'
                  r'g_autofree)\b', ' ', kind)
    return kind.replace('*', ' ').strip()


def _after_directives(before):
    """Offset of the end of the last preprocessor line of a head, or -1."""
    last = -1
    at = 0
    directive = False
    for line in before.split('\n'):
        directive = directive or line.lstrip().startswith('#')
        at += len(line) + 1
        if directive:
            last = at - 1
        directive = directive and line.endswith('\\')
    return last


class Source:
    """One file of the tree."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.masked = mask(text)
        self._lines = [0] + [m.end() for m in re.finditer('\n', text)]
        self.functions = list(self._functions())

    def line(self, offset):
        return bisect.bisect_right(self._lines, offset)

    def _functions(self):
        text = self.masked
        ended = 0    # offset after the last function or struct
        depth = 0
        for found in _BRACE.finditer(text):
            at = found.start()
            in_first_column = at == 0 or text[at - 1] == '\n'
            if text[at] == '}':
                depth = 0 if in_first_column else max(depth - 1, 0)
                if not depth:
                    ended = at + 1
                continue
            if in_first_column:
                depth = 0
            depth += 1
            if depth > 1 or at < ended:
                continue
            function = self._function(ended, at)
            if function:
                yield function
                ended = function.end + 1

    def _function(self, after, body):
        """The function whose body opens at `body`, or None."""
        text = self.masked
        last = text.find('\n}', body)
        before = text[after:body].rstrip()
        if last < 0 or not before.endswith(')'):
            return None
        # The head begins after what ended before it.
        head = after + max(before.rfind(';'), before.rfind('\n\n'),
                           _after_directives(before)) + 1
        head += len(text[head:body]) - len(text[head:body].lstrip())
        names = [m for m in _NAME.finditer(text, head, body)
                 if not m.group(1).startswith('__attribute__')]
        if not names or names[0].group(1) in _KEYWORDS:
            return None
        # Braces that pair up later do so by accident.
        end = closing(text, body)
        is_whole = 0 <= end <= last + 1
        return Function(self, names[0].group(1), head, body,
                        end if is_whole else last + 1, is_whole)

    def function_at(self, offset):
        for function in self.functions:
            if function.head <= offset <= function.end:
                return function
        return None

    def function(self, name):
        for function in self.functions:
            if function.name == name:
                return function
        return None

    def is_unique(self, function):
        """A semantic patch finds a function by its name alone."""
        return sum(f.name == function.name for f in self.functions) == 1

    def struct(self, name):
        """Text of struct `name`'s body, masked, or ''."""
        found = re.search(r'\bstruct\s+%s\s*\{' % re.escape(name),
                          self.masked)
        if found:
            end = closing(self.masked, found.end() - 1)
            return self.masked[found.end():end]
        # typedef struct { ... } name;
        for found in re.finditer(r'\btypedef\s+struct\s*\w*\s*\{',
                                 self.masked):
            end = closing(self.masked, found.end() - 1)
            if end > 0 and re.match(r'\s*%s\s*;' % re.escape(name),
                                    self.masked[end + 1:]):
                return self.masked[found.end():end]
        return ''


def fields(body):
    """[(type, stars, name)] of a struct's body."""
    out = []
    body = re.sub(r'^[ \t]*#[^\n]*', '', body, flags=re.MULTILINE)
    for member in body.split(';'):
        found = re.fullmatch(
            r'((?:(?:struct|const|unsigned)\s+)*\w+)([\s*]+)(\w+)'
            r'\s*(?:\[[^]]*\]\s*)*', member.strip())
        if found:
            out.append((_bare(found.group(1)), found.group(2).count('*'),
                        found.group(3)))
    return out
