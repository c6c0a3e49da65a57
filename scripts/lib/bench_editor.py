# SPDX-License-Identifier: GPL-2.0-or-later
"""What the proxy costs an editor; see scripts/bench-editor."""
import argparse
import json
import os
import pathlib
import queue
import statistics
import subprocess
import sys
import threading
import time

import tree as t

DELAY = 0.3
PATIENCE = 300
# A leak in the classic dialect; this put is what comes and goes.
PUT = "    object_unref(OBJECT(iothread));\n"
CODE = """
int hc_bench_start(Error **errp);
int hc_bench(IOThread *iothread, Error **errp);
int hc_bench(IOThread *iothread, Error **errp)
{
    object_ref(OBJECT(iothread));
    if (hc_bench_start(errp) < 0) {
%s        return -1;
    }
    object_unref(OBJECT(iothread));
    return 0;
}
"""


class Editor:
    """One server with one file open."""

    def __init__(self, command, path, text):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)
        self.messages = queue.Queue()
        self.uri = path.as_uri()
        self.number = 0
        self.version = 1
        self.base = text
        threading.Thread(target=self.listen, daemon=True).start()
        self.ask("initialize", {
            "processId": None, "rootUri": None,
            "capabilities": {"textDocument": {
                "publishDiagnostics": {"relatedInformation": True}}}})
        self.tell("initialized", {})
        self.tell("textDocument/didOpen", {"textDocument": {
            "uri": self.uri, "languageId": "c", "version": 1, "text": text}})

    def listen(self):
        stream = self.process.stdout
        while True:
            length = 0
            while True:
                line = stream.readline()
                if not line:
                    self.messages.put((time.monotonic(), None))
                    return
                if line.lower().startswith(b"content-length:"):
                    length = int(line[15:])
                if not line.strip():
                    break
            body = stream.read(length)
            self.messages.put((time.monotonic(), body))

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body)
                                 + body)
        self.process.stdin.flush()

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def wait(self, test):
        """(when, message) of the first that passes."""
        while True:
            try:
                when, body = self.messages.get(timeout=PATIENCE)
            except queue.Empty:
                raise t.Trouble("an answer never came") from None
            if body is None:
                raise t.Trouble("%s ended" % self.process.args[0])
            message = json.loads(body)
            if test(message):
                return when, message

    def ask(self, method, params):
        """Seconds until the reply."""
        self.number += 1
        number = self.number
        start = time.monotonic()
        self.send({"id": number, "method": method, "params": params})
        return self.wait(lambda m: m.get("id") == number
                         and "method" not in m)[0] - start

    def complete(self, line):
        return self.ask("textDocument/completion", {
            "textDocument": {"uri": self.uri},
            "position": {"line": line, "character": 4}})

    def change(self, text, found):
        """Seconds from the end of typing to what is found in it."""
        self.version += 1
        # Another text each time, so that no result is in the cache.
        text += "/* %d %d */\n" % (self.version, time.time_ns())
        start = time.monotonic()
        self.tell("textDocument/didChange", {
            "textDocument": {"uri": self.uri, "version": self.version},
            "contentChanges": [{"text": text}]})

        def test(message):
            params = message.get("params", {})
            return (message.get("method") == "textDocument/publishDiagnostics"
                    and params.get("version") == self.version
                    and found == any(d.get("source") == "holdcheck"
                                     and "iothread" in d["message"]
                                     for d in params["diagnostics"]))

        return self.wait(test)[0] - start - DELAY

    def peak(self):
        """MiB, of the server process itself."""
        status = pathlib.Path("/proc/%d/status" % self.process.pid)
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0

    def leave(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.stdin.close()
        self.process.wait(30)


def row(what, value, unit, goal):
    print("%-58s %8.2f %-3s (%g)%s" % (what, value, unit, goal,
                                       "!" if value > goal else ""))
    sys.stdout.flush()


def body():
    parser = argparse.ArgumentParser()
    for name in ("holdcheck", "clangd", "clang", "build", "cache"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=200)
    args = parser.parse_args()
    build = os.path.realpath(args.build)
    entry = next((e for e in t.load(build)
                  if os.path.basename(e.file) == "blockdev.c"), None)
    if not entry:
        raise t.Trouble("no blockdev.c in the compile database")
    path = pathlib.Path(os.path.realpath(
        os.path.join(entry.directory, entry.file)))
    subprocess.run([args.holdcheck, "check", "-p", build, "--cache",
                    args.cache], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=False)
    text = path.read_text()
    good = text + CODE % ("    " + PUT)
    bad = text + CODE % ""
    server = [args.clangd, "--background-index=0",
              "--compile-commands-dir=" + build]
    ours = Editor([args.holdcheck, "lsp", "--alone", "--cache", args.cache,
                   "--clangd", args.clangd, "--", *server[1:]], path, good)
    alone = Editor(server, path, good)
    syntax, found = [], []
    command = [args.clang, *entry.flags, *t.TOLERANT, "-fsyntax-only",
               entry.file]
    for turn in range(args.rounds + 1):
        start = time.monotonic()
        subprocess.run(command, cwd=entry.directory, check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall = time.monotonic() - start
        # clangd is given time to do its own work, which takes a processor.
        first = ours.change(bad, True)
        time.sleep(1)
        # Edited away it is gone at once; only a finding tells of an analysis.
        ours.change(good, False)
        time.sleep(1)
        if turn:
            syntax.append(wall)
            found.append(first)
    line = text.count("\n") + 5
    times = {"ours": [], "alone": []}
    for turn in range(args.requests + 10):
        for name, editor in (("ours", ours), ("alone", alone)):
            seconds = editor.complete(line)
            if turn >= 10:
                times[name].append(seconds * 1000)
    middle = {name: statistics.median(values)
              for name, values in times.items()}
    row("blockdev.c: pause in typing to a finding, median of %d"
        % args.rounds, statistics.median(found), "s", 1)
    print("%-58s %8.2f s" % ("  clang -fsyntax-only in between",
                             statistics.median(syntax)))
    row("completion: what the proxy adds, median of %d" % args.requests,
        middle["ours"] - middle["alone"], "ms", 2)
    print("%-58s %8.2f ms" % ("  clangd alone", middle["alone"]))
    row("peak memory of the proxy", ours.peak(), "MB", 100)
    ours.leave()
    alone.leave()
    print("in turns, in one run; '!' marks what misses its bound")
    return 0


t.main(body)
