# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the converted files: all of them or none.

Every new text is written beside the tree's files first, in one folder that is
also the journal.  Its list of what is replaced is complete before the first
file is, so that a run that is killed half-way is taken back by the next.
"""

import fcntl
import hashlib
import json
import os
import shutil
import signal

import tree as qemu

JOURNAL = '.holdcheck-convert'
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# For the tests alone: stop dead after that many files are replaced.
_DIE_AFTER = 'HOLDCHECK_TEST_DIE_AFTER'


class Interrupted(Exception):
    """A signal came before the tree was the converted one."""


def lock(root):
    """Keeps other runs out of the tree as long as the result is open."""
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise qemu.Refused('%s: another run is at work here' % root) from None
    return handle


def is_interrupted(root):
    return os.path.isdir(os.path.join(root, JOURNAL))


def recover(root):
    """Takes back what a killed run left."""
    journal = os.path.join(root, JOURNAL)
    ready = os.path.join(journal, 'ready')
    if os.path.isfile(ready):
        with open(ready, encoding='ascii') as file:
            entries = json.load(file)
        _refuse_edited(root, entries)
        for path, entry in entries.items():
            _restore(root, journal, path, entry)
        os.unlink(ready)
    shutil.rmtree(journal)


def _hash(path):
    try:
        with open(path, 'rb') as file:
            return hashlib.sha256(file.read()).hexdigest()
    except FileNotFoundError:
        return None


def _refuse_edited(root, entries):
    """What somebody has worked on since then is not overwritten."""
    for path, entry in entries.items():
        if _hash(os.path.join(root, path)) not in (entry['old'],
                                                   entry['new']):
            raise qemu.Refused(
                '%s: %s was changed after a run was killed here; put it '
                'right by hand, its original is in %s/old, then remove %s'
                % (root, path, JOURNAL, JOURNAL))


def _restore(root, journal, path, entry):
    target = os.path.join(root, path)
    if _hash(target) == entry['old']:
        return
    if entry['old'] is None:
        os.unlink(target)
        return
    # By a rename, so that it is never half a file.
    part = os.path.join(journal, 'part')
    shutil.copy2(os.path.join(journal, 'old', path), part)
    os.replace(part, target)


def _sync(path):
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refuse_protected(root, paths):
    """A rename does not ask whether a file is read-only; its owner meant
    it.  Nor does it keep a symbolic link."""
    if not os.stat(root).st_mode & 0o222 or not os.access(root, os.W_OK):
        raise qemu.Refused('%s is read-only; nothing is touched' % root)
    for path in sorted(paths):
        at = os.path.join(root, path)
        folder = os.path.dirname(path)
        while folder:
            if os.path.islink(os.path.join(root, folder)):
                raise qemu.Refused('%s: %s is a symbolic link; nothing is '
                                   'touched' % (root, folder))
            folder = os.path.dirname(folder)
        if os.path.islink(at):
            raise qemu.Refused('%s: %s is a symbolic link; nothing is '
                               'touched' % (root, path))
        for one in (at, os.path.dirname(at)):
            if os.path.exists(one) and (
                    not os.stat(one).st_mode & 0o222
                    or not os.access(one, os.W_OK)):
                raise qemu.Refused('%s: %s is read-only; nothing is touched'
                                   % (root, os.path.relpath(one, root)))


def install(root, texts):
    """Replaces the files of root by texts {path: text}."""
    journal = os.path.join(root, JOURNAL)
    held = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        os.mkdir(journal)
        try:
            _write(root, journal, texts)
        except BaseException:
            recover(root)
            raise
        # From here on the tree is the converted one; a signal that comes too
        # late is not worth a half-true message.
        os.unlink(os.path.join(journal, 'ready'))
        shutil.rmtree(journal)
        while signal.sigtimedwait(SIGNALS, 0):
            pass
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _write(root, journal, texts):
    entries = {}
    for path, text in sorted(texts.items()):
        _stage(root, journal, path, text)
        entries[path] = {'old': _hash(os.path.join(root, path)),
                         'new': _hash(os.path.join(journal, 'new', path))}
        _stop_if_asked()
    ready = os.path.join(journal, 'ready.part')
    with open(ready, 'w', encoding='ascii') as file:
        json.dump(entries, file)
        file.flush()
        os.fsync(file.fileno())
    os.rename(ready, os.path.join(journal, 'ready'))
    _sync(journal)
    dies = os.environ.get(_DIE_AFTER)
    for count, path in enumerate(sorted(texts)):
        if dies is not None and count >= int(dies):
            os.kill(os.getpid(), signal.SIGKILL)
        _stop_if_asked()
        os.replace(os.path.join(journal, 'new', path),
                   os.path.join(root, path))


def _stop_if_asked():
    if signal.sigpending() & set(SIGNALS):
        raise Interrupted


def _stage(root, journal, path, text):
    target = os.path.join(root, path)
    for kind in ('old', 'new'):
        os.makedirs(os.path.dirname(os.path.join(journal, kind, path)),
                    exist_ok=True)
    new = os.path.join(journal, 'new', path)
    with open(new, 'w', encoding='utf-8', errors='surrogateescape',
              newline='') as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if os.path.exists(target):
        shutil.copy2(target, os.path.join(journal, 'old', path))
        shutil.copymode(target, new)
