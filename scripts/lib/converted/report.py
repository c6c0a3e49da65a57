# SPDX-License-Identifier: GPL-2.0-or-later
"""One line for each check, and the transcript beside it."""
import os
import sys


class Report:
    def __init__(self, transcript=None):
        self.passed = 0
        self.failed = 0
        self.file = transcript

    def ok(self, name):
        self.passed += 1
        self._line("ok %s" % name)

    def fail(self, name, why):
        self.failed += 1
        self._line("not ok %s: %s" % (name, " ".join(str(why).split())))

    def check(self, name, good, why):
        if good:
            self.ok(name)
        else:
            self.fail(name, why)
        return bool(good)

    def same(self, name, got, want):
        return self.check(name, got == want, "got %s, want %s" % (got, want))

    def _line(self, text):
        sys.stdout.buffer.write(os.fsencode(text) + b"\n")
        sys.stdout.flush()
        self.note("# " + text)

    def note(self, text):
        if self.file:
            self.file.write(text + "\n")
            # What led to a crash of ours is wanted too.
            self.file.flush()
