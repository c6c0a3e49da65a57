# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a tree takes and puts holds: calls with their statements."""
import re

import tree as t
from mutate import code

GET = b"iothread_get_aio_context"
PUT = b"iothread_put_aio_context"
CALL = re.compile(rb"\b(%s|%s)\s*\(" % (GET, PUT))


class File:
    def __init__(self, path):
        self.path = path
        self.text = t.read(path)
        self.masked = code.mask(self.text)
        self.functions = list(code.functions(path, self.masked))

    def line(self, place):
        return self.text.count(b"\n", 0, place) + 1

    def function(self, place):
        for function in self.functions:
            if function.body.begin <= place < function.body.end:
                return function
        return None

    def replace(self, begin, end, new):
        """The file with [begin, end) replaced, on as many lines."""
        lines = self.text.count(b"\n", begin, end) - new.count(b"\n")
        return self.text[:begin] + new + b"\n" * max(lines, 0) + \
            self.text[end:]


class Site:
    """One call, in its statement."""

    def __init__(self, file, match):
        self.file = file
        self.text = file.text
        self.masked = file.masked
        self.put = match.group(1) == PUT
        self.start = match.start()
        self.line = file.line(self.start)
        self.end = code.close(self.masked, match.end() - 1)
        self.args = code.split(self.masked, match.end(), self.end - 1)
        self.function = file.function(self.start)
        self.node = self.function and self.function.body.at(self.start)
        # "a = get(x);", not "if (get(x))".
        self.simple = bool(self.node) and self.node.kind == "simple"
        self.alone = self.simple and self.node.begin == self.start and \
            self.masked[self.end:self.node.end].strip() == b";"

    def arg(self, i):
        begin, end = self.args[i]
        return self.text[begin:end].strip()

    def place(self):
        return self.file.path, self.line

    def names(self, other):
        """Both speak of the same hold, as far as it is spelled."""
        return [squeeze(self.arg(i)) for i in (0, 1)] == \
            [squeeze(other.arg(i)) for i in (0, 1)]

    def call(self):
        return flat(self.text[self.start:self.end])

    def statement(self):
        return flat(self.text[self.node.begin:self.node.end])

    def replace(self, begin, end, new):
        return self.file.replace(begin, end, new)

    def arg_replaced(self, i, new):
        begin, end = self.args[i]
        lead = len(self.text[begin:end]) - len(self.text[begin:end].lstrip())
        return self.replace(begin + lead, end, new)

    def instead(self, new):
        """Its statement replaced by NEW, which may be more than one."""
        return self.replace(self.node.begin, self.node.end,
                            b"{ " + new + b" }"
                            if self.node.parent.kind != "block" else new)

    def behind(self, new):
        return self.instead(self.text[self.node.begin:self.node.end] +
                            b" " + new)

    def ahead(self, new):
        return self.instead(new + b" " +
                            self.text[self.node.begin:self.node.end])


def squeeze(text):
    return re.sub(rb"\s", b"", text)


def flat(text):
    """On one line; of a call, whose comments do not matter."""
    return re.sub(rb"\s+", b" ", t.COMMENT.sub(b" ", text))


def find(file):
    """All calls of one file, not prototypes and definitions."""
    result = []
    for match in CALL.finditer(file.masked):
        if file.function(match.start()):
            site = Site(file, match)
            # The one in QEMU's unit tests is another function.
            if len(site.args) == 2 and (site.simple or not site.put):
                result.append(site)
    return result
