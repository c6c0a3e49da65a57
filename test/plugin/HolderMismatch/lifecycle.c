/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
#include "qemu/osdep.h"
#include "block/aio.h"
#include "hw/virtio/virtio.h"
#include "qom/object_interfaces.h"
#include "sysemu/iothread.h"

/* One name in realize, another in unrealize. */
typedef struct VirtIORng {
    VirtIODevice parent_obj;
    IOThread *iothread;
    IOThread *spare;
    AioContext *ctx;
    char *holder;
} VirtIORng;
#define TYPE_VIRTIO_RNG "virtio-rng-device"
DECLARE_INSTANCE_CHECKER(VirtIORng, VIRTIO_RNG, TYPE_VIRTIO_RNG)

static void rng_realize(DeviceState *dev, Error **errp)
{
    VirtIORng *s = VIRTIO_RNG(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "virtio-rng");
}

static void rng_unrealize(DeviceState *dev)
{
    VirtIORng *s = VIRTIO_RNG(dev);

    iothread_put_aio_context(s->iothread, "virtio-rng-device"); // expected-warning{{'s->iothread' is put as 'virtio-rng-device' but held as 'virtio-rng'}}
}

static void rng_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = rng_realize;
    vdc->unrealize = rng_unrealize;
}

/* The same with one name. */
static void rng2_realize(DeviceState *dev, Error **errp)
{
    VirtIORng *s = VIRTIO_RNG(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "virtio-rng");
}

static void rng2_unrealize(DeviceState *dev)
{
    VirtIORng *s = VIRTIO_RNG(dev);

    iothread_put_aio_context(s->iothread, "virtio-rng");
}

static void rng2_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = rng2_realize;
    vdc->unrealize = rng2_unrealize;
}

/* A path in realize, the id in unrealize. */
static void mem_realize(DeviceState *dev, Error **errp)
{
    VirtIORng *s = VIRTIO_RNG(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    s->ctx = iothread_get_aio_context(s->iothread, path);
}

static void mem_unrealize(DeviceState *dev)
{
    VirtIORng *s = VIRTIO_RNG(dev);

    iothread_put_aio_context(s->iothread, dev->id); // expected-warning{{'s->iothread' is put as 'dev->id' but held as path of 'dev'}}
}

static void mem_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = mem_realize;
    vdc->unrealize = mem_unrealize;
}

/* The path is the same in both. */
static void mem2_realize(DeviceState *dev, Error **errp)
{
    VirtIORng *s = VIRTIO_RNG(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    s->ctx = iothread_get_aio_context(s->iothread, path);
}

static void mem2_unrealize(DeviceState *dev)
{
    VirtIORng *s = VIRTIO_RNG(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(s));

    iothread_put_aio_context(s->iothread, path);
}

static void mem2_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = mem2_realize;
    vdc->unrealize = mem2_unrealize;
}

/* Another IOThread in unrealize. */
static void snd_realize(DeviceState *dev, Error **errp)
{
    VirtIORng *s = VIRTIO_RNG(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "virtio-snd");
}

static void snd_unrealize(DeviceState *dev)
{
    VirtIORng *s = VIRTIO_RNG(dev);

    iothread_put_aio_context(s->spare, "virtio-snd"); // expected-warning{{'s->spare' is put as 'virtio-snd' but the hold is on 's->iothread'}}
}

static void snd_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = snd_realize;
    vdc->unrealize = snd_unrealize;
}

/* Two IOThreads, each put once. */
static void snd2_realize(DeviceState *dev, Error **errp)
{
    VirtIORng *s = VIRTIO_RNG(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "virtio-snd");
    iothread_get_aio_context(s->spare, "virtio-snd");
}

static void snd2_unrealize(DeviceState *dev)
{
    VirtIORng *s = VIRTIO_RNG(dev);

    iothread_put_aio_context(s->spare, "virtio-snd");
    iothread_put_aio_context(s->iothread, "virtio-snd");
}

static void snd2_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = snd2_realize;
    vdc->unrealize = snd2_unrealize;
}

/* The saved name is put, then freed. */
static void gpu_realize(DeviceState *dev, Error **errp)
{
    VirtIORng *s = VIRTIO_RNG(dev);

    s->holder = object_get_canonical_path(OBJECT(dev));
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
}

static void gpu_unrealize(DeviceState *dev)
{
    VirtIORng *s = VIRTIO_RNG(dev);

    iothread_put_aio_context(s->iothread, s->holder);
    g_free(s->holder);
    s->holder = NULL;
}

static void gpu_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = gpu_realize;
    vdc->unrealize = gpu_unrealize;
}

/* The saved name is the path: equal as well. */
static void fs_realize(DeviceState *dev, Error **errp)
{
    VirtIORng *s = VIRTIO_RNG(dev);

    s->holder = object_get_canonical_path(OBJECT(dev));
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
}

static void fs_unrealize(DeviceState *dev)
{
    VirtIORng *s = VIRTIO_RNG(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    iothread_put_aio_context(s->iothread, path);
    g_free(s->holder);
    s->holder = NULL;
}

static void fs_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = fs_realize;
    vdc->unrealize = fs_unrealize;
}

static const TypeInfo rng_types[] = {
    { .name = "rng", .instance_size = sizeof(VirtIORng),
      .class_init = rng_class_init },
    { .name = "rng2", .instance_size = sizeof(VirtIORng),
      .class_init = rng2_class_init },
    { .name = "mem", .instance_size = sizeof(VirtIORng),
      .class_init = mem_class_init },
    { .name = "mem2", .instance_size = sizeof(VirtIORng),
      .class_init = mem2_class_init },
    { .name = "snd", .instance_size = sizeof(VirtIORng),
      .class_init = snd_class_init },
    { .name = "snd2", .instance_size = sizeof(VirtIORng),
      .class_init = snd2_class_init },
    { .name = "gpu", .instance_size = sizeof(VirtIORng),
      .class_init = gpu_class_init },
    { .name = "fs", .instance_size = sizeof(VirtIORng),
      .class_init = fs_class_init },
};
DEFINE_TYPES(rng_types)
