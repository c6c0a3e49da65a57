# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares scan-build's reports with the plugin's own; see check-scan-build."""
import argparse
import glob
import json
import os
import plistlib
import re
import xml.parsers.expat

import tree as t


THREAD = re.compile(rb"\bIOThread\b|\biothread\b")


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


def chosen(entries, contract):
    """The entries whose text names a call of the contract and an IOThread."""
    with open(contract, "rb") as f:
        pairs = json.load(f)["pairs"]
    names = [pair[end]["function"].encode() for pair in pairs
             for end in ("acquire", "release")]
    return [entry for entry in entries
            for text in [t.read(entry.file)]
            if THREAD.search(text) and any(name in text for name in names)]


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
    entries = chosen(t.load(build), args.contract)
    if args.list:
        for entry in entries:
            if not entry.output:
                raise t.Trouble("%s has no output in the compile database"
                                % entry.file)
            print(entry.output, end="\0")
        return 0

    results = t.run_all(args.clang, entries, t.plugin_flags(args.plugin),
                        os.cpu_count() or 1, "checks")
    if t.print_troubles(results, tree):
        return 2
    ours = {key[:4] for key, _ in t.merge(results)}
    theirs = reported(args.reports, build)
    for only, whose in ((ours - theirs, "clang --analyze"),
                        (theirs - ours, "scan-build")):
        for file, line, column, checker in sorted(only):
            t.put("only %s: %s:%d:%d: %s" % (whose, t.shorter(file, tree),
                                             line, column, checker))
    t.say("%d files, %d findings by clang --analyze, %d by scan-build, %s"
          % (len(entries), len(ours), len(theirs),
             "the same" if ours == theirs else "NOT the same"))
    return 0 if ours == theirs else 1


t.main(body)
