# SPDX-License-Identifier: GPL-2.0-or-later
"""Compile database, and runs of clang with the plugin by itself: for scripts
that look at what `holdcheck check` hides, or compare with it.

Standard library only.
"""
import collections
import concurrent.futures
import functools
import json
import os
import re
import shlex
import signal
import subprocess
import sys

# findings: {(file, line, column, checker, text): notes}, of our checkers; said:
# the lines of all warnings
Result = collections.namedtuple("Result", "entry findings errors status said",
                                defaults=((),))

PACKAGE = "qemu.iothread"


class Trouble(Exception):
    """What cannot be done, as one line for the user."""


def say(text):
    name = os.environ.get("HC_ME", "holdcheck")
    line = "%s: %s" % (name, " ".join(text.split("\n")))
    sys.stderr.buffer.write(os.fsencode(line) + b"\n")
    sys.stderr.flush()


def put(text):
    """A line of the result; file names may hold any bytes."""
    sys.stdout.buffer.write(os.fsencode(text) + b"\n")


class Entry:
    """One file and how it is compiled.  A command is only split when it is
    wanted: most never are."""

    def __init__(self, row):
        self.directory = row["directory"]
        self.source = row["file"]
        self.file = os.path.normpath(os.path.join(self.directory,
                                                  self.source))
        self.output = row.get("output")
        self.words = row["arguments"] if "arguments" in row else row["command"]

    @functools.cached_property
    def flags(self):
        """The flags without compiler, output, dependencies and source."""
        words = self.words
        if isinstance(words, str):
            words = shlex.split(words)
        rest = iter(words)
        for word in rest:
            if os.path.basename(word) not in ("ccache", "distcc"):
                break
        flags = []
        for word in rest:
            if word in ("-o", "-MF", "-MQ", "-MT", "-MJ"):
                next(rest, None)
            elif not (word in ("-c", self.source)
                      or word.startswith(("-o", "-M"))):
                flags.append(word)
        return flags


def load(build):
    """One Entry for each C file of a compile database, sorted."""
    path = os.path.join(build, "compile_commands.json")
    try:
        with open(path, "rb") as f:
            rows = json.load(f)
    except OSError as e:
        raise Trouble("%s: %s; configure the tree first, or name its build "
                      "directory" % (path, e.strerror)) from None
    except ValueError as e:
        raise Trouble("%s is broken: %s" % (path, e)) from None
    entries = {}
    try:
        for row in rows:
            entry = Entry(row)
            if entry.file.endswith(".c"):
                entries.setdefault(entry.file, entry)
    except (KeyError, TypeError, AttributeError) as e:
        raise Trouble("%s is broken: %r" % (path, e)) from None
    return [entries[file] for file in sorted(entries)]


