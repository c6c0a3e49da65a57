# SPDX-License-Identifier: GPL-2.0-or-later
"""colo-compare: the user that cannot name itself when it is finalized."""
import devices as d


def chardevs(m, lab, *names):
    for name in names:
        m.run("chardev-add", id=name, backend={"type": "socket", "data": {
            "addr": {"type": "unix",
                     "data": {"path": lab.socket_path(m.name + name)}},
            "server": True, "wait": False}})


def compare(name, chars, **more):
    # These names have no dashes.
    return {"qom-type": "colo-compare", "id": name, "primary_in": chars[0],
            "secondary_in": chars[1], "outdev": chars[2], "iothread": "io0",
            **more}


def colo(lab):
    with lab.machine("colo", *d.IO0) as m:
        first = ("p0", "s0", "o0")
        second = ("p1", "s1", "o1")
        chardevs(m, lab, *first, *second)
        m.run("object-add", compare("c0", first))
        m.held("colo-compare holds by its path, once", io0=["/objects/c0"])
        m.run("object-add", compare("c1", second))
        m.held("two hold one IOThread", io0=["/objects/c0", "/objects/c1"])
        # One whose complete() fails, while others are there.
        m.refused("colo: complete fails", "not found", "object-add",
                  compare("c2", ("p7", "s7", "o7")))
        m.held("finalize puts only what complete took",
               io0=["/objects/c0", "/objects/c1"])
        m.run("object-del", id="c0")
        m.held("the other stays", io0=["/objects/c1"])
        old = m.thread("io0")
        m.run("object-del", id="io0")
        m.lives("the thread stays for the holder", old, True)
        m.run("object-del", id="c1")
        m.lives("the thread ends with the last put", old, False)


def colo_again(lab):
    with lab.machine("colo-again", *d.IO0) as m:
        chars = ("p0", "s0", "o0")
        chardevs(m, lab, *chars)
        for turn in ("first", "second"):
            m.run("object-add", compare("c0", chars))
            m.held("%s time: holds" % turn, io0=["/objects/c0"])
            m.run("object-del", id="c0")
            m.held("%s time: no holder" % turn, io0=[])
        m.run("object-add", compare("c0", chars))
        m.held("quits with one", io0=["/objects/c0"])


def colo_fails(lab):
    """complete() fails and there is no other colo-compare."""
    with lab.machine("colo-fails", *d.IO0) as m:
        chars = ("p0", "s0", "o0")
        chardevs(m, lab, *chars)
        thread = m.thread("io0")
        m.refused("colo-fails: no such chardev", "not found", "object-add",
                  compare("c0", ("p7", "s7", "o7")))
        m.held("no holder", io0=[])
        m.refused("colo-fails: a late failure", "not found", "object-add",
                  compare("c0", chars, notify_dev="x7"))
        m.held("no holder after a late failure", io0=[])
        m.run("object-del", id="io0")
        m.lives("no failure keeps the thread", thread, False)


SCENARIOS = (colo, colo_again, colo_fails)
