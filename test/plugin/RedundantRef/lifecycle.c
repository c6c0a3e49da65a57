/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
#include "qemu/osdep.h"
#include "block/aio.h"
#include "hw/virtio/virtio.h"
#include "sysemu/iothread.h"

typedef struct VirtIOBalloon {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
} VirtIOBalloon;
#define TYPE_VIRTIO_BALLOON "virtio-balloon-device"
DECLARE_INSTANCE_CHECKER(VirtIOBalloon, VIRTIO_BALLOON, TYPE_VIRTIO_BALLOON)

/* The pair that was left behind when the hold came in. */
static void balloon_realize(DeviceState *dev, Error **errp)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    if (s->iothread) {
        object_ref(OBJECT(s->iothread)); // expected-warning{{'object_ref' of 's->iothread' is redundant beside its hold as 'balloon'}}
        s->ctx = iothread_get_aio_context(s->iothread, "balloon");
    }
}

static void balloon_unrealize(DeviceState *dev)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    if (s->iothread) {
        iothread_put_aio_context(s->iothread, "balloon");
        object_unref(OBJECT(s->iothread)); // expected-warning{{'object_unref' of 's->iothread' is redundant beside its hold as 'balloon'}}
    }
}

static void balloon_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = balloon_realize;
    vdc->unrealize = balloon_unrealize;
}

static void rng_realize(DeviceState *dev, Error **errp)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    if (s->iothread) {
        s->ctx = iothread_get_aio_context(s->iothread, "rng");
    }
}

static void rng_unrealize(DeviceState *dev)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    if (s->iothread) {
        iothread_put_aio_context(s->iothread, "rng");
    }
}

static void rng_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = rng_realize;
    vdc->unrealize = rng_unrealize;
}

static const TypeInfo types[] = {
    { .name = "balloon", .instance_size = sizeof(VirtIOBalloon),
      .class_init = balloon_class_init },
    { .name = "rng", .instance_size = sizeof(VirtIOBalloon),
      .class_init = rng_class_init },
};
DEFINE_TYPES(types)
