# SPDX-License-Identifier: GPL-2.0-or-later
"""What counts; docs/peers.md has it in words.

A tool is asked twice: about what is wrong, and about what is right.  SAID are
its reports about the API, as a set."""


class Score:
    def __init__(self):
        self.bugs = self.found = 0
        self.rights = self.false = self.reports = 0
        self.asked = self.same = self.silent = 0
        self.troubles = 0
        self.why = []
        self.kinds = {}

    def taken(self, trouble, what):
        """TROUBLE is why it was not looked at, if it was not."""
        if trouble:
            self.troubles += 1
            self.why.append("%s: %s" % (what, trouble))

    def bug(self, found, kind=None):
        self.bugs += 1
        self.found += found
        if kind is not None:
            row = self.kinds.setdefault(kind, [0, 0])
            row[0] += 1
            row[1] += found

    def right(self, reports=0):
        """One piece of right code, and how often something was said of it."""
        self.rights += 1
        self.false += bool(reports)
        self.reports += reports

    def pair(self, of_bug, of_right):
        """What was said of a bug and of its right version."""
        self.asked += 1
        self.same += of_bug == of_right
        self.silent += not of_bug and not of_right


def percent(part, whole):
    return "%d %%" % round(100 * part / whole) if whole else "-"
