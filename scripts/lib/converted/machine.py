# SPDX-License-Identifier: GPL-2.0-or-later
"""One process of QEMU or of its storage daemon, driven over QMP."""
import asyncio
import json
import os
import re
import socket
import subprocess
import time

import sanitizer

# Seconds for what should take much less than one.
PATIENCE = 60


class Failure(Exception):
    """What ends a scenario early."""


def short(reply):
    """A reply as it is kept in the transcript."""
    if isinstance(reply, list) and reply and isinstance(reply[0], dict) and \
            "poll-max-ns" in reply[0]:
        reply = [{"id": row["id"], "holders": row.get("holders")}
                 for row in reply]
    text = json.dumps(reply)
    return text if len(text) <= 400 else text[:400] + " ..."


class Machine:
    """Used with `with`; the end of the block is the end of the process."""

    def __init__(self, lab, name, command, daemon=False, guest=None):
        self.lab = lab
        self.daemon = daemon
        # The disk from which a guest boots when there is no better one.
        self.guest = guest
        self.name = name
        self.command = command
        self.log = os.path.join(lab.logs, name)
        self.events = []
        self.process = None
        self.qmp = None

    # Start and end

    def __enter__(self):
        self.lab.report.note("\n## %s" % self.name)
        self.lab.report.note("$ " + " ".join(
            word.replace(self.lab.sockets, ".").replace(self.lab.build, ".")
            for word in self.command))
        path = self.lab.socket_path(self.name)
        # Imported late: it belongs to the tree.
        from qemu.qmp.legacy import QEMUMonitorProtocol
        self.qmp = QEMUMonitorProtocol(path, server=True, nickname=self.name)
        with open(self.log + ".stderr", "wb") as err:
            self.process = subprocess.Popen(
                [*self.command, "--chardev", "socket,id=qmp,path=" + path,
                 *(["--monitor", "chardev=qmp"] if self.daemon else
                   ["-mon", "chardev=qmp,mode=control"])],
                stdin=subprocess.DEVNULL, stdout=err, stderr=err,
                env=sanitizer.environment(self.log + ".asan"))
        try:
            self.qmp.accept(PATIENCE)
        except Exception as e:
            self.kill()
            raise Failure("%s did not start: %s; %s" % (
                self.name, e or type(e).__name__, self.last_words())) from None
        self.qmp.settimeout(PATIENCE)
        try:
            if self.guest:
                self.reads(self.guest)
        except Failure:
            self.kill()
            raise
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None or issubclass(kind, (Failure, AssertionError)):
            self.end(kind is None)
        else:
            self.kill()

    def end(self, clean):
        report = self.lab.report
        if self.process.poll() is None:
            try:
                self.run("quit")
            except Failure:
                pass
        self.close()
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            report.fail(self.name + ": quits", "hangs")
            return
        # 99 is the sanitizer's, which is judged by what it wrote.
        if clean or status not in (0, 99):
            report.check(self.name + ": quits", status in (0, 99),
                         "status %d; %s" % (status, self.last_words()))
        bad = [line for line in self.words() if re.search(
            "(?i)holder|iothread", line)]
        report.check(self.name + ": no complaint about holders", not bad,
                     bad[0] if bad else "")
        if self.lab.asan:
            self.lab.foreign += sanitizer.judge(
                report, self.name, self.log + ".asan", self.lab.touched)

    def close(self):
        try:
            self.qmp.close()
        except Exception:
            # The other end may be gone; that is noticed by its status.
            pass

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.close()

    def words(self):
        with open(self.log + ".stderr", errors="replace",
                  encoding="utf-8") as f:
            return f.read().splitlines()

    def last_words(self):
        return "; ".join(self.words()[-2:]) or "it said nothing"

    # QMP

    def ask(self, command, raw=None, **arguments):
        """The whole reply.  Most arguments have dashes in their names, which
        Python has not; those of RAW go as they are."""
        arguments = {key.replace("_", "-"): value
                     for key, value in arguments.items()}
        arguments.update(raw or {})
        line = {"execute": command}
        if arguments:
            line["arguments"] = arguments
        self.lab.report.note("-> " + json.dumps(line).replace(
            self.lab.sockets, "."))
        try:
            reply = self.qmp.cmd_obj(line)
        except asyncio.TimeoutError:
            raise Failure("no answer to %s for %d s" % (
                command, PATIENCE)) from None
        except Exception as e:
            self.lab.report.note("<- gone")
            raise Failure("%s ended the process (%s); %s" % (
                command, type(e).__name__, self.last_words())) from None
        shown = reply.get("return", reply.get("error"))
        self.lab.report.note("<- " + ("error " if "error" in reply else "")
                             + short(shown))
        return reply

    def run(self, command, raw=None, **arguments):
        reply = self.ask(command, raw, **arguments)
        if "error" in reply:
            raise Failure("%s: %s" % (command, reply["error"]["desc"]))
        return reply["return"]

    def refused(self, what, part, command, raw=None, **arguments):
        """A check: the command must fail, with PART in what it says."""
        reply = self.ask(command, raw, **arguments)
        text = reply.get("error", {}).get("desc", "it succeeded")
        return self.lab.report.check(what, part in text, text)

    def wait_event(self, name, **data):
        def wanted(event):
            return event["event"] == name and all(
                event.get("data", {}).get(key) == value
                for key, value in data.items())

        end = time.monotonic() + PATIENCE
        while True:
            for event in self.events:
                if wanted(event):
                    self.events.remove(event)
                    self.lab.report.note("<- event %s %s" % (
                        name, json.dumps(event.get("data", {}))))
                    return event
            try:
                # A wait of 0 means "do not wait" there.
                self.events.append(self.qmp.pull_event(
                    max(0.1, end - time.monotonic())))
            except asyncio.TimeoutError:
                raise Failure("no event %s for %d s" % (
                    name, PATIENCE)) from None
            except Exception as e:
                raise Failure("gone before event %s (%s); %s" % (
                    name, type(e).__name__, self.last_words())) from None

    def hmp(self, line):
        return self.run("human-monitor-command", command_line=line)

    # IOThreads

    def holders(self):
        return {row["id"]: sorted(row["holders"])
                for row in self.run("query-iothreads")}

    def held(self, what, **want):
        """A check: exactly these IOThreads, with exactly these holders."""
        return self.lab.report.same(
            "%s: %s" % (self.name, what), self.holders(),
            {key: sorted(value) for key, value in want.items()})

    def thread(self, name):
        """The id of an IOThread's thread."""
        for row in self.run("query-iothreads"):
            if row["id"] == name:
                return row["thread-id"]
        raise Failure("no IOThread %s" % name)

    def lives(self, what, thread, want):
        """A check: the thread runs, or is gone (which may take a moment)."""
        path = "/proc/%d/task/%d" % (self.process.pid, thread)
        end = time.monotonic() + (0.3 if want else 10)
        while os.path.exists(path) and time.monotonic() < end:
            time.sleep(0.02)
        lives = os.path.exists(path)
        return self.lab.report.check(
            "%s: %s" % (self.name, what), lives == want,
            "thread %d %s" % (thread, "still runs" if lives else "is gone"))

    def threads(self):
        return sorted(map(int, os.listdir("/proc/%d/task" %
                                          self.process.pid)))

    # Devices

    def boot(self, disk):
        """The guest finds the devices that are there and reads from DISK."""
        self.run("system_reset")
        self.reads(disk)

    def unplug(self, device, boots=None):
        """Takes a PCI device away; with no guest to agree, a reset does.  In
        a machine with a guest this happens while the guest reads; then it
        boots from BOOTS."""
        self.run("device_del", id=device)
        # Not to take an earlier reset for this one.
        self.events.clear()
        self.qmp.clear_events()
        self.run("system_reset")
        if self.guest:
            # The device ends in an RCU callback, for which a busy vCPU can
            # keep QEMU 7.2 waiting until something else disturbs it.
            self.wait_event("RESET", guest=False)
            self.run("stop")
        self.wait_event("DEVICE_DELETED", device=device)
        if self.guest:
            # A reset during the first steps of SeaBIOS would lose it.
            self.run("cont")
            self.reads(boots or self.guest)

    def reads(self, device, count=20):
        """Waits until the guest has read that often more from a device."""
        def now():
            for row in self.qmp.command("query-blockstats"):
                if device in row.get("qdev", "").split("/"):
                    return row["stats"]["rd_operations"]
            raise Failure("no statistics of %s" % device)

        self.lab.report.note("# waits until the guest reads from " + device)
        start = now()
        end = time.monotonic() + PATIENCE
        while now() < start + count:
            if time.monotonic() > end:
                raise Failure("the guest does not read from %s" % device)
            time.sleep(0.05)


def raw_monitor(path, commands):
    """Sends all at once, so that the monitor has to suspend itself, then
    counts the replies."""
    with socket.socket(socket.AF_UNIX) as s:
        s.settimeout(PATIENCE)
        s.connect(path)
        lines = ['{"execute": "qmp_capabilities"}', *commands]
        s.sendall("\n".join(lines).encode() + b"\n")
        text = b""
        while text.count(b'"return"') < len(lines):
            part = s.recv(65536)
            if not part:
                break
            text += part
    return text.count(b'"return"')
