# SPDX-License-Identifier: GPL-2.0-or-later
"""One mutant through `holdcheck check`: only what it changes is parsed."""
import os
import re
import subprocess

WARNING = re.compile(r"^(.*):(\d+):(\d+): warning: (.*) "
                     r"\[qemu\.iothread\.(\w+)\]$")
NOTE = re.compile(r"^(.*):(\d+):(\d+): note: (.*)$")
HOLD = re.compile(r"^(.*):(\d+):(\d+): [\w ]+: .*, taken by ")


class Finding:
    def __init__(self, match):
        self.file, self.line = match.group(1), int(match.group(2))
        self.column = int(match.group(3))
        self.text, self.rule = match.group(4), match.group(5)
        self.notes = []

    def key(self):
        return (self.file, self.line, self.text, self.rule)

    def places(self):
        """(file, line, column) of itself and of its notes"""
        return {(self.file, self.line, self.column)} | {
            note[:3] for note in self.notes}


class Checker:
    def __init__(self, holdcheck, build, cache, scratch, root):
        self.root = root
        self.base = [holdcheck, "check", "-p", build, "--cache", cache,
                     "--root", root, "-j", "1"]
        self.scratch = scratch

    def call(self, *options):
        return subprocess.run(self.base + list(options), capture_output=True,
                              text=True, errors="replace", timeout=600)

    def path(self, match):
        return os.path.normpath(os.path.join(self.root, match.group(1)))

    def run(self, overlays=()):
        """(exit status, findings, what it said)"""
        options = []
        for path, real in overlays:
            options += ["--overlay", "%s=%s" % (path, real)]
        done = self.call(*options)
        findings = []
        for line in done.stdout.splitlines():
            match = WARNING.match(line)
            if match:
                findings.append(Finding(match))
                findings[-1].file = self.path(match)
                continue
            match = NOTE.match(line)
            if match and findings:
                findings[-1].notes.append((self.path(match),
                                           int(match.group(2)),
                                           int(match.group(3)),
                                           match.group(4)))
        return done.returncode, findings, done.stderr

    def holds(self):
        """{place of a get: places of the puts that it was seen to end in}"""
        result = {}
        puts = None
        for line in self.call("--format", "holds").stdout.splitlines():
            match = HOLD.match(line)
            if match:
                puts = result.setdefault((self.path(match),
                                          int(match.group(2))), [])
                continue
            match = NOTE.match(line)
            if match and puts is not None:
                puts.append((self.path(match), int(match.group(2))))
        return result

    def mutant(self, number, file, text):
        real = os.path.join(self.scratch, "%d.c" % number)
        with open(real, "wb") as f:
            f.write(text)
        try:
            return self.run([(file, real)])
        finally:
            os.unlink(real)
