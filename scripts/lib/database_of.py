# SPDX-License-Identifier: GPL-2.0-or-later
"""A compile database of one file, or its flags, each ended by a NUL; see
check-places."""
import argparse
import json
import os
import shlex

import tree as t


def body():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", action="store_true")
    parser.add_argument("build")
    parser.add_argument("file", help="relative to the tree")
    args = parser.parse_args()
    entry = next((e for e in t.load(args.build)
                  if e.file.endswith("/" + args.file)), None)
    if not entry:
        raise t.Trouble("no %s in the compile database" % args.file)
    if args.command:
        print("".join(flag + "\0" for flag in entry.flags), end="")
    else:
        print(json.dumps([{
            "directory": entry.directory, "file": entry.source,
            # analyze-build knows no "arguments".
            "command": shlex.join(["clang", *entry.flags, "-c", entry.source,
                                   "-o", os.devnull])}]))
    return 0


t.main(body)
