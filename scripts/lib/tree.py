# SPDX-License-Identifier: GPL-2.0-or-later
"""Compile database, which files matter, and one run of clang with the plugin.

Used by the scripts of scripts/; standard library only.
"""
import collections
import concurrent.futures
import functools
import json
import os
import re
import shlex
import subprocess
import sys

# findings: {(file, line, column, checker, text): notes}
Result = collections.namedtuple("Result", "entry findings errors status")

PACKAGE = "qemu.iothread"
CONTEXTS = PACKAGE + ".UnheldContext"
CLASSIC = (CONTEXTS + ":Classic=true",)


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


INCLUDE = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.M)
COMMENT = re.compile(rb"/\*.*?\*/|//[^\n]*", re.S)
# A prototype starts in the first column, a use inside of a body does not.
PROTOTYPE = re.compile(rb"^[A-Za-z_][^\n;{}()]*\([^;{}]*\)[^;{}]*;", re.M)


class Words:
    """Is one of some words in a text?"""

    def __init__(self, words):
        self.words = [word.encode() for word in sorted(words)]
        self.re = re.compile(rb"\b(?:%s)\b"
                             % b"|".join(map(re.escape, self.words)))

    def found(self, text):
        # Most texts hold none, and plain search is much the fastest.
        return any(word in text for word in self.words) and \
            bool(self.re.search(text))


class Contract:
    """The names of the contract, as far as a text search needs them."""

    def __init__(self, path):
        try:
            with open(path, "rb") as f:
                data = json.load(f)
            # A function that tells its dialect by itself (it is its pair's
            # own witness) matters wherever it is named; object_ref only
            # where the type of its key is named too.
            strong = {row["function"] for row in data.get("borrows", ())}
            weak = set()
            types = set()
            for pair in data["pairs"]:
                names = {pair["acquire"]["function"],
                         pair["release"]["function"]}
                witness = pair.get("witness")
                if not witness or witness["function"] in names:
                    strong |= names
                else:
                    weak |= names
                    types.add(pair["keyType"])
            self.strong = Words(strong)
            self.weak = Words(weak)
            # A variable of the type, by the way it is named.
            self.keys = [(kind.lower().encode(),
                          re.compile(rb"\b%s\d*\b(?!\s*\()"
                                     % re.escape(kind.lower().encode())))
                         for kind in types]
            self.fields = [
                (Words({row["type"]}),
                 re.compile(rb"(?:->|\.)\s*%s\b"
                            % re.escape(row["field"].encode())))
                for row in data.get("contextFields", ())]
        except OSError as e:
            raise Trouble("%s: %s" % (path, e.strerror)) from None
        except (ValueError, KeyError, TypeError) as e:
            raise Trouble("%s is broken: %r" % (path, e)) from None

    def calls(self, text):
        """Does TEXT name a call of the contract?  The type of the key is
        often not spelled: object_ref(OBJECT(conf->iothread))."""
        if self.strong.found(text):
            return True
        if not self.weak.found(text):
            return False
        text = COMMENT.sub(b"", text).lower()
        return any(kind in text and use.search(text)
                   for kind, use in self.keys)

    def reads(self, text):
        """A field has a common name, so its type must be named as well."""
        return any(kind.found(text) and use.search(text)
                   for kind, use in self.fields)


def headers_that_call(tree, contract):
    """Headers with code that calls the API, not just declares it, and all
    headers that include one of them."""
    texts = {}
    for folder, folders, files in os.walk(tree):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in files:
            if name.endswith((".h", ".inc")):
                path = os.path.join(folder, name)
                texts[path] = read(path)
    calling = [path for path, text in texts.items() if contract.calls(text)
               and contract.calls(PROTOTYPE.sub(b"", COMMENT.sub(b"", text)))]
    if not calling:
        return set()
    includes = {path: INCLUDE.findall(text) for path, text in texts.items()}
    found = set()
    while calling:
        header = os.fsencode(calling.pop())
        found.add(header)
        calling += [path for path, names in includes.items()
                    if os.fsencode(path) not in found and
                    any(header.endswith(b"/" + name) for name in names)]
    return found


def relevant(entries, tree, contract):
    """The entries whose file can matter, judged by text alone."""
    headers = headers_that_call(tree, contract)
    chosen = []
    for entry in entries:
        text = read(entry.file)
        if contract.calls(text) or contract.reads(text) or (
                headers and any(header.endswith(b"/" + name)
                                for name in INCLUDE.findall(text)
                                for header in headers)):
            chosen.append(entry)
    return chosen


TOLERANT = ["-w", "-Wno-error", "-Wno-unknown-warning-option",
            "-Qunused-arguments"]
PLAIN = ["-fno-color-diagnostics", "-fno-caret-diagnostics",
         "-fno-crash-diagnostics", "--analyzer-output", "text"]


def plugin_flags(plugin, checker=PACKAGE, configs=()):
    flags = ["-Xclang", "-load", "-Xclang", plugin,
             "-Xclang", "-analyzer-checker=" + checker]
    for config in configs:
        flags += ["-Xclang", "-analyzer-config", "-Xclang", config]
    return flags


def run(clang, entry, extra, timeout=300):
    """clang --analyze on one entry with EXTRA flags and no other checkers."""
    try:
        flags = list(entry.flags)
    except ValueError as e:
        return Result(entry, {}, ["compile command is broken: %s" % e],
                      "failed")
    while True:
        command = [clang, *flags, *TOLERANT, *PLAIN, "--analyze",
                   "--analyzer-no-default-checks", *extra, entry.file]
        try:
            done = subprocess.run(command, cwd=entry.directory,
                                  stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, timeout=timeout)
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
    return Result(entry, findings, errors, "failed" if errors else "ok")


WARNING = re.compile(r"^(.+?):(\d+):(\d+): warning: (.*) \[(qemu\.iothread"
                     r"[^]]*)\]$")
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


def run_all(clang, entries, extra, jobs, what):
    """The results in the order of ENTRIES; progress only on a terminal."""
    shown = sys.stderr.isatty()
    results = []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(run, clang, entry, extra) for entry in entries]
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


def print_findings(findings, tree):
    for (file, line, column, checker, text), notes in findings:
        put("%s:%d:%d: warning: %s [%s]" % (shorter(file, tree), line, column,
                                            text, checker))
        for file, line, column, text in notes:
            put("%s:%s:%s: note: %s" % (shorter(file, tree), line, column,
                                        text))


MISSING = re.compile(r"fatal error: '([^']+)' file not found")


def print_troubles(results, tree, headers_command):
    """One line for each file that was not checked; a cause that many files
    share is told once.  Returns the number of these files."""
    causes = collections.OrderedDict()
    for result in results:
        if not result.errors:
            continue
        name = shorter(result.entry.file, tree)
        missing = MISSING.search(result.errors[0])
        if missing and headers_command:
            cause = "generated headers are missing; build them: " \
                + headers_command
            name += " (%s)" % missing[1]
        else:
            cause = re.sub(r"^.*?(?=(?:fatal )?error: )", "", result.errors[0])
        causes.setdefault(cause, []).append((name, result.errors[0]))
    for cause, cases in causes.items():
        name, error = cases[0]
        if len(cases) > 1:
            say("%d files not checked, the first is %s: %s"
                % (len(cases), name, cause))
        elif error.endswith(cause):
            say("%s not checked: %s"
                % (name, error.replace(tree + os.sep, "")))
        else:
            say("%s not checked: %s" % (name, cause))
    return sum(map(len, causes.values()))


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
