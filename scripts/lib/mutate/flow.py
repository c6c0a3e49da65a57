# SPDX-License-Identifier: GPL-2.0-or-later
"""Kinds of mutants that change where control goes, or what it comes by
first; see kinds.py."""
import re

from mutate import sites
from mutate.kinds import OPAQUE, kind, returns

LEAVES = re.compile(rb"\b(?:return|goto|break|continue)\b")
# What makes something that lives in a context, and what needs it.
MAKES = (rb"aio_bh_new\w*|aio_timer_new\w*|aio_get_g_source")
USES = (rb"qemu_bh_\w+|aio_\w+|timer_\w+|bdrv_try_change_aio_context|"
        rb"blk_set_aio_context|virtio_queue_aio_\w+")
# Slots that do not run when their acquire slot failed.
AFTER_SUCCESS = {"unrealize", "exit", "delete"}


@kind("put-before-use", "the context is used when nobody holds it")
def put_before_use(site, facts):
    """The put, with the guard that it is alone in, goes before the statement
    next above that uses what the hold gave."""
    if not site.put or not site.alone:
        return
    names = derived(site, facts)
    unit = site.node
    while unit:
        found = None
        for node in unit.before():
            text = site.masked[node.begin:node.end]
            if node.kind == "label" or LEAVES.search(text) or \
                    sites.PUT in text or changes(site, unit, node):
                break
            if node.kind == "simple" and uses(text, names):
                found = node
        if found:
            moved = sites.flat(site.text[unit.begin:unit.end])
            yield site.file.replace(
                found.begin, unit.end,
                moved + b" " + site.text[found.begin:unit.begin] +
                re.sub(rb"[^\n]", b"", site.text[unit.begin:unit.end]))
            return
        unit = guard_around(site, unit)


def derived(site, facts):
    """Names of what the gets of this put give, as far as they are kept."""
    names = set()
    gets = [facts.at(place) for place in facts.partners(site)]
    gets += [s for s in facts.of({site.function}, False)]
    for get in gets:
        if not get:
            continue
        text = get.masked[get.function.body.begin:get.function.body.end]
        target = left(get.masked[get.node.begin:get.start])
        here = {target} if target else set()
        for match in re.finditer(rb"([\w>.-]+)\s*=\s*(?:%s)\s*\(([^;]*);"
                                 % MAKES, text):
            inside = match.group(2)
            if sites.GET in inside or any(
                    re.search(rb"\b%s\b" % n, inside) for n in here):
                here.add(re.split(rb"->|\.", match.group(1))[-1])
        names |= here
    return names


def left(text):
    match = re.search(rb"(\w+)(?:\s*\[[^]]*\])?\s*=\s*$", text)
    return match and match.group(1)


def uses(text, names):
    match = re.match(rb"(?:[\w>.*\s-]+=\s*)?(?:%s)\s*\((.*)\)\s*;" % USES,
                     text, re.S)
    return match and any(re.search(rb"\b%s\b" % n, match.group(1))
                         for n in names)


def changes(site, unit, node):
    """NODE declares or sets what UNIT speaks of."""
    words = set(re.findall(rb"\b[a-z_]\w*\b",
                           site.masked[unit.begin:unit.end]))
    return any(re.search(rb"\b%s\b\s*(?:\[[^]]*\]\s*)?=[^=]" % w,
                         site.masked[node.begin:node.end]) for w in words)


def guard_around(site, node):
    """The `if` that has nothing but NODE in it, and what NODE needs."""
    block = node.parent
    if not block or block.kind != "block" or not block.parent or \
            block.parent.kind != "if" or len(block.parent.children) != 1:
        return None
    for other in block.children:
        text = site.masked[other.begin:other.end]
        if other is not node and not re.match(
                rb"(?:g_autofree\s|g_free\s*\(|[\w>.-]+\s*=\s*NULL)", text):
            return None
    if b"//" in site.text[block.parent.begin:block.parent.end] or \
            b"\n#" in site.text[block.parent.begin:block.parent.end]:
        return None
    return block.parent


