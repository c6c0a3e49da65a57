// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* A release slot that takes a global IOThread for a while: that there is one is
 * no question of the code's, so nothing depends on it. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio.h"
#include "sysemu/iothread.h"

IOThread *common;
IOThread *spare;

#define DEVICE_OF(Type, fn) \
    static void fn##_class_init(ObjectClass *klass, const void *data) \
    { \
        VIRTIO_DEVICE_CLASS(klass)->realize = fn##_realize; \
        VIRTIO_DEVICE_CLASS(klass)->unrealize = fn##_unrealize; \
    } \
    static const TypeInfo fn##_types[] = { \
        { .name = #fn, .parent = TYPE_VIRTIO_DEVICE, \
          .instance_size = sizeof(Type), .class_init = fn##_class_init }, \
    }; \
    DEFINE_TYPES(fn##_types)

typedef struct Dev {
    VirtIODevice parent_obj;
    bool wanted;
    bool held;
} Dev;

static void unguarded_realize(DeviceState *dev, Error **errp)
{
    if (((Dev *)dev)->wanted) {
        iothread_get_aio_context(common, "unguarded");
    }
}

static void unguarded_unrealize(DeviceState *dev)
{
    iothread_get_aio_context(spare, "unguarded-local");
    iothread_put_aio_context(spare, "unguarded-local");
    iothread_put_aio_context(common, "unguarded"); // expected-warning {{hold of 'common' as 'unguarded' is put even when 'unguarded_realize' did not take it}}
}

DEVICE_OF(Dev, unguarded)

static void guarded_realize(DeviceState *dev, Error **errp)
{
    Dev *s = (Dev *)dev;

    if (s->wanted) {
        iothread_get_aio_context(common, "guarded");
        s->held = true;
    }
}

static void guarded_unrealize(DeviceState *dev)
{
    iothread_get_aio_context(spare, "guarded-local");
    iothread_put_aio_context(spare, "guarded-local");
    if (((Dev *)dev)->held) {
        iothread_put_aio_context(common, "guarded");
    }
}

DEVICE_OF(Dev, guarded)

/* What the code asks, others may have changed since. */
static void asked_realize(DeviceState *dev, Error **errp)
{
    if (common) {
        iothread_get_aio_context(common, "asked");
    }
}

static void asked_unrealize(DeviceState *dev)
{
    if (spare) {
        iothread_put_aio_context(common, "asked");
    }
}

DEVICE_OF(Dev, asked)
