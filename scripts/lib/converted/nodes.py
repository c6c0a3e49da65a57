# SPDX-License-Identifier: GPL-2.0-or-later
"""x-blockdev-set-iothread: a node that holds."""
import devices as d


def node_set(lab):
    with lab.machine("node", *d.IO0, *d.IO1) as m:
        def move(name, target, **more):
            m.run("x-blockdev-set-iothread", node_name=name, iothread=target,
                  **more)

        d.node(m, "n0")
        move("n0", "io0")
        m.held("a node holds by its name", io0=["n0"], io1=[])
        move("n0", "io0")
        m.held("once, even when set twice", io0=["n0"], io1=[])
        move("n0", "io1")
        m.held("set to another: the hold moves", io0=[], io1=["n0"])
        move("n0", None)
        m.held("set to null: no holder", io0=[], io1=[])
        move("n0", None)
        m.held("null again: no holder", io0=[], io1=[])
        m.refused("node: no such IOThread", "Cannot find",
                  "x-blockdev-set-iothread", node_name="n0", iothread="io7")
        m.refused("node: no such node", "Failed to find",
                  "x-blockdev-set-iothread", node_name="n7", iothread="io0")
        move("n0", "io0")
        m.run("blockdev-del", node_name="n0")
        m.held("blockdev-del: no holder", io0=[], io1=[])

        # A node in use, and a move that its user does not allow.
        d.node(m, "n0")
        m.run("device_add", driver="virtio-blk-pci", id="d0", drive="n0")
        m.refused("node: in use", "could be in use",
                  "x-blockdev-set-iothread", node_name="n0", iothread="io0")
        m.held("no holder", io0=[], io1=[])
        m.refused("node: the move fails", "Cannot change iothread",
                  "x-blockdev-set-iothread", node_name="n0", iothread="io0",
                  force=True)
        m.held("no holder after a failed move", io0=[], io1=[])
        m.unplug("d0")
        move("n0", "io0")
        m.run("device_add", driver="virtio-scsi-pci", id="s0", iothread="io0")
        m.run("device_add", driver="scsi-hd", id="hd0", bus="s0.0",
              drive="n0")
        m.held("a node and a device hold one IOThread",
               io0=[d.backend("s0"), "n0"], io1=[])
        m.refused("node: the second move fails", "Cannot change iothread",
                  "x-blockdev-set-iothread", node_name="n0", iothread="io1",
                  force=True)
        m.held("a failed move keeps the first hold",
               io0=[d.backend("s0"), "n0"], io1=[])
        m.unplug("s0")
        move("n0", None)
        m.held("set to null at last", io0=[], io1=[])
        m.run("blockdev-del", node_name="n0")


def node_delete_in_use(lab):
    with lab.machine("node-delete", *d.IO0, *d.IO1) as m:
        # An IOThread without a name, under a node.
        d.node(m, "n0")
        m.run("x-blockdev-set-iothread", node_name="n0", iothread="io0")
        old = m.thread("io0")
        m.run("object-del", id="io0")
        m.lives("the thread stays for the node", old, True)
        m.run("object-add", qom_type="iothread", id="io0")
        new = m.thread("io0")
        m.run("x-blockdev-set-iothread", node_name="n0", iothread="io0")
        m.held("the node moves to one of the same name", io0=["n0"], io1=[])
        m.lives("the old thread ends with the move", old, False)
        m.run("object-del", id="io0")
        m.run("query-named-block-nodes", flat=True)
        m.run("blockdev-del", node_name="n0")
        m.lives("the new one ends with blockdev-del", new, False)

        # A node that belongs to another and goes with it.
        m.run("blockdev-add", driver="raw", node_name="outer", file={
            "driver": "null-co", "node-name": "inner", "size": 1048576})
        m.run("x-blockdev-set-iothread", node_name="inner", iothread="io1")
        m.held("an inner node holds", io1=["inner"])
        thread = m.thread("io1")
        m.run("blockdev-del", node_name="outer")
        m.held("and goes with the outer one", io1=[])
        m.run("object-del", id="io1")
        m.lives("its thread can end", thread, False)


def node_graph(lab):
    """The nodes of a graph move together."""
    with lab.machine("node-graph", *d.IO0, *d.IO1) as m:
        m.run("blockdev-add", driver="null-co", node_name="below",
              size=1048576)
        m.run("blockdev-add", driver="raw", node_name="above", file="below")
        m.run("x-blockdev-set-iothread", node_name="above", iothread="io0")
        m.run("x-blockdev-set-iothread", node_name="below", iothread="io1")
        m.lives("the graph runs in the second", m.thread("io1"), True)
        first, second = m.thread("io0"), m.thread("io1")
        m.run("object-del", id="io0")
        m.run("object-del", id="io1")
        m.lives("which stays", second, True)
        m.run("query-named-block-nodes", flat=True)
        m.run("blockdev-del", node_name="above")
        m.run("blockdev-del", node_name="below")
        m.lives("no thread is left: the first", first, False)
        m.lives("no thread is left: the second", second, False)


def node_below(lab):
    """What a node that holds took with it must not stay in the IOThread."""
    with lab.machine("node-below", *d.IO0) as m:
        m.run("blockdev-add", driver="null-co", node_name="below",
              size=1048576)
        m.run("blockdev-add", driver="raw", node_name="above", file="below")
        m.run("x-blockdev-set-iothread", node_name="above", iothread="io0")
        thread = m.thread("io0")
        m.run("object-del", id="io0")
        m.run("blockdev-del", node_name="above")
        m.lives("the thread ends with the node", thread, False)
        m.run("query-named-block-nodes", flat=True)
        m.run("device_add", driver="virtio-blk-pci", id="d0", drive="below")
        m.unplug("d0")
        m.run("blockdev-del", node_name="below")


def node_beside(lab):
    """A node that a device leaves in the IOThread of the node's hold."""
    with lab.machine("node-beside", *d.IO0, *d.IO1) as m:
        d.node(m, "n0")
        m.run("x-blockdev-set-iothread", node_name="n0", iothread="io0")
        m.run("device_add", driver="virtio-scsi-pci", id="s0", iothread="io0")
        m.run("device_add", driver="scsi-hd", id="hd0", bus="s0.0",
              drive="n0")
        thread = m.thread("io0")
        m.run("object-del", id="io0")
        m.unplug("s0")
        m.lives("the thread stays for the node", thread, True)
        m.run("query-named-block-nodes", flat=True)
        m.run("x-blockdev-set-iothread", node_name="n0", iothread="io1")
        m.held("set to another: the hold moves", io1=["n0"])
        m.lives("the thread ends with the move", thread, False)
        m.run("blockdev-del", node_name="n0")
        m.held("nothing is left", io1=[])


def node_quit(lab):
    with lab.machine("node-quit", *d.IO0) as m:
        d.node(m, "n0")
        m.run("x-blockdev-set-iothread", node_name="n0", iothread="io0")
        m.held("quits with a node that holds", io0=["n0"])


SCENARIOS = (node_set, node_delete_in_use, node_graph, node_below, node_beside,
             node_quit)
