# SPDX-License-Identifier: GPL-2.0-or-later
"""Cases from the project's own tests: single files, in which the comments of
-verify say which function is wrong, and programs in right and wrong
variants."""
import os
import re
import subprocess

import tree as t
from peers import code

EXPECTED = re.compile(r"expected-warning(?:-re)?(?:@([+-]?\d+))?"
                      r"\s*(?:[\d+-]+\s*)?\{\{")
CONDITION = re.compile(r"^#\s*(?:if|elif|ifdef|ifndef)\b"
                       r"((?:.*\\\n)*.*)", re.M)
# Tests of options and of loading; a finding that is silenced is a bug still.
APART = ("Contract", "Loading", "Summary")


class Single:
    """One file: its functions, wrong ones and right ones that call the API."""

    def __init__(self, path, functions, wrong):
        self.path = path
        self.rule = os.path.basename(os.path.dirname(path))
        self.functions = functions
        self.wrong = sorted(wrong)
        self.right = [row for row in functions.rows
                      if row not in wrong and functions.uses_api(row)]


def singles(folder):
    cases = []
    top = os.path.join(folder, "plugin")
    for rule in sorted(os.listdir(top)):
        if rule in APART or not os.path.isdir(os.path.join(top, rule)):
            continue
        for name in sorted(os.listdir(os.path.join(top, rule))):
            file = os.path.join(top, rule, name)
            if name.endswith(".c") and "suppress" not in name:
                case = single(file)
                if case:
                    cases.append(case)
    return cases


def single(file):
    text = os.fsdecode(t.read(file))
    # @*: where it is reported is left open.
    if not re.search(r"RUN: %check -verify %s\s*$", text, re.M) or \
            "holdcheck: ignore" in text or "expected-warning@*" in text:
        return None
    functions = code.Functions(text)
    wrong = set()
    for number, line in enumerate(text.splitlines(), 1):
        for match in EXPECTED.finditer(line):
            at = number
            if match[1]:
                at = int(match[1]) + (number if match[1][0] in "+-" else 0)
            row = functions.at(at)
            if row:
                wrong.add(row)
    return Single(file, functions, wrong)


def on_one_line(match):
    """A condition that goes over several is more than unifdef reads."""
    text = match[0]
    return text.replace("\\\n", " ") + "\n" * text.count("\\\n")


class Program:
    """One test of test/shapes: files by name, variants and which are wrong."""

    def __init__(self, path, truth):
        self.path = path
        self.name = os.path.basename(path)[:-len(".test")]
        text = os.fsdecode(t.read(path))
        head, *parts = re.split(r"^#--- (\S+)\n", text, flags=re.M)
        self.files = dict(zip(parts[::2], parts[1::2]))
        self.runs = []
        joined = re.sub(r"\\\n# RUN:", " ", head)
        found = {}
        counted = set()
        now = None
        for line in head.splitlines():
            match = re.match(r"# \w+(?:-NEXT)?:\s+== (\w+)$", line)
            if match:
                now = match[1]
                found[now] = False
            elif now and ": warning: " in line:
                found[now] = True
            elif now and re.match(r"# \S+\s+silent: ", line):
                counted.add(now)
        fixme = {word for line in re.findall(
            r"# FIXME: ([^.;]*)", head) for word in re.findall(
                r"\b[A-Z][A-Z_]+\b", line)}
        for files, variants in re.findall(
                r"%check_variants ((?:\S+\.c )+)-- ([A-Z_0-9 ]+)", joined):
            self.runs.append((files.split(), variants.split()))
        self.wrong = {v for v in found if found[v]} | (fixme & set(found))
        self.wrong |= truth.get(("wrong", self.name), set())
        self.apart = truth.get(("apart", self.name), set())
        # Holdcheck could not tell, and neither does the test.
        self.untold = {v for v in counted - self.wrong - self.apart
                       - truth.get(("right", self.name), set())
                       if "RIGHT" not in v}
        self.apart |= self.untold
        self.variants = list(found)

    def resolved(self, variant):
        """The files with the conditions of the variants decided, on as many
        lines, so that a tool that reads no conditions is not misled."""
        names = set(self.variants)
        for text in self.files.values():
            for line in CONDITION.findall(text):
                names |= {word for word in re.findall(r"\b[A-Z][A-Z_0-9]+\b",
                                                      line)
                          if not word.endswith("_H")}
        flags = ["-D%s=1" % n if n == variant else "-U" + n
                 for n in sorted(names)]
        result = {}
        for name, text in self.files.items():
            text = CONDITION.sub(on_one_line, text)
            done = subprocess.run(["unifdef", "-b", *flags], input=text,
                                  capture_output=True, text=True)
            if done.returncode == 2:
                raise t.Trouble("unifdef: %s" % done.stderr.strip())
            result[name] = done.stdout
            left = names.intersection(re.findall(r"\w+", " ".join(
                CONDITION.findall(done.stdout))))
            if left:
                raise t.Trouble("%s, %s: a condition with %s is left" % (
                    self.name, name, min(left)))
        return result


def truth(path):
    """{(what, test): variants}"""
    rows = {}
    for line in os.fsdecode(t.read(path)).splitlines():
        words = line.partition("#")[0].split()
        if words:
            rows.setdefault(tuple(words[:2]), set()).update(words[2:])
    return rows


def programs(folder, known):
    top = os.path.join(folder, "shapes")
    return [Program(os.path.join(top, name), known)
            for name in sorted(os.listdir(top)) if name.endswith(".test")]
