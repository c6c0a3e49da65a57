# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares scan-build's reports with check-qemu's; see check-scan-build."""
import argparse
import glob
import os
import plistlib
import xml.parsers.expat

import tree as t


def reported(folder, build):
    """{(file, line, column, checker)} of all reports below FOLDER."""
    found = set()
    for path in glob.glob(os.path.join(folder, "**", "*.plist"),
                          recursive=True):
        try:
            with open(path, "rb") as f:
                report = plistlib.load(f)
        except (ValueError, xml.parsers.expat.ExpatError) as e:
            raise t.Trouble("%s is broken: %s" % (path, e)) from None
        for item in report["diagnostics"]:
            if item["check_name"].startswith(t.PACKAGE):
                place = item["location"]
                file = t.absolute(report["files"][place["file"]], build)
                found.add((file, place["line"], place["col"],
                           item["check_name"]))
    return found


def body():
    parser = argparse.ArgumentParser()
    for name in ("clang", "plugin", "contract", "tree", "build"):
        parser.add_argument("--" + name, required=True)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--list", action="store_true",
                      help="print the objects, each ended by a NUL")
    what.add_argument("--reports")
    args = parser.parse_args()
    tree = os.path.realpath(args.tree)
    build = os.path.realpath(args.build)
    chosen = t.relevant(t.load(build), tree, t.Contract(args.contract))
    if args.list:
        for entry in chosen:
            if not entry.output:
                raise t.Trouble("%s has no output in the compile database"
                                % entry.file)
            print(entry.output, end="\0")
        return 0

    results = t.run_all(args.clang, chosen, t.plugin_flags(args.plugin),
                        os.cpu_count() or 1, "checks")
    if t.print_troubles(results, tree, None):
        return 2
    ours = {key[:4] for key, _ in t.merge(results)}
    theirs = reported(args.reports, build)
    for only, whose in ((ours - theirs, "check-qemu"),
                        (theirs - ours, "scan-build")):
        for file, line, column, checker in sorted(only):
            t.put("only %s: %s:%d:%d: %s" % (whose, t.shorter(file, tree),
                                             line, column, checker))
    t.say("%d files, %d findings by check-qemu, %d by scan-build, %s"
          % (len(chosen), len(ours), len(theirs),
             "the same" if ours == theirs else "NOT the same"))
    return 0 if ours == theirs else 1


t.main(body)
