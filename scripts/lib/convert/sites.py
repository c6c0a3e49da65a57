# SPDX-License-Identifier: GPL-2.0-or-later
"""The calls that take an AioContext of an IOThread, and what is around."""

import re

import flow
import source
import tree as qemu


class Unknown(Exception):
    """A caller cannot be converted; the text says why."""


class Site:
    """One call of the one-argument get."""

    def __init__(self, tree, path, function, at, argument):
        self.tree = tree
        self.path = path
        self.function = function
        self.at = at
        self.argument = argument
        self.line = tree.source(path).line(at)
        self.variables = function.variables() if function else {}

    @property
    def source(self):
        return self.tree.source(self.path)

    @property
    def where(self):
        return '%s:%d' % (self.path, self.line)

    @property
    def end(self):
        """Offset after the call."""
        masked = self.source.masked
        return source.closing(masked, masked.index('(', self.at)) + 1

    @property
    def is_referenced(self):
        """The same function takes a reference by hand."""
        return any(call == 'object_ref' and expression == self.argument
                   for call, expression, _ in references(self.function))

    @property
    def field(self):
        """The last field of s->conf.iothread; '' for a plain variable."""
        if re.fullmatch(r'\w+(?:\s*(?:->|\.)\s*\w+)+', self.argument):
            return source.last_step(self.argument)
        return ''

    @property
    def is_global(self):
        """A variable of the file, or of a header that says so."""
        name = self.argument
        if not re.fullmatch(r'\w+', name) or name in self.variables:
            return False
        known = re.compile(r'^(?:(?:static|extern)\s+)?IOThread\s*\*\s*%s\s*'
                           r'(?:=[^;(]*)?;' % name, re.MULTILINE)
        return bool(known.search(self.source.masked)) or any(
            path.endswith('.h') and name in self.tree.text(path)
            and known.search(self.tree.text(path))
            for path in self.tree.files)

    @property
    def by_id(self):
        """Offset of `argument = iothread_by_id(`, where that is the only
        value it gets; 0 if it is not."""
        if self.argument not in self.variables:
            return 0
        found = re.search(
            r'(?<![\w.>])%s\s*=\s*iothread_by_id\s*\('
            % re.escape(self.argument), self.function.code)
        if not found or self.function.assignments(self.argument) != 1:
            return 0
        return self.function.body + found.start()

    def statement(self):
        """Text of the statement the call stands in, on one line."""
        masked = self.source.masked
        begin = flow.statement_start(self.function, self.at) \
            if self.function else masked.rfind('\n', 0, self.at) + 1
        end = masked.find(';', self.at) + 1 or len(masked)
        return ' '.join(self.source.text[begin:end].split())


def references(function):
    """[(object_ref or object_unref, expression, offset)] in a function, for
    OBJECT(expression) and for the bare expression."""
    out = []
    for call in ('object_ref', 'object_unref'):
        for at, args in function.calls(call):
            found = re.fullmatch(r'OBJECT\s*\((.*)\)|(.*)',
                                 ','.join(args), re.DOTALL)
            out.append((call, (found.group(1) or found.group(2) or '')
                        .strip(), at))
    return sorted(out, key=lambda entry: entry[2])


def find(tree):
    """Every one-argument call of the QOM class's get, in file order."""
    out = []
    for path in tree.naming:
        if path == tree.header or tree.is_foreign(path):
            continue
        src = tree.source(path)
        for found in re.finditer(r'\b%s\s*\(' % qemu.GET, src.masked):
            opened = found.end() - 1
            end = source.closing(src.masked, opened)
            args = source.arguments(src.text[opened + 1:end])
            function = src.function_at(found.start())
            if len(args) != 1 or (function and
                                  found.start() < function.body):
                continue
            if function is None and re.match(
                    r'(?:struct\s+)?IOThread\s*\*', args[0]):
                continue
            out.append(Site(tree, path, function, found.start(), args[0]))
    return out


