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
from mutate import facts, kinds, run  # noqa: E402
from mutate import flow  # noqa: E402,F401 its kinds

# The API itself: what is wrong there is no caller's doing.
API = ("iothread.c", "iothread-holders.c")


class Mutant:
    """PLACES: where it is broken, and the other end of the hold."""

    def __init__(self, kind, file, line, text, places):
        self.kind = kind
        self.file = file
        self.line = line
        self.text = text
        changed = os.path.commonprefix([file.text, text])
        self.places = set(places) | {
            (file.path, line), (file.path, file.line(len(changed)))}

    def named_right(self, findings):
        """One of FINDINGS names an end of the hold, and another place."""
        return any(self.places & {p[:2] for p in f.places()} and
                   len(f.places()) > 1 for f in findings)


def mutants(known, wanted):
    """Each different from the file and from each other."""
    for name in wanted:
        function, of, _ = kinds.KINDS[name]
        for thing in known.slots if of == "slot" else known.sites:
            if of == "slot":
                places = [p for put in thing.gone(known)
                          for p in [put.place()] + known.partners(put)]
            else:
                places = known.partners(thing)
            seen = {thing.file.text}
            for text in function(thing, known):
                if text not in seen:
                    seen.add(text)
                    yield Mutant(name, thing.file, thing.line, text, places)


def body():
    args = arguments()
    tree = os.path.realpath(args.tree)
    with tempfile.TemporaryDirectory(prefix="holdcheck-") as scratch, \
            concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        checker = run.Checker(args.holdcheck, args.build, args.cache, scratch,
                              tree)
        status, clean, said = checker.run()
        if status == 2:
            raise t.Trouble("the tree cannot be checked: %s" % said.strip())
        for finding in clean:
            t.put("as it stands: %s:%d: %s [%s]" % finding.key())
        known = facts.Facts([e.file for e in t.load(os.path.realpath(
            args.build)) if os.path.basename(e.file) not in API],
            checker.holds())
        if not known.sites:
            raise t.Trouble("%s: nothing in its compile database puts a hold"
                            % args.tree)
        jobs = []
        for mutant in mutants(known, args.kinds):
            where = "%s:%d" % (t.shorter(mutant.file.path, tree), mutant.line)
            if args.only in where:
                jobs.append((where, mutant, pool.submit(
                    checker.mutant, len(jobs), mutant.file.path,
                    mutant.text)))
        tally = Tally(args, {f.key() for f in clean}, tree)
        for where, mutant, job in jobs:
            tally.add(where, mutant, *job.result())
    tally.table()
    t.say("%d mutants, %d found, %d with both ends, %d missed, %d do not "
          "compile; %d findings in the tree as it stands"
          % (sum(tally.total.values()), sum(tally.found.values()),
             sum(tally.ends.values()), tally.missed, tally.broken, len(clean)))
    return 1 if tally.missed or clean else 0


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("holdcheck", "tree", "build", "cache"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--kinds", default=",".join(kinds.KINDS))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="part of FILE:LINE")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    args.kinds = args.kinds.split(",")
    for name in args.kinds:
        if name not in kinds.KINDS:
            raise t.Trouble("no kind %s; there are %s"
                            % (name, ", ".join(kinds.KINDS)))
    return args


class Tally:
    """How the mutants came out."""

    def __init__(self, args, known, tree):
        self.args = args
        self.known = known
        self.tree = tree
        self.total = collections.Counter()
        self.found = collections.Counter()
        self.ends = collections.Counter()
        self.missed = 0
        self.broken = 0

    def add(self, where, mutant, status, findings, said):
        news = [f for f in findings if f.key() not in self.known]
        right = mutant.named_right(news)
        if status == 2:
            how = "does not compile"
            self.broken += 1
        elif not news:
            how = "-"
            self.missed += 1
        else:
            how = "+".join(sorted({f.rule for f in news}))
            self.found[mutant.kind] += 1
            self.ends[mutant.kind] += right
            if not right:
                how += " (one end)"
        if status != 2:
            self.total[mutant.kind] += 1
        t.put("%-44s %-18s %s" % (where, mutant.kind, how))
        if self.args.show:
            self.show(news)
            if status == 2:
                t.put("    " + said.strip().replace("\n", "\n    "))

    def show(self, findings):
        for f in findings:
            t.put("    %s:%d: %s" % (t.shorter(f.file, self.tree), f.line,
                                     f.text))
            for file, line, _, text in f.notes:
                t.put("        %s:%d: %s" % (t.shorter(file, self.tree), line,
                                             text))

    def table(self):
        form = "%-20s %8s %8s %10s"
        t.put("")
        t.put(form % ("kind", "mutants", "found", "both ends"))
        for name in self.args.kinds:
            t.put(form % (name, self.total[name], self.found[name],
                          self.ends[name]))
        t.put(form % ("all", sum(self.total.values()),
                      sum(self.found.values()), sum(self.ends.values())))


if __name__ == "__main__":
    t.main(body)
