# SPDX-License-Identifier: GPL-2.0-or-later
"""lit configuration: python3 .../lit.py [-v] test

HOLDCHECK_BUILD  the build folder (default: build/ of the repository)
HOLDCHECK_CLANG  the Clang major version to test (default: 19)

Features, for REQUIRES and UNSUPPORTED lines: clang-19 and the like;
suppress-attribute, of a clang that knows it; other-plugin, if one is built for
another clang; peers, the tools of scripts/bench-peers; tmpfs

Substitutions, for use in RUN lines:

%check        clang -cc1 -analyze with the plugin; warnings only
%check_notes  the same, with the path notes
%classic      %check in the classic dialect
%plugin, %clang, %resource, %inputs  the pieces, for tests of other outputs
%run_twice    runs a command twice and fails where the bytes differ
%dump_unit    a file of the option Summary as text
%unit_findings  what such a file alone lets a user know
%plugin_cc1   what %check runs twice
%convert, %convert_case, %make_tree  the converter, and trees to convert; see
              test/convert/Inputs
%holdcheck    the command, with a cache of its own for each test
%make_check_tree, %expect_status, %one_line  see test/cmd/Inputs
%make_repository  see test/hook/Inputs
%install_hook  scripts/install-hook
%mutate       what scripts/mutate-qemu runs
%check_crash  what scripts/check-crash runs
%bench_peers  what scripts/bench-peers runs
%make_project  a tree that builds with Meson; see test/ci/Inputs
%root, %ci, %bin  the repository, its docs/ci, the folder of the command
%build        the build folder
%on_path DIR  runs a command with DIR first in PATH
%check_variants  one program in several variants; see test/shapes/Inputs
%lsp          holdcheck lsp with --clangd; %lsp_drive: see test/lsp/drive.c
%lsp_inputs   test/lsp/Inputs
%differential generated programs; see test/differential

All of the first three go through %run_twice.
"""
import glob
import os
import shlex
import subprocess
import sys
import tempfile

import lit.formats

config.name = "holdcheck"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".test"]
# The unit tests of the C parts are ctest's.
config.excludes = ["Inputs", "contract", "fuzz", "mini", "pairing", "report",
                   "runtime", "summary", "tree"]

for name in ("clangd-14", "clangd-19", "nvim"):
    if lit.util.which(name):
        config.available_features.add(name)

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

# Not the user's: neither his cache nor his git configuration.
config.environment["XDG_CACHE_HOME"] = os.path.join(build, "test", "cache")
config.environment["GIT_CONFIG_GLOBAL"] = os.devnull
config.environment["GIT_CONFIG_NOSYSTEM"] = "1"
config.environment["HOLDCHECK_TEST_CLANG"] = clang
# `holdcheck` would take the newest.
config.environment["HOLDCHECK_PLUGIN"] = plugin
config.available_features.add("clang-" + version)
if int(version) >= 19:
    config.available_features.add("suppress-attribute")

run_twice = os.path.join(source, "run-twice")
inputs = os.path.join(source, "Inputs")
root = os.path.dirname(source)
convert = os.path.join(root, "scripts", "convert-qemu")
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

others = sorted(glob.glob(os.path.join(
    build, "lib", "holdcheck", "*", "libholdcheck.so")))
others = [other for other in others if other != plugin]
if others:
    config.available_features.add("other-plugin")

# What scripts/bench-peers compares with; with another gcc it says otherwise.
if all(lit.util.which(name) for name in ("cppcheck", "gcc-12", "sparse",
                                          "spatch", "unifdef")):
    config.available_features.add("peers")

# A container's root may not mount.
with tempfile.TemporaryDirectory() as scratch:
    if subprocess.run(["sh", "-c", "mount -t tmpfs none . && umount -l ."],
                      cwd=scratch, capture_output=True).returncode == 0:
        config.available_features.add("tmpfs")

# Longer names first: lit replaces in this order.
if lit.util.which("pre-commit"):
    config.available_features.add("pre-commit")

config.substitutions += [
    ("%check_variants", words(os.path.join(source, "shapes", "Inputs",
                                           "check-variants"),
                              os.path.join(build, "bin", "holdcheck"),
                              qemu)),
    ("%check_notes", check + " -analyzer-output=text"),
    (r"%check\b", check),
    (r"%classic\b", check + " -DHC_CLASSIC"),
    ("%run_twice", words(run_twice)),
    ("%differential", words(os.path.join(build, "test", "differential",
                                         "differential"))),
    ("%unit_findings", words(os.path.join(build, "test", "summary",
                                          "unit_findings"))),
    ("%plugin_cc1", frontend),
    ("%dump_unit", words(os.path.join(build, "test", "summary", "dump_unit"))),
    ("%convert_case", words(os.path.join(source, "convert", "Inputs",
                                         "run-case"), convert, clang)),
    ("%make_tree", words(os.path.join(source, "convert", "Inputs",
                                      "make-tree"))),
    (r"%convert\b", words(convert)),
    (r"%python\b", words(sys.executable, "-B")),
    ("%mutate", words("python3", os.path.join(
        root, "scripts", "lib", "mutate", "main.py"), "--holdcheck",
        os.path.join(build, "bin", "holdcheck"), "--jobs", "1")),
    ("%check_crash", words(
        "python3", os.path.join(root, "scripts", "lib", "check_crash.py"),
        "--plugin", plugin, "--locks",
        os.path.join(root, "scripts", "lib", "crash", "locks.json"),
        "--contract", os.path.join(root, "checker", "contract",
                                   "contract.json"),
        "--jobs", "1", "--beside", "1")),
    ("%make_check_tree", words(os.path.join(source, "cmd", "Inputs",
                                            "make-tree"))),
    ("%make_repository", words(os.path.join(source, "hook", "Inputs",
                                            "make-repository"))),
    ("%install_hook", words(os.path.join(os.path.dirname(source), "scripts",
                                         "install-hook"))),
    ("%lsp_drive", words(os.path.join(build, "test", "lsp", "lsp_drive"))),
    ("%lsp_inputs", words(os.path.join(source, "lsp", "Inputs"))),
    (r"%lsp\b", words(os.path.join(build, "bin", "holdcheck"), "lsp",
                       "--clangd")),
    ("%holdcheck_program", words(os.path.join(build, "bin", "holdcheck"))),
    ("%holdcheck", words(os.path.join(build, "bin", "holdcheck"))),
    ("%expect_status", words(os.path.join(source, "cmd", "Inputs",
                                          "expect-status"))),
    ("%one_line", words(os.path.join(source, "cmd", "Inputs", "one-line"))),
    ("%bench_peers", words(sys.executable, "-B", os.path.join(
        root, "scripts", "lib", "peers", "main.py"), "--holdcheck",
        os.path.join(build, "bin", "holdcheck"), "--plugin", plugin,
        "--clang", clang)),
    ("%make_project", words(os.path.join(source, "ci", "Inputs",
                                         "make-project"))),
    ("%on_path", words(os.path.join(inputs, "on-path"))),
    ("%root", words(root)),
    (r"%ci\b", words(os.path.join(root, "docs", "ci"))),
    (r"%bin\b", words(os.path.join(build, "bin"))),
    (r"%build\b", words(build)),
    ("%version", version),
    ("%other_plugin", words(others[0] if others else "")),
    ("%plugin", words(plugin)),
    ("%clang", words(clang)),
    ("%resource", words(resource)),
    ("%inputs", words(inputs)),
]
