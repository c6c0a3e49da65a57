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
import time

import tree as t


def syntax(clang, entry):
    subprocess.run([clang, *entry.flags, *t.TOLERANT, "-fsyntax-only",
                    entry.file], cwd=entry.directory, check=False,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def syntax_all(clang, entries, jobs):
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda entry: syntax(clang, entry), entries))
    return time.monotonic() - start


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
    def __init__(self, args, cache):
        self.command = [args.holdcheck, "check", "-p", args.build,
                        "-j", str(args.jobs), "--cache", cache]
        self.peak = 0

    def run(self, *more):
        start = time.monotonic()
        process = subprocess.Popen(self.command + list(more),
                                   stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        while process.poll() is None:
            self.peak = max(self.peak, peak_of(process.pid))
            time.sleep(0.002)
        if process.returncode not in (0, 1):
            raise t.Trouble("holdcheck failed; scripts/check-qemu may say why")
        return time.monotonic() - start


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
    found = {}
    for entry in entries:
        if os.path.realpath(entry.file) in names:
            found.setdefault(entry.file, entry)
    return [found[name] for name in sorted(found)]


def changed(path, scratch):
    """A copy with one more declaration, so that nothing of it is cached."""
    copy = os.path.join(scratch, "%d" % random.getrandbits(60))
    with open(copy, "wb") as f:
        f.write(t.read(path) + b"\nextern int holdcheck_bench_%d;\n"
                % random.getrandbits(60))
    return "%s=%s" % (path, copy)


def row(what, ours, bound, text):
    mark = "" if ours <= bound else " !"
    print("%-34s %8.2f s   bound %8.2f s%s   %s"
          % (what, ours, bound, mark, text))


def body():
    parser = argparse.ArgumentParser()
    for name in ("clang", "holdcheck", "tree", "build"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sample", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    tree = os.path.realpath(args.tree)
    entries = t.load(os.path.realpath(args.build))
    one = os.path.join(tree, "blockdev.c")
    header = os.path.join(tree, "include", "sysemu", "iothread.h")
    samples = {name: [] for name in ("cold", "syntax", "none", "file",
                                     "file syntax", "header")}
    with tempfile.TemporaryDirectory(prefix="holdcheck-") as scratch:
        cache = os.path.join(scratch, "cache")
        checker = Checker(args, cache)
        checker.run()
        files = that_matter(cache, entries)
        single = [e for e in files if e.file == one]
        if not single:
            raise t.Trouble("%s does not matter here" % one)
        for _ in range(args.rounds):
            shutil.rmtree(cache)
            samples["cold"].append(checker.run())
            samples["syntax"].append(syntax_all(args.clang, files, args.jobs))
            samples["none"].append(checker.run())
            samples["file"].append(checker.run("--overlay",
                                               changed(one, scratch)))
            samples["file syntax"].append(syntax_all(args.clang, single, 1))
            samples["header"].append(checker.run("--overlay",
                                                 changed(header, scratch)))
        random.seed(1)
        part = random.sample(entries, min(args.sample, len(entries)))
        every = (syntax_all(args.clang, part, args.jobs)
                 * len(entries) / len(part))
    m = {name: statistics.median(values) for name, values in samples.items()}
    print("%d of %d compilations matter; median of %d rounds, -j %d"
          % (len(files), len(entries), args.rounds, args.jobs))
    row("whole tree, cold", m["cold"], 1.5 * m["syntax"],
        "%.2f of -fsyntax-only of those that matter (%.2f s)"
        % (m["cold"] / m["syntax"], m["syntax"]))
    row("... against all files", m["cold"], every / 40,
        "1/%.0f of -fsyntax-only of all (%.0f s, from %d)"
        % (every / m["cold"], every, len(part)))
    row("nothing changed", m["none"], 0.3, "")
    row("blockdev.c changed", m["file"], m["file syntax"] + 0.3,
        "its -fsyntax-only: %.2f s" % m["file syntax"])
    row("a header of all callers changed", m["header"], 1.5 * m["syntax"], "")
    print("%-34s %8.1f MB  bound %8.1f MB%s" % (
        "peak memory of holdcheck", checker.peak / 1024, 100,
        "" if checker.peak <= 100 * 1024 else " !"))
    return 0


t.main(body)
