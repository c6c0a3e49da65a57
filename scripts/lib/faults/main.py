# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults at random moments and places; see scripts/faults."""
import argparse
import collections
import concurrent.futures
import os
import random
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))

import tree as t  # noqa: E402
from faults import bench, check, hook, lsp  # noqa: E402

KINDS = collections.OrderedDict(check.KINDS + hook.KINDS + lsp.KINDS)


def one(args, scratch, name, number):
    """What is wrong with this round; None: nothing."""
    folder = os.path.join(scratch, "%s-%d" % (name, number))
    # Seeded by text: the same round whatever else runs.
    rng = random.Random("%d %s %d" % (args.seed, name, number))
    os.mkdir(folder)
    # What is made in the temporary folder shows who left it there.
    os.mkdir(os.path.join(folder, "tmp"))
    try:
        return KINDS[name](bench.Bench(args, scratch, folder, rng))
    except bench.Wrong as e:
        return str(e)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def body():
    parser = argparse.ArgumentParser()
    for name in ("holdcheck", "clang", "clangd", "make", "make-repository",
                 "headers"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    if args.list:
        for name, function in KINDS.items():
            t.put("%-16s %s" % (name, function.__doc__.strip()))
        return 0
    wanted = args.kinds.split(",")
    for name in wanted:
        if name not in KINDS:
            raise t.Trouble("no kind %s (see --list)" % name)
    broken = 0
    with tempfile.TemporaryDirectory(prefix="holdcheck-") as scratch, \
            concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        bench.prepare(args, scratch)
        t.put("%-16s %8s %8s" % ("fault", "rounds", "wrong"))
        for name in wanted:
            jobs = [pool.submit(one, args, scratch, name, i)
                    for i in range(args.rounds)]
            wrong = 0
            for i, job in enumerate(jobs):
                what = job.result()
                if what:
                    wrong += 1
                    t.say("%s, round %d: %s" % (name, i, what))
            t.put("%-16s %8d %8d" % (name, args.rounds, wrong))
            sys.stdout.flush()
            broken += wrong
    t.say("%d rounds, %d wrong" % (args.rounds * len(wanted), broken))
    return 1 if broken else 0


if __name__ == "__main__":
    t.main(body)
