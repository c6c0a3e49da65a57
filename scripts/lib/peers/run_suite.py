# SPDX-License-Identifier: GPL-2.0-or-later
"""The project's own tests through all tools."""
import hashlib
import os

from peers import suite, tools

STD = "-std=gnu11"


def flags(root):
    return [STD, "-I" + os.path.join(root, "test", "Inputs", "qemu")]


def single(tool, case, root):
    """(functions with a report, trouble) of one file"""
    unit = tools.Unit(case.path, flags=flags(root))
    outcome = tool.single(unit) if tool.package is None else tool.run(unit)
    return {case.functions.at(row[1]) for row in outcome.reports} - {None}, \
        outcome.trouble


def score_singles(pool, tool, cases, root, score):
    jobs = [(case, pool.submit(single, tool, case, root)) for case in cases]
    for case, job in jobs:
        said, trouble = job.result()
        score.taken(trouble, case.path)
        for row in case.wrong:
            score.bug(row in said, case.rule)
        for row in case.right:
            score.right(row in said)
        twins = {row[2]: row for row in case.right}
        for row in case.wrong:
            twin = twins.get(row[2] + "_ok")
            if twin:
                score.pair(row in said, twin in said)


class Programs:
    """Variants of programs, each file of a variant once for each text."""

    def __init__(self, root, scratch):
        self.root = root
        self.scratch = scratch
        self.known = {}

    def lay(self, program, variant):
        """(folder, key of each C file) of a variant"""
        files = program.resolved(variant)
        folder = os.path.join(self.scratch, program.name, variant)
        os.makedirs(folder, exist_ok=True)
        headers = hashlib.sha256()
        for name in sorted(files):
            with open(os.path.join(folder, name), "w") as f:
                f.write(files[name])
            if not name.endswith(".c"):
                headers.update(files[name].encode())
        keys = {}
        for name in files:
            if name.endswith(".c"):
                digest = headers.copy()
                digest.update(files[name].encode())
                keys[name] = (program.name, name, digest.hexdigest())
        return folder, keys

    def ask(self, tool, program, variant, names):
        """(what is said of a variant, trouble)"""
        folder, keys = self.lay(program, variant)
        if tool.package is None:
            outcome = tool.files(names, flags(self.root), folder)
            return set(outcome.reports), outcome.trouble
        said = set()
        trouble = None
        for group in [names] if tool.together else [[name] for name in names]:
            key = (tool.name, *(keys[name] for name in group))
            if key not in self.known:
                first, *others = (os.path.join(folder, name)
                                  for name in group)
                self.known[key] = tool.run(tools.Unit(
                    first, flags=flags(self.root), others=others))
            outcome = self.known[key]
            trouble = trouble or outcome.trouble
            said |= set(outcome.reports)
        return said, trouble

    def program(self, tool, program):
        """[(variant, run, what is said, trouble)]"""
        rows = []
        for number, (names, variants) in enumerate(program.runs):
            for variant in variants:
                if variant not in program.apart:
                    rows.append((variant, number, *self.ask(
                        tool, program, variant, names)))
        return rows


def score_programs(pool, tool, programs, runner, score):
    jobs = [(p, pool.submit(runner.program, tool, p)) for p in programs]
    for program, job in jobs:
        rows = job.result()
        rights = {}
        for variant, run, said, trouble in rows:
            score.taken(trouble, "%s %s" % (program.path, variant))
            if variant not in program.wrong:
                score.right(len(said))
                rights.setdefault(run, []).append(said)
        for variant, run, said, _ in rows:
            if variant in program.wrong:
                known = set().union(*rights.get(run, []))
                score.bug(bool(said - known), program.name)
                if run in rights:
                    nearest = max(rights[run], key=lambda r: (
                        r == said, len(r & said)))
                    score.pair(said, nearest)


def lists(folder):
    return suite.singles(folder), suite.programs(
        folder, suite.truth(os.path.join(tools.HERE, "truth.txt")))
