# SPDX-License-Identifier: GPL-2.0-or-later
"""An IOThread used for one call that keeps nothing of its context, by
somebody who is no device: held around that call."""

import re

import flow
import source
from plans import Plan, literal_of
from sites import Unknown

# Calls that keep nothing of the context they are given beyond what they
# schedule: the bottom half runs before the IOThread can stop.
BORROWERS = ('aio_notify', 'aio_bh_schedule_oneshot',
             'aio_bh_schedule_oneshot_full', 'aio_wait_bh_oneshot',
             'aio_poll')


def nested_call(site):
    """The function whose first argument the get is, or ''."""
    found = re.search(r'\b(\w+)\s*\(\s*$', site.function.source.masked[
        flow.statement_start(site.function, site.at):site.at])
    return found.group(1) if found else ''


def enclosing_call(site):
    """The function that the get is any argument of, or ''."""
    masked, depth = site.source.masked, 0
    begin = flow.statement_start(site.function, site.at)
    for i in range(site.at - 1, begin - 1, -1):
        depth += (masked[i] == ')') - (masked[i] == '(')
        if depth < 0:
            found = re.search(r'(\w+)\s*$', masked[begin:i])
            return found.group(1) if found else ''
    return ''


def plan(site, all_sites):
    if not site.is_global:
        return None
    call, arm = nested_call(site), False
    if call:
        if call not in BORROWERS:
            return None
        masked = site.source.masked
        end = source.closing(masked, masked.rindex('(', 0, site.at)) + 1
        if masked[flow.statement_start(site.function, site.at):site.at] \
                .split('(')[0].strip() != call or \
                not masked[end:].lstrip().startswith(';'):
            raise Unknown('what %s() returns is used' % call)
    else:
        call, arm = _kept_until(site)
        if not call:
            return None
    own = [s for s in all_sites if s.path == site.path
           and s.function is site.function and s.argument == site.argument]
    if len(own) > 1 and not all(nested_call(s) in BORROWERS for s in own):
        raise Unknown('%s is got %d times there' % (site.argument, len(own)))
    literal = literal_of(site)
    return Plan(own, "held as '%s' around %s()" % (literal, call),
                [('borrow-arm.cocci' if arm else 'borrow.cocci', {
                    'USER': site.function.name, 'IOTHREAD': site.argument},
                  [site.path])], literal)


def _kept_until(site):
    """(the one call a variable with the context is for, or '', whether it is
    got in one arm of an if before that call)."""
    function, masked = site.function, site.source.masked
    found = re.search(r'(?:^|[\s*])(\w+)\s*=\s*$',
                      masked[flow.statement_start(function, site.at):site.at])
    if not found or found.group(1) not in site.variables:
        return '', False
    name = re.escape(found.group(1))
    uses = [(m.start(1), m.group(1)) for m in re.finditer(
        r'(\w+)\s*\(\s*%s\s*[,)]' % name,
        masked[function.body:function.end])]
    rest = re.sub(r'(?<![\w.>])%s\s*=(?!=)|\*\s*%s\s*;|\w+\s*\(\s*%s\s*[,)]'
                  % ((name,) * 3), '', function.code)
    if not uses or re.search(r'(?<![\w.>])%s\b' % name, rest):
        return '', False
    if not {call for _, call in uses} <= set(BORROWERS):
        keeper = sorted({c for _, c in uses} - set(BORROWERS))[0]
        raise Unknown('%s() may keep the context' % keeper)
    if len(uses) > 1:
        raise Unknown('its context is used %d times' % len(uses))
    at = function.body + uses[0][0]
    return uses[0][1], _is_arm(site, at)


def _is_arm(site, use):
    """Whether the get stands in an arm; from it the only way must lead to the
    use."""
    function = site.function
    begin, end = site.end, flow.statement_start(function, use)
    leaves = flow.leaves(function, begin, end)
    if leaves or use < site.at or flow.in_loop(function, site.at) != \
            flow.in_loop(function, use):
        raise Unknown("'%s' stands between the get and the use of its "
                      'context' % (leaves or 'a loop'))
    if not flow.is_plain(function, use):
        raise Unknown('the use of its context is not a statement by itself')
    opened = flow.blocks(function, site.at)
    if opened == flow.blocks(function, use):
        return False
    # One arm of an if gets it, the other has a context of its own.
    keyword, condition = flow.control(function, opened[-1])
    if opened[:-1] != flow.blocks(function, use) or keyword != 'if':
        raise Unknown('it is got under a condition that its use is not '
                      'under')
    if '(' in condition or re.search(r'\+\+|--|[^=!<>]=[^=]', condition):
        raise Unknown("the condition '%s' may be another by the time of the "
                      'put' % condition)
    for name in re.findall(r'\w+(?:(?:->|\.)\w+)*', condition):
        lost = flow.loses(function, name, begin, end) \
            if re.match(r'[A-Za-z_]', name) else ''
        if lost:
            raise Unknown("'%s' changes the condition of the get" % lost)
    return True
