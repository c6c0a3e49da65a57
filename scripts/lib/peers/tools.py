# SPDX-License-Identifier: GPL-2.0-or-later
"""The tools beside each other: how each is run on a file with its model of the
holder API, and which of its reports are about that API."""
import collections
import os
import re
import subprocess
import tempfile
import threading

import tree as t

HERE = os.path.dirname(os.path.abspath(__file__))
REPORT = re.compile(r"^([^\s:][^:]*):(\d+):(?:\d+:)? "
                    r"(warning|error|fatal error): (.*)$")
API = re.compile(r"iothread_(get|put)_aio_context|\bpeer_")
# What a compile command says to one compiler only, or about warnings.
OTHERS = re.compile(r"-W|-fsanitize|-fstack-protector|-ftrivial-auto|"
                    r"-fno-semantic|-fcolor|-pipe$|-O|-g|-[UD]_FORTIFY")


class Unit:
    """A file to be looked at: FILE is read, it stands for NAME in the tree
    ROOT.  OTHERS are files of the same program."""

    def __init__(self, file, name=None, flags=(), directory=None, root=None,
                 others=()):
        self.file = file
        self.name = name or file
        self.flags = list(flags)
        self.directory = directory or os.path.dirname(file)
        self.root = root
        self.others = list(others)

    def at(self, file):
        return Unit(file, self.name, self.flags, self.directory, self.root)


class Outcome:
    """REPORTS about the API, rows of file, line, kind and count; TROUBLE, why
    the tool could not look; seconds of CPU."""

    def __init__(self, reports, trouble, cpu):
        self.reports = reports
        self.trouble = trouble
        self.cpu = cpu


