# SPDX-License-Identifier: GPL-2.0-or-later
"""What `holdcheck check` costs on a whole tree; see scripts/bench-tree."""
import argparse
import concurrent.futures
import glob
import json
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

import tree as t

# (wall, user + system of it and its children), in s
ZERO = (0.0, 0.0)


def syntax(clang, entry):
    process = subprocess.Popen([clang, *entry.flags, *t.TOLERANT,
                                "-fsyntax-only", entry.file],
                               cwd=entry.directory, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def syntax_all(clang, entries, jobs):
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        cpu = sum(pool.map(lambda entry: syntax(clang, entry), entries))
    return time.monotonic() - start, cpu


def peak_of(pid):
    """Of the process alone: its clangs are larger."""
    try:
        with open("/proc/%d/status" % pid) as f:
            for line in f:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


class Checker:
    def __init__(self, args, build, cache):
        self.command = [args.holdcheck, "check", "-p", build,
                        "-j", str(args.jobs), "--cache", cache]
        self.peak = 0

    def run(self, *more):
        start = time.monotonic()
        process = subprocess.Popen(self.command + list(more),
                                   stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        ended = threading.Event()
        watcher = threading.Thread(target=self.watch,
                                   args=(process.pid, ended))
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        ended.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise t.Trouble("holdcheck failed; scripts/check-qemu may say why")
        return wall, usage.ru_utime + usage.ru_stime

    def watch(self, pid, ended):
        while not ended.wait(0.01):
            self.peak = max(self.peak, peak_of(pid))


def that_matter(cache, entries):
    """One entry for each file of which the cache has a unit that matters."""
    files = set()
    for unit in glob.glob(os.path.join(glob.escape(cache),
                                       "units", "*", "*.unit")):
        with open(unit, encoding="utf-8", errors="replace") as f:
            try:
                content = json.load(f)
            except ValueError:
                continue
        if content.get("matters"):
            files.add(content["unit"])
    names = {os.path.realpath(f) for f in files}
    return [e for e in entries if os.path.realpath(e.file) in names]


def changed(path, scratch):
    """A copy with one more declaration, so that nothing of it is cached."""
    copy = os.path.join(scratch, "%d" % random.getrandbits(60))
    with open(copy, "wb") as f:
        f.write(t.read(path) + b"\nextern int holdcheck_bench_%d;\n"
                % random.getrandbits(60))
    return "%s=%s" % (path, copy)


def measure(args, build, entries, one, header):
    """Samples by name, the files that matter, and peak memory.  In turns, so
    that a busy moment of the machine hits all alike."""
    samples = {}

    def add(name, sample):
        samples.setdefault(name, []).append(sample)

    random.seed(1)
    part = random.sample(entries, min(args.sample, len(entries)))
    with tempfile.TemporaryDirectory(prefix="holdcheck-") as scratch:
        cache = os.path.join(scratch, "cache")
        checker = Checker(args, build, cache)
        checker.run()
        files = that_matter(cache, entries)
        single = [e for e in files if e.file == one]
        if not single:
            raise t.Trouble("%s does not matter here" % one)
        for _ in range(args.rounds):
            shutil.rmtree(cache)
            add("cold", checker.run())
            add("syntax", syntax_all(args.clang, files, args.jobs))
            add("none", checker.run())
            add("file", checker.run("--overlay", changed(one, scratch)))
            add("file syntax", syntax_all(args.clang, single, 1))
            add("header", checker.run("--overlay", changed(header, scratch)))
            add("all", [value * len(entries) / len(part) for value in
                        syntax_all(args.clang, part, args.jobs)])
    return samples, files, checker.peak


def row(what, ours, bound, text):
    """Wall and user+system, each beside what it may be."""
    cells = ("%7.2f (%5.2f)%s" % (o, b, "!" if o > b else " ")
             for o, b in zip(ours, bound))
    print("%-32s %s  %s" % (what, "  ".join(cells), text))


def scaled(sample, factor, more=0.0):
    return [value * factor + more for value in sample]


def report(args, build):
    entries = t.load(build)
    tree = os.path.realpath(args.tree)
    samples, files, peak = measure(
        args, build, entries, os.path.join(tree, "blockdev.c"),
        os.path.join(tree, "include", "sysemu", "iothread.h"))
    m = {name: [statistics.median(column) for column in zip(*rows)]
         for name, rows in samples.items()}
    print("%d of %d compilations matter; -fsyntax-only of these %.2f s, "
          "user+sys %.2f s" % (len(files), len(entries), *m["syntax"]))
    print("%-32s %16s  %16s" % ("(bounds in brackets)", "wall, s     ",
                                "user+sys, s     "))
    row("whole tree, cold", m["cold"], scaled(m["syntax"], 1.5),
        "%.2f and %.2f of that" % tuple(a / b for a, b in
                                        zip(m["cold"], m["syntax"])))
    row("... against all files", m["cold"], scaled(m["all"], 1 / 40),
        "1/%.0f and 1/%.0f of -fsyntax-only of all, from %d"
        % (*(a / b for a, b in zip(m["all"], m["cold"])),
           min(args.sample, len(entries))))
    row("nothing changed", m["none"], scaled(ZERO, 1, 0.3), "")
    row("blockdev.c changed", m["file"], scaled(m["file syntax"], 1, 0.3),
        "its -fsyntax-only: %.2f and %.2f" % tuple(m["file syntax"]))
    row("a header of all callers changed", m["header"],
        scaled(m["syntax"], 1.5), "%.2f and %.2f of that of the files"
        % tuple(a / b for a, b in zip(m["header"], m["syntax"])))
    print("%-32s %7.1f (%5.0f)%s MB" % (
        "peak memory of holdcheck itself", peak / 1024, 100,
        "!" if peak > 100 * 1024 else " "))
    print("median of %d rounds, -j %d; '!' marks what misses its bound"
          % (args.rounds, args.jobs))


def body():
    parser = argparse.ArgumentParser()
    for name in ("clang", "holdcheck", "tree", "build"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sample", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    report(args, os.path.realpath(args.build))
    return 0


t.main(body)
