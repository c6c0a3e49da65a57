# SPDX-License-Identifier: GPL-2.0-or-later
"""All benches in one table; see scripts/bench."""
import argparse
import os
import re
import subprocess
import sys

import tree as t

# One row of the table.  Numbers are as the bench printed them.
ROW = "%-20s %-44s %12s %12s %12s %s"

NUMBER = r"([\d.]+)"
PLUGIN = re.compile(r"geometric mean of the files +(.*?)  +%s \(%s\)"
                    % (NUMBER, NUMBER))
TREE = re.compile(r"(\S.*?)  +%s \( *%s\).  +%s \( *%s\)"
                  % (NUMBER, NUMBER, NUMBER, NUMBER))
PEAK = re.compile(r"(peak memory.*?)  +%s \( *%s\). (MB)" % (NUMBER, NUMBER))
PAIRING = re.compile(r"50000 summaries +\d+ +%s +%s +%s"
                     % (NUMBER, NUMBER, NUMBER))
GROWTH = re.compile(r"50,000 against 12,500: time %sx, memory %sx"
                    % (NUMBER, NUMBER))
HOOK = re.compile(r"(\S.*?)  +%s s +%s s +%s s" % (NUMBER, NUMBER, NUMBER))
EDITOR = re.compile(r"(\S.*?)  +%s (\S+) +\(%s\)" % (NUMBER, NUMBER))


def of_plugin(line):
    found = PLUGIN.match(line)
    return [(found[1], "", found[2], found[3], "")] if found else []


def of_tree(line):
    found = TREE.match(line)
    if found:
        # Two bounds: each is a ratio to what was measured beside it.
        return [(found[1], found[2], "", found[3], "s"),
                ("  user+sys", "", found[4], found[5], "s")]
    found = PEAK.match(line)
    return [(found[1], found[2], "", found[3], found[4])] if found else []


def of_pairing(line):
    found = PAIRING.search(line)
    if found:
        return [("50,000 summaries", found[1], found[2], "2000", "ms"),
                ("  memory", found[3], "", "500", "MB")]
    found = GROWTH.match(line)
    return [("  against 12,500 (linear: 4): time", "", found[1], "", "x"),
            ("  against 12,500 (linear: 4): memory", "", found[2], "", "x")
            ] if found else []


def of_hook(line):
    found = HOOK.match(line)
    return [(found[1], found[2], found[3], found[4], "s")] if found else []


def of_editor(line):
    found = EDITOR.match(line)
    return [(found[1], found[2], "", found[4], found[3])] if found else []


def parts(args):
    """(name, title, reader of a line, command) of each."""
    rounds = ["-n", "1"] if args.quick else []
    few = ["-s", "10"] if args.quick else []
    yield "plugin", "plugin, one file", of_plugin, ["bench-plugin", *rounds]
    yield "tree", "check, QEMU", of_tree, ["bench-tree", *rounds, *few]
    if args.tree:
        yield ("tree", "check, other tree", of_tree,
               ["bench-tree", *rounds, *few, *args.tree])
    yield ("pairing", "pairing alone", of_pairing,
           ["bench-pairing", *rounds[1:]])
    yield "hook", "hook", of_hook, ["bench-hook", *rounds]
    yield ("editor", "editor", of_editor,
           ["bench-editor", *rounds, *(["-r", "20"] if args.quick else [])])


def run(args, title, command):
    """The lines of one bench, and its status; all of it goes to a log."""
    log = os.path.join(args.logs, re.sub(r"\W+", "-", title) + ".log")
    with open(log, "wb") as out:
        status = subprocess.run(
            [os.path.join(args.scripts, command[0]), *command[1:]],
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            check=False).returncode
    with open(log, encoding="utf-8", errors="replace") as f:
        return f.read().splitlines(), status, log


def body():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scripts", required=True)
    parser.add_argument("--logs", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--tree", nargs=2)
    parser.add_argument("parts", nargs="*")
    args = parser.parse_args()
    todo = list(parts(args))
    unknown = set(args.parts) - {name for name, *_ in todo}
    if unknown:
        raise t.Trouble("no part %s (see --help)" % ", ".join(sorted(unknown)))
    os.makedirs(args.logs, exist_ok=True)
    missed = broken = 0
    print(ROW % ("part", "what", "wall", "user+sys", "bound", ""))
    for name, title, reader, command in todo:
        if args.parts and name not in args.parts:
            continue
        if sys.stderr.isatty():
            sys.stderr.write("\r%s ... " % title)
        lines, status, log = run(args, title, command)
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
        rows = [row for line in lines for row in reader(line)]
        if status or not rows:
            broken += 1
            t.say("%s failed; see %s" % (command[0], log))
        for what, wall, cpu, bound, unit in rows:
            over = bound != "" and float(wall or cpu) > float(bound)
            missed += over
            print(ROW % (title, what, wall, cpu, bound + " " + unit,
                         "!" if over else ""))
        sys.stdout.flush()
    print("%d missed; '!' marks which%s" % (
        missed, ", one round each" if args.quick else ""))
    return 2 if broken else 1 if missed else 0


t.main(body)
