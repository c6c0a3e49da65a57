# SPDX-License-Identifier: GPL-2.0-or-later
"""Results as Markdown, and into the page that shows them."""
import os

import tree as t
from peers.score import percent

BEGIN = "<!-- bench-peers: what follows is its output -->"
END = "<!-- bench-peers: end -->"


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "|---" + "|---:" * (len(head) - 1) + "|"
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"
    yield ""


def scores(everyone, by_name, rights):
    head = ("tool", "bugs found", "right %s with reports" % rights,
            "same answer for bug and fix", "of these silent", "not taken")
    rows = []
    for tool in everyone:
        s = by_name[tool.name]
        rows.append((tool.title,
                     "%d of %d (%s)" % (s.found, s.bugs,
                                        percent(s.found, s.bugs)),
                     "%d of %d" % (s.false, s.rights),
                     "%d of %d" % (s.same, s.asked), s.silent, s.troubles))
    return table(head, rows)


def kinds(everyone, by_name, what):
    names = sorted({k for s in by_name.values() for k in s.kinds})
    rows = []
    for name in names:
        cells = [by_name[tool.name].kinds.get(name, [0, 0])
                 for tool in everyone]
        rows.append((name, max(c[0] for c in cells),
                     *(c[1] for c in cells)))
    return table((what, "bugs", *(tool.title for tool in everyone)), rows)


def suite(everyone, one, many, files, programs):
    result = []
    if files:
        result += ["### Single-file tests (%d files)" % files, "",
                   *scores(everyone, one, "functions"),
                   "Bugs found, by rule:", "",
                   *kinds(everyone, one, "rule")]
    if programs:
        result += ["### Whole programs of test/shapes (%d)" % programs, "",
                   *scores(everyone, many, "variants")]
    return result


def sections(lines):
    """{heading, up to its figures: lines}"""
    result = {}
    for line in lines:
        if line.startswith("### "):
            now = result.setdefault(line.partition("(")[0].strip(), [])
        elif not result:
            continue
        now.append(line)
    return result


def write(path, lines):
    """The sections of LINES in place of those in a page, between the marks."""
    text = os.fsdecode(t.read(path))
    if BEGIN not in text or END not in text:
        raise t.Trouble("%s has no marks for the output" % path)
    head, rest = text.split(BEGIN)
    old, tail = rest.split(END)
    known = sections(old.splitlines())
    known.update(sections(lines))
    with open(path, "w") as f:
        f.write("%s%s\n\n%s\n\n%s%s" % (
            head, BEGIN, "\n\n".join("\n".join(rows).strip()
                                    for rows in known.values()), END, tail))
