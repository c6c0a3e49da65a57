# SPDX-License-Identifier: GPL-2.0-or-later
"""A static IOThread that one file creates for its first client and destroys
with its last: one hold per client."""

import re

import flow
from plans import Plan, literal_of
from sites import Unknown


def plan(site, all_sites):
    if not site.is_global:
        return None
    masked = site.source.masked
    name = re.escape(site.argument)
    if not re.search(r'\b%s\s*=\s*iothread_create\s*\(' % name, masked):
        return None
    ends = [f for f in site.source.functions
            for _, args in f.calls('iothread_destroy')
            if args == [site.argument]]
    if not ends:
        raise Unknown('%s is created in this file, but never destroyed'
                      % site.argument)
    if len(ends) > 1:
        raise Unknown('%s is destroyed in %d places' % (
            site.argument, len(ends)))
    end = ends[0]
    if not re.search(r'^static\s+IOThread\s*\*\s*%s\b' % name, masked,
                     re.MULTILINE):
        raise Unknown('%s is not static: others may hold it'
                      % site.argument)
    client, field = _client(site)
    if not client or client not in [k for k, _ in end.parameters()]:
        raise Unknown('%s() does not end one client of %s' % (
            end.name, site.argument))
    own = [s for s in all_sites if s.argument == site.argument
           and s.path == site.path and s.function is site.function]
    if len(own) > 1 or len(flow.blocks(site.function, site.at)) != 1:
        raise Unknown('%s() does not get it exactly once for each client'
                      % site.function.name)
    _refuse_ways_out(site, end, field)
    literal = literal_of(site)
    return Plan([site], "held as '%s' once per client, put in %s()"
                % (literal, end.name),
                [('shared.cocci', {'ACQUIRE': site.function.name,
                                   'IOTHREAD': site.argument,
                                   'RELEASE': end.name}, [site.path])],
                literal, [end.name])


def _client(site):
    """(type, field) of the record that keeps the context and is returned."""
    begin = flow.statement_start(site.function, site.at)
    kept = re.match(r'(\w+)\s*->\s*(\w+)\s*=\s*\w+\s*\(',
                    site.source.masked[begin:])
    if not kept or kept.group(1) not in site.variables:
        return '', ''
    after = re.search(r'\b(return|goto)\b\s*(\w*)', site.source.masked[
        site.at:site.function.end])
    if after and after.group(0).split() != ['return', kept.group(1)]:
        raise Unknown('%s() can fail after the get' % site.function.name)
    return site.variables[kept.group(1)][0], kept.group(2)


def _refuse_ways_out(site, end, field):
    """The client's end reaches the put once, before the IOThread's end."""
    at = [at for at, args in end.calls('iothread_destroy')][0]
    opened = flow.blocks(end, at)
    if end is site.function or not end.is_whole or len(opened) != 2 or \
            flow.control(end, opened[-1])[0] != 'if':
        raise Unknown('%s() destroys it other than with the last client'
                      % end.name)
    if flow.returns(end, end.body, opened[-1]) or re.search(
            r'\bgoto\b', end.code):
        raise Unknown('%s() can return before it is done' % end.name)
    condition = flow.statement_start(end, opened[-1])
    if re.search(r'->\s*%s\b' % field,
                 site.source.masked[condition:end.end]):
        raise Unknown('%s() uses the context after the put' % end.name)

