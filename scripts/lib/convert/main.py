# SPDX-License-Identifier: GPL-2.0-or-later
"""Converts a QEMU source tree to the holder API."""

import argparse
import os
import signal
import sys

import api
import callers
import install
import layout
import patch
import rewrite
import sites
import tree as qemu


def safe(text):
    """One line; a file name cannot make it two."""
    return ''.join(c if c.isprintable() else
                   c.encode('unicode_escape', 'surrogatepass').decode()
                   for c in text)


def say(text):
    print('%s: %s' % (os.environ.get('HC_ME', 'convert-qemu'), safe(text)),
          file=sys.stderr)


def _arguments():
    parser = argparse.ArgumentParser(
        prog=os.environ.get('HC_ME'), description='Converts the QEMU source '
        'tree TREE in place: IOThreads have holders.  For evaluation only.')
    parser.add_argument('tree', metavar='TREE')
    parser.add_argument('--check', action='store_true',
                        help='say what would be done, change nothing')
    parser.add_argument('--diff', action='store_true',
                        help='print the changes as a patch; the report goes '
                        'to standard error')
    return parser.parse_args()


def _tell(done, left, out):
    width = max([len(safe(where)) for where, _ in done] or [0])
    for where, what in done:
        print('%-*s  %s' % (width, safe(where), safe(what)), file=out)
    for where, name, why in left:
        print(safe('%s: not converted: %s%s' % (
            where, name + '(): ' if name else '', why)), file=out)


def _convert(tree, spatch):
    """([(where, what was done)], [(where, function, why not)])"""
    done, left = [], []
    if tree.arity() == 1:
        done += api.convert(tree, spatch)
    refused = {}
    while True:
        # Offsets move with each plan, so the callers are looked up again.
        found = sites.find(tree)
        keys = _keys(found)
        todo = [(s, k) for s, k in zip(found, keys) if k not in refused]
        if not todo:
            break
        site, key = todo[0]
        try:
            plan = callers.plan(site, found)
            before = [(_origin(tree, s), s.function.name)
                      for s in plan.sites]
            rewrite.apply(tree, spatch, plan)
            done += [(where, '%s(): %s' % (name, what)) for (where, name),
                     what in zip(before, plan.told())]
        except sites.Unknown as why:
            refused[key] = str(why)
    for site, key in zip(found, keys):
        left.append((_origin(tree, site), site.function.name
                     if site.function else '', refused[key]))
    left += [(where, '', 'the name stands there without a call')
             for where in sites.mentions(tree)]
    left += [(path, '', 'it is a symbolic link to outside the tree')
             for path in tree.linked]
    return done, left


def _keys(found):
    """What tells a caller from others while lines move."""
    out = []
    for site in found:
        key = (site.path, site.function.name if site.function else '',
               site.statement(), site.argument)
        out.append(key + (sum(k[:4] == key for k in out),))
    return out


def _origin(tree, site):
    """FILE:LINE of a call in the file as the user has it."""
    old = tree.original(site.path).split('\n')
    new = tree.text(site.path).split('\n')
    line = site.line
    for kind, a, _, c, d in layout.changes(old, new):
        if kind == 'equal' and c < site.line <= d:
            line = a + site.line - c
            break
    return '%s:%d' % (site.path, line)


def _run(options):
    root = options.tree
    if not os.path.isdir(root):
        raise qemu.Refused('%s is no directory' % root)
    handle = install.lock(root)
    if install.is_interrupted(root):
        if options.check:
            raise qemu.Refused('%s: a run was killed here half-way; one '
                               'without --check takes that back' % root)
        install.recover(root)
        say('took back what an interrupted run had left')
    tree = qemu.Tree(root)
    tree.refuse_unknown()
    if tree.arity() == 2 and not api.is_ours(tree):
        raise qemu.Refused(
            '%s: %s already takes a holder, but not by this converter; '
            'nothing is touched' % (root, qemu.GET))
    spatch = rewrite.Coccinelle(tree)
    try:
        done, left = _convert(tree, spatch)
    finally:
        spatch.close()
    text = patch.text(tree) if options.diff else ''
    if not options.check and tree.changed:
        _refuse_mixing(tree)
        install.install(root, tree.changed)
    os.close(handle)
    _tell(done, left, sys.stderr if options.diff else sys.stdout)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode('utf-8', 'surrogateescape'))
    sys.stdout.buffer.flush()
    if options.check and tree.changed:
        _refuse_mixing(tree)
    _summary(tree, left, options)
    return 2 if left else 0


def _refuse_mixing(tree):
    """What cannot be replaced, or is not to be mixed with."""
    install.refuse_protected(tree.root, tree.changed)
    dirty = tree.uncommitted(tree.changed)
    if dirty:
        raise qemu.Refused('%s: uncommitted changes in %s%s; nothing is '
                           'touched' % (tree.root, ', '.join(dirty[:3]),
                                        ', ...' if len(dirty) > 3 else ''))


def _summary(tree, left, options):
    callers_left = '%d caller%s left as %s' % (
        len(left), ' is' if len(left) == 1 else 's are',
        'it was' if len(left) == 1 else 'they were')
    if tree.changed:
        say('%s %d files%s' % (
            'would change' if options.check else 'changed',
            len(tree.changed), '; ' + callers_left if left else ''))
    elif left:
        say(callers_left)
    else:
        say('%s is converted already; nothing to do' % options.tree)


def _interrupt(*_):
    raise KeyboardInterrupt


def main():
    options = _arguments()
    for number in install.SIGNALS:
        signal.signal(number, _interrupt)
    try:
        return _run(options)
    except qemu.Refused as why:
        say(str(why))
    except sites.Unknown as why:
        say('%s: %s; nothing is touched' % (options.tree, why))
    except (KeyboardInterrupt, install.Interrupted):
        say('interrupted; nothing is touched')
        return 130
    except OSError as error:
        say('%s: %s' % (error.filename or options.tree, error.strerror))
    return 2


if __name__ == '__main__':
    sys.exit(main())
