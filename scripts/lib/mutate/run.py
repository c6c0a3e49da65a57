# SPDX-License-Identifier: GPL-2.0-or-later
"""One mutant through `holdcheck check`: only what it changes is parsed."""
import os
import re
import subprocess

WARNING = re.compile(r"^(.*):(\d+):(\d+): warning: (.*) "
                     r"\[qemu\.iothread\.(\w+)\]$")
NOTE = re.compile(r"^(.*):(\d+):(\d+): note: (.*)$")


class Finding:
    def __init__(self, match):
        self.file, self.line = match.group(1), int(match.group(2))
        self.text, self.rule = match.group(4), match.group(5)
        self.notes = []

    def key(self):
        return (self.file, self.line, self.text, self.rule)


class Checker:
    def __init__(self, holdcheck, build, cache, scratch):
        self.base = [holdcheck, "check", "-p", build, "--cache", cache,
                     "-j", "1"]
        self.scratch = scratch

    def run(self, overlays=()):
        """(exit status, findings, what it said)"""
        command = list(self.base)
        for path, real in overlays:
            command += ["--overlay", "%s=%s" % (path, real)]
        done = subprocess.run(command, capture_output=True, text=True,
                              errors="replace", timeout=600)
        findings = []
        for line in done.stdout.splitlines():
            match = WARNING.match(line)
            if match:
                findings.append(Finding(match))
                continue
            match = NOTE.match(line)
            if match and findings:
                findings[-1].notes.append((match.group(1),
                                           int(match.group(2)),
                                           match.group(4)))
        return done.returncode, findings, done.stderr

    def mutant(self, number, file, text):
        real = os.path.join(self.scratch, "%d.c" % number)
        with open(real, "wb") as f:
            f.write(text)
        try:
            return self.run([(file, real)])
        finally:
            os.unlink(real)
