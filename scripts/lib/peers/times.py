# SPDX-License-Identifier: GPL-2.0-or-later
"""What each tool costs on real files, as a ratio to -fsyntax-only of the
compiler it belongs to, taken in turns."""
import os
import statistics

import tree as t
from peers import mutants, tables, tools

ROUNDS, ROUNDS_QUICK = 3, 1
# What takes so long (s) is run no second time: the ratio shows it anyway.
LONG = 5


def syntax(compiler, tool_flags, unit):
    extra = t.TOLERANT if "clang" in compiler else ["-w"]
    return [compiler, *tool_flags, *extra, "-fsyntax-only", unit.file]


def commands(args, everyone, tree, file):
    """{what: (command, directory)} for one file"""
    rows = {}
    plain = tools.Tool()
    for name, compiler in (("gcc", "gcc"), ("clang", args.clang)):
        unit = tree.unit(file)
        rows[name + " -fsyntax-only"] = (
            syntax(compiler, plain.flags(unit), unit), unit.directory)
    for tool in everyone:
        unit = tree.unit(file)
        command = tool.plugin_command(unit) if tool.package is None \
            else tool.command(unit)
        rows[tool.name] = (command, unit.directory)
    return rows


def against(tool):
    """A tool that is no compiler is measured against gcc."""
    return "%s -fsyntax-only" % (tool.compiler or "gcc")


def pages(args, everyone):
    build = os.path.realpath(args.build)
    tree = mutants.Tree(os.path.realpath(args.tree), build)
    files = [entry.file for entry in mutants.files(build)]
    if args.quick:
        files = files[-1:]
    median = {}
    for file in files:
        todo = commands(args, everyone, tree, file)
        samples = {what: [] for what in todo}
        for _ in range(ROUNDS_QUICK if args.quick else ROUNDS):
            for what, (command, directory) in todo.items():
                if max(samples[what], default=0) < LONG:
                    samples[what].append(tools.execute(command, directory)[2])
        for what, values in samples.items():
            median[what, file] = statistics.median(values)
    rows = []
    for tool in everyone:
        base = against(tool)
        ratios = [median[tool.name, f] / median[base, f] for f in files]
        whole = sum(median[tool.name, f] for f in files) / \
            sum(median[base, f] for f in files)
        if tool.package is None and not args.quick:
            # What a user runs: it looks through the whole tree, too.
            cpu = tools.execute(
                [tool.program, "check", "-p", build, "--no-cache", "-j", "1"],
                build, 600)[2]
            whole = cpu / sum(median[base, f] for f in files)
        rows.append((tool.title, base,
                     "%.2f" % statistics.geometric_mean(ratios),
                     "%.2f" % max(ratios),
                     "-" if args.quick else "%.2f" % whole))
    return ["### Time: CPU, as a ratio (%d files that use the API)"
            % len(files), "",
            *tables.table(("tool", "against", "one file, mean", "worst file",
                           "all of them"), rows)]
