# SPDX-License-Identifier: GPL-2.0-or-later
"""What a commit waits for `holdcheck hook`; see scripts/bench-hook."""
import argparse
import os
import re
import statistics
import subprocess
import time

import tree as t

FILE = "hw/virtio/virtio-balloon.c"
PUT = r" *object_unref\(OBJECT\(s->iothread\)\);\n"
FOUND = "[qemu.iothread.HoldLeak]"
# What is staged: name, file, goal in s above that of the syntax check or alone
ROWS = (("one file, with a bug", FILE, 0.5),
        ("a file that cannot matter", "hw/usb/core.c", 0.1),
        ("no code", "README.rst", 0.1))


def git(*words, text=None):
    return subprocess.run(["git", *words], input=text, text=True, check=True,
                          capture_output=True).stdout


def stage(name, content):
    blob = git("hash-object", "-w", "--stdin", text=content).strip()
    git("update-index", "--cacheinfo", "100644,%s,%s" % (blob, name))


def content(name, turn):
    """Another one in each turn, so that no result is in the cache."""
    text = git("show", "HEAD:" + name)
    if name == FILE:
        text, n = re.subn(PUT, "", text)
        if n != 1:
            raise t.Trouble("%s is not as expected" % name)
    return "%s\n/* %d %d */\n" % (text, turn, time.time_ns())


def measure(command, directory):
    """(output, status, wall, user + system) of one process and its own."""
    before = os.times()
    start = time.monotonic()
    done = subprocess.run(command, cwd=directory, capture_output=True,
                          stdin=subprocess.DEVNULL, check=False)
    wall = time.monotonic() - start
    after = os.times()
    cpu = (after.children_user - before.children_user +
           after.children_system - before.children_system)
    return (done.stdout.decode(errors="replace"), done.returncode, wall, cpu)


def hook(args, name, turn):
    git("read-tree", "HEAD")
    # As git commit does it: what is on disk is known to be as staged.
    subprocess.run(["git", "update-index", "-q", "--refresh"], check=False,
                   capture_output=True)
    stage(name, content(name, turn))
    out, status, wall, cpu = measure(
        [args.holdcheck, "hook", "-p", "build", "--cache",
         os.path.join(args.work, "cache")], args.tree)
    expected = name == FILE
    if status != expected or (FOUND in out) != expected:
        raise t.Trouble("%s: status %d: %s" % (name, status, out))
    return wall, cpu


def body():
    parser = argparse.ArgumentParser()
    for name in ("clang", "tree", "holdcheck", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    os.chdir(args.tree)
    entry = next(e for e in t.load("build")
                 if e.file.endswith("/" + FILE))
    syntax = [args.clang, *entry.flags, *t.TOLERANT, "-fsyntax-only",
              entry.file]
    subprocess.run([args.holdcheck, "check", "-p", "build", "--cache",
                    os.path.join(args.work, "cache")], check=False,
                   capture_output=True)
    samples = {name: [] for name, _, _ in ROWS}
    samples["syntax"] = []
    # The first round warms the caches and is not counted.
    for turn in range(args.rounds + 1):
        for name, file, _ in ROWS:
            row = hook(args, file, turn)
            if turn:
                samples[name].append(row)
        row = measure(syntax, entry.directory)[2:]
        if turn:
            samples["syntax"].append(row)
    middle = {name: [statistics.median(column) for column in zip(*rows)]
              for name, rows in samples.items()}
    print("%-28s %9s %9s %9s" % ("staged", "wall", "user+sys", "goal"))
    print("%-28s %7.3f s %7.3f s" % ("(-fsyntax-only of the file)",
                                     *middle["syntax"]))
    for name, file, goal in ROWS:
        wall, cpu = middle[name]
        if file == FILE:
            goal += middle["syntax"][0]
        print("%-28s %7.3f s %7.3f s %7.3f s%s" % (
            name, wall, cpu, goal, " !" if wall > goal else ""))
    print("median of %d rounds; '!' marks what misses its goal" % args.rounds)
    return 0


t.main(body)
