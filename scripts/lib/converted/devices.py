# SPDX-License-Identifier: GPL-2.0-or-later
"""Devices: virtio-blk, virtio-scsi, virtio-balloon, plugged and unplugged."""

IO0 = ("-object", "iothread,id=io0")
IO1 = ("-object", "iothread,id=io1")
# What is realized without error and then cannot be plugged into its bus.
UNPLUGGABLE = {"disable_legacy": "on", "disable_modern": True}


def node(m, name, **more):
    m.run("blockdev-add", driver="null-co", node_name=name, size=1048576,
          read_zeroes=True, **more)


def disk(m, lab, name):
    m.run("blockdev-add", driver="raw", node_name=name, read_only=True,
          file={"driver": "file", "filename": lab.disk(name + ".img")})


def backend(device):
    """The QOM path by which a virtio device holds."""
    return "/machine/peripheral/%s/virtio-backend" % device


def blk(lab):
    with lab.machine("blk", *IO0, *IO1, guest=True) as m:
        m.held("no holder before", io0=[], io1=[])
        disk(m, lab, "n0")
        node(m, "n1")
        m.run("device_add", driver="virtio-blk-pci", id="d0", drive="n0",
              iothread="io0", bootindex=1)
        m.held("virtio-blk holds by its path", io0=[backend("d0")], io1=[])
        text = m.hmp("info iothreads")
        lab.report.check("blk: info iothreads shows the holder",
                         "  holder=%s\r\n" % backend("d0") in text, text)
        m.run("device_add", driver="virtio-blk-pci", id="d1", drive="n1",
              iothread="io0")
        m.held("two devices hold one IOThread",
               io0=[backend("d0"), backend("d1")], io1=[])
        m.boot("d0")
        m.unplug("d1", boots="d0")
        m.held("the other stays", io0=[backend("d0")], io1=[])
        m.unplug("d0")
        m.held("unplugged while it reads: no holder", io0=[], io1=[])
        thread = m.thread("io0")
        m.run("object-del", id="io0")
        m.lives("its thread ends with object-del", thread, False)
        m.run("device_add", driver="virtio-blk-pci", id="d0", drive="n0",
              iothread="io1")
        m.held("its disk moves to another IOThread", io1=[backend("d0")])
        m.unplug("d0")
        m.run("blockdev-del", node_name="n0")
        m.run("blockdev-del", node_name="n1")
        m.held("nothing is left", io1=[])


def blk_fails(lab):
    with lab.machine("blk-fails", *IO0) as m:
        node(m, "n0")
        thread = m.thread("io0")
        add = {"driver": "virtio-blk-pci", "id": "d0", "drive": "n0",
               "iothread": "io0"}
        m.refused("blk-fails: before the get", "ioeventfd is required",
                  "device_add", **add, ioeventfd="off")
        m.held("no holder", io0=[])
        m.refused("blk-fails: no such IOThread", "not found",
                  "device_add", **{**add, "iothread": "io7"})
        m.refused("blk-fails: after the get", "neither modern nor legacy",
                  "device_add", **add, **UNPLUGGABLE)
        m.held("no holder after a late failure", io0=[])
        m.run("device_add", **add)
        m.refused("blk-fails: the node is in use", "conflict",
                  "device_add", **{**add, "id": "d1"})
        m.held("only the first holds", io0=[backend("d0")])
        m.unplug("d0")
        m.run("object-del", id="io0")
        m.lives("no failure keeps the thread", thread, False)


def delete_in_use(lab):
    with lab.machine("delete-in-use", *IO0, guest=True) as m:
        disk(m, lab, "n0")
        m.run("device_add", driver="virtio-blk-pci", id="d0", drive="n0",
              iothread="io0", bootindex=1)
        m.boot("d0")
        old = m.thread("io0")
        m.run("object-del", id="io0")
        m.held("object-del takes the name")
        m.lives("the thread stays for the holder", old, True)
        m.reads("d0")
        m.run("object-add", qom_type="iothread", id="io0")
        m.held("a new one of that name has no holder", io0=[])
        new = m.thread("io0")
        m.unplug("d0")
        m.held("the put goes to the old one", io0=[])
        m.lives("the old thread ends with the last put", old, False)
        m.lives("the new one runs", new, True)
        m.run("device_add", driver="virtio-blk-pci", id="d0", drive="n0",
              iothread="io0", bootindex=1)
        m.held("and can be held", io0=[backend("d0")])
        m.boot("d0")
        m.run("object-del", id="io0")
        m.lives("quits with a nameless one in use", new, True)


