# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin over the files of a QEMU tree that matter; see check-qemu."""
import argparse
import os
import time

import tree as t


def body():
    parser = argparse.ArgumentParser()
    for name in ("clang", "plugin", "contract", "tree", "build"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--headers-command")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    start = time.monotonic()
    tree = os.path.realpath(args.tree)
    build = os.path.realpath(args.build)
    entries = t.load(build)
    chosen = t.relevant(entries, tree, t.Contract(args.contract))

    results = t.run_all(args.clang, chosen, t.plugin_flags(args.plugin),
                        args.jobs, "checks")
    findings = t.merge(results)
    t.print_findings(findings, tree)

    # Released QEMU takes no holds; this is the list of who will have to.
    good = [result.entry for result in results if result.status == "ok"]
    second = t.run_all(args.clang, good,
                       t.plugin_flags(args.plugin, t.CONTEXTS, t.CLASSIC),
                       args.jobs, "lists")
    callers = [item for item in t.merge(second)
               if item[0] not in dict(findings)]
    if callers:
        t.put("")
        t.put("Callers that the contract obliges to become holders:")
        t.print_findings(callers, tree)

    troubles = t.print_troubles(results + second, tree, args.headers_command)
    t.say("%d files seen, %d checked, %d not checked, %d findings, "
          "%d callers to become holders, %.1f s"
          % (len(entries), len(chosen) - troubles, troubles, len(findings),
             len(callers), time.monotonic() - start))
    return 2 if troubles else 1 if findings else 0


t.main(body)
