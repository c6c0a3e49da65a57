// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* A helper is one statement for all who call it: that one call of it is right
 * says nothing of the next. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio.h"
#include "sysemu/iothread.h"

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
    IOThread *first;
    IOThread *second;
    bool quick;
} Dev;

static void wrong_drop(IOThread *iothread, const char *name)
{
    iothread_put_aio_context(iothread, name); // expected-warning {{'iothread' is put as 'wrong-a' but the hold is on 's->first'}}
}

static void wrong_realize(DeviceState *dev, Error **errp)
{
    Dev *s = (Dev *)dev;

    iothread_get_aio_context(s->first, "wrong-a");
    iothread_get_aio_context(s->second, "wrong-b");
}

static void wrong_unrealize(DeviceState *dev)
{
    Dev *s = (Dev *)dev;

    if (s->quick) {
        wrong_drop(s->second, "wrong-a");
        wrong_drop(s->second, "wrong-b");
        return;
    }
    wrong_drop(s->first, "wrong-a");
    wrong_drop(s->second, "wrong-b");
}

DEVICE_OF(Dev, wrong)

static void right_drop(IOThread *iothread, const char *name)
{
    iothread_put_aio_context(iothread, name);
}

static void right_realize(DeviceState *dev, Error **errp)
{
    Dev *s = (Dev *)dev;

    iothread_get_aio_context(s->first, "right-a");
    iothread_get_aio_context(s->second, "right-b");
}

static void right_unrealize(DeviceState *dev)
{
    Dev *s = (Dev *)dev;

    if (s->quick) {
        right_drop(s->second, "right-b");
        right_drop(s->first, "right-a");
        return;
    }
    right_drop(s->first, "right-a");
    right_drop(s->second, "right-b");
}

DEVICE_OF(Dev, right)
