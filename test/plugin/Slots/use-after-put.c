// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* In a release slot: the context is still needed after the put. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

static void use_bh(void *opaque)
{
}

#define TYPE_ULATE "ulate-device"
OBJECT_DECLARE_SIMPLE_TYPE(ULate, ULATE)
struct ULate {
    VirtIODevice parent_obj;
    IOThread *iothread;
    QEMUBH *bh;
};

static void ulate_realize_ok(DeviceState *dev, Error **errp)
{
    ULate *s = ULATE(dev);

    s->bh = aio_bh_new(iothread_get_aio_context(s->iothread, "ulate"),
                       use_bh, s);
}

static void ulate_unrealize(DeviceState *dev)
{
    ULate *s = ULATE(dev);

    iothread_put_aio_context(s->iothread, "ulate");
    qemu_bh_delete(s->bh); // expected-warning{{'s->bh' is used after the last hold of 's->iothread' was put}}
}

static const Property ulate_properties[] = {
    DEFINE_PROP_LINK("iothread", ULate, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void ulate_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, ulate_properties);
    vdc->realize = ulate_realize_ok;
    vdc->unrealize = ulate_unrealize;
}

#define TYPE_UGOOD "ugood-device"
OBJECT_DECLARE_SIMPLE_TYPE(UGood, UGOOD)
struct UGood {
    VirtIODevice parent_obj;
    IOThread *iothread;
    QEMUBH *bh;
};

static void ugood_realize_ok(DeviceState *dev, Error **errp)
{
    UGood *s = UGOOD(dev);

    s->bh = aio_bh_new(iothread_get_aio_context(s->iothread, "ugood"),
                       use_bh, s);
}

static void ugood_unrealize_ok(DeviceState *dev)
{
    UGood *s = UGOOD(dev);

    qemu_bh_delete(s->bh);
    iothread_put_aio_context(s->iothread, "ugood");
}

static const Property ugood_properties[] = {
    DEFINE_PROP_LINK("iothread", UGood, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void ugood_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, ugood_properties);
    vdc->realize = ugood_realize_ok;
    vdc->unrealize = ugood_unrealize_ok;
}

/* ---- the context itself ---- */

#define TYPE_UCTX "uctx-device"
OBJECT_DECLARE_SIMPLE_TYPE(UCtx, UCTX)
struct UCtx {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void uctx_realize_ok(DeviceState *dev, Error **errp)
{
    UCtx *s = UCTX(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "uctx");
}

static void uctx_unrealize(DeviceState *dev)
{
    UCtx *s = UCTX(dev);

    iothread_put_aio_context(s->iothread, "uctx");
    aio_notify(s->ctx); // expected-warning{{'s->ctx' is used after the last hold of 's->iothread' was put}}
    s->ctx = NULL;
}

static const Property uctx_properties[] = {
    DEFINE_PROP_LINK("iothread", UCtx, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void uctx_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, uctx_properties);
    vdc->realize = uctx_realize_ok;
    vdc->unrealize = uctx_unrealize;
}

/* A second hold still protects it; rewritten to the main context. */
#define TYPE_USAFE "usafe-device"
OBJECT_DECLARE_SIMPLE_TYPE(USafe, USAFE)
struct USafe {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void usafe_realize_ok(DeviceState *dev, Error **errp)
{
    USafe *s = USAFE(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "usafe-a");
    aio_notify(iothread_get_aio_context(s->iothread, "usafe-b"));
}

static void usafe_unrealize_ok(DeviceState *dev)
{
    USafe *s = USAFE(dev);

    iothread_put_aio_context(s->iothread, "usafe-a");
    aio_notify(s->ctx);
    s->ctx = qemu_get_aio_context();
    iothread_put_aio_context(s->iothread, "usafe-b");
    aio_notify(s->ctx);
}

static const Property usafe_properties[] = {
    DEFINE_PROP_LINK("iothread", USafe, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void usafe_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, usafe_properties);
    vdc->realize = usafe_realize_ok;
    vdc->unrealize = usafe_unrealize_ok;
}

static const TypeInfo use_types[] = {
    {
        .name = TYPE_ULATE,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(ULate),
        .class_init = ulate_class_init,
    },
    {
        .name = TYPE_UGOOD,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(UGood),
        .class_init = ugood_class_init,
    },
    {
        .name = TYPE_UCTX,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(UCtx),
        .class_init = uctx_class_init,
    },
    {
        .name = TYPE_USAFE,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(USafe),
        .class_init = usafe_class_init,
    },
};
DEFINE_TYPES(use_types)
