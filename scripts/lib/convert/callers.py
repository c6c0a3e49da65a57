# SPDX-License-Identifier: GPL-2.0-or-later
"""What is done with each caller: which shape it has, which patch that takes.

A shape is told from the code alone: what is referenced by hand, where the
IOThread comes from, where the result goes, which slot the function is in.
Each shape answers None (it is not mine), a Plan, or raises Unknown (it is
mine, but a put could come to stand at a wrong place).
"""

import re

import borrowed
import counted
import flow
import held
import listed
import saved
import setups
import shared
from sites import Unknown

_SHAPES = (listed.plan, saved.plan, held.plan, borrowed.plan, shared.plan,
           counted.plan, counted.plan_node, setups.plan)


def plan(site, all_sites):
    """The Plan for a site, or Unknown."""
    _usual(site)
    for shape in _SHAPES:
        made = shape(site, all_sites)
        if made:
            return made
    raise Unknown(_why_not(site))


def _usual(site):
    """What no shape can do without."""
    function = site.function
    if function is None:
        raise Unknown('the call is outside any function')
    if '\r' in site.source.text:
        raise Unknown('the file has carriage returns')
    if not function.is_whole:
        raise Unknown('its braces do not pair up')
    if not site.source.is_unique(function):
        raise Unknown('the file has another function of that name')
    if not flow.is_plain(function, site.at):
        raise Unknown('the call stands in a condition, or in the arm of one '
                      'without braces')


def _why_not(site):
    """The nearest thing to a reason, for a caller of no known shape."""
    function = site.function
    if flow.in_loop(function, site.at):
        return 'it is got in a loop; where each is put cannot be told'
    call = borrowed.enclosing_call(site)
    if call:
        return '%s() may keep the context' % call
    if site.is_global:
        if re.search(r'\b%s\s*=\s*iothread_create\s*\('
                     % re.escape(site.argument), site.source.masked):
            return '%s is created in this file, but no single function ' \
                'destroys it' % site.argument
    stored = re.search(r'([\w\s.>-]+[\w\]])\s*=\s*\w+\s*\($',
                       site.source.masked[flow.statement_start(
                           function, site.at):site.end].split('(')[0] + '(')
    if stored and re.search(r'->|\.', stored.group(1)):
        return 'it is kept in %s; nothing in sight says when that ends' \
            % ''.join(stored.group(1).split())
    return 'nothing in sight says where the hold could be put'