def execute(command, directory, timeout=300):
    """(exit status, output, user + system seconds) with all children's.
    spatch dies where there is no HOME."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, cwd=directory, stdout=out,
                                   stdin=subprocess.DEVNULL,
                                   stderr=subprocess.STDOUT,
                                   env={"HOME": "/", **os.environ,
                                        "LC_ALL": "C.UTF-8"})
        timer = threading.Timer(timeout, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return (process.returncode, os.fsdecode(out.read()),
                usage.ru_utime + usage.ru_stime)


def kind(message):
    """A message without what it names: the same complaint in the same place
    tells nothing new because a name in it is another one."""
    message = re.sub(r"'[^']*'|\"[^\"]*\"|\u2018[^\u2019]*\u2019|\([^()]*\)",
                     "_", message)
    return re.sub(r"\bas .*?, held as .*", "as _, held as _", message)


def rows(found):
    """Reports from (file, line, message): two alike on one line are two."""
    count = collections.Counter()
    result = []
    for file, line, message in found:
        row = os.path.basename(file), line, kind(message)
        count[row] += 1
        result.append((*row, count[row]))
    return result


def blocks(text, files):
    """[file, line, kind, message, block] of each report that points into one
    of FILES."""
    found = []
    for line in text.splitlines():
        match = REPORT.match(line)
        if match:
            found.append([match[1], int(match[2]), match[3], match[4], line])
        elif found:
            found[-1][4] += "\n" + line
    same = {os.path.basename(file) for file in files}
    return [row for row in found if os.path.basename(row[0]) in same]


class Tool:
    """One tool.  KINDS: the messages that its model of the API can cause."""
    title = name = package = ""
    kinds = ""
    compiler = None
    # Whether what it prints quotes the code, so that it names the API.
    quotes = True
    # Whether it is given all files of a program at once.
    together = False
    # Defined in a second try, for a file that is no C with the model's macro.
    second = None
    # What it says when it could not read a file, whatever its status.
    broken = None

    def command(self, unit, *more):
        raise NotImplementedError

    def flags(self, unit):
        """Of the compile command, what any compiler understands."""
        return [f for f in unit.flags if not OTHERS.match(f)]

    def includes(self, unit):
        """Just what a tool that is no compiler needs."""
        words = iter(unit.flags)
        result = ["-I" + os.path.dirname(unit.name)]
        for word in words:
            if word in ("-I", "-D", "-isystem", "-iquote"):
                value = next(words, "")
                result.append(("-D" if word == "-D" else "-I") + value)
            elif word.startswith(("-I", "-D")):
                result.append(word)
            elif word.startswith("-isystem"):
                result.append("-I" + word[len("-isystem"):])
        return result

    def run(self, unit):
        first = self.look(unit, self.command(unit))
        if not first.trouble or not self.second:
            return first
        second = self.look(unit, self.command(unit, "-D" + self.second))
        return Outcome(second.reports, second.trouble,
                       first.cpu + second.cpu)

    def look(self, unit, command):
        status, text, cpu = execute(command, unit.directory)
        reports = []
        errors = []
        for file, line, severity, message, block in blocks(
                text, [unit.file, *unit.others]):
            if re.search(self.kinds, message) and (
                    not self.quotes or API.search(block)):
                reports.append((file, line, message))
            elif severity != "warning":
                errors.append(message)
        trouble = None
        said = self.broken and re.search(self.broken, text)
        if said or self.failed(status, errors):
            trouble = said[0] if said else errors[0] if errors else \
                (text.strip().splitlines() or ["status %d" % status])[-1]
            reports = []
        return Outcome(rows(reports), trouble, cpu)

    def failed(self, status, errors):
        return status != 0


class Gcc(Tool):
    name, title, package = "gcc", "gcc -fanalyzer", "gcc"
    kinds = (r"-Wanalyzer-(malloc-leak|double-free|use-after-free|"
             r"mismatching-deallocation|free-of-non-heap)\]")
    compiler = "gcc"
    second = "PEERS_VALUE"

    def command(self, unit, *more):
        return ["gcc", *self.flags(unit), *more, "-O0", "-fanalyzer", "-S",
                "-o", os.devnull, "-iquote", os.path.dirname(unit.name),
                "-include", os.path.join(HERE, "gcc.h"), unit.file]


class Clang(Tool):
    """A checker of the Clang Static Analyzer."""
    package = "clang-19"
    compiler = "clang"
    checkers = model = ""
    config = ()

    def __init__(self, clang):
        self.clang = clang

    def command(self, unit, *more):
        extra = []
        for word in ("-analyzer-checker=" + self.checkers, *self.config):
            extra += ["-Xclang", word]
        return [self.clang, *self.flags(unit), *more, *t.TOLERANT,
                "-fno-color-diagnostics", "--analyze",
                "--analyzer-no-default-checks", "--analyzer-output", "text",
                *extra, "-iquote", os.path.dirname(unit.name),
                "-include", os.path.join(HERE, self.model), unit.file]


class Malloc(Clang):
    name, title = "malloc", "clang unix.Malloc"
    kinds = r"\[unix\.(Malloc|MismatchedDeallocator)\]"
    checkers = "core,unix.Malloc,unix.MismatchedDeallocator"
    model = "malloc.h"
    second = "PEERS_VALUE"
    config = ("-analyzer-config",
              "unix.DynamicMemoryModeling:Optimistic=true")


class Handle(Clang):
    name, title = "handle", "clang fuchsia.HandleChecker"
    kinds = r"\[fuchsia\.HandleChecker\]"
    checkers = "core,fuchsia.HandleChecker"
    model = "handle.h"


class Capability(Clang):
    name, title = "capability", "clang -Wthread-safety"
    kinds = r"peer_hold_of.*\[-Wthread-safety"

    def command(self, unit):
        return [self.clang, *self.flags(unit), "-Wno-everything",
                "-Wthread-safety", "-Qunused-arguments",
                "-fno-color-diagnostics", "-fsyntax-only", "-iquote",
                os.path.dirname(unit.name), "-include",
                os.path.join(HERE, "capability.h"), unit.file]


class Cppcheck(Tool):
    name, title, package = "cppcheck", "cppcheck", "cppcheck"
    kinds = (r"\[(resourceLeak|doubleFree|deallocuse|deallocret|"
             r"leakNoVarFunctionCall|leakReturnValNotUsed|"
             r"mismatchAllocDealloc)\]")
    broken = (r".*\[(syntaxError|internalAstError|internalError|unknownMacro|"
              r"preprocessorErrorDirective)\]")
    quotes = False
    second = "PEERS_EXPRESSION"

    def command(self, unit, *more):
        return ["cppcheck", "--quiet", "--std=c11", "--max-configs=1",
                "--library=" + os.path.join(HERE, "cppcheck.cfg"),
                "--include=" + os.path.join(HERE, "cppcheck.h"),
                "--template={file}:{line}:{column}: warning: "
                "{message} [{id}]", "--template-location=", "--suppress=*:*.h",
                "--library=gtk", "-UHC_CLASSIC", *more, unit.file]


class Sparse(Tool):
    name, title, package = "sparse", "sparse", "sparse"
    kinds = r"^context (imbalance|problem)"
    quotes = False

    def command(self, unit):
        return ["sparse", "-std=gnu11", "-Wno-all", "-Wcontext",
                *self.includes(unit), "-include",
                os.path.join(HERE, "sparse.h"), unit.file]

    def failed(self, status, errors):
        return bool(errors)


class Coccinelle(Tool):
    name, title, package = "coccinelle", "Coccinelle", "coccinelle"
    kinds = r"iothread_"
    together = True

    def command(self, unit):
        # QEMU brings the macros that its parser would stumble over.
        macros = unit.root and os.path.join(unit.root, "scripts",
                                            "cocci-macro-file.h")
        return ["spatch", "--very-quiet", "--no-includes",
                *(["--macro-file", macros]
                  if macros and os.path.exists(macros) else []),
                "--sp-file", os.path.join(HERE, "holds.cocci"), unit.file,
                *unit.others]


def peers(clang):
    return [Gcc(), Malloc(clang), Handle(clang), Capability(clang),
            Cppcheck(), Sparse(), Coccinelle()]
