# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the semantic patches on copies of the files they are for."""

import os
import re
import subprocess
import tempfile

import layout
import source
import tree as qemu
from sites import Unknown

_PATCHES = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        '..', '..', 'convert')
_TIMEOUT = 60


class Coccinelle:
    """spatch, in a scratch folder of its own."""

    def __init__(self, tree):
        self._tree = tree
        self._scratch = tempfile.TemporaryDirectory(prefix='holdcheck-')
        self._macros = os.path.join(os.path.abspath(tree.root), 'scripts',
                                    'cocci-macro-file.h')

    def close(self):
        self._scratch.cleanup()

    def patch(self, template, parameters, path):
        """The tree's text of path after one semantic patch, with the markers
        that layout.py knows."""
        with open(os.path.join(_PATCHES, template),
                  encoding='utf-8') as file:
            patch = file.read()
        for name, value in parameters.items():
            patch = patch.replace('<%s>' % name, value)
        rules = os.path.join(self._scratch.name, template)
        subject = os.path.join(self._scratch.name, 'in' +
                               os.path.splitext(path)[1])
        result = os.path.join(self._scratch.name, 'out')
        before = self._tree.text(path)
        with open(rules, 'w', encoding='utf-8') as file:
            file.write(patch)
        # spatch knows no CRLF; QEMU has none in its C files.
        with open(subject, 'w', encoding='utf-8', newline='',
                  errors='surrogateescape') as file:
            file.write(before)
        if os.path.exists(result):
            os.unlink(result)
        command = ['spatch', '--very-quiet', '--indent', '4',
                   '--smpl-spacing', '--no-includes', '--timeout',
                   str(_TIMEOUT), '--sp-file', rules, subject, '-o', result]
        if os.path.exists(self._macros):
            command[1:1] = ['--macro-file', self._macros]
        _run(command, template, self._scratch.name)
        if not os.path.exists(result):
            return before
        with open(result, encoding='utf-8', errors='surrogateescape',
                  newline='') as file:
            return file.read()


def _run(command, template, folder):
    """Runs spatch; a failure that says nothing about the caller stops all."""
    # It dies without a home, and obeys a .cocciconfig of the user's there and
    # where it is started.
    where = dict(os.environ, HOME=folder)
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False,
                              timeout=_TIMEOUT * 2, cwd=folder, env=where)
    except subprocess.TimeoutExpired:
        raise Unknown('spatch takes too long with %s' % template) from None
    if not done.returncode:
        return
    said = done.stdout.decode('utf-8', 'replace').strip().split('\n')
    if done.returncode < 0:
        raise qemu.Refused('spatch was killed by signal %d; nothing is '
                           'touched' % -done.returncode)
    if any('No space left' in line for line in said):
        raise qemu.Refused('spatch: No space left on device; nothing is '
                           'touched')
    raise Unknown('spatch cannot apply %s to it: %s' % (
        template, said[-1][:100] or 'status %d' % done.returncode))


def _calls(text, name):
    """How many arguments each call of name has, without prototypes."""
    src = source.Source('', text)
    out = []
    for found in re.finditer(r'\b%s\s*\(' % name, src.masked):
        end = source.closing(src.masked, found.end() - 1)
        args = source.arguments(src.masked[found.end():end])
        if not args or not re.match(r'IOThread\s*\*', args[0]):
            out.append(len(args))
    return out


def apply(tree, spatch, plan):
    """Carries a plan out in memory; leaves all as it was if it fails."""
    saved = dict(tree.changed)
    paths = sorted({p for _, _, paths in plan.patches for p in paths})
    before = {p: tree.text(p) for p in paths}
    try:
        for path in paths:
            if '\r' in before[path]:
                raise Unknown('%s has carriage returns' % path)
        for template, parameters, files in plan.patches:
            for path in files:
                tree.change(path, spatch.patch(template, parameters, path))
        # Only now is it known which blocks of a function need a name.
        for path in paths:
            tree.change(path, layout.lay_out(before[path], tree.text(path),
                                             plan.literal))
        for path, edit in plan.edits:
            tree.change(path, edit(tree.text(path)))
        _verify(tree, plan, before)
    except (Unknown, ValueError) as error:
        tree.changed = saved
        if isinstance(error, Unknown):
            raise
        raise Unknown(str(error)) from error
    except BaseException:
        tree.changed = saved
        raise


def _verify(tree, plan, before):
    """What must be true of files that were rewritten."""
    gets = puts = 0
    for path, old in before.items():
        new = tree.text(path)
        if re.search(r'\bHC_[A-Z]+\b', new):
            raise Unknown('the rewriting of %s is not complete' % path)
        was, now = _calls(old, qemu.GET), _calls(new, qemu.GET)
        gets += was.count(1) - now.count(1)
        puts += len(_calls(new, qemu.PUT)) - len(_calls(old, qemu.PUT))
        if source.mask(new).count('{') - source.mask(new).count('}') != \
                source.mask(old).count('{') - source.mask(old).count('}'):
            raise Unknown('the rewriting of %s is not well formed' % path)
        _only_touched(source.Source(path, old), source.Source(path, new),
                      plan.touches)
    if gets != len(plan.sites):
        raise Unknown('Coccinelle matches %d of %d calls; it is not written '
                      'as this shape is, or does not parse' % (
                          gets, len(plan.sites)))
    if puts < 1:
        raise Unknown('Coccinelle found no place for the put')
    for _, _, files in plan.patches:
        for path in files:
            if tree.text(path) == before[path]:
                raise Unknown('Coccinelle does not match %s' % path)
    for check in plan.checks:
        why = check(tree)
        if why:
            raise Unknown(why)


def _only_touched(old, new, touches):
    """No function changes but those the plan is about."""
    was = {f.name: f.text for f in old.functions}
    now = {f.name: f.text for f in new.functions}
    for name in sorted(set(was) | set(now)):
        if was.get(name) != now.get(name) and name not in touches:
            raise Unknown('the rewriting would also change %s()' % name)