def mentions(tree):
    """[FILE:LINE] where the name stands without a call: macros, pointers."""
    out = []
    for path in tree.naming:
        if path != tree.header and not tree.is_foreign(path):
            src = tree.source(path)
            out += ['%s:%d' % (path, src.line(m.start())) for m in re.finditer(
                r'\b%s\b(?!\s*\()' % qemu.GET, src.masked)]
    return out


def owner(tree, path, function, expression):
    """(C expression of type Object *, the same with its type for a name) of
    the device that keeps the IOThread `expression` of `function`: the object
    whose path names the hold.  The second must be the same at both ends."""
    variables = function.variables()
    name = source.root(expression)
    seen = set()
    while name in variables and name not in seen:
        seen.add(name)
        _refuse_ambiguous(function, name)
        kind, initial = variables[name]
        is_parameter = name in [n for _, n in function.parameters()]
        if function.assignments(name) > (0 if is_parameter else 1):
            raise Unknown('%s gets more than one value in %s()' % (
                name, function.name))
        if kind in tree.classes:
            # A cast of another object is that object.
            return 'OBJECT(%s)' % name, kind
        aliased = re.fullmatch(r'&?\s*(\w+)\s*->.*', initial)
        member = _points_to_class(tree, path, kind)
        if member:
            return 'OBJECT(%s->%s)' % (name, member), \
                '%s::%s' % (kind, member)
        if not aliased:
            break
        name = aliased.group(1)
    raise Unknown('no object with a path is known for %s' % expression)


def _refuse_ambiguous(function, name):
    if name in function.ambiguous:
        raise Unknown('%s() has more than one variable %s' % (
            function.name, name))


def spelled_out(function, expression):
    """An access path from the type of the variable it begins at, so that
    conf->iothread with conf = &s->conf is Device.conf.iothread."""
    variables = function.variables()
    seen = set()
    path = re.sub(r'\s+', '', expression)
    while True:
        name = source.root(path)
        if name not in variables or name in seen:
            return path
        seen.add(name)
        _refuse_ambiguous(function, name)
        kind, initial = variables[name]
        initial = re.sub(r'\s+', '', initial)
        rest = path[len(name):]
        if not re.fullmatch(r'&?\w+(?:(?:->|\.)\w+)+', initial):
            return kind + rest
        if initial.startswith('&') and rest.startswith('->'):
            path = initial[1:] + '.' + rest[2:]
        else:
            path = initial + rest


def _points_to_class(tree, path, kind):
    """The field of record `kind` that points to the device it belongs to."""
    found = [(t, f) for t, stars, f in
             source.fields(tree.struct(kind, path))
             if stars == 1 and t in tree.classes]
    return found[0][1] if len(found) == 1 else ''


def registered(src, function, slot='instance_finalize'):
    """Whether function is that slot of a type in this file."""
    if re.search(r'\.\s*%s\s*=\s*%s\b' % (slot, re.escape(function.name)),
                 src.masked):
        return True
    # These macros name the slots themselves.
    suffix = slot.split('_')[1]
    return any('%s_%s' % (name, suffix) == function.name
               for name in re.findall(
                   r'\bOBJECT_DEFINE_\w+\s*\(\s*\w+\s*,\s*(\w+)',
                   src.masked))


def without_path(tree, path, function, slot):
    """The function that is `slot` (instance_init, instance_finalize) of a type
    and leads to `function`, or ''.  There an object has no path."""
    todo, seen = [(path, function)], set()
    while todo:
        at, one = todo.pop()
        if (at, one.name) in seen:
            continue
        seen.add((at, one.name))
        if registered(tree.source(at), one, slot):
            return one.name
        word = re.compile(r'\b%s\s*\(' % re.escape(one.name))
        for other in [at] if one.is_static else tree.files:
            if not other.endswith('.c') or one.name not in tree.text(other) \
                    or not word.search(tree.text(other)):
                continue
            todo += [(other, f) for f in tree.source(other).functions
                     if f.name != one.name and word.search(f.code)]
    return ''
