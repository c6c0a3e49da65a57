# SPDX-License-Identifier: GPL-2.0-or-later
"""What a shape hands over to be carried out, and what shapes share."""

import os
import re

import source
from sites import Unknown


class Plan:
    """Semantic patches over some files, for some call sites."""

    def __init__(self, sites, said, patches, literal=None, touches=()):
        self.sites = sites
        self.said = said          # what is done, for the user: a text for
        #                           all sites or one for each
        self.patches = patches    # [(template, parameters, [path])]
        self.literal = literal
        self.edits = []           # [(path, function text -> text)]
        self.checks = []          # [function tree -> reason or '']
        # The functions that may change, by name; no other does.
        self.touches = set(touches) | {s.function.name for s in sites}

    def told(self):
        if isinstance(self.said, str):
            return [self.said] * len(self.sites)
        return self.said


def literal_of(site):
    """A stable name for a user that is no device: its folder's."""
    folder = os.path.basename(os.path.dirname(site.path))
    return folder or os.path.splitext(os.path.basename(site.path))[0]


def free_name(tree, path, functions, wanted, *others):
    """`wanted`, or another name, that neither the functions of these names
    nor the file around them had before the conversion."""
    src = source.Source(path, tree.original(path))
    words, at = set(), 0
    for function in src.functions:
        words.update(_words(_outermost(src.masked[at:function.head])))
        at = function.end + 1
        if function.name in functions:
            words.update(_words(src.masked[function.head:function.end]))
    words.update(_words(_outermost(src.masked[at:])))
    for name in (wanted,) + others:
        if name not in words:
            return name
    raise Unknown('the names %s are all taken' % ', '.join(
        (wanted,) + others))


def _words(code):
    """Names, but not those of members."""
    return re.findall(r'(?<![\w.>])\w+', re.sub(r'->\s+|\.\s+',
                                                lambda m: m.group(0).strip(),
                                                code))


def _outermost(code):
    """Code with what stands in braces left out."""
    out, depth = [], 0
    for part in re.split(r'([{}])', code):
        depth += (part == '{') - (part == '}')
        if not depth:
            out.append(part)
    return ' '.join(out)


def holder_name(tree, path, functions):
    """The variable for the holder's name."""
    return free_name(tree, path, functions, 'holder', 'iothread_holder',
                     'holder_name')
