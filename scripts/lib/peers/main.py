# SPDX-License-Identifier: GPL-2.0-or-later
"""Holdcheck beside other tools; see scripts/bench-peers."""
import argparse
import concurrent.futures
import os
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

import tree as t  # noqa: E402
from peers import mutants, ours, run_suite, score  # noqa: E402
from peers import tables, times, tools  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
# For --quick: of each kind of test some.
QUICK = ("HoldLeak/basic", "HoldLeak/error-path", "DoublePut/helpers",
         "HolderMismatch/names", "UnheldPut/branches", "UseAfterPut/basic",
         "Slots/virtio", "01-", "17-")


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("holdcheck", "plugin", "clang"):
        parser.add_argument("--" + name, required=True)
    for name in ("tree", "build", "cache", "write"):
        parser.add_argument("--" + name)
    parser.add_argument("--suite", default=os.path.join(ROOT, "test"),
                        help="folder of plugin/ and shapes/")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--tools", default="")
    parser.add_argument("--parts", default="tests,mutants,time")
    parser.add_argument("tests", nargs="*")
    return parser.parse_args()


def everyone(args, scratch):
    known = [ours.Holdcheck(args.holdcheck, args.plugin, args.clang,
                            args.cache or os.path.join(scratch, "cache")),
             *tools.peers(args.clang)]
    names = [tool.name for tool in known]
    for name in filter(None, args.tools.split(",")):
        if name not in names:
            raise t.Trouble("no tool %s; there are %s"
                            % (name, ", ".join(names)))
    wanted = args.tools.split(",") if args.tools else names
    return [tool for tool in known if tool.name in wanted]


def suite_pages(args, those, pool, scratch):
    wanted = args.tests or (QUICK if args.quick else ())
    singles, programs = (
        [row for row in rows
         if not wanted or any(name in row.path for name in wanted)]
        for rows in run_suite.lists(args.suite))
    if not singles and not programs:
        raise t.Trouble("no test matches %s" % " ".join(wanted))
    for program in programs:
        for variant in sorted(program.untold):
            t.say("%s: %s is not scored: truth.txt does not say whether it is "
                  "right" % (program.name, variant))
    runner = run_suite.Programs(ROOT, os.path.join(scratch, "shapes"))
    one, many = {}, {}
    for tool in those:
        start = time.monotonic()
        one[tool.name] = score.Score()
        many[tool.name] = score.Score()
        run_suite.score_singles(pool, tool, singles, ROOT, one[tool.name])
        run_suite.score_programs(pool, tool, programs, runner,
                                 many[tool.name])
        if args.show:
            t.say("tests, %s: %.0f s" % (tool.name,
                                         time.monotonic() - start))
            for trouble in one[tool.name].why + many[tool.name].why:
                t.say("%s: %s" % (tool.name, trouble))
    return tables.suite(those, one, many, len(singles), len(programs))


def show(args, lines):
    for line in lines:
        t.put(line)
    sys.stdout.flush()
    if args.write:
        tables.write(args.write, lines)


def body():
    args = arguments()
    with tempfile.TemporaryDirectory(prefix="holdcheck-") as scratch, \
            concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        those = everyone(args, scratch)
        for part, make in (
                ("tests", lambda: suite_pages(args, those, pool, scratch)),
                ("mutants", lambda: mutants.pages(args, those, pool,
                                                  scratch)),
                ("time", lambda: times.pages(args, those))):
            if part in args.parts.split(",") and (part == "tests" or (
                    args.tree and not args.tests)):
                show(args, make())
    return 0


if __name__ == "__main__":
    t.main(body)
