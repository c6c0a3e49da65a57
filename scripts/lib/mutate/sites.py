# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a tree takes and puts holds: calls with their statements."""
import re

import tree as t

GET = b"iothread_get_aio_context"
PUT = b"iothread_put_aio_context"
CALL = re.compile(rb"\b(%s|%s)\s*\(" % (GET, PUT))
STRING = re.compile(rb'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'')


def blank(match):
    return re.sub(rb"[^\n]", b" ", match.group(0))


def mask(text):
    """Text of the same length without comments and strings."""
    return STRING.sub(blank, t.COMMENT.sub(blank, text))


class Site:
    """One call: start and end of it, of its arguments, of its statement."""

    def __init__(self, file, text, masked, match):
        self.file = file
        self.text = text
        self.masked = masked
        self.put = match.group(1) == PUT
        self.start = match.start()
        self.line = text.count(b"\n", 0, self.start) + 1
        self.args = []
        at = begin = match.end()
        depth = 0
        while True:
            c = masked[at:at + 1]
            if c in b"([{" and c:
                depth += 1
            elif c in b")]}" and c:
                if depth == 0:
                    break
                depth -= 1
            elif c == b"," and depth == 0:
                self.args.append((begin, at))
                begin = at + 1
            at += 1
        self.args.append((begin, at))
        self.end = at + 1
        # "a = get(x);", not "if (get(x))".
        self.first = max(masked.rfind(c, 0, self.start)
                         for c in (b";", b"{", b"}")) + 1
        while masked[self.first:self.first + 1].isspace():
            self.first += 1
        self.last = masked.find(b";", self.end) + 1
        self.plain = masked[self.end:self.last].strip() == b";"

    def arg(self, i):
        begin, end = self.args[i]
        return self.text[begin:end].strip()

    def replace(self, begin, end, new):
        """The file with [begin, end) replaced, on as many lines."""
        old = self.text[begin:end]
        lines = old.count(b"\n") - new.count(b"\n")
        return self.text[:begin] + new + b"\n" * max(lines, 0) + \
            self.text[end:]

    def __lt__(self, other):
        return (self.file, self.start) < (other.file, other.start)


def find(file):
    """All calls of one file, not prototypes and definitions."""
    text = t.read(file)
    masked = mask(text)
    result = []
    for match in CALL.finditer(masked):
        site = Site(file, text, masked, match)
        head = masked[site.first:site.start]
        if b"IOThread *" in masked[site.start:site.end] or \
                head.rstrip().endswith(b"*") or b"#" in head:
            continue
        result.append(site)
    return result
