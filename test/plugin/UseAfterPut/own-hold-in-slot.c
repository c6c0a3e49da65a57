// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* A release slot uses the context after the put of its own hold.  Whether the
 * acquire slot's keeps the IOThread, only the two together tell. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "block/aio.h"
#include "hw/virtio/virtio.h"
#include "sysemu/iothread.h"

/* Each has its own type: what one puts is nothing to the next. */
#define STATE(Type) \
    typedef struct Type { \
        VirtIODevice parent_obj; \
        IOThread *iothread; \
        AioContext *ctx; \
        bool wanted; \
    } Type

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

STATE(Perhaps);

static void perhaps_realize(DeviceState *dev, Error **errp)
{
    Perhaps *s = (Perhaps *)dev;

    if (s->wanted) {
        s->ctx = iothread_get_aio_context(s->iothread, "perhaps");
    }
}

static void perhaps_unrealize(DeviceState *dev)
{
    Perhaps *s = (Perhaps *)dev;
    AioContext *ctx = iothread_get_aio_context(s->iothread, "perhaps-local");

    iothread_put_aio_context(s->iothread, "perhaps-local");
    aio_notify(ctx); // expected-warning {{'ctx' is used after the last hold of 's->iothread' was put}}
    if (s->ctx) {
        aio_notify(ctx);
        iothread_put_aio_context(s->iothread, "perhaps");
    }
}

DEVICE_OF(Perhaps, perhaps)

STATE(Always);

static void always_realize(DeviceState *dev, Error **errp)
{
    Always *s = (Always *)dev;

    s->ctx = iothread_get_aio_context(s->iothread, "always");
}

static void always_unrealize(DeviceState *dev)
{
    Always *s = (Always *)dev;
    AioContext *ctx = iothread_get_aio_context(s->iothread, "always-local");

    iothread_put_aio_context(s->iothread, "always-local");
    aio_notify(ctx);
    if (s->ctx) {
        iothread_put_aio_context(s->iothread, "always");
    }
}

DEVICE_OF(Always, always)

/* A put of what was put before is nobody else's. */
void again(IOThread *iothread)
{
    AioContext *ctx = iothread_get_aio_context(iothread, "again");

    iothread_put_aio_context(iothread, "again");
    aio_notify(ctx); // expected-warning {{'ctx' is used after the last hold of 'iothread' was put}}
    iothread_put_aio_context(iothread, "again"); // expected-warning {{hold of 'iothread' as 'again' is put twice}}
}

void another(IOThread *iothread)
{
    AioContext *ctx = iothread_get_aio_context(iothread, "another");

    iothread_put_aio_context(iothread, "another");
    aio_notify(ctx);
    iothread_put_aio_context(iothread, "older");
}
