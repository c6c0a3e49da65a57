# SPDX-License-Identifier: GPL-2.0-or-later
"""qemu-storage-daemon: it has no query-iothreads, but its threads tell."""
import exports

NODES = ("--blockdev", "null-co,node-name=n0,size=1048576,read-zeroes=on",
         "--blockdev", "null-co,node-name=n1,size=1048576,read-zeroes=on")


def start(lab, name):
    """Two IOThreads: io1 with an export, io0 with one that is added here."""
    return lab.storage_daemon(
        name, "--object", "iothread,id=io1", *NODES,
        "--nbd-server",
        "addr.type=unix,addr.path=" + lab.socket_path(name + "-nbd"),
        "--export", "vhost-user-blk,id=v0,node-name=n1,iothread=io1,"
        "addr.type=unix,addr.path=" + lab.socket_path(name + "-vhost"))


def add_thread(m, name):
    """Adds an IOThread; its thread's id."""
    before = m.threads()
    m.run("object-add", qom_type="iothread", id=name)
    return (set(m.threads()) - set(before)).pop()


def daemon(lab):
    nbd = {"type": "nbd", "id": "e0", "node_name": "n0", "iothread": "io0"}
    with start(lab, "daemon") as m:
        first = add_thread(m, "io0")
        m.run("block-export-add", **nbd)
        m.run("object-del", id="io0")
        m.lives("object-del: the thread stays for the export", first, True)
        second = add_thread(m, "io0")
        m.refused("daemon: a late failure", "already has export",
                  "block-export-add", **{**nbd, "id": "e1"})
        m.run("block-export-del", id="e0")
        exports.gone(m, "e0")
        m.lives("block-export-del: the thread ends", first, False)
        m.lives("one of the same name does not", second, True)
        m.run("block-export-add", **nbd)
        m.run("object-del", id="io0")
        m.run("object-del", id="io1")
        count = len(m.threads())
        m.run("block-export-del", id="v0")
        exports.gone(m, "v0")
        lab.report.same("daemon: the thread of --export ends too",
                        len(m.threads()), count - 1)
        m.lives("the other export keeps its own", second, True)
        m.run("block-export-del", id="e0")
        exports.gone(m, "e0")
        m.lives("until it goes", second, False)


def daemon_quit(lab):
    with start(lab, "daemon-quit") as m:
        m.run("query-block-exports")
        lab.report.ok("daemon-quit: quits with an export that holds")


SCENARIOS = (daemon, daemon_quit)
