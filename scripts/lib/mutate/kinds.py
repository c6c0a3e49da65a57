# SPDX-License-Identifier: GPL-2.0-or-later
"""Kinds of mutants.  Each takes a site, or a slot, and yields texts of its
file.  Why each of them is truly a bug is said beside it; what that takes is
checked, so that nothing is made that might be right.

All of it starts from a tree that is right: each put gives back one hold that
a get took, and the API counts, so one call more or less, or under another
name, is wrong on every path that comes by."""
import re

from mutate import sites

# name: (function, what it takes, why)
KINDS = {}
# Nobody can know what it returns; declared where it is called.
OPAQUE = b"extern int holdcheck_opaque(void); if (%sholdcheck_opaque()) "
PATH = re.compile(rb"\bobject_get_canonical_path\s*\((.*)\)\s*$", re.S)


def kind(name, why, of="site"):
    def add(function):
        KINDS[name] = (function, of, why)
        return function
    return add


@kind("put-removed", "a hold that was put is not")
def put_removed(site, facts):
    if site.put:
        yield site.instead(b"(void)0;")


@kind("put-doubled", "the second put takes a hold that is not there")
def put_doubled(site, facts):
    if site.put:
        yield site.behind(site.statement())


@kind("put-renamed", "nobody in the tree holds under this name")
def put_renamed(site, facts):
    if site.put:
        yield site.arg_replaced(1, b'"somebody-else"')


@kind("put-in-one-arm", "where the other arm is taken the hold is not put")
def put_in_one_arm(site, facts):
    if site.put:
        yield site.instead(b"{ " + OPAQUE % b"" + site.statement() + b" }")


@kind("get-doubled", "two holds, and the puts are for one")
def get_doubled(site, facts):
    if not site.put and site.simple and not returns(site):
        yield site.behind(b"(void)" + site.call() + b";")


@kind("get-renamed", "what is put is under the name that it had")
def get_renamed(site, facts):
    if not site.put:
        yield site.arg_replaced(1, b'"somebody-else"')


@kind("ref-added", "nobody drops this reference")
def ref_added(site, facts):
    if not site.put and site.simple:
        ref = b"object_ref(OBJECT(%s));" % sites.flat(site.arg(0))
        yield site.ahead(ref) if returns(site) else site.behind(ref)


@kind("unref-added", "the reference that is dropped is the hold's own")
def unref_added(site, facts):
    if site.simple and not returns(site):
        yield site.behind(b"object_unref(OBJECT(%s));"
                          % sites.flat(site.arg(0)))


@kind("thread-new", "nobody can hold an IOThread that was just made")
def thread_new(site, facts):
    if site.put:
        yield site.arg_replaced(0, b"IOTHREAD(object_new(TYPE_IOTHREAD))")


@kind("thread-sibling", "the user can set the two to different IOThreads")
def thread_sibling(site, facts):
    """Two properties of one struct: x->FIELD becomes x->OTHER.  Neither is
    ever assigned, so only the user sets them, each as he likes."""
    match = re.match(rb"(.*(?:->|\.))(\w+)$", sites.flat(site.arg(0)))
    if not site.put or not match:
        return
    field = match.group(2)
    for other in siblings(field, facts):
        if not any(assigned(file.masked, name) for name in (field, other)
                   for file in facts.files.values()):
            yield site.arg_replaced(0, match.group(1) + other)


def siblings(field, facts):
    """Other IOThreads of a struct that has FIELD as DEFINE_PROP_LINK()."""
    for file in facts.files.values():
        links = re.findall(rb"\bDEFINE_PROP_LINK\s*\([^,]*,\s*(\w+)\s*,"
                           rb"\s*([\w.]+)\s*,\s*TYPE_IOTHREAD\b", file.masked)
        for struct, name in links:
            if name.split(b".")[-1] == field:
                for other, sibling in links:
                    if other == struct and sibling != name and \
                            sibling.rpartition(b".")[0] == \
                            name.rpartition(b".")[0]:
                        yield sibling.split(b".")[-1]


def assigned(masked, name):
    return re.search(rb"(?:->|\.)\s*%s\s*=[^=]" % re.escape(name), masked)


@kind("holder-rederived", "same object, but its component is not its path, "
      "and one format with other literal text gives another name")
def holder_rederived(site, facts):
    if not site.put:
        return
    made = maker(site)
    if not made:
        return
    begin, end = made
    text = site.text[begin:end]
    path = PATH.match(text.strip())
    if path:
        # Not where the string is freed: this one is not the caller's.
        yield site.arg_replaced(
            1, b"object_get_canonical_path_component(%s)"
            % sites.flat(path.group(1)))
    elif text.strip().startswith(b"g_strdup_printf") and \
            text.count(b'"') >= 2 and private(site):
        quote = begin + text.index(b'"') + 1
        yield site.replace(quote, quote, b"old-")


def maker(site):
    """Where its holder name is made: in the call, or where the variable, or
    the field, that it is was set last, once in the file."""
    name = site.arg(1)
    if not re.match(rb"^[\w>.\s-]+$", name):
        return None
    name = sites.squeeze(name)
    if re.match(rb"^\w+$", name):
        area = site.function.body
        spelled = name
    else:
        area = None
        spelled = re.escape(name.replace(b"->", b"\0")).replace(
            rb"\x00", b"\0").replace(b"\0", rb"\s*->\s*")
    found = list(re.finditer(rb"(?<![\w>.])%s\s*=\s*([^;=][^;]*);" % spelled,
                             site.masked))
    if area:
        found = [m for m in found if area.begin <= m.start() < site.start]
    if len(found) != 1:
        return None
    if not area:
        # The object is spelled in another function: what it is called with
        # must be in sight here, too.
        words = set(re.findall(rb"\b[a-z_]\w*\b", found[0].group(1))) - {
            b"object_get_canonical_path", b"g_strdup_printf"}
        if not words <= {name.split(b"-")[0].split(b".")[0]}:
            return None
        if not PATH.match(found[0].group(1).strip()):
            return None
    return found[0].span(1)


def private(site):
    """The variable that is its name serves nothing but puts."""
    name = sites.squeeze(site.arg(1))
    return all(s.put for s in sites.find(site.file)
               if s.function is site.function
               and sites.squeeze(s.arg(1)) == name) and \
        re.match(rb"^\w+$", name)


@kind("null-at-finalize", "in instance_finalize the object has no parent, "
      "hence no path: the name is NULL")
def null_at_finalize(site, facts):
    if not site.put or b"canonical_path" in site.arg(1):
        return
    if not any(s.name == "instance_finalize" and s.function is site.function
               for s in facts.slots):
        return
    parameter = re.match(rb"\s*Object\s*\*\s*(\w+)\s*$",
                         site.function.parameters)
    if parameter:
        yield site.arg_replaced(1, b"object_get_canonical_path(%s)"
                                % parameter.group(1))


@kind("slot-unregistered", "only what it registers puts what others take",
      of="slot")
def slot_unregistered(slot, facts):
    if slot.gone(facts):
        new = b"" if slot.file.masked[slot.end - 1:slot.end] in b",;" \
            else b" "
        yield slot.file.replace(slot.begin, slot.end, new)


def returns(site):
    return site.node.kind == "simple" and \
        site.text[site.node.begin:].startswith(b"return")
