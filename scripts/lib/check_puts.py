# SPDX-License-Identifier: GPL-2.0-or-later
"""Each put of a converted tree, wrong in three ways; see check-puts."""
import argparse
import concurrent.futures
import json
import os
import re
import tempfile

import tree as t

PUT = re.compile(rb"iothread_put_aio_context\s*\(([^;]*)\)\s*;")


def removed(call):
    return b"(void)0;" + b"\n" * call.group(0).count(b"\n")


def doubled(call):
    return call.group(0) + b" " + call.group(0)


def renamed(call):
    # The holder is the last argument, and no name has a comma in it.
    thread = call.group(1).rsplit(b",", 1)[0]
    return b"iothread_put_aio_context(%s, \"somebody-else\");%s" % (
        thread, b"\n" * call.group(1)[len(thread):].count(b"\n"))


KINDS = (("removed", removed), ("doubled", doubled), ("renamed", renamed))


def mutants(entry):
    """(line, kind, text of the file) of every put of one file."""
    text = t.read(entry.file)
    masked = t.COMMENT.sub(lambda m: re.sub(rb"[^\n]", b" ", m.group(0)),
                           text)
    for call in PUT.finditer(masked):
        if b"IOThread *" in call.group(0):
            continue    # a prototype
        same = PUT.match(text, call.start())
        line = text.count(b"\n", 0, call.start()) + 1
        for kind, change in KINDS:
            yield line, kind, (text[:same.start()] + change(same)
                               + text[same.end():])


def run_mutant(args, entry, text, scratch, number):
    """The plugin on the file as it would be; clang sees it in its place."""
    path = os.path.join(scratch, "%d.c" % number)
    overlay = os.path.join(scratch, "%d.json" % number)
    with open(path, "wb") as f:
        f.write(text)
    with open(overlay, "w") as f:
        json.dump({"version": 0, "roots": [
            {"type": "file", "name": entry.file,
             "external-contents": path}]}, f)
    result = t.run(args.clang, entry, t.plugin_flags(args.plugin) + [
        "-Xclang", "-ivfsoverlay", "-Xclang", overlay])
    os.unlink(path)
    os.unlink(overlay)
    return result


def body():
    parser = argparse.ArgumentParser()
    for name in ("clang", "plugin", "tree", "build"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    tree = os.path.realpath(args.tree)
    entries = [e for e in t.load(os.path.realpath(args.build))
               if PUT.search(t.read(e.file))
               and os.path.basename(e.file) != "iothread.c"]
    if not entries:
        raise t.Trouble("%s: nothing in its compile database puts a hold"
                        % args.tree)

    clean = t.run_all(args.clang, entries, t.plugin_flags(args.plugin),
                      args.jobs, "checks")
    findings = t.merge(clean)
    t.print_findings(findings, tree)
    troubles = t.print_troubles(clean, tree)

    missed = []
    total = found = 0
    t.put("%-44s %-16s %-16s %-16s" % ("put", *(k for k, _ in KINDS)))
    with tempfile.TemporaryDirectory(prefix="holdcheck-") as scratch, \
            concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        rows = {}
        for entry in entries:
            for line, kind, text in mutants(entry):
                total += 1
                rows.setdefault((entry, line), {})[kind] = pool.submit(
                    run_mutant, args, entry, text, scratch, total)
        for (entry, line), kinds in rows.items():
            where = "%s:%d" % (t.shorter(entry.file, tree), line)
            cells = []
            for kind, _ in KINDS:
                result = kinds[kind].result()
                rules = sorted({f[3].rsplit(".", 1)[1]
                                for f in result.findings})
                if result.status != "ok":
                    cells.append(result.status)
                    troubles += 1
                elif rules:
                    cells.append("+".join(rules))
                    found += 1
                else:
                    cells.append("-")
                    missed.append("%s %s" % (where, kind))
            t.put("%-44s %-16s %-16s %-16s" % (where, *cells))
    t.say("%d puts in %d files, %d wrong in some way, %d found in their own "
          "file, %d not, %d findings in the tree as it stands"
          % (len(rows), len(entries), total, found, len(missed),
             len(findings)))
    return 2 if troubles else 1 if findings else 0


t.main(body)
