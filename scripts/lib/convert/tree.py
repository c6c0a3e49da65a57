# SPDX-License-Identifier: GPL-2.0-or-later
"""A QEMU source tree: what it is, which of its files matter."""

import os
import re
import subprocess

import source

GET = 'iothread_get_aio_context'
PUT = 'iothread_put_aio_context'
_PROTOTYPE = re.compile(r'\b%s\s*\(\s*IOThread\s*\*\s*\w*\s*([,)])' % GET)
_CLASS = re.compile(
    r'\b(?:OBJECT_DECLARE_(?:SIMPLE_)?(?:TYPE|CPU_TYPE)|'
    r'DECLARE_INSTANCE_CHECKER|DECLARE_OBJ_CHECKERS)\s*\(\s*(\w+)')


class Refused(Exception):
    """The tree cannot be converted; the text says why."""


class Tree:
    """Reads files once; what is rewritten stays in memory until the end."""

    def __init__(self, root):
        self.root = root
        self._texts = {}
        self._sources = {}
        self.changed = {}    # path -> new text
        self.linked = []     # callers that are links to outside
        if not os.path.isfile(os.path.join(root, 'iothread.c')):
            raise Refused('%s is no QEMU source tree: no iothread.c' % root)
        links = []
        self.files = sorted(self._walk(links))
        self.naming = [p for p in self.files if GET in self.text(p)
                       or PUT in self.text(p)]
        self.linked = self._linked(links)
        self.header = self._header()
        self.foreign = self._foreign()
        self._known = set(self.files)
        self.classes = {'Object'}
        for path in self.files:
            if path.endswith('.h') or path in self.naming:
                self.classes.update(_CLASS.findall(self.text(path)))
        self.classes -= {'IOThread', 'InstanceType'}

    def _walk(self, links):
        """C files and headers; not those of a build, nor hidden ones.  Links
        are only noted."""
        for folder, folders, names in os.walk(self.root):
            if folder != self.root and (
                    'build.ninja' in names or 'config-host.mak' in names
                    or 'compile_commands.json' in names):
                folders[:] = []
                continue
            folders[:] = sorted(f for f in folders if not f.startswith('.'))
            if folder == self.root and 'roms' in folders:
                folders.remove('roms')
            for name in names:
                if name.endswith(('.c', '.h', '.c.inc', '.m')):
                    path = os.path.join(folder, name)
                    if os.path.islink(path):
                        links.append(path)
                    elif os.path.isfile(path):
                        yield os.path.relpath(path, self.root)

    def _linked(self, links):
        """Links to callers that are none of the tree's own files."""
        own = {os.path.realpath(os.path.join(self.root, p))
               for p in self.files}
        out = []
        for path in links:
            target = os.path.realpath(path)
            if target in own or not os.path.isfile(target):
                continue
            with open(target, encoding='utf-8',
                      errors='surrogateescape') as file:
                if re.search(r'\b%s\s*\([^,()]*\)' % GET,
                             source.mask(file.read())):
                    out.append(os.path.relpath(path, self.root))
        return sorted(out)

    def text(self, path):
        if path in self.changed:
            return self.changed[path]
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def _read(self, path):
        # QEMU is UTF-8; a byte that is not survives the round trip.
        with open(os.path.join(self.root, path), encoding='utf-8',
                  errors='surrogateescape', newline='') as file:
            return file.read()

    def original(self, path):
        if path not in self._texts and self.is_file(path):
            self._texts[path] = self._read(path)
        return self._texts.get(path, '')

    def is_file(self, path):
        """Whether the user has it."""
        return os.path.isfile(os.path.join(self.root, path))

    def exists(self, path):
        return path in self.changed or self.is_file(path)

    def source(self, path):
        text = self.text(path)
        kept = self._sources.get(path)
        if kept is None or kept.text is not text:
            kept = self._sources[path] = source.Source(path, text)
        return kept

    def change(self, path, text):
        if self.is_file(path) and text == self.original(path):
            self.changed.pop(path, None)
        else:
            self.changed[path] = text

    def _header(self):
        """The header that declares the QOM class's get."""
        found = [p for p in self.naming
                 if p.endswith('.h') and _PROTOTYPE.search(self.text(p))
                 and 'parent_obj' in self.source(p).struct('IOThread')]
        if len(found) != 1:
            raise Refused(
                '%s: no header declares %s() beside struct IOThread; this '
                'tree is not known' % (self.root, GET) if not found else
                '%s: %s() is declared in %s; this tree is not known'
                % (self.root, GET, ' and '.join(found)))
        return found[0]

    def _foreign(self):
        """Headers that declare a function of the same name on another
        struct: tests/unit/iothread.h."""
        return {p for p in self.naming
                if p.endswith('.h') and p != self.header
                and re.search(r'\bAioContext\s*\*\s*%s\s*\(' % GET,
                              self.text(p))}

    @property
    def include_prefix(self):
        """How sources include the header's folder: sysemu/, system/."""
        return os.path.basename(os.path.dirname(self.header)) + '/'

    def arity(self):
        """1: classic, 2: holder dialect."""
        found = _PROTOTYPE.search(source.mask(self.text(self.header)))
        return 1 if found.group(1) == ')' else 2

    def refuse_unknown(self):
        """Trees that have something of the API already."""
        if self.arity() == 2:
            return
        for path in self.naming:
            found = re.search(r'\b%s\s*\(' % PUT,
                              source.mask(self.text(path)))
            if found:
                raise Refused('%s: %s has %s() already; nothing is touched'
                              % (self.root, path, PUT))

    def is_foreign(self, path):
        """Whether a file's get is that of a foreign header, which it includes
        itself or by way of others beside it."""
        todo, seen = [path], set()
        while todo:
            at = todo.pop()
            if at in self.foreign:
                return True
            seen.add(at)
            folder = os.path.dirname(at)
            for name in re.findall(r'^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"',
                                   self.text(at), re.MULTILINE):
                near = os.path.normpath(os.path.join(folder, name))
                if near not in seen and near in self._known:
                    todo.append(near)
        return False

    def struct(self, name, near):
        """Body of a struct, from the file, its folder's or any header."""
        body = self.source(near).struct(name)
        if body:
            return body
        word = re.compile(r'\bstruct\s+%s\s*\{|\}\s*%s\s*;'
                          % (re.escape(name), re.escape(name)))
        for path in self.files:
            if path.endswith('.h') and name in self.text(path) \
                    and word.search(self.text(path)):
                body = self.source(path).struct(name)
                if body:
                    return body
        return ''

    def version(self):
        """The release the conversion speaks of: '7.2', '11.0'."""
        try:
            with open(os.path.join(self.root, 'VERSION'),
                      encoding='ascii', errors='replace') as file:
                parts = [int(p) for p in re.findall(r'\d+', file.read())]
        except OSError:
            parts = []
        if len(parts) < 2:
            return None
        major, minor = parts[:2]
        if len(parts) > 2 and parts[2] >= 50:
            major, minor = (major + 1, 0) if minor >= 2 else (major, minor + 1)
        return '%d.%d' % (major, minor)

    def uncommitted(self, paths):
        """Those of paths that have changes git does not have; none where
        the tree is not under git."""
        git = ['git', '-C', self.root]
        where = {name: value for name, value in os.environ.items()
                 if not name.startswith('GIT_')}
        where['LC_ALL'] = 'C'
        try:
            known = subprocess.run(
                git + ['ls-files', '--error-unmatch', '--', 'iothread.c'],
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                check=False, env=where)
        except FileNotFoundError:
            return []
        if b'dubious ownership' in known.stderr:
            raise Refused('%s: git does not trust the owner of the tree, so '
                          'uncommitted changes cannot be told' % self.root)
        if known.returncode:
            return []
        out = subprocess.run(
            git + ['--literal-pathspecs', 'status', '--porcelain', '-z',
                   '--no-renames', '--'] + sorted(paths),
            stdout=subprocess.PIPE, check=True, env=where).stdout
        return [entry[3:].decode('utf-8', 'surrogateescape')
                for entry in out.split(b'\0') if entry]
