# SPDX-License-Identifier: GPL-2.0-or-later
"""Kinds of mutants.  Each takes a site and yields texts of its file, every one
of which is a bug by construction: why is said beside it."""
KINDS = {}


def kind(name, why):
    def add(function):
        KINDS[name] = (function, why)
        return function
    return add


@kind("put-removed", "a hold that was put is not")
def put_removed(site, sites):
    if site.put:
        yield site.replace(site.first, site.last, b"(void)0;")


@kind("put-doubled", "the second put takes a hold that is not there")
def put_doubled(site, sites):
    if site.put:
        call = site.text[site.start:site.last]
        yield site.replace(site.first, site.last, call + b" " + call)


@kind("put-renamed", "nobody holds under this name")
def put_renamed(site, sites):
    if site.put:
        begin, end = site.args[1]
        yield site.replace(begin, end, b' "somebody-else"')
