// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* An unseen function decides in the release slot.  Where the acquire slot takes
 * the hold whatever happens, that has nothing to do with it. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio.h"
#include "sysemu/iothread.h"

bool maybe(void);

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
} Dev;

static void always_realize(DeviceState *dev, Error **errp)
{
    Dev *s = (Dev *)dev;

    iothread_get_aio_context(s->first, "always");
}

static void always_unrealize(DeviceState *dev)
{
    Dev *s = (Dev *)dev;

    if (maybe()) {
        iothread_put_aio_context(s->second, "always"); // expected-warning {{'s->second' is put as 'always' but the hold is on 's->first'}}
        return;
    }
    iothread_put_aio_context(s->first, "always");
}

DEVICE_OF(Dev, always)

/* It may ask what realize asked. */
static void asked_realize(DeviceState *dev, Error **errp)
{
    Dev *s = (Dev *)dev;

    if (maybe()) {
        iothread_get_aio_context(s->second, "asked");
    } else {
        iothread_get_aio_context(s->first, "asked");
    }
}

static void asked_unrealize(DeviceState *dev)
{
    Dev *s = (Dev *)dev;

    if (maybe()) {
        iothread_put_aio_context(s->second, "asked");
        return;
    }
    iothread_put_aio_context(s->first, "asked");
}

DEVICE_OF(Dev, asked)

static void twice_realize(DeviceState *dev, Error **errp)
{
    Dev *s = (Dev *)dev;

    iothread_get_aio_context(s->first, dev->id);
}

static void twice_unrealize(DeviceState *dev)
{
    Dev *s = (Dev *)dev;

    if (maybe()) {
        iothread_put_aio_context(s->first, dev->id);
        return;
    }
    iothread_put_aio_context(s->first, dev->id);
    iothread_put_aio_context(s->first, dev->id); // expected-warning {{hold of 's->first' as 'dev->id' is put twice}}
}

DEVICE_OF(Dev, twice)
