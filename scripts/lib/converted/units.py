# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs QEMU's unit tests; see scripts/test-converted-qemu."""
import argparse
import os
import re
import shutil
import subprocess
import sys

import report
import sanitizer

# test-aio-multithread under AddressSanitizer takes 30 s.
PATIENCE = 600


def run(output, args, name, touched):
    folder = os.path.join(os.path.realpath(args.build), "tests", "unit")
    log = os.path.join(args.logs, name)
    env = sanitizer.environment(log + ".asan")
    env["G_TEST_SRCDIR"] = os.path.join(os.path.realpath(args.tree), "tests",
                                        "unit")
    env["G_TEST_BUILDDIR"] = folder
    try:
        done = subprocess.run(
            [os.path.join(folder, name), "--tap", "-k"], cwd=folder, env=env,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=PATIENCE, check=False)
        status, text = done.returncode, done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired as e:
        status = None
        text = (e.stdout or b"").decode(errors="replace")
    with open(log + ".out", "w", encoding="utf-8") as f:
        f.write(text)
    good = len(re.findall(r"^ok ", text, re.M))
    bad = re.findall(r"^(?:not ok .*|Bail out!.*)", text, re.M)
    title = "%s: %s" % (args.title, name)
    if status is None:
        output.fail(title, "hangs")
    else:
        # 99 is the sanitizer's, which is judged by what it wrote.
        output.check("%s, %d tests" % (title, good),
                     not bad and good and status in (0, 99),
                     bad[0] if bad else "status %s" % status)
    return sanitizer.judge(output, title, log + ".asan", touched) \
        if args.asan else 0


def body():
    parser = argparse.ArgumentParser()
    for name in ("tree", "build", "touched", "title", "logs"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--asan", action="store_true")
    parser.add_argument("tests", nargs="+")
    args = parser.parse_args()
    shutil.rmtree(args.logs, ignore_errors=True)
    os.makedirs(args.logs)
    output = report.Report()
    touched = sanitizer.Touched(args.touched)
    foreign = sum(run(output, args, name, touched) for name in args.tests)
    print("# %s: %d passed, %d failed, %d leaks elsewhere in QEMU" % (
        args.title, output.passed, output.failed, foreign))
    return 1 if output.failed else 0


sys.exit(body())