@kind("guard-negated", "where the guard held a put was due, and is not done")
def guard_negated(site, facts):
    """A guard that leaves is a handler of errors: turned round, it is a
    function that fails when it did not, which may be right for holds."""
    if not site.put:
        return
    block = site.node.parent
    guard = block.parent if block.kind == "block" else block
    if not guard or guard.kind != "if" or \
            site.start >= guard.children[0].end or \
            LEAVES.search(site.masked, *span(guard.children[0])):
        return
    begin, end = guard.head
    yield site.replace(begin, end, b"!(" + site.text[begin:end] + b")")


def span(node):
    return node.begin, node.end


def common(a, b):
    """The statements that A and B are in, side by side in one block."""
    above = list(a.up())
    for node in b.up():
        if node.parent and node.parent.kind == "block" and \
                node.parent in above:
            return above[above.index(node.parent) - 1], node
    return None, None


def pairs(site, facts):
    """(put, statement of the get, of the put) in the get's own function."""
    for put in facts.of({site.function}, True):
        if put.start > site.start and put.names(site):
            get_node, put_node = common(site.node, put.node)
            if get_node and get_node is not put_node:
                yield put, get_node, put_node


def borrowed(site, put, put_node, facts):
    """All that comes by the get comes by this put."""
    return not LEAVES.search(site.masked, *span(put_node)) and \
        put.node.parent.kind != "label" and \
        not any(n.kind == "label" for n in put_node.before()) and \
        len([p for p in facts.of({site.function}, True)
             if p.names(site)]) == 1


def rolled_back(site, facts):
    """Whoever fails behind the get puts, so nobody else does: a put that
    stands where the function fails, and slots that run only after success, or
    nobody else knows the IOThread yet."""
    if local(site):
        return True
    for place in facts.partners(site):
        put = facts.at(place)
        if not put or put.function is site.function:
            continue
        slots = facts.slots_of(put.function)
        if not slots or not slots <= AFTER_SUCCESS or \
                b"XenDevice" in put.text:
            return False
    return True


def local(site):
    """IOThread and context are known to variables of this function only."""
    thread = site.arg(0)
    start = site.function.body.begin
    return re.match(rb"^\w+$", thread) and \
        thread not in re.findall(rb"\w+", site.function.parameters) and \
        re.search(rb"\bIOThread\s*\*\s*%s\b" % thread,
                  site.masked[start:site.start]) and \
        not re.search(rb"(?:->|\.|\])\s*\w*\s*=\s*%s\s*;" % thread,
                      site.masked[start:site.start]) and \
        re.match(rb"^(?:AioContext\s*\*\s*)?\w+\s*=\s*$",
                 site.masked[site.node.begin:site.start])


def fails(put, put_node):
    """The put is followed by the way out of a failure."""
    behind = put.node.after()
    return any(n.kind == "label" for n in put_node.before()) or any(
        LEAVES.match(put.masked, n.begin) for n in behind)


def failure(function):
    """Statements that leave FUNCTION as failed; None: it cannot say so."""
    error = b""
    if re.search(rb"\bError\s*\*\s*\*\s*errp\b", function.parameters):
        error = b'error_setg(errp, "mutant"); '
    kind_of = function.type.strip()
    if kind_of == b"void":
        return error + b"return;" if error else None
    if kind_of.endswith(b"*"):
        return error + b"return NULL;"
    if kind_of in (b"bool", b"gboolean"):
        return error + b"return false;"
    if kind_of == b"int":
        return error + b"return -1;"
    return None


@kind("early-return", "the put that follows is not reached: of a borrowed "
      "context, or the function fails and nobody else puts then")
