# SPDX-License-Identifier: GPL-2.0-or-later
"""Block exports: added, refused, deleted, and closed at the end."""
import devices as d


def nbd_server(m, lab):
    m.run("nbd-server-start", addr={
        "type": "unix", "data": {"path": lab.socket_path(m.name + "-nbd")}})


def gone(m, name):
    m.wait_event("BLOCK_EXPORT_DELETED", id=name)


def export(lab):
    with lab.machine("export", *d.IO0, *d.IO1) as m:
        d.node(m, "n0")
        d.node(m, "n1")
        nbd_server(m, lab)
        nbd = {"type": "nbd", "id": "e0", "node_name": "n0",
               "iothread": "io0"}
        for fixed in (False, True):
            word = "fixed-iothread=%s" % str(fixed).lower()
            m.run("block-export-add", **nbd, fixed_iothread=fixed)
            m.held("an export holds by its id, " + word, io0=["e0"], io1=[])
            m.run("block-export-del", id="e0")
            gone(m, "e0")
            m.held("deleted: no holder, " + word, io0=[], io1=[])
        vhost = {"type": "vhost-user-blk", "id": "v0", "node_name": "n1",
                 "iothread": "io0",
                 "addr": {"type": "unix", "path": lab.socket_path("vhost")}}
        m.run("block-export-add", **nbd)
        m.run("block-export-add", **vhost)
        m.held("two exports hold one IOThread", io0=["e0", "v0"], io1=[])
        m.run("block-export-del", id="e0")
        gone(m, "e0")
        m.held("one stays", io0=["v0"], io1=[])
        old = m.thread("io0")
        m.run("object-del", id="io0")
        m.lives("the thread stays for the export", old, True)
        m.run("object-add", qom_type="iothread", id="io0")
        m.run("block-export-del", id="v0")
        gone(m, "v0")
        m.held("the put goes to the old one", io0=[], io1=[])
        m.lives("the old thread ends with the last put", old, False)
        # The node is back in the main loop, or the next would fail.
        m.run("block-export-add", **vhost)
        m.held("the new one can be held", io0=["v0"], io1=[])
        m.run("block-export-add", **{**nbd, "iothread": "io1"})
        m.held("and so can the other", io0=["v0"], io1=["e0"])
        m.run("nbd-server-stop")
        gone(m, "e0")
        m.held("nbd-server-stop: no holder", io0=["v0"], io1=[])


def export_fails(lab):
    with lab.machine("export-fails", *d.IO0, *d.IO1) as m:
        d.node(m, "n0")
        d.node(m, "ro", auto_read_only=False, read_only=True)
        nbd = {"type": "nbd", "id": "e0", "node_name": "n0",
               "iothread": "io0"}
        m.refused("export-fails: no such node", "Cannot find",
                  "block-export-add", **{**nbd, "node_name": "n7"})
        m.refused("export-fails: read-only node", "read-only",
                  "block-export-add", **{**nbd, "node_name": "ro"},
                  writable=True)
        m.refused("export-fails: no such IOThread", "not found",
                  "block-export-add", **{**nbd, "iothread": "io7"})
        m.held("no holder", io0=[], io1=[])
        m.refused("export-fails: after the get, in create",
                  "NBD server not running", "block-export-add", **nbd)
        m.held("no holder after a late failure", io0=[], io1=[])
        nbd_server(m, lab)
        m.run("block-export-add", **nbd)
        m.refused("export-fails: the id is taken", "already in use",
                  "block-export-add", **{**nbd, "iothread": "io1"})
        m.held("the first keeps its hold", io0=["e0"], io1=[])
        m.run("block-export-del", id="e0")
        gone(m, "e0")
        m.held("no holder at the end", io0=[], io1=[])


def export_conflict(lab):
    """The node moves to the IOThread, and then the export cannot use it."""
    with lab.machine("export-conflict", *d.IO0) as m:
        # No user of the node but one that forbids writing it.
        m.run("blockdev-add", driver="null-co", node_name="n0", size=1048576)
        m.run("blockdev-add", driver="blkdebug", node_name="top", image="n0",
              unshare_child_perms=["write"])
        nbd_server(m, lab)
        thread = m.thread("io0")
        m.refused("export-conflict: after the move", "conflict",
                  "block-export-add", type="nbd", id="e0", node_name="n0",
                  iothread="io0", writable=True)
        m.held("no holder after a late failure", io0=[])
        m.run("object-del", id="io0")
        m.lives("no failure keeps the thread", thread, False)
        # In which context are they now?
        m.run("query-named-block-nodes", flat=True)
        m.run("block-export-add", type="nbd", id="e0", node_name="n0")
        m.run("block-export-del", id="e0")
        gone(m, "e0")
        m.run("blockdev-del", node_name="top")
        m.run("blockdev-del", node_name="n0")


def export_pinned(lab):
    """The node cannot move: a device without an IOThread uses it."""
    with lab.machine("export-pinned", *d.IO0) as m:
        d.node(m, "n0")
        m.run("device_add", driver="virtio-blk-pci", id="d0", drive="n0",
              share_rw=True)
        nbd_server(m, lab)
        nbd = {"type": "nbd", "id": "e0", "node_name": "n0",
               "iothread": "io0"}
        m.refused("export-pinned: fixed-iothread=true", "Cannot change",
                  "block-export-add", **nbd, fixed_iothread=True)
        m.held("no holder after a failed move", io0=[])
        m.run("block-export-add", **nbd, fixed_iothread=False)
        m.held("exported from the main loop: no holder", io0=[])
        m.run("block-export-del", id="e0")
        gone(m, "e0")
        m.held("and takes nothing away", io0=[])
        m.unplug("d0")


def export_moves(lab):
    """The node of an export goes to another IOThread under its feet."""
    with lab.machine("export-moves", *d.IO0, *d.IO1) as m:
        d.node(m, "n0")
        nbd_server(m, lab)
        m.run("block-export-add", type="nbd", id="e0", node_name="n0",
              iothread="io0", fixed_iothread=False)
        first = m.thread("io0")
        m.run("x-blockdev-set-iothread", node_name="n0", iothread="io1",
              force=True)
        m.held("both hold", io0=["e0"], io1=["n0"])
        m.run("object-del", id="io0")
        m.lives("the thread stays for the export", first, True)
        m.run("block-export-del", id="e0")
        gone(m, "e0")
        m.lives("the thread ends with the last put", first, False)
        m.held("the node still holds the other", io1=["n0"])
        m.run("blockdev-del", node_name="n0")
        m.held("nothing is left", io1=[])


def export_quit(lab):
    with lab.machine("export-quit", *d.IO0) as m:
        d.node(m, "n0")
        nbd_server(m, lab)
        m.run("block-export-add", type="nbd", id="e0", node_name="n0",
              iothread="io0")
        m.run("object-del", id="io0")
        m.held("quits with an export that holds")


SCENARIOS = (export, export_fails, export_conflict, export_pinned,
             export_moves, export_quit)
