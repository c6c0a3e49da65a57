# SPDX-License-Identifier: GPL-2.0-or-later
"""What AddressSanitizer and LeakSanitizer wrote, and whose fault it is."""
import collections
import glob
import json
import os
import re
import shutil

Leak = collections.namedtuple("Leak", "head frames")
# A frame as (function, file, line).
FRAME = re.compile(r"^\s+#\d+ 0x[0-9a-f]+ in (\S+)(?: (\S+?):(\d+))?")
# Whatever an IOThread allocates is lost with it when its last put is.
OWN = re.compile(r"^(iothread_|query_one_iothread|qmp_query_iothreads)")
SYMBOLIZERS = ("llvm-symbolizer-19", "llvm-symbolizer")


def environment(prefix):
    """The environment in which reports go to files PREFIX.PID."""
    env = dict(os.environ)
    options = ["log_path=" + prefix, "detect_leaks=1", "exitcode=99",
               # glib and libc have no frame pointers; a stack that ends in
               # g_strdup() says nothing of who leaks.
               "fast_unwind_on_malloc=0",
               # QEMU's coroutines and threads leave by longjmp.
               "detect_stack_use_after_return=0"]
    env["ASAN_OPTIONS"] = ":".join(options)
    env["LSAN_OPTIONS"] = "report_objects=0:print_suppressions=0"
    for name in SYMBOLIZERS:
        path = shutil.which(name)
        if path:
            env["ASAN_SYMBOLIZER_PATH"] = path
            break
    return env


class Touched:
    """The lines that the conversion wrote, by file."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            self.lines = json.load(f)

    def has(self, frame):
        function, file, line = frame
        if OWN.match(function):
            return True
        for name, ranges in self.lines.items():
            if file and file.endswith("/" + name):
                return any(a <= line <= b for a, b in ranges)
        return False


def parse(text):
    """(the first error or None, [Leak])"""
    error = None
    leaks = []
    frames = None
    for line in text.splitlines():
        if "ERROR: AddressSanitizer" in line or \
                "AddressSanitizer CHECK failed" in line:
            error = error or line.split("ERROR: ")[-1]
        elif re.match(r"^(Direct|Indirect) leak of ", line):
            frames = []
            leaks.append(Leak(line.strip(), frames))
        elif frames is not None:
            match = FRAME.match(line)
            if match:
                frames.append((match[1], match[2] or "",
                               int(match[3] or 0)))
            else:
                frames = None
    return error, leaks


def stack(text, count=4):
    """The first frames of the first stack that are QEMU's own."""
    found = []
    for line in text.splitlines():
        match = FRAME.match(line)
        if match and match[3] and ("/qemu/" in match[2] or
                                   ".." in match[2] or found):
            found.append("%s (%s:%s)" % (match[1],
                                         os.path.basename(match[2]), match[3]))
        if len(found) == count or (found and not line.strip()):
            break
    return ", ".join(found)


def collect(prefix):
    text = ""
    for path in sorted(glob.glob(glob.escape(prefix) + ".*")):
        with open(path, errors="replace", encoding="utf-8") as f:
            text += f.read()
    return text


def judge(report, name, prefix, touched):
    """Checks of one process that has ended; the number of foreign leaks."""
    text = collect(prefix)
    error, leaks = parse(text)
    if error:
        report.fail(name + ": no memory error", "%s in %s; see %s" % (
            error, stack(text) or "?", os.path.basename(prefix)))
    else:
        report.ok(name + ": no memory error")
    ours = [leak for leak in leaks if any(map(touched.has, leak.frames))]
    if ours:
        first = next(f for f in ours[0].frames if touched.has(f))
        report.fail(name + ": nothing of the conversion leaks",
                    "%d leaks, first: %s by way of %s (%s:%d); see %s" % (
                        len(ours), ours[0].head, first[0],
                        os.path.basename(first[1]), first[2],
                        os.path.basename(prefix)))
    else:
        report.ok(name + ": nothing of the conversion leaks")
    return len(leaks) - len(ours)