def early_return(site, facts):
    if site.put or not site.simple or returns(site):
        return
    for put, _, put_node in pairs(site, facts):
        leave = failure(site.function)
        if borrowed(site, put, put_node, facts):
            if site.function.type.strip() == b"void":
                leave = leave or b"return;"
        elif not (fails(put, put_node) and rolled_back(site, facts)):
            continue
        if leave:
            yield site.behind(b"{ " + OPAQUE % b"" + b"{ " + leave + b" } }")
            return


@kind("return-before-put", "the function ends without its put, and it has no "
      "way to say so")
def return_before_put(site, facts):
    if site.put and site.function.type.strip() == b"void" and \
            not failure(site.function) and \
            not facts.of({site.function}, False):
        yield site.ahead(b"{ " + OPAQUE % b"" + b"return; }")


@kind("goto-past-put", "it jumps over the only put of what was just taken")
def goto_past_put(site, facts):
    if site.put or not site.simple:
        return
    for put, get_node, put_node in pairs(site, facts):
        if not borrowed(site, put, put_node, facts) or \
                b"g_auto" in site.text[get_node.end:put_node.begin]:
            continue
        text = site.text
        yield text[:get_node.end] + b" { " + OPAQUE % b"" + \
            b"goto holdcheck_past; }" + text[get_node.end:put_node.end] + \
            b" holdcheck_past: ;" + text[put_node.end:]


@kind("goto-wrong-label", "it fails, and jumps behind the put that failing "
      "takes")
def goto_wrong_label(site, facts):
    """A goto behind the get, to a label before the put, goes to one that is
    behind it."""
    if site.put or not site.node or not rolled_back(site, facts):
        return
    labels = [n for n in site.function.labels()
              if n.parent is site.function.body]
    named = {site.masked[n.begin:n.end].rstrip(b": \t"): n for n in labels}
    for put, get_node, put_node in pairs(site, facts):
        for node in site.function.body.walk():
            match = re.match(rb"goto\s+(\w+)\s*;",
                             site.masked[node.begin:node.end])
            if node.kind != "simple" or not match or \
                    node.begin < get_node.end or node.begin > put_node.begin:
                continue
            first, second = common(site.node, node)
            if not first or first is second:
                continue
            target = named.get(match.group(1))
            if not target or not target.begin < put.start:
                continue
            for label, other in named.items():
                if other.begin > put_node.begin and not any(
                        p.start > other.begin and p.names(site)
                        for p in facts.of({site.function}, True)):
                    yield site.replace(node.begin, node.end,
                                       b"goto " + label + b";")
                    break


FORMS = (
    # Header of a loop, and what it becomes: one element less, or more.
    (rb"^\s*(\w+)\s*--\s*(?:>\s*0\s*)?$", (rb"--\1 > 0",)),
    (rb"^(\s*\w+\s*=\s*)0(\s*;\s*\w+\s*)<(\s*[\w>.-]+\s*)(;.*)$",
     (rb"\g<1>1\2<\3\4", rb"\g<1>0\2<=\3\4", rb"\g<1>0\2+ 1 <\3\4")),
    (rb"^(\s*\w+\s*=\s*[\w>.-]+\s*-\s*1\s*;\s*\w+\s*)>=(\s*0\s*;.*)$",
     (rb"\1>\2",)),
    (rb"^(\s*\w*\s*;\s*\w+\s*)>(\s*0\s*;.*)$", (rb"\1> 1 +\2",)),
)


@kind("loop-off-by-one", "one round puts the hold of one element: one is left "
      "out, or one too many put")
def loop_off_by_one(site, facts):
    """Not where each round takes, too."""
    if not site.put:
        return
    for node in site.node.up():
        if node.kind == "loop" and node.head:
            if any(node.begin <= get.start < node.end and get.names(site)
                   for get in facts.of({site.function}, False)):
                return
            head = site.text[node.head[0]:node.head[1]]
            for form, wrongs in FORMS:
                if re.match(form, head, re.S):
                    for wrong in wrongs:
                        yield site.replace(*node.head,
                                           re.sub(form, wrong, head,
                                                  flags=re.S))
            return
