// SPDX-License-Identifier: GPL-2.0-or-later
//
// The holder API for Coccinelle: what one looks for by hand, as rules.
//
// Can say: by spelling, within one function: a path without the put where
// another has it; an error path without it; two puts; another name or IOThread;
// a use after the put; NULL as a name.  Over the functions of one file: a field
// whose IOThread is held and put nowhere, or put under names of another kind.
// Cannot say: that two spellings are one value (a copy, a helper's parameter, a
// second variable of one path), or one spelling two; which conditions go
// together; in which order slots run; anything in other files.

@initialize:python@
@@
said = set()
# By member, for the whole file; by function and IOThread, to count holds.
gets = {}
puts = {}
held = {}
given = {}


def say(p, text):
    line = "%s:%s:%s: warning: %s" % (p[0].file, p[0].line,
                                      int(p[0].column) + 1, text)
    if line not in said:
        said.add(line)
        print(line)


def field(io):
    """The member an IOThread is kept in; none for a variable."""
    io = io.replace(" ", "")
    return io.replace(".", "->").rpartition("->")[2] if "->" in io else None


def count(table, p, io, n=None):
    """Calls of the function of P on this IOThread, under this name."""
    names = table.get((p[0].current_element, io.replace(" ", "")), [])
    return sum(n is None or name == n.replace(" ", "") for name in names)


def note(table, p, io, n):
    table.setdefault((p[0].current_element, io.replace(" ", "")), []).append(
        n.replace(" ", ""))


def differ(a, b):
    """Two spellings that cannot be one name."""
    a, b = a.replace(" ", ""), b.replace(" ", "")
    return a != b and (a[:1] == '"' or b[:1] == '"')


// ---- leak: another path of the function puts it, or this one fails

@get@
expression io, n;
position g;
@@
iothread_get_aio_context@g(io, n)

@script:python@
io << get.io;
n << get.n;
g << get.g;
@@
note(held, g, io, n)
if field(io):
    gets.setdefault(field(io), []).append((n, g))

@put@
expression io, n;
position g;
@@
iothread_put_aio_context@g(io, n)

@script:python@
io << put.io;
n << put.n;
g << put.g;
@@
note(given, g, io, n)
if field(io):
    puts.setdefault(field(io), []).append((n, g))

@puts_some exists@
expression get.io, get.n;
expression m;
position get.g;
@@
iothread_get_aio_context@g(io, n)
... when any
iothread_put_aio_context(io, m)

@leak depends on puts_some exists@
expression get.io, get.n;
expression m, E;
position get.g, p;
@@
iothread_get_aio_context@g(io, n)
... when != iothread_put_aio_context(io, m)
(
return@p;
|
return@p E;
)

@script:python@
p << leak.p;
io << get.io;
@@
say(p, "path without iothread_put_aio_context(%s)" % io)

@fails exists@
expression get.io, get.n;
expression m, E;
position get.g, p;
@@
iothread_get_aio_context@g(io, n)
... when != iothread_put_aio_context(io, m)
(
error_setg(...);
|
error_setg_errno(...);
|
error_propagate(...);
)
... when != iothread_put_aio_context(io, m)
(
return@p;
|
return@p E;
)

@script:python@
p << fails.p;
io << get.io;
@@
say(p, "error path without iothread_put_aio_context(%s)" % io)

@negative exists@
symbol false;
expression get.io, get.n;
expression m;
constant C;
position get.g, p;
@@
iothread_get_aio_context@g(io, n)
... when != iothread_put_aio_context(io, m)
(
return@p -C;
|
return@p false;
|
return@p NULL;
)

@script:python@
p << negative.p;
io << get.io;
@@
say(p, "error returned without iothread_put_aio_context(%s)" % io)

// ---- a local IOThread that is kept nowhere and put nowhere

@kept exists@
typedef IOThread;
local idexpression IOThread *io;
expression n, E;
position get.g;
@@
iothread_get_aio_context@g(io, n)
... when any
(
E = io;
|
return io;
|
iothread_put_aio_context(io, ...);
)

