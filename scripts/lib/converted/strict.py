# SPDX-License-Identifier: GPL-2.0-or-later
"""Compiles the files that the conversion touched, warnings being errors; see
scripts/test-converted-qemu."""
import argparse
import concurrent.futures
import json
import os
import shlex
import subprocess
import sys

import report


def stricter(command):
    """The command without its output and dependencies; optimized, because
    some warnings come from the optimizer."""
    words = []
    rest = iter(shlex.split(command))
    for word in rest:
        if word in ("-MF", "-MQ", "-o"):
            next(rest)
        elif not word.startswith(("-fsanitize", "-MD", "-O", "-Werror")):
            words.append(word)
    return [*words, "-O2", "-Werror", "-fno-color-diagnostics"
            if "clang" in words[0] else "-fdiagnostics-color=never",
            "-o", os.devnull]


def compile_one(entry):
    done = subprocess.run(stricter(entry["command"]), cwd=entry["directory"],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode(errors="replace")


def body():
    parser = argparse.ArgumentParser()
    for name in ("tree", "build", "touched", "title"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    tree = os.path.realpath(args.tree)
    with open(args.touched, encoding="utf-8") as f:
        wanted = {name for name in json.load(f) if name.endswith(".c") and
                  os.path.exists(os.path.join(tree, name))}
    with open(os.path.join(args.build, "compile_commands.json"),
              encoding="utf-8") as f:
        rows = json.load(f)
    entries = {}
    for row in rows:
        path = os.path.realpath(os.path.join(row["directory"], row["file"]))
        name = os.path.relpath(path, tree)
        if name in wanted:
            entries.setdefault(name, row)
    output = report.Report()
    for name in sorted(wanted - set(entries)):
        output.fail("%s: %s compiles" % (args.title, name),
                    "this build leaves it out")
    names = sorted(entries)
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        results = pool.map(compile_one, [entries[name] for name in names])
        for name, (status, text) in zip(names, results):
            first = next((line for line in text.splitlines()
                          if "error:" in line), text[:200])
            output.check("%s: %s compiles without a warning" % (
                args.title, name), status == 0, first)
    return 1 if output.failed else 0


sys.exit(body())
