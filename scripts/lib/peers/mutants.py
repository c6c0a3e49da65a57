# SPDX-License-Identifier: GPL-2.0-or-later
"""Mutants of a converted QEMU through all tools; the unmutated file is the
fix."""
import itertools
import os

import tree as t
from mutate import facts, kinds, run, sites
from mutate import main as mutate
from peers import score, tables, tools

# Put behind each file as it stands: who finds nothing here has not looked.
CANARY = b"""
void peer_canary(IOThread *iothread);
void peer_canary(IOThread *iothread)
{
    AioContext *ctx = iothread_get_aio_context(iothread, "canary");

    aio_notify(ctx);
    iothread_put_aio_context(iothread, "canary");
    iothread_put_aio_context(iothread, "canary");
}
"""
# In all, as many of each kind as that leaves, spread over the files: more would
# take too long.
MOST, MOST_QUICK = 60, 4


def files(build):
    """Compile database entries of the files with holds; what QEMU's unit tests
    call is another function of that name."""
    return [entry for entry in t.load(build)
            if os.path.basename(entry.file) not in mutate.API
            and sites.CALL.search(t.read(entry.file))
            and sites.find(sites.File(entry.file))]


def spread(rows, most):
    """At most MOST of ROWS, the same ones each time"""
    if len(rows) <= most:
        return rows
    return [rows[i * len(rows) // most] for i in range(most)]


def choose(entries, holds, total):
    """[(kind, entry, text)]"""
    by_file = {entry.file: entry for entry in entries
               if os.path.basename(entry.file) not in mutate.API}
    known = facts.Facts(sorted(by_file), holds)
    made = sorted(((m.kind, m.file.path, m.line, m.text) for m in
                   mutate.mutants(known, list(kinds.KINDS))))
    most = max(1, total // max(1, len({row[0] for row in made})))
    chosen = []
    for name, rows in itertools.groupby(made, key=lambda row: row[0]):
        chosen += [(name, by_file[file], text)
                   for _, file, _, text in spread(list(rows), most)]
    return spread(chosen, total)


class Tree:
    """The files of a tree, with their flags."""

    def __init__(self, root, build):
        self.root = root
        self.entries = {e.file: e for e in t.load(build)}

    def unit(self, file):
        entry = self.entries[file]
        return tools.Unit(file, flags=entry.flags, directory=entry.directory,
                          root=self.root)


def said_of(tool, tree, build, file, text, scratch, number):
    """Outcome of a tool on FILE, with TEXT in place of its own if given."""
    real = None
    try:
        if text is not None:
            folder = os.path.join(scratch, "%s-%s" % (tool.name, number))
            os.makedirs(folder, exist_ok=True)
            real = os.path.join(folder, os.path.basename(file))
            with open(real, "wb") as f:
                f.write(text)
        if tool.package is None:
            return tool.tree(build, [(file, real)] if real else [])
        unit = tree.unit(file)
        return tool.run(unit.at(real) if real else unit)
    finally:
        if real:
            os.unlink(real)


def compiles(clang, tree, file, text, scratch, number):
    real = os.path.join(scratch, "mutant-%d.c" % number)
    with open(real, "wb") as f:
        f.write(text)
    entry = tree.entries[file]
    status, _, _ = tools.execute(
        [clang, *entry.flags, *t.TOLERANT, "-fsyntax-only", "-iquote",
         os.path.dirname(file), real], entry.directory)
    os.unlink(real)
    return status == 0


def pages(args, everyone, pool, scratch):
    build = os.path.realpath(args.build)
    entries = files(build)
    if not entries:
        raise t.Trouble("%s: nothing in its compile database puts a hold"
                        % args.tree)
    tree = Tree(os.path.realpath(args.tree), build)
    holds = run.Checker(args.holdcheck, build, args.cache, scratch,
                        tree.root).holds()
    made = choose(t.load(build), holds, MOST_QUICK if args.quick else MOST)
    good = [pool.submit(compiles, args.clang, tree, entry.file, text,
                        scratch, number)
            for number, (_, entry, text) in enumerate(made)]
    made = [row for row, job in zip(made, good) if job.result()]
    wanted = {entry.file for _, entry, _ in made} if args.quick else \
        {entry.file for entry in entries + [row[1] for row in made]}
    results = {tool.name: score.Score() for tool in everyone}
    for tool in everyone:
        one(tool, args, tree, build, sorted(wanted), made, pool, scratch,
            results[tool.name])
    for tool in everyone:
        s = results[tool.name]
        if s.reports:
            t.say("%s: %d reports on the tree as it stands, in %d files"
                  % (tool.name, s.reports, s.false))
    return ["### Mutants of QEMU 7.2, converted (%d, in %d files)"
            % (len(made), len({e.file for _, e, _ in made})), "",
            *tables.scores(everyone, results, "files"),
            "Found, by kind:", "",
            *tables.kinds(everyone, results, "kind")]


def as_it_stands(tool, tree, build, wanted, pool, scratch):
    """{file: (reports, trouble)}"""
    if tool.package is None:
        whole = said_of(tool, tree, build, None, None, scratch, 0)
        return {file: (set(whole.reports), whole.trouble) for file in wanted}
    jobs = {file: pool.submit(said_of, tool, tree, build, file,
                              t.read(file) + CANARY, scratch,
                              "right-%d" % number)
            for number, file in enumerate(wanted)}
    result = {}
    for file, job in jobs.items():
        outcome = job.result()
        last = t.read(file).count(b"\n")
        reports = {row for row in outcome.reports if row[1] <= last}
        trouble = outcome.trouble
        if len(reports) == len(outcome.reports):
            trouble = trouble or "finds two puts in a row neither"
        result[file] = (reports, trouble)
    return result


def one(tool, args, tree, build, wanted, made, pool, scratch, result):
    clean = as_it_stands(tool, tree, build, wanted, pool, scratch)
    for file, (reports, trouble) in clean.items():
        result.taken(trouble, file)
        here = [row for row in reports if row[0] == os.path.basename(file)]
        result.right(len(here))
        if args.show:
            for what in ([trouble] if trouble else []) + [
                    "%d: %s" % row[1:3] for row in sorted(here)]:
                t.say("%s, %s: %s" % (tool.name, t.shorter(file, tree.root),
                                      what))
    jobs = [(kind, entry, pool.submit(said_of, tool, tree, build, entry.file,
                                      text, scratch, number))
            for number, (kind, entry, text) in enumerate(made)]
    for kind, entry, job in jobs:
        said = set(job.result().reports)
        known = clean[entry.file][0]
        result.bug(bool(said - known), kind)
        result.pair(said, known)
