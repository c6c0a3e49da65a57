# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults of `holdcheck hook`."""
import os
import subprocess

from faults.bench import Wrong, run


def _git(bench, *words):
    return subprocess.run(["git", *words], cwd=bench.tree, check=True,
                          capture_output=True, env=bench.env).stdout


def killed(bench):
    """holdcheck hook is killed at any moment; the index is as it was"""
    bench.take("repository")
    bad = bench.rng.choice((False, True))
    path = os.path.join(bench.tree, "hw", "vblk.c")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    with open(path, "w", encoding="utf-8") as f:
        f.write(text.replace("    vblk_detach(s);\n",
                             "    vblk_detach(s);\n" * (2 if bad else 1))
                + "/* changed */\n")
    _git(bench, "add", "hw")
    if bench.rng.random() < 0.5:
        with open(path, "a", encoding="utf-8") as f:
            f.write("/* not staged */\n")
    with open(os.path.join(bench.tree, ".git", "index"), "rb") as f:
        index = f.read()
    with open(path, "rb") as f:
        work = f.read()
    for _ in range(bench.rng.randrange(1, 4)):
        bench.kill([bench.args.holdcheck, "hook"],
                   bench.rng.uniform(0, 1.5 * bench.args.duration))
    with open(os.path.join(bench.tree, ".git", "index"), "rb") as f:
        if f.read() != index:
            raise Wrong("the index is another")
    with open(path, "rb") as f:
        if f.read() != work:
            raise Wrong("the work tree is another")
    done = run([bench.args.holdcheck, "hook"], bench.tree, env=bench.env)
    found = b"[qemu.iothread.DoublePut]" in done.stdout + done.stderr
    if (done.returncode != 0) != bad or found != bad:
        raise Wrong("the next one: status %d, %r" % (
            done.returncode, (done.stdout + done.stderr)[-300:]))
    _git(bench, "fsck", "--no-dangling")


KINDS = [("hook-killed", killed)]
