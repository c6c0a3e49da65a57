# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin costs, as ratios of processes; see scripts/bench-plugin."""
import argparse
import os
import statistics
import subprocess
import sys
import time

import tree as t

FILES = ("blockdev.c", "net/colo-compare.c", "hw/block/dataplane/xen-block.c",
         "hw/virtio/virtio-balloon.c")

# what, with, against, goal for time, goal for memory
ROWS = (("plugin alone / -fsyntax-only", "alone", "syntax", 1.15, 1.2),
        ("--analyze, ours added / without", "added", "default", 1.02, None))


def measure(command, directory):
    """(wall, user + system, peak resident) of one process, in s and KiB."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=directory,
                               stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise t.Trouble("%s failed; scripts/check-qemu may say why"
                        % command[-1])
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def commands(args, entry):
    start = [args.clang, *entry.flags, *t.TOLERANT, "-fno-crash-diagnostics"]
    plugin = t.plugin_flags(args.plugin)
    analyze = [*start, "--analyze", "--analyzer-output", "text"]
    end = [entry.file]
    return {"syntax": [*start, "-fsyntax-only", *end],
            "alone": [*analyze, "--analyzer-no-default-checks", *plugin, *end],
            "default": [*analyze, *end],
            "added": [*analyze, *plugin, *end]}


def cell(ratio, goal):
    if goal is None:
        return "%6.3f        " % ratio
    return "%6.3f (%4.2f)%s" % (ratio, goal, "!" if ratio > goal else " ")


def body():
    parser = argparse.ArgumentParser()
    for name in ("clang", "plugin", "tree", "build"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("files", nargs="*")
    args = parser.parse_args()
    tree = os.path.realpath(args.tree)
    entries = {t.shorter(entry.file, tree): entry
               for entry in t.load(os.path.realpath(args.build))}
    ratios = {}
    print("%-34s %-33s %-14s %-14s %-14s" % (
        "file", "ratio (goal in brackets)", "   user+sys", "   wall",
        "   peak memory"))
    for name in args.files or FILES:
        if name not in entries:
            raise t.Trouble("%s is not in the compile database" % name)
        todo = commands(args, entries[name])
        samples = {what: [] for what in todo}
        # In turns, so that a busy moment of the machine hits all alike; the
        # first round warms the caches and is not counted.
        for turn in range(args.rounds + 1):
            for what, command in todo.items():
                sample = measure(command, entries[name].directory)
                if turn:
                    samples[what].append(sample)
            if sys.stderr.isatty():
                sys.stderr.write("\r%s %d/%d " % (name, turn, args.rounds))
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
        middle = {what: [statistics.median(column) for column in zip(*rows)]
                  for what, rows in samples.items()}
        for label, ours, other, goal, memory in ROWS:
            wall, cpu, rss = (a / b for a, b in zip(middle[ours],
                                                    middle[other]))
            ratios.setdefault(label, []).append(cpu)
            print("%-34s %-33s %s %s %s" % (
                name, label, cell(cpu, goal), cell(wall, goal),
                cell(rss, memory)))
        print("%-34s %-33s %s" % (
            "", "median user+sys in s", ", ".join(
                "%s %.3f" % (what, middle[what][1]) for what in todo)))
        sys.stdout.flush()
    for label, _, _, goal, _ in ROWS:
        values = ratios[label]
        print("%-34s %-33s %s" % ("geometric mean of the files", label, cell(
            statistics.geometric_mean(values), goal)))
    print("median of %d rounds; '!' marks what misses its goal" % args.rounds)
    return 0


t.main(body)
