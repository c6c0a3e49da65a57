# SPDX-License-Identifier: GPL-2.0-or-later
"""Two trees: what differs, as a patch and as lines; and one made like the
other; see scripts/test-converted-qemu."""
import argparse
import filecmp
import json
import os
import re
import shutil
import subprocess
import sys

# Made by builds and by packaging; never converted.
NOT_SOURCE = {".git", ".pc", "build", "debian", "roms", "__pycache__"}
HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def files(tree):
    """{path in the tree} of all files and symbolic links."""
    found = set()
    for folder, folders, names in os.walk(tree):
        if folder == tree:
            folders[:] = [n for n in folders if n not in NOT_SOURCE]
        links = [n for n in folders if os.path.islink(
            os.path.join(folder, n))]
        for name in [*names, *links]:
            found.add(os.path.relpath(os.path.join(folder, name), tree))
    return found


def equal(a, b):
    if os.path.islink(a) or os.path.islink(b):
        return os.path.islink(a) and os.path.islink(b) and \
            os.readlink(a) == os.readlink(b)
    return filecmp.cmp(a, b, shallow=False)


def sync(source, target):
    """Makes TARGET like SOURCE, but touches no file that is so already: what
    was built from it stays built."""
    for name in files(target) - files(source):
        os.unlink(os.path.join(target, name))
    for name in files(source):
        a = os.path.join(source, name)
        b = os.path.join(target, name)
        if os.path.lexists(b):
            if equal(a, b):
                continue
            os.unlink(b)
        os.makedirs(os.path.dirname(b), exist_ok=True)
        shutil.copy(a, b, follow_symlinks=False)


def compare(before, after, ignored):
    """(patch, {file: [[first line, last line] written]})"""
    old, new = files(before), files(after)
    patch = []
    touched = {}
    for name in sorted(old | new):
        a, b = os.path.join(before, name), os.path.join(after, name)
        if name in ignored or (name in old and name in new and equal(a, b)):
            continue
        head = "diff --git a/%s b/%s\n" % (name, name)
        if name not in old:
            head += "new file mode 100644\n"
        elif name not in new:
            head += "deleted file mode 100644\n"
        text = subprocess.run(
            ["diff", "-N", "-up",
             "--label", "a/" + name if name in old else "/dev/null",
             "--label", "b/" + name if name in new else "/dev/null", a, b],
            stdout=subprocess.PIPE, check=False).stdout.decode(
                errors="surrogateescape")
        patch.append(head + text)
        touched[name] = written(text)
    # As git writes it; here checkpatch looks whether MAINTAINERS is there.
    stat = ["---\n"] + [" %s | %d +\n" % (name, sum(
        last - first + 1 for first, last in ranges))
        for name, ranges in touched.items()]
    return "".join([*stat, "\n", *patch]), touched


def written(patch):
    """[[first, last]] of the lines that a patch of one file adds."""
    ranges = []
    number = None
    for line in patch.splitlines():
        match = HUNK.match(line)
        if match:
            number = int(match[1])
        elif number is not None:
            if line.startswith("+"):
                if ranges and ranges[-1][1] == number - 1:
                    ranges[-1][1] = number
                else:
                    ranges.append([number, number])
            if not line.startswith("-"):
                number += 1
    return ranges


def replace(path, text):
    with open(path + ".new", "w", encoding="utf-8",
              errors="surrogateescape") as f:
        f.write(text)
    os.replace(path + ".new", path)


def body():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("sync", "compare"))
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--ignore", action="append", default=[])
    parser.add_argument("--patch")
    parser.add_argument("--touched")
    args = parser.parse_args()
    if args.what == "sync":
        sync(args.before, args.after)
        return 0
    patch, touched = compare(args.before, args.after, args.ignore)
    replace(args.patch, patch)
    replace(args.touched, json.dumps(touched, indent=1))
    print(len(touched))
    return 0


sys.exit(body())
