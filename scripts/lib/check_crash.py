# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin over whole compile databases; see check-crash."""
import argparse
import collections
import json
import os
import re
import tempfile

import tree as t

# Clang's own checkers beside which ours runs.
OTHERS = "core,unix,deadcode,security,nullability"
BESIDE = 10  # every so many files
COUNTED = ("ok", "failed", "crashed", "timeout")


def seconds(jobs):
    """(results, CPU of the children) of a call of t.run_all."""
    before = os.times()
    results = jobs()
    after = os.times()
    return results, (after.children_user - before.children_user +
                     after.children_system - before.children_system)


def locks_contract(args, folder):
    """The contract with these packages' locks for pairs."""
    with open(args.contract, encoding="utf-8") as f:
        contract = json.load(f)
    with open(args.locks, encoding="utf-8") as f:
        contract.update(json.load(f))
    path = os.path.join(folder, "locks.json")
    with open(path, "w", encoding="utf-8") as f:
        json.dump(contract, f)
    return path


def with_contract(path):
    return ["-Xclang", "-analyzer-config", "-Xclang",
            "qemu.iothread:Contract=" + path]


def others(results):
    """What checkers that are not ours said of each file."""
    return [sorted(line for line in result.said
                   if not re.search(r"\[qemu\.iothread[^]]*\]$", line))
            for result in results]


class Package:
    def __init__(self, args, name, tree, build, locks):
        self.args, self.name = args, name
        self.tree, self.locks = os.path.realpath(tree), locks
        self.entries = t.load(os.path.realpath(build))
        self.plugin = t.plugin_flags(args.plugin)
        self.count = collections.Counter()

    def all_files(self):
        return sum(name.endswith(".c") for _, _, names in os.walk(self.tree)
                   for name in names)

    def run(self, entries, flags, **more):
        return t.run_all(self.args.clang, entries, flags, self.args.jobs,
                         self.name, **more)

    def broken(self, results):
        for result in results:
            if result.status in ("crashed", "timeout"):
                t.put("%s: %s" % (result.entry.file, result.errors[0]))
                self.count[result.status] += 1

    def disturbed(self, entries):
        """Files of which other checkers say something else beside us."""
        checkers = ["-Xclang", "-analyzer-checker=" + OTHERS]
        alone = self.run(entries, checkers, timeout=120)
        beside = self.run(entries, checkers + self.plugin +
                          with_contract(self.locks), timeout=240)
        self.broken(r for r in beside if r.status == "crashed")
        for result, was, now in zip(alone, others(alone), others(beside)):
            # What they do not come to the end of alone says nothing.
            if result.status != "ok":
                continue
            self.count["compared"] += 1
            if was != now:
                t.put("%s: other checkers say something else"
                      % result.entry.file)
                self.count["disturbed"] += 1
        self.count["reports"] += sum(map(len, others(alone)))

    def check(self):
        entries = self.entries[::self.args.every]
        syntax, base = seconds(lambda: self.run(entries, None))
        good = [r.entry for r in syntax if r.status == "ok"]
        results, cost = seconds(lambda: self.run(good, self.plugin))
        stressed = self.run(good, self.plugin + with_contract(self.locks))
        self.broken(results)
        self.broken(stressed)
        findings = t.merge(results)
        t.print_findings([(key, ()) for key, _ in findings], self.tree)
        self.disturbed(good[::BESIDE])
        self.count.update(
            files=self.all_files(), analysed=len(good),
            failed=len(entries) - len(good), findings=len(findings),
            stressed=sum(bool(r.findings) for r in stressed))
        t.put("%-14s %7d %8d %7d %7d %6d %8d %8d %9.2f %9d %9d"
              % (self.name, self.count["files"], self.count["analysed"],
                 self.count["failed"], self.count["crashed"],
                 self.count["timeout"], self.count["findings"],
                 self.count["stressed"], cost / base if base else 0,
                 self.count["compared"], self.count["disturbed"]))
        return self.count


def body():
    parser = argparse.ArgumentParser()
    for name in ("clang", "plugin", "locks", "contract"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("parts", nargs="+", help="NAME TREE BUILD ...")
    args = parser.parse_args()
    total = collections.Counter()
    with tempfile.TemporaryDirectory(prefix="holdcheck-") as folder:
        locks = locks_contract(args, folder)
        t.put("%-14s %7s %8s %7s %7s %6s %8s %8s %9s %9s %9s"
              % ("package", "C files", "analysed", "broken", "crashes",
                 "hangs", "findings", "stressed", "x syntax", "compared",
                 "disturbed"))
        for name, tree, build in zip(*(args.parts[i::3] for i in range(3))):
            total += Package(args, name, tree, build, locks).check()
    t.put("")
    t.say("%d files analysed, %d crashes, %d hangs, %d findings; beside "
          "others: %d files with %d reports, %d disturbed"
          % (total["analysed"], total["crashed"], total["timeout"],
             total["findings"], total["compared"], total["reports"],
             total["disturbed"]))
    return 1 if total["crashed"] or total["timeout"] or \
        total["disturbed"] else 0


t.main(body)
