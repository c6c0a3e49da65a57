# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin over whole compile databases; see check-crash."""
import argparse
import collections
import os
import time

import tree as t


def body():
    parser = argparse.ArgumentParser()
    for name in ("clang", "plugin"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("parts", nargs="+", help="NAME TREE BUILD ...")
    args = parser.parse_args()
    total = collections.Counter()
    for name, tree, build in zip(*(args.parts[i::3] for i in range(3))):
        start = time.monotonic()
        tree = os.path.realpath(tree)
        build = os.path.realpath(build)
        entries = t.load(build)[::args.every]
        results = t.run_all(args.clang, entries, t.plugin_flags(args.plugin),
                            args.jobs, name)
        findings = t.merge(results)
        t.print_findings([(key, ()) for key, _ in findings], tree)
        for result in results:
            if result.status in ("crashed", "timeout"):
                t.put("%s: %s" % (result.entry.file, result.errors[0]))
        count = collections.Counter(result.status for result in results)
        count["findings"] = len(findings)
        total += count
        t.put("%s: %d files, %d analysed, %d do not compile, %d crashes, "
              "%d hangs, %d findings, %.0f s"
              % (name, len(entries), count["ok"], count["failed"],
                 count["crashed"], count["timeout"], len(findings),
                 time.monotonic() - start))
    t.put("all: %d analysed, %d do not compile, %d crashes, %d hangs, "
          "%d findings" % (total["ok"], total["failed"], total["crashed"],
                           total["timeout"], total["findings"]))
    return 1 if total["crashed"] or total["timeout"] else 0


t.main(body)
