# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults of `holdcheck lsp`."""
import json
import os
import select
import shutil
import signal
import subprocess
import time

from faults.bench import LIMIT, Wrong


class Editor:
    """As much of one as it takes to see findings."""

    def __init__(self, bench):
        self.process = subprocess.Popen(
            [bench.args.holdcheck, "lsp", "--clangd",
             shutil.which(bench.args.clangd), "--"],
            cwd=bench.tree, env=bench.env, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.path = os.path.join(bench.tree, "hw", "leak.c")
        self.uri = "file://" + self.path
        self.version = 1
        self.data = b""

    def send(self, method, params, number=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if number is not None:
            message["id"] = number
        text = json.dumps(message).encode()
        try:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s"
                                     % (len(text), text))
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def open(self):
        with open(self.path, encoding="utf-8") as f:
            self.text = f.read()
        self.send("initialize", {"processId": os.getpid(), "rootUri": None,
                                 "capabilities": {}}, 1)
        self.send("initialized", {})
        self.send("textDocument/didOpen", {"textDocument": {
            "uri": self.uri, "languageId": "c", "version": 1,
            "text": self.text}})

    def change(self, text):
        self.version += 1
        self.send("textDocument/didChange", {
            "textDocument": {"uri": self.uri, "version": self.version},
            "contentChanges": [{"text": text}]})

    def wait(self, word):
        """Whether the word comes before long."""
        end = time.monotonic() + LIMIT
        while word not in self.data and time.monotonic() < end:
            if not select.select([self.process.stdout], [], [], 1)[0]:
                continue
            more = os.read(self.process.stdout.fileno(), 1 << 16)
            if not more:
                break
            self.data += more
        return word in self.data

    def end(self):
        self.process.stdin.close()
        try:
            self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Wrong("does not end when the editor is gone") from None


def _children(process):
    try:
        with open("/proc/%d/task/%d/children" % (process.pid, process.pid),
                  encoding="ascii") as f:
            return [int(pid) for pid in f.read().split()]
    except OSError:
        return []


def _is_alive(pid):
    try:
        with open("/proc/%d/stat" % pid, encoding="ascii",
                  errors="replace") as f:
            return f.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _expect_found(bench):
    """An editor that starts anew sees what is found."""
    editor = Editor(bench)
    try:
        editor.open()
        editor.change(editor.text + "/* once more */\n")
        if not editor.wait(b"HoldLeak"):
            raise Wrong("the next editor sees no finding: %r"
                        % editor.data[-300:])
    finally:
        editor.end()


def killed(bench):
    """holdcheck lsp is killed at any moment; what it started goes, too"""
    bench.take("repository")
    editor = Editor(bench)
    editor.open()
    end = time.monotonic() + bench.rng.uniform(0, 2)
    while time.monotonic() < end:
        editor.change(editor.text + "/* %d */\n" % bench.rng.randrange(9))
        time.sleep(bench.rng.uniform(0, 0.4))
    children = _children(editor.process)
    editor.process.send_signal(signal.SIGKILL)
    editor.process.wait()
    end = time.monotonic() + LIMIT
    while any(_is_alive(pid) for pid in children):
        if time.monotonic() > end:
            raise Wrong("left children: %s" % children)
        time.sleep(0.1)
    _expect_found(bench)


def clangd_killed(bench):
    """clangd is killed under it at any moment"""
    bench.take("repository")
    editor = Editor(bench)
    editor.open()
    time.sleep(bench.rng.uniform(0, 1))
    for pid in _children(editor.process):
        try:
            with open("/proc/%d/cmdline" % pid, "rb") as f:
                if b"clangd" in f.read():
                    os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
    editor.change(editor.text + "/* after */\n")
    editor.end()
    _expect_found(bench)


KINDS = [("lsp-killed", killed), ("clangd-killed", clangd_killed)]
