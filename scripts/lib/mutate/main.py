# SPDX-License-Identifier: GPL-2.0-or-later
"""Mutants of a tree that uses the holder API; see scripts/mutate-qemu."""
import argparse
import collections
import concurrent.futures
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))

import tree as t  # noqa: E402
from mutate import kinds, run, sites  # noqa: E402

# The API itself: what is wrong there is no caller's doing.
API = ("iothread.c", "iothread-holders.c")


def mutants(files, wanted):
    """(site, kind, text), each different from the file and from each other"""
    for file in files:
        here = sites.find(file)
        for site in here:
            for name in wanted:
                seen = {site.text}
                for text in kinds.KINDS[name][0](site, here):
                    if text not in seen:
                        seen.add(text)
                        yield site, name, text


def verdict(status, findings, known):
    """How a mutant came out: rules found, or why there are none."""
    news = [f for f in findings if f.key() not in known]
    if status == 2:
        return "does not compile", False, news
    if not news:
        return "-", False, news
    return ("+".join(sorted({f.rule for f in news})),
            all(f.notes for f in news), news)


def body():
    parser = argparse.ArgumentParser()
    for name in ("holdcheck", "tree", "build", "cache"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--kinds", default=",".join(kinds.KINDS))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="part of FILE:LINE")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    wanted = args.kinds.split(",")
    for name in wanted:
        if name not in kinds.KINDS:
            raise t.Trouble("no kind %s; there are %s"
                            % (name, ", ".join(kinds.KINDS)))
    tree = os.path.realpath(args.tree)
    files = sorted({e.file for e in t.load(os.path.realpath(args.build))
                    if os.path.basename(e.file) not in API
                    and sites.CALL.search(t.read(e.file))})
    if not files:
        raise t.Trouble("%s: nothing in its compile database puts a hold"
                        % args.tree)
    counts = collections.Counter()
    ends = collections.Counter()
    total = collections.Counter()
    missed = []
    with tempfile.TemporaryDirectory(prefix="holdcheck-") as scratch, \
            concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        checker = run.Checker(args.holdcheck, args.build, args.cache, scratch)
        status, clean, said = checker.run()
        if status == 2:
            raise t.Trouble("the tree cannot be checked: %s" % said.strip())
        known = {f.key() for f in clean}
        for finding in clean:
            t.put("as it stands: %s:%d: %s [%s]" % finding.key())
        jobs = []
        for site, name, text in mutants(files, wanted):
            where = "%s:%d" % (t.shorter(site.file, tree), site.line)
            if args.only in where:
                jobs.append((where, name, pool.submit(
                    checker.mutant, len(jobs), site.file, text)))
        for where, name, job in jobs:
            status, findings, said = job.result()
            how, both, news = verdict(status, findings, known)
            t.put("%-48s %-20s %s%s" % (where, name, how,
                                        "" if both or not news
                                        else " (one end)"))
            if args.show:
                for f in news:
                    t.put("    %s:%d: %s" % (f.file, f.line, f.text))
                    for note in f.notes:
                        t.put("        %s:%d: %s" % note)
                if status == 2:
                    t.put("    " + said.strip().replace("\n", "\n    "))
            if how == "does not compile":
                counts["does not compile"] += 1
                continue
            total[name] += 1
            if news:
                counts[name] += 1
                ends[name] += both
            else:
                missed.append("%s %s" % (where, name))
    t.put("")
    t.put("%-20s %8s %8s %10s" % ("kind", "mutants", "found", "both ends"))
    for name in wanted:
        t.put("%-20s %8d %8d %10d" % (name, total[name], counts[name],
                                      ends[name]))
    t.put("%-20s %8d %8d %10d" % ("all", sum(total.values()),
                                  sum(counts[n] for n in wanted),
                                  sum(ends.values())))
    t.say("%d mutants, %d found, %d missed, %d do not compile; %d findings "
          "in the tree as it stands"
          % (sum(total.values()), sum(counts[n] for n in wanted),
             len(missed), counts["does not compile"], len(clean)))
    return 1 if missed or clean else 0


if __name__ == "__main__":
    t.main(body)
