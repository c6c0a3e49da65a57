/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A PCI console: named by its id, put in exit; a feature guards a second. */
#include "qemu/osdep.h"
#include "hw/pci/pci.h"
#include "sysemu/iothread.h"

#define TYPE_VCON "mini-vcon"
OBJECT_DECLARE_SIMPLE_TYPE(VCon, VCON)

struct VCon {
    PCIDevice parent_obj;

    IOThread *iothread;
    IOThread *echo_iothread;
    QEMUBH *bh;
    QEMUTimer *blink;
    QEMUBH *echo_bh;
    bool echo;
};

static const char vcon_holder[] = "vcon";

static void vcon_bh(void *opaque)
{
    VCon *s = opaque;

    timer_mod(s->blink, 500);
}

static void vcon_blink(void *opaque)
{
    VCon *s = opaque;

    qemu_bh_schedule(s->bh);
}

static void vcon_echo(void *opaque)
{
    VCon *s = opaque;

    qemu_bh_schedule(s->bh);
}

static void vcon_realize(PCIDevice *pci_dev, Error **errp)
{
    VCon *s = VCON(pci_dev);
    AioContext *ctx;

    if (!s->iothread) {
        error_setg(errp, "'iothread' must be set");
        return;
    }
    if (s->echo && !s->echo_iothread) {
        error_setg(errp, "'echo' needs 'echo-iothread'");
        return;
    }

    ctx = iothread_get_aio_context(s->iothread, vcon_holder);
    if (msix_init_exclusive_bar(pci_dev, 2, 1, errp) < 0) {
        iothread_put_aio_context(s->iothread, vcon_holder);
        return;
    }
    s->bh = aio_bh_new(ctx, vcon_bh, s);
    s->blink = aio_timer_new(ctx, QEMU_CLOCK_VIRTUAL, SCALE_MS, vcon_blink,
                             s);
    if (s->echo) {
        ctx = iothread_get_aio_context(s->echo_iothread, "vcon-echo");
        s->echo_bh = aio_bh_new(ctx, vcon_echo, s);
    }
}

static void vcon_exit(PCIDevice *pci_dev)
{
    VCon *s = VCON(pci_dev);

    if (s->echo_bh) {
        qemu_bh_delete(s->echo_bh);
        iothread_put_aio_context(s->echo_iothread, "vcon-echo");
        s->echo_bh = NULL;
    }
    timer_free(s->blink);
    qemu_bh_delete(s->bh);
    iothread_put_aio_context(s->iothread, vcon_holder);
}

static const Property vcon_properties[] = {
    DEFINE_PROP_LINK("iothread", VCon, iothread, TYPE_IOTHREAD, IOThread *),
    DEFINE_PROP_LINK("echo-iothread", VCon, echo_iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_BOOL("echo", VCon, echo, false),
};

static void vcon_class_init(ObjectClass *klass, const void *data)
{
    PCIDeviceClass *k = (PCIDeviceClass *) PCI_DEVICE_CLASS(klass);

    device_class_set_props(DEVICE_CLASS(klass), vcon_properties);
    k->realize = vcon_realize;
    k->exit = vcon_exit;
}

static const TypeInfo vcon_info = {
    .name = TYPE_VCON,
    .parent = TYPE_PCI_DEVICE,
    .instance_size = sizeof(VCon),
    .class_init = vcon_class_init,
};

static void vcon_register_types(void)
{
    type_register_static(&vcon_info);
}

type_init(vcon_register_types)
