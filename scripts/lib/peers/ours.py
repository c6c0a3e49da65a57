# SPDX-License-Identifier: GPL-2.0-or-later
"""Holdcheck in the same harness: `holdcheck check` on files, or on a tree with
one file replaced."""
import re

import tree as t
from peers import tools

FINDING = re.compile(r"\[qemu\.iothread\.\w+\]$")


class Holdcheck(tools.Tool):
    name, title = "holdcheck", "Holdcheck"
    package = None
    compiler = "clang"

    def __init__(self, program, plugin, clang, cache):
        self.program = program
        self.plugin = plugin
        self.clang = clang
        self.cache = cache

    def plugin_command(self, unit):
        return [self.clang, *self.flags(unit), *t.TOLERANT, *t.PLAIN, "--analyze",
                "--analyzer-no-default-checks", *t.plugin_flags(self.plugin),
                unit.file]

    def single(self, unit):
        """One file by itself, as its test says it: not as a whole program."""
        return self.outcome(tools.execute(self.plugin_command(unit),
                                          unit.directory))

    @staticmethod
    def outcome(done):
        status, text, cpu = done
        reports = [(match[1], int(match[2]), match[4]) for match in
                   map(tools.REPORT.match, text.splitlines())
                   if match and FINDING.search(match[4])]
        trouble = None
        if status not in (0, 1):
            trouble = (text.strip().splitlines() or ["no word"])[-1]
        return tools.Outcome(tools.rows(reports), trouble, cpu)

    def files(self, files, flags, directory):
        return self.outcome(tools.execute(
            [self.program, "check", "--no-cache", "-j", "1", *files, "--",
             *flags], directory))

    def tree(self, build, overlays=()):
        command = [self.program, "check", "-p", build, "--cache", self.cache,
                   "-j", "1"]
        for path, real in overlays:
            command += ["--overlay", "%s=%s" % (path, real)]
        return self.outcome(tools.execute(command, build, 600))
