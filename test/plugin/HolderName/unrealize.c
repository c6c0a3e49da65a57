/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* In unrealize the object still has its path. */
// expected-no-diagnostics
#include "qemu/osdep.h"
#include "block/aio.h"
#include "hw/virtio/virtio.h"
#include "sysemu/iothread.h"

typedef struct VirtIORng {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
} VirtIORng;
#define TYPE_VIRTIO_RNG "virtio-rng-device"
DECLARE_INSTANCE_CHECKER(VirtIORng, VIRTIO_RNG, TYPE_VIRTIO_RNG)

static void rng_realize(DeviceState *dev, Error **errp)
{
    VirtIORng *s = VIRTIO_RNG(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    s->ctx = iothread_get_aio_context(s->iothread, path);
}

static void rng_unrealize(DeviceState *dev)
{
    VirtIORng *s = VIRTIO_RNG(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    iothread_put_aio_context(s->iothread, path);
    s->ctx = NULL;
}

/* A path that is only reported needs no match. */
void rng_log(const char *what, const char *path);

static void rng_finalize(Object *obj)
{
    g_autofree char *path = object_get_canonical_path(obj);

    rng_log("finalize", path ? path : "(none)");
}

static void rng_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = rng_realize;
    vdc->unrealize = rng_unrealize;
}

static const TypeInfo rng_info = {
    .name = TYPE_VIRTIO_RNG,
    .parent = TYPE_VIRTIO_DEVICE,
    .instance_size = sizeof(VirtIORng),
    .instance_finalize = rng_finalize,
    .class_init = rng_class_init,
};

static void register_types(void)
{
    type_register_static(&rng_info);
}

type_init(register_types)