def read(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except OSError:
        return b""


COMMENT = re.compile(rb"/\*.*?\*/|//[^\n]*", re.S)


TOLERANT = ["-w", "-Wno-error", "-Wno-unknown-warning-option",
            "-Qunused-arguments"]
PLAIN = ["-fno-color-diagnostics", "-fno-caret-diagnostics",
         "-fno-crash-diagnostics", "--analyzer-output", "text"]


def plugin_flags(plugin):
    return ["-Xclang", "-load", "-Xclang", plugin,
            "-Xclang", "-analyzer-checker=" + PACKAGE]


def run_for(seconds, command, **how):
    """subprocess.run(), but when time is up what it started goes, too: the
    compiler proper is a child of the driver."""
    with subprocess.Popen(command, start_new_session=True, **how) as process:
        try:
            out, err = process.communicate(timeout=seconds)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def run(clang, entry, extra, timeout=300):
    """clang --analyze on one entry with EXTRA flags and no other checkers;
    EXTRA None: -fsyntax-only."""
    try:
        flags = list(entry.flags)
    except ValueError as e:
        return Result(entry, {}, ["compile command is broken: %s" % e],
                      "failed")
    while True:
        command = [clang, *flags, *TOLERANT, *PLAIN]
        if extra is None:
            command += ["-fsyntax-only", entry.file]
        else:
            command += ["--analyze", "--analyzer-no-default-checks", *extra,
                        entry.file]
        try:
            done = run_for(timeout, command, cwd=entry.directory,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE)
        except OSError as e:
            return Result(entry, {}, ["%s: %s" % (e.filename, e.strerror)],
                          "failed")
        except subprocess.TimeoutExpired:
            return Result(entry, {}, ["not done after %d s" % timeout],
                          "timeout")
        text = os.fsdecode(done.stderr)
        # Flags of a gcc that this clang does not know are left out.
        unknown = set(re.findall(r"unknown argument:? '([^']*)'", text))
        if not done.returncode or not unknown.intersection(flags):
            break
        flags = [flag for flag in flags if flag not in unknown]
    if "\n" in entry.file:
        text = text.replace(entry.file, entry.file.replace("\n", "\\n"))
    findings, errors = parse(text, entry.directory)
    if "PLEASE submit a bug report" in text or \
            done.returncode < 0 or done.returncode >= 128:
        return Result(entry, findings, ["clang crashed (status %d)"
                                        % done.returncode], "crashed")
    if done.returncode and not errors:
        errors = ["clang failed (status %d)" % done.returncode]
    return Result(entry, findings, errors, "failed" if errors else "ok",
                  [line for line in text.split("\n") if ANY.match(line)])


WARNING = re.compile(r"^(.+?):(\d+):(\d+): warning: (.*) \[(qemu\.iothread"
                     r"[^]]*)\]$")
ANY = re.compile(r"^.+?:\d+:\d+: warning: .* \[[^]]*\]$")
NOTE = re.compile(r"^(.+?):(\d+):(\d+): note: (.*)$")
ERROR = re.compile(r"^(?:.*: )?(?:fatal )?error: (.*)$")


def parse(text, directory):
    findings = {}
    errors = []
    notes = None
    for line in text.split("\n"):
        match = WARNING.match(line)
        if match:
            notes = findings.setdefault(
                (absolute(match[1], directory), int(match[2]), int(match[3]),
                 match[5], match[4]), [])
            continue
        match = NOTE.match(line)
        if match:
            if notes is not None and \
                    not match[4].startswith("expanded from macro"):
                notes.append((absolute(match[1], directory), match[2],
                              match[3], match[4]))
            continue
        match = ERROR.match(line)
        if match:
            errors.append(line)
    return findings, errors


def absolute(file, directory):
    return os.path.normpath(os.path.join(directory, file))


def shorter(path, tree):
    path = path.replace("\n", "\\n")
    return os.path.relpath(path, tree) if path.startswith(tree + os.sep) \
        else path


def run_all(clang, entries, extra, jobs, what, timeout=300):
    """The results in the order of ENTRIES; progress only on a terminal."""
    shown = sys.stderr.isatty()
    results = []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(run, clang, entry, extra, timeout)
                   for entry in entries]
        try:
            for future in futures:
                results.append(future.result())
                if shown:
                    sys.stderr.write("\r%s %d/%d " % (what, len(results),
                                                      len(entries)))
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise
        finally:
            if shown:
                sys.stderr.write("\r\033[K")
    return results


def merge(results):
    """All findings of RESULTS, sorted by place, each once."""
    findings = {}
    for result in results:
        for key, notes in result.findings.items():
            if key not in findings or notes < findings[key]:
                findings[key] = notes
    return sorted(findings.items())


def finding_line(key, tree):
    file, line, column, checker, text = key
    return "%s:%d:%d: warning: %s [%s]" % (shorter(file, tree), line, column,
                                           text, checker)


def print_troubles(results, tree):
    """One line for each file that was not checked; returns their number."""
    failed = [result for result in results if result.errors]
    for result in failed:
        say("%s not checked: %s" % (shorter(result.entry.file, tree),
                                    result.errors[0].replace(tree + os.sep,
                                                             "")))
    return len(failed)


def main(body):
    """BODY's value is the exit status; troubles are one line and 2."""
    try:
        status = body()
        sys.stdout.flush()
    except Trouble as e:
        say(str(e))
        status = 2
    except KeyboardInterrupt:
        say("interrupted")
        status = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        status = 2
    sys.exit(status)
