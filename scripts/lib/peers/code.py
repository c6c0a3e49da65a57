# SPDX-License-Identifier: GPL-2.0-or-later
"""Where functions stand in files of QEMU's style: the braces of a body are in
the first column."""
import bisect
import re

NAME = re.compile(r"(\w+)\s*\(")


class Functions:
    def __init__(self, text):
        self.rows = []
        lines = text.splitlines()
        begin = head = None
        for number, line in enumerate(lines, 1):
            if line.startswith("{") and head:
                begin = head
            elif line.startswith("}") and begin:
                self.rows.append((begin, number, self.name(
                    lines[begin - 1:number])))
                begin = head = None
            elif begin is None:
                if re.match(r"\w", line) and not line.rstrip().endswith(";"):
                    head = head or number
                elif not re.match(r"\s+\S", line):
                    head = None
        self.starts = [row[0] for row in self.rows]
        self.lines = lines

    @staticmethod
    def name(lines):
        match = NAME.search(" ".join(lines[:4]))
        return match[1] if match else "?"

    def at(self, line):
        """(first line, last line, name) of the function LINE is in."""
        i = bisect.bisect_right(self.starts, line) - 1
        if i >= 0 and line <= self.rows[i][1]:
            return self.rows[i]
        return None

    def uses_api(self, row):
        text = "\n".join(self.lines[row[0] - 1:row[1]])
        return "iothread_get_aio_context" in text or \
            "iothread_put_aio_context" in text