@lost depends on !kept@
local idexpression IOThread *io;
expression n;
position get.g;
@@
iothread_get_aio_context@g(io, n)

@script:python@
g << get.g;
io << lost.io;
@@
say(g, "iothread_get_aio_context(%s) without any put" % io)

// ---- held twice, put once: a second get with no put between

@again exists@
expression io, n, m, k;
position p;
@@
iothread_get_aio_context(io, n)
... when != iothread_put_aio_context(io, m)
    when != io = k
iothread_get_aio_context@p(io, n)
... when != iothread_put_aio_context(io, n)
iothread_put_aio_context(io, n)
... when != iothread_put_aio_context(io, n)

@script:python@
p << again.p;
io << again.io;
@@
if count(given, p, io) < count(held, p, io):
    say(p, "second iothread_get_aio_context(%s)" % io)

// ---- put twice

@twice exists@
expression io, n, m, k;
position p;
@@
iothread_put_aio_context(io, n)
... when != iothread_get_aio_context(io, m)
    when != io = k
    when != n = k
iothread_put_aio_context@p(io, n)

@script:python@
p << twice.p;
io << twice.io;
n << twice.n;
@@
if count(held, p, io, n) < 2:
    say(p, "second iothread_put_aio_context(%s)" % io)

// ---- another name, another IOThread

@renamed exists@
expression io, n, k;
expression m;
position p;
@@
iothread_get_aio_context(io, n)
... when != iothread_put_aio_context(io, n)
    when != io = k
iothread_put_aio_context@p(io, m)

@script:python@
p << renamed.p;
io << renamed.io;
n << renamed.n;
m << renamed.m;
@@
if n.replace(" ", "") != m.replace(" ", "") and not count(held, p, io, m):
    say(p, "iothread_put_aio_context(%s) as %s, held as %s" % (io, m, n))

@other exists@
expression io, jo, n, k;
position p;
@@
iothread_get_aio_context(io, n)
... when != iothread_put_aio_context(io, n)
    when != iothread_get_aio_context(jo, n)
    when != jo = k
iothread_put_aio_context@p(jo, n)
... when != iothread_put_aio_context(io, n)

@script:python@
p << other.p;
io << other.io;
jo << other.jo;
n << other.n;
@@
if io.replace(" ", "") != jo.replace(" ", "") and not count(held, p, jo, n):
    say(p, "iothread_put_aio_context(%s), held is %s" % (jo, io))

// ---- use after put

@late exists@
expression io, n, m, k, ctx;
identifier f;
position p;
@@
ctx = iothread_get_aio_context(io, n)
... when != ctx = k
iothread_put_aio_context(io, n)
... when != ctx = k
    when != iothread_get_aio_context(io, m)
f@p(..., ctx, ...)

@script:python@
p << late.p;
io << late.io;
@@
if count(held, p, io) < 2:
    say(p, "used after iothread_put_aio_context(%s)" % io)

// ---- names that are none

@no_name@
expression io;
position p;
@@
(
iothread_get_aio_context@p(io, NULL)
|
iothread_put_aio_context@p(io, NULL)
|
iothread_get_aio_context@p(io, "")
|
iothread_put_aio_context@p(io, "")
|
iothread_get_aio_context@p(io, object_get_canonical_path(...))
|
iothread_put_aio_context@p(io, object_get_canonical_path(...))
|
iothread_get_aio_context@p(io, g_strdup_printf(...))
|
iothread_put_aio_context@p(io, g_strdup_printf(...))
)

@script:python@
p << no_name.p;
@@
say(p, "holder name of iothread_get/put_aio_context")

@finalize:python@
@@
for name in sorted(gets):
    if name not in puts:
        for n, g in gets[name]:
            say(g, "iothread_get_aio_context(%s) is put nowhere" % name)
for name in sorted(puts):
    for n, g in puts[name]:
        if name in gets and all(differ(n, m) for m, _ in gets[name]):
            say(g, "iothread_put_aio_context(%s) as %s, held otherwise"
                % (name, n))
