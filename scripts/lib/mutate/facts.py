# SPDX-License-Identifier: GPL-2.0-or-later
"""What the kinds must know of the whole tree to be sure that a mutant is a
bug: who calls whom, which function sits in which slot, which gets and puts
belong together."""
import functools
import re

import tree as t
from mutate import sites

CALLED = re.compile(rb"\b([A-Za-z_]\w*)\b")
ASSIGNED = re.compile(rb"(?:->|\.)\s*(\w+)\s*=\s*([A-Za-z_]\w*)\s*[;,}]")
SETTER = re.compile(rb"\bdevice_class_set_parent_(\w+)\s*\(\s*\w+\s*,"
                    rb"\s*(\w+)\s*,[^;]*;")


class Slot:
    """A line that registers a function: NAME is the slot."""

    def __init__(self, file, name, function, begin, end):
        self.file = file
        self.name = name
        self.function = function
        self.begin = begin
        self.end = end
        self.line = file.line(begin)

    def gone(self, facts):
        """Puts that nobody else comes by: they stand in functions that only
        this slot runs, besides those that take.  Empty: it is not certain."""
        if len(re.findall(rb"\b%s\b(?!\s*\()" % self.function.name,
                          self.file.masked)) != 1:
            return []
        takers = {s.function for s in facts.sites if not s.put}
        for taker in list(takers):
            takers |= facts.above(taker)
        if self.function in takers:
            return []
        result = []
        for put in facts.of(facts.below(self.function), True):
            here = {put.function} | facts.above(put.function)
            roots = {f for f in here - takers
                     if not (facts.callers.get(f, set()) & here - takers)}
            if all(f is self.function or self.registers(f, facts)
                   for f in roots):
                result.append(put)
        return result

    def registers(self, function, facts):
        """It only names what it registers; it does not call it."""
        return self.function in facts.callees.get(function, ()) and \
            self.file.path == function.file and \
            not re.search(rb"\b%s\s*\(" % self.function.name,
                          self.file.masked[function.body.begin:
                                           function.body.end])


class Facts:
    def __init__(self, paths, holds):
        """HOLDS: {(file, line) of a get: [(file, line) of its puts]}"""
        self.holds = holds
        texts = {path: t.read(path) for path in paths}
        self.files = {path: sites.File(path) for path, text in texts.items()
                      if sites.CALL.search(text)}
        self.sites = [site for path in sorted(self.files)
                      for site in sites.find(self.files[path])]
        self.lone_puts()
        # Callers of those that take and put, as far as they go.
        seen = set()
        while True:
            new = {f.name for file in self.files.values()
                   for f in file.functions
                   if not f.static and self.matters(f)} - seen
            if not new:
                break
            seen |= new
            call = re.compile(rb"\b(?:%s)\b" % b"|".join(sorted(new)))
            for path, text in texts.items():
                if path not in self.files and call.search(text):
                    self.files[path] = sites.File(path)
            self.__dict__.pop("callees", None)
            self.__dict__.pop("callers", None)
        self.slots = [slot for path in sorted(self.files)
                      for slot in self.find_slots(self.files[path])]

    def lone_puts(self):
        """A put that the hold map does not pair may be of any get of its
        file, or of any at all."""
        paired = {put for puts in self.holds.values() for put in puts}
        for put in self.sites:
            if put.put and put.place() not in paired:
                gets = [s for s in self.sites if not s.put]
                for get in [s for s in gets if s.file is put.file] or gets:
                    self.holds.setdefault(get.place(), []).append(put.place())

    def matters(self, function):
        return any(f is function or function in self.above(f)
                   for f in {s.function for s in self.sites})

    @functools.cached_property
    def callees(self):
        """{function: functions that it names}; a static one is of its file"""
        own = {}
        shared = {}
        for path, file in self.files.items():
            for f in file.functions:
                own[path, f.name] = f
                if not f.static:
                    shared.setdefault(f.name, f)
        result = {}
        for path, file in self.files.items():
            for f in file.functions:
                names = set(CALLED.findall(file.masked, f.body.begin,
                                           f.body.end))
                found = (own.get((path, n)) or shared.get(n) for n in names)
                result[f] = {g for g in found if g and g is not f}
        return result

    @functools.cached_property
    def callers(self):
        result = {}
        for f, called in self.callees.items():
            for g in called:
                result.setdefault(g, set()).add(f)
        return result

    def above(self, function):
        """All that reach FUNCTION; who only registers it counts, too."""
        found = set()
        todo = [function]
        while todo:
            for f in self.callers.get(todo.pop(), ()):
                if f not in found:
                    found.add(f)
                    todo.append(f)
        return found

    def below(self, function):
        found = {function}
        todo = [function]
        while todo:
            for f in self.callees.get(todo.pop(), ()):
                if f not in found:
                    found.add(f)
                    todo.append(f)
        return found

    def of(self, functions, put):
        return [s for s in self.sites if s.put == put
                and s.function in functions]

    def find_slots(self, file):
        for pattern in (ASSIGNED, SETTER):
            for match in pattern.finditer(file.masked):
                name, function = match.group(1), match.group(2)
                for f in file.functions:
                    if f.name != function:
                        continue
                    begin, end = match.start(), match.end()
                    if pattern is ASSIGNED:
                        # From the object that has the slot on.
                        while file.masked[begin - 1:begin].isalnum() or \
                                file.masked[begin - 1:begin] == b"_":
                            begin -= 1
                        end -= file.masked[end - 1:end] == b"}"
                    yield Slot(file, name.decode(), f, begin, end)

    def slots_of(self, function):
        """Names of the slots that FUNCTION runs in, as far as is known; not
        of the one that registers them."""
        here = {function} | self.above(function)
        return {s.name for s in self.slots if s.function in here} - {
            "class_init"}

    def partners(self, site):
        """The other ends, as (file, line)."""
        if not site.put:
            return list(self.holds.get(site.place(), ()))
        return [get for get, puts in self.holds.items()
                if site.place() in puts]

    def at(self, place):
        for s in self.sites:
            if s.place() == place:
                return s
        return None
