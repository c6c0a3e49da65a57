// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* Findings of a pair of slots are silenced like any other. */
#include "qemu/osdep.h"
#include "hw/virtio/virtio.h"
#include "sysemu/iothread.h"

#define TYPE_SLOUD "sloud-device"
OBJECT_DECLARE_SIMPLE_TYPE(SLoud, SLOUD)
struct SLoud {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void sloud_realize(DeviceState *dev, Error **errp)
{
    SLoud *s = SLOUD(dev);

    /* holdcheck: ignore */
    s->ctx = iothread_get_aio_context(s->iothread, "sloud"); // expected-warning{{hold of 's->iothread' as 'sloud' is never put by 'sloud_unrealize'}}
}

static void sloud_unrealize(DeviceState *dev)
{
    SLOUD(dev)->ctx = NULL;
}

static const Property sloud_properties[] = {
    DEFINE_PROP_LINK("iothread", SLoud, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void sloud_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, sloud_properties);
    vdc->realize = sloud_realize;
    vdc->unrealize = sloud_unrealize;
}

#define TYPE_SQUIET "squiet-device"
OBJECT_DECLARE_SIMPLE_TYPE(SQuiet, SQUIET)
struct SQuiet {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void squiet_realize_ok(DeviceState *dev, Error **errp)
{
    SQuiet *s = SQUIET(dev);

    /* holdcheck: ignore the machine never unplugs it */
    s->ctx = iothread_get_aio_context(s->iothread, "squiet");
}

static void squiet_unrealize_ok(DeviceState *dev)
{
    SQUIET(dev)->ctx = NULL;
}

static const Property squiet_properties[] = {
    DEFINE_PROP_LINK("iothread", SQuiet, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void squiet_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, squiet_properties);
    vdc->realize = squiet_realize_ok;
    vdc->unrealize = squiet_unrealize_ok;
}

static const TypeInfo suppressed_types[] = {
    {
        .name = TYPE_SLOUD,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(SLoud),
        .class_init = sloud_class_init,
    },
    {
        .name = TYPE_SQUIET,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(SQuiet),
        .class_init = squiet_class_init,
    },
};
DEFINE_TYPES(suppressed_types)
