# SPDX-License-Identifier: GPL-2.0-or-later
"""A tree of its own for one round, and what must come out of it."""
import os
import shutil
import signal
import subprocess
import time

LIMIT = 120  # s; nothing here takes longer, however busy the machine is


class Wrong(Exception):
    """What did not end well, as one line."""


def run(command, cwd, **more):
    return subprocess.run(command, cwd=cwd, capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=LIMIT, **more)


def prepare(args, scratch):
    """The trees that rounds copy, cold and warm, and what is right."""
    tree = os.path.join(scratch, "tree")
    subprocess.run([args.make, tree, args.headers], check=True,
                   stdout=subprocess.DEVNULL)
    done = run([args.holdcheck, "check", "--no-cache"], tree)
    if done.returncode != 1 or done.stderr:
        raise Wrong("the tree cannot be checked: %r" % done.stderr)
    args.expected = done.stdout
    start = time.monotonic()
    run([args.holdcheck, "check"], tree)
    args.duration = time.monotonic() - start
    repository = os.path.join(scratch, "repository")
    subprocess.run([args.make_repository, repository, args.headers,
                    args.holdcheck], check=True, stdout=subprocess.DEVNULL)


class Bench:
    def __init__(self, args, scratch, folder, rng):
        self.args, self.folder, self.rng = args, folder, rng
        self.scratch = scratch
        self.env = dict(os.environ, TMPDIR=os.path.join(folder, "tmp"))
        self.tree = None

    def take(self, name):
        """A copy of a prepared tree, where it was: its build directory names
        places of it."""
        self.tree = os.path.join(self.folder, name)
        shutil.copytree(os.path.join(self.scratch, name), self.tree,
                        symlinks=True)
        database = os.path.join(self.tree, "build", "compile_commands.json")
        with open(database, encoding="utf-8") as f:
            text = f.read()
        with open(database, "w", encoding="utf-8") as f:
            f.write(text.replace(os.path.join(self.scratch, name),
                                 self.tree))
        time.sleep(0.05)
        return self.tree

    def cache(self):
        return os.path.join(self.tree, "build", ".holdcheck")

    def holdcheck(self, *words, **more):
        env = dict(self.env, **more.pop("env", {}))
        return run([self.args.holdcheck, *words], self.tree, env=env, **more)

    def kill(self, command, after, **more):
        """Starts it in a group of its own, and kills all of it."""
        process = subprocess.Popen(
            command, cwd=self.tree, env=self.env, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, **more)
        time.sleep(after)
        # Only itself: what it started must go with it, or end by itself.
        process.send_signal(signal.SIGKILL)
        process.wait()

    def expect_right(self):
        """The next run is right, and so is the one after it."""
        for turn in ("next", "second"):
            done = self.holdcheck("check")
            if done.stdout != self.args.expected or done.returncode != 1:
                raise Wrong("the %s run: status %d, %r, %r" % (
                    turn, done.returncode, done.stdout[-300:],
                    done.stderr[-300:]))
            if done.stderr:
                raise Wrong("the %s run says %r" % (turn, done.stderr))

    def expect_clear(self, done, lines=1):
        """The right result, or one clear error a file."""
        if done.returncode == 1 and done.stdout == self.args.expected:
            return
        errors = done.stderr.splitlines()
        if done.returncode not in (0, 1, 2) or \
                (done.returncode == 2) != bool(errors) or \
                len(errors) > lines or \
                not all(e.startswith(b"holdcheck: ") for e in errors):
            raise Wrong("status %d, %r" % (done.returncode,
                                           done.stderr[-400:]))
        found = set(done.stdout.splitlines())
        if not found <= set(self.args.expected.splitlines()):
            raise Wrong("finds %r" % done.stdout)
