# SPDX-License-Identifier: GPL-2.0-or-later
"""Drives a converted QEMU over QMP; see scripts/test-converted-qemu."""
import argparse
import os
import shutil
import sys
import tempfile
import time

import compare
import daemon
import devices
import exports
import machine
import monitors
import nodes
import report
import sanitizer

SCENARIOS = (*devices.SCENARIOS, *exports.SCENARIOS, *nodes.SCENARIOS,
             *compare.SCENARIOS, *monitors.SCENARIOS, *daemon.SCENARIOS)

# Reads its own first sector for ever: I/O that never stops.  SeaBIOS jumps
# to 0x7c00 with the drive in dl.
BOOT = bytes.fromhex(
    "31c0"      # xor ax, ax
    "8ec0"      # mov es, ax
    "bb0080"    # mov bx, 0x8000
    "b80102"    # mov ax, 0x0201: read one sector
    "b90100"    # mov cx, 1
    "b600"      # mov dh, 0
    "cd13"      # int 0x13
    "ebed")     # jmp to the start
DISK = BOOT.ljust(510, b"\0") + b"\x55\xaa" + bytes(1024 * 1024 - 512)


class Lab:
    """What the scenarios share."""

    def __init__(self, args, output, sockets):
        self.build = os.path.realpath(args.build)
        self.firmware = args.firmware
        self.asan = args.asan
        self.logs = args.logs
        self.report = output
        self.sockets = sockets
        self.touched = sanitizer.Touched(args.touched)
        self.foreign = 0

    def socket_path(self, name):
        return os.path.join(self.sockets, name + ".sock")

    def disk(self, name="disk.img"):
        """A disk from which the guest reads for ever."""
        path = os.path.join(self.sockets, name)
        with open(path, "wb") as f:
            f.write(DISK)
        return path

    def machine(self, name, *words, guest=False):
        """GUEST: it runs, and reads from disks for ever; else it is stopped
        before its first instruction."""
        command = [
            os.path.join(self.build, "qemu-system-x86_64"),
            "-machine", "pc,accel=tcg", "-m", "64", "-nodefaults",
            "-display", "none", "-vga", "none", "-L", self.firmware]
        if guest:
            command += [
                "-blockdev", "file,node-name=boot,read-only=on,filename="
                + self.disk("boot.img"),
                "-device", "virtio-blk-pci,id=boot,drive=boot,bootindex=9"]
        else:
            command.append("-S")
        return machine.Machine(self, name, [*command, *words],
                               guest="boot" if guest else None)

    def storage_daemon(self, name, *words):
        return machine.Machine(self, name, [
            os.path.join(self.build, "storage-daemon", "qemu-storage-daemon"),
            *words], daemon=True)


def body():
    parser = argparse.ArgumentParser()
    for name in ("tree", "build", "firmware", "logs", "touched", "transcript"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--asan", action="store_true")
    parser.add_argument("--title", default="")
    parser.add_argument("scenarios", nargs="*")
    args = parser.parse_args()
    known = {scenario.__name__: scenario for scenario in SCENARIOS}
    for name in args.scenarios:
        if name not in known:
            sys.exit("no scenario %s; there are: %s" % (
                name, " ".join(known)))
    # QEMU's own client.
    sys.path.append(os.path.join(os.path.realpath(args.tree), "python"))
    shutil.rmtree(args.logs, ignore_errors=True)
    os.makedirs(args.logs)
    start = time.monotonic()
    with open(args.transcript, "a", encoding="utf-8") as transcript, \
            tempfile.TemporaryDirectory(prefix="hc-") as sockets:
        output = report.Report(transcript)
        output.note("\n# %s" % args.title)
        lab = Lab(args, output, sockets)
        for name, scenario in known.items():
            if args.scenarios and name not in args.scenarios:
                continue
            try:
                scenario(lab)
            except machine.Failure as e:
                output.fail(name.replace("_", " "), e)
    print("# %s: %d passed, %d failed, %d leaks elsewhere in QEMU, %.0f s" % (
        args.title, output.passed, output.failed, lab.foreign,
        time.monotonic() - start))
    return 1 if output.failed else 0


sys.exit(body())
