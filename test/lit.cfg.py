# SPDX-License-Identifier: GPL-2.0-or-later
"""lit configuration: python3 .../lit.py [-v] test

HOLDCHECK_BUILD  the build folder (default: build/ of the repository)
HOLDCHECK_CLANG  the Clang major version to test (default: 19)

Substitutions, for use in RUN lines:

%check        clang -cc1 -analyze with the plugin; warnings only
%check_notes  the same, with the path notes
%classic      %check in the classic dialect
%plugin, %clang, %resource, %inputs  the pieces, for tests of other outputs
%run_twice    runs a command twice and fails where the bytes differ

All of the first three go through %run_twice.
"""
import os
import shlex
import subprocess

import lit.formats

config.name = "holdcheck"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".test"]
# The unit tests of the C parts are ctest's.
config.excludes = ["Inputs", "contract", "pairing", "report", "runtime"]

source = os.path.dirname(os.path.abspath(__file__))
build = os.path.abspath(os.environ.get(
    "HOLDCHECK_BUILD", os.path.join(os.path.dirname(source), "build")))
version = os.environ.get("HOLDCHECK_CLANG", "19")

config.test_source_root = source
config.test_exec_root = os.path.join(build, "test")

plugin = os.path.join(build, "lib", "holdcheck", version, "libholdcheck.so")
if not os.path.exists(plugin):
    lit_config.fatal("%s is not built yet (HOLDCHECK_BUILD, HOLDCHECK_CLANG)"
                     % plugin)

clang = lit.util.which("clang-" + version)
if not clang:
    lit_config.fatal("clang-%s is not in PATH" % version)
resource = subprocess.check_output([clang, "-print-resource-dir"],
                                   text=True).strip()
# The C library's folders, from the driver: -cc1 knows none by itself.
verbose = subprocess.run([clang, "-E", "-v", "-x", "c", os.devnull],
                         capture_output=True, text=True, check=True).stderr
libc = []
inside = False
for line in verbose.splitlines():
    if line.startswith("#include <...>"):
        inside = True
    elif line.startswith("End of search list"):
        inside = False
    elif inside and not line.strip().startswith(resource):
        libc += ["-internal-externc-isystem", line.strip()]

# FileCheck, not and count stand beside clang itself.
config.environment["PATH"] = os.pathsep.join(
    [os.path.dirname(os.path.realpath(clang)), os.environ.get("PATH", "")])
for name in ("TMPDIR", "HOLDCHECK_BUILD"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

run_twice = os.path.join(source, "run-twice")
inputs = os.path.join(source, "Inputs")
qemu = os.path.join(inputs, "qemu")


def words(*args):
    return " ".join(shlex.quote(arg) for arg in args)


frontend = words(
    clang, "-cc1", "-analyze", "-load", plugin,
    "-analyzer-checker=qemu.iothread", "-std=gnu11",
    "-internal-isystem", os.path.join(resource, "include"),
    *libc, "-I", qemu)
# With -verify only warnings and errors are compared: notes, which some
# findings carry even without paths, are for the *-notes.c tests.
frontend += " -verify-ignore-unexpected=note"
check = words(run_twice) + " " + frontend

# Longer names first: lit replaces in this order.
config.substitutions += [
    ("%check_notes", check + " -analyzer-output=text"),
    (r"%check\b", check),
    (r"%classic\b", check + " -DHC_CLASSIC"),
    ("%run_twice", words(run_twice)),
    ("%plugin", words(plugin)),
    ("%clang", words(clang)),
    ("%resource", words(resource)),
    ("%inputs", words(inputs)),
]