def scsi(lab):
    with lab.machine("scsi", *IO0, *IO1, guest=True) as m:
        disk(m, lab, "n0")
        m.run("device_add", driver="virtio-scsi-pci", id="s0", iothread="io0")
        m.held("virtio-scsi holds by its path", io0=[backend("s0")], io1=[])
        m.run("device_add", driver="scsi-hd", id="hd0", bus="s0.0",
              drive="n0", bootindex=1)
        m.held("its disks do not", io0=[backend("s0")], io1=[])
        m.boot("hd0")
        m.run("device_del", id="hd0")
        m.wait_event("DEVICE_DELETED", device="hd0")
        m.held("nor do they take it away", io0=[backend("s0")], io1=[])
        m.run("device_add", driver="scsi-hd", id="hd0", bus="s0.0",
              drive="n0", bootindex=1)
        m.boot("hd0")
        m.unplug("s0")
        m.held("unplugged with its disk while it reads: no holder",
               io0=[], io1=[])
        add = {"driver": "virtio-scsi-pci", "id": "s0", "iothread": "io0"}
        # Without an IOThread nothing is taken and nothing is put.
        m.run("device_add", driver="virtio-scsi-pci", id="s1")
        m.unplug("s1")
        m.held("one without an IOThread takes none away", io0=[], io1=[])
        # The controller goes with its disk and with its IOThread's name.
        m.run("device_add", driver="virtio-scsi-pci", id="s0", iothread="io1")
        m.run("device_add", driver="scsi-hd", id="hd0", bus="s0.0",
              drive="n0", bootindex=1)
        m.boot("hd0")
        thread = m.thread("io1")
        m.run("object-del", id="io1")
        m.lives("the thread stays for the holder", thread, True)
        m.reads("hd0")
        m.unplug("s0")
        m.lives("the thread ends with the last put", thread, False)
        m.run("query-named-block-nodes", flat=True)
        m.run("blockdev-del", node_name="n0")
        m.held("nothing is left", io0=[])


def scsi_fails(lab):
    # Without a guest: virtio-scsi of QEMU 7.2 leaves a state handler behind
    # when its realize fails, converted or not.
    with lab.machine("scsi-fails", *IO0) as m:
        thread = m.thread("io0")
        add = {"driver": "virtio-scsi-pci", "id": "s0", "iothread": "io0"}
        m.refused("scsi-fails: before the get", "ioeventfd is required",
                  "device_add", **add, ioeventfd="off")
        m.held("no holder", io0=[])
        m.refused("scsi-fails: after the get", "neither modern nor legacy",
                  "device_add", **add, **UNPLUGGABLE)
        m.held("no holder after a late failure", io0=[])
        m.run("object-del", id="io0")
        m.lives("no failure keeps the thread", thread, False)


def balloon(lab):
    with lab.machine("balloon", *IO0) as m:
        add = {"driver": "virtio-balloon-pci", "id": "b0",
               "free_page_hint": True, "iothread": "io0"}
        m.run("device_add", **add)
        m.held("virtio-balloon holds by its path", io0=[backend("b0")])
        m.refused("balloon: a second one", "Only one balloon",
                  "device_add", **{**add, "id": "b1"})
        m.held("and does not hold", io0=[backend("b0")])
        m.unplug("b0")
        m.held("unplugged: no holder", io0=[])
        m.refused("balloon: after the get", "neither modern nor legacy",
                  "device_add", **add, **UNPLUGGABLE)
        m.held("no holder after a late failure", io0=[])
        m.run("device_add", **{**add, "free_page_hint": False})
        m.held("without free-page-hint it does not hold", io0=[])
        m.unplug("b0")
        m.held("and takes nothing away", io0=[])
        m.run("device_add", **add)
        thread = m.thread("io0")
        m.run("object-del", id="io0")
        m.lives("the thread stays for the holder", thread, True)
        m.unplug("b0")
        m.lives("the thread ends with the last put", thread, False)


def cold(lab):
    """Devices of the command line, which are there until the end."""
    with lab.machine(
            "cold", *IO0, *IO1,
            "-blockdev", "null-co,node-name=n0,size=1048576,read-zeroes=on",
            "-blockdev", "null-co,node-name=n1,size=1048576,read-zeroes=on",
            "-device", "virtio-blk-pci,id=d0,drive=n0,iothread=io0",
            "-device", "virtio-scsi-pci,id=s0,iothread=io1",
            "-device", "scsi-hd,id=hd0,bus=s0.0,drive=n1",
            "-device", "virtio-balloon-pci,id=b0,free-page-hint=on,"
                       "iothread=io1") as m:
        m.held("all hold", io0=[backend("d0")],
               io1=[backend("b0"), backend("s0")])
        m.run("system_reset")
        m.held("a reset changes nothing", io0=[backend("d0")],
               io1=[backend("b0"), backend("s0")])


SCENARIOS = (blk, blk_fails, delete_in_use, scsi, scsi_fails, balloon, cold)
