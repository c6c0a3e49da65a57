/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which slots run after which failure.  The devices hold in realize and put in
 * unrealize; that a step can fail, and what ran then, shows in puts of a name
 * that nobody holds: each is expected, none may be missing.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/pci/pci.h"
#include "hw/virtio/virtio.h"
#include "hw/xen/xen-bus.h"
#include "sysemu/iothread.h"
#include "case.h"
#include "oracle/oracle.h"

static IOThread *t;

static void hold(Error **errp)
{
    if (oracle_choice()) {
        error_setg(errp, "realize itself failed");
        return;
    }
    iothread_get_aio_context(t, "device");
}

/* Realizes a @type, unrealizes it if that worked; true if it did. */
static bool realize(const char *type)
{
    Object *obj = object_new(type);
    bool ok;

    t = iothread_create("io0", &error_abort);
    ok = qdev_realize(DEVICE(obj), NULL, NULL);
    object_unparent(obj);
    object_unref(obj);
    return ok;
}

/* ---- virtio: unrealize unless realize itself failed ---- */

static void count_realize(DeviceState *dev, Error **errp)
{
    hold(errp);
}

static void count_unrealize(DeviceState *dev)
{
    iothread_put_aio_context(t, "device");
}

static void virtio_class_init(ObjectClass *klass, const void *data)
{
    VIRTIO_DEVICE_CLASS(klass)->realize = count_realize;
    VIRTIO_DEVICE_CLASS(klass)->unrealize = count_unrealize;
}

/* Its own realize, that of virtio, that of qdev; or none. */
static void virtio(void)
{
    if (realize("count-virtio")) {
        iothread_put_aio_context(t, "went well"); /* ! put-unheld */
    } else if (oracle_choices() == 1) {
        iothread_put_aio_context(t, "own"); /* ! put-unheld */
    } else if (oracle_choices() == 2) {
        iothread_put_aio_context(t, "virtio's"); /* ! put-unheld */
    } else {
        iothread_put_aio_context(t, "qdev's"); /* ! put-unheld */
    }
}

static void virtio_ok(void)
{
    realize("count-virtio");
}

/* ---- PCI: exit unless realize itself failed ---- */

static void count_pci_realize(PCIDevice *dev, Error **errp)
{
    hold(errp);
}

static void count_pci_exit(PCIDevice *dev)
{
    iothread_put_aio_context(t, "device");
}

static void pci_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = count_pci_realize;
    PCI_DEVICE_CLASS(klass)->exit = count_pci_exit;
}

static void pci(void)
{
    if (realize("count-pci")) {
        iothread_put_aio_context(t, "went well"); /* ! put-unheld */
    } else if (oracle_choices() == 1) {
        iothread_put_aio_context(t, "own"); /* ! put-unheld */
    } else if (oracle_choices() == 2) {
        iothread_put_aio_context(t, "PCI's"); /* ! put-unheld */
    } else {
        iothread_put_aio_context(t, "qdev's"); /* ! put-unheld */
    }
}

static void pci_ok(void)
{
    realize("count-pci");
}

/* ---- Xen: unrealize whatever failed ---- */

static void count_xen_realize(XenDevice *dev, Error **errp)
{
    hold(errp);
}

static void count_xen_unrealize(XenDevice *dev)
{
    iothread_put_aio_context(t, "device"); /* xen ! put-unheld */
}

/* The guard that a Xen device needs. */
static void count_xen_unrealize_guarded(XenDevice *dev)
{
    if (t->holders) {
        iothread_put_aio_context(t, "device");
    }
}

static void xen_class_init(ObjectClass *klass, const void *data)
{
    XEN_DEVICE_CLASS(klass)->realize = count_xen_realize;
    XEN_DEVICE_CLASS(klass)->unrealize =
        data ? count_xen_unrealize_guarded : count_xen_unrealize;
}

static void xen(void)
{
    realize("count-xen");
}

static void xen_ok(void)
{
    realize("count-xen-guarded");
}

static const TypeInfo count_types[] = {
    { .name = "count-virtio",
      .parent = TYPE_VIRTIO_DEVICE,
      .class_init = virtio_class_init },
    { .name = "count-pci",
      .parent = TYPE_PCI_DEVICE,
      .class_init = pci_class_init },
    { .name = "count-xen",
      .parent = TYPE_XEN_DEVICE,
      .class_init = xen_class_init },
    { .name = "count-xen-guarded",
      .parent = TYPE_XEN_DEVICE,
      .class_init = xen_class_init,
      .class_data = "guarded" },
};

DEFINE_TYPES(count_types)

const Case slots_cases[] = {
    CASE(virtio),
    CASE(virtio_ok),
    CASE(pci),
    CASE(pci_ok),
    CASE(xen),
    CASE(xen_ok),
    { NULL, NULL },
};
