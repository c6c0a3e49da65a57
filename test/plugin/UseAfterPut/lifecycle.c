/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* Taken in realize, put and used in unrealize. */
#include "qemu/osdep.h"
#include "block/aio.h"
#include "hw/virtio/virtio.h"
#include "sysemu/iothread.h"

typedef struct VirtIOBalloon {
    VirtIODevice parent_obj;
    IOThread *iothread;
    QEMUBH *free_page_bh;
    AioContext *ctx;
} VirtIOBalloon;
#define TYPE_VIRTIO_BALLOON "virtio-balloon-device"
DECLARE_INSTANCE_CHECKER(VirtIOBalloon, VIRTIO_BALLOON, TYPE_VIRTIO_BALLOON)

void balloon_free_page_cb(void *opaque);

static void balloon_realize(DeviceState *dev, Error **errp)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    s->free_page_bh = aio_bh_new(
        iothread_get_aio_context(s->iothread, "balloon"),
        balloon_free_page_cb, s);
}

static void balloon_unrealize(DeviceState *dev)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    iothread_put_aio_context(s->iothread, "balloon");
    qemu_bh_delete(s->free_page_bh); // expected-warning{{'s->free_page_bh' is used after the last hold of 's->iothread' was put}}
}

static void balloon_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = balloon_realize;
    vdc->unrealize = balloon_unrealize;
}

/* The right order. */
static void balloon2_realize(DeviceState *dev, Error **errp)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    s->free_page_bh = aio_bh_new(
        iothread_get_aio_context(s->iothread, "balloon"),
        balloon_free_page_cb, s);
}

static void balloon2_unrealize(DeviceState *dev)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    qemu_bh_delete(s->free_page_bh);
    iothread_put_aio_context(s->iothread, "balloon");
}

static void balloon2_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = balloon2_realize;
    vdc->unrealize = balloon2_unrealize;
}

/* The context itself, kept in the device. */
static void blk_realize(DeviceState *dev, Error **errp)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "virtio-blk");
}

static void blk_unrealize(DeviceState *dev)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    iothread_put_aio_context(s->iothread, "virtio-blk");
    aio_notify(s->ctx); // expected-warning{{'s->ctx' is used after the last hold of 's->iothread' was put}}
    s->ctx = NULL;
}

static void blk_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = blk_realize;
    vdc->unrealize = blk_unrealize;
}

static void blk2_realize(DeviceState *dev, Error **errp)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "virtio-blk");
}

static void blk2_unrealize(DeviceState *dev)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    aio_notify(s->ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk");
    s->ctx = NULL;
}

static void blk2_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = blk2_realize;
    vdc->unrealize = blk2_unrealize;
}

/* The main loop's context is nobody's to put. */
static void net_realize(DeviceState *dev, Error **errp)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    iothread_get_aio_context(s->iothread, "virtio-net");
    s->ctx = qemu_get_aio_context();
}

static void net_unrealize(DeviceState *dev)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    iothread_put_aio_context(s->iothread, "virtio-net");
    aio_notify(s->ctx);
}

static void net_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = net_realize;
    vdc->unrealize = net_unrealize;
}

static const TypeInfo balloon_types[] = {
    { .name = "balloon", .instance_size = sizeof(VirtIOBalloon),
      .class_init = balloon_class_init },
    { .name = "balloon2", .instance_size = sizeof(VirtIOBalloon),
      .class_init = balloon2_class_init },
    { .name = "blk", .instance_size = sizeof(VirtIOBalloon),
      .class_init = blk_class_init },
    { .name = "blk2", .instance_size = sizeof(VirtIOBalloon),
      .class_init = blk2_class_init },
    { .name = "net", .instance_size = sizeof(VirtIOBalloon),
      .class_init = net_class_init },
};
DEFINE_TYPES(balloon_types)
