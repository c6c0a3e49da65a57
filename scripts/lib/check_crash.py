# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin over whole compile databases; see check-crash."""
import argparse
import collections
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

import tree as t

# Clang's own checkers beside which ours runs.
OTHERS = "core,unix,deadcode,security,nullability"
TIMED = 10  # every so many files


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
        self.build = os.path.realpath(build)
        self.entries = t.load(self.build)[::args.every]
        self.plugin = t.plugin_flags(args.plugin)
        self.count = collections.Counter()
        self.said = []

    def all_files(self):
        return sum(name.endswith(".c") for _, _, names in os.walk(self.tree)
                   for name in names)

    def run(self, entries, flags, timeout=None):
        return t.run_all(self.args.clang, entries, flags, self.args.jobs,
                         self.name, timeout or self.args.timeout)

    def put(self, text):
        self.said.append(text)
        t.put(text)

    def broken(self, results):
        for result in results:
            if result.status in ("crashed", "timeout"):
                self.put("%s: %s" % (result.entry.file, result.errors[0]))
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
                self.put("%s: other checkers say something else"
                         % result.entry.file)
                self.count["disturbed"] += 1
        self.count["reports"] += sum(map(len, others(alone)))

    def cost(self, entries):
        """CPU time of us beside -fsyntax-only."""
        base, cost = (seconds(lambda: self.run(entries, flags))[1]
                      for flags in (None, self.plugin))
        return cost / base if base else 0

    def good(self, results):
        """Entries that compile; what fails with us must fail alone."""
        failed = [r.entry for r in results if r.status == "failed"]
        for result in self.run(failed, None):
            if result.status == "ok":
                self.put("%s: fails only with the plugin" % result.entry.file)
                self.count["crashed"] += 1
            else:
                self.count["failed"] += 1
        return [r.entry for r in results if r.status == "ok"]

    def check(self):
        results = self.run(self.entries, self.plugin)
        good = self.good(results)
        stressed = self.run(good, self.plugin + with_contract(self.locks))
        self.broken(results)
        self.broken(stressed)
        findings = t.merge(results)
        for key, _ in findings:
            self.put(t.finding_line(key, self.tree))
        self.disturbed(good[::self.args.beside])
        cost = self.cost(good[::TIMED])
        self.count.update(
            files=self.all_files(), analysed=len(good), findings=len(findings),
            stressed=sum(bool(r.findings) for r in stressed))
        self.put("%-14s %7d %8d %7d %7d %6d %8d %8d %9.2f %9d %9d"
                 % (self.name, self.count["files"], self.count["analysed"],
                    self.count["failed"], self.count["crashed"],
                    self.count["timeout"], self.count["findings"],
                    self.count["stressed"], cost,
                    self.count["compared"], self.count["disturbed"]))

    def key(self):
        """What the result depends on."""
        version = subprocess.run([self.args.clang, "--version"], check=True,
                                 stdout=subprocess.PIPE).stdout
        parts = [os.fsdecode(version), self.args.timeout, self.args.every,
                 self.args.beside]
        for path in (self.args.plugin, self.args.contract, self.locks,
                     __file__, t.__file__,
                     os.path.join(self.build, "compile_commands.json")):
            parts.append(hashlib.sha256(t.read(path)).hexdigest())
        return parts

    def checked(self):
        """The counts; a package that was checked before is not again."""
        memo = os.path.join(self.build, ".holdcheck-crash.json")
        key = self.key()
        try:
            was = json.loads(t.read(memo))
        except ValueError:
            was = {}
        if was.get("key") == key:
            self.count.update(was["count"])
            for text in was["said"]:
                t.put(text)
            return self.count
        self.check()
        with open(memo + ".new", "w", encoding="utf-8") as f:
            json.dump({"key": key, "count": self.count, "said": self.said}, f)
        os.replace(memo + ".new", memo)
        return self.count


def body():
    parser = argparse.ArgumentParser()
    for name in ("clang", "plugin", "locks", "contract"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=int, default=300,
                        help="seconds of one file that are no hang")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--beside", type=int, default=10)
    parser.add_argument("parts", nargs="+", help="NAME TREE BUILD ...")
    args = parser.parse_args()
    # Clang runs in many folders.
    args.plugin = os.path.realpath(args.plugin)
    total = collections.Counter()
    with tempfile.TemporaryDirectory(prefix="holdcheck-") as folder:
        locks = locks_contract(args, folder)
        t.put("%-14s %7s %8s %7s %7s %6s %8s %8s %9s %9s %9s"
              % ("package", "C files", "analysed", "broken", "crashes",
                 "hangs", "findings", "stressed", "x syntax", "compared",
                 "disturbed"))
        for name, tree, build in zip(*(args.parts[i::3] for i in range(3))):
            total += Package(args, name, tree, build, locks).checked()
            sys.stdout.flush()
    t.put("")
    t.say("%d files analysed, %d crashes, %d hangs, %d findings; beside "
          "others: %d files with %d reports, %d disturbed"
          % (total["analysed"], total["crashed"], total["timeout"],
             total["findings"], total["compared"], total["reports"],
             total["disturbed"]))
    return 1 if total["crashed"] or total["timeout"] or \
        total["disturbed"] else 0


if __name__ == "__main__":
    t.main(body)
