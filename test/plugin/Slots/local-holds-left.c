// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* Holds that a release slot takes for itself: put by the slot that runs after
 * it, left on one path, or by a name that may be any. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio.h"
#include "sysemu/iothread.h"

/* Each has its own type: what one puts is nothing to the next. */
#define STATE(Type) \
    typedef struct Type { \
        VirtIODevice parent_obj; \
        IOThread *iothread; \
        char *name; \
        bool quick; \
    } Type

#define DEVICE_OF(Type, fn) \
    static void fn##_class_init(ObjectClass *klass, const void *data) \
    { \
        VIRTIO_DEVICE_CLASS(klass)->realize = fn##_realize; \
        VIRTIO_DEVICE_CLASS(klass)->unrealize = fn##_unrealize; \
    } \
    static const TypeInfo fn##_types[] = { \
        { .name = #fn, .parent = TYPE_VIRTIO_DEVICE, \
          .instance_size = sizeof(Type), .class_init = fn##_class_init, \
          .instance_finalize = fn##_finalize }, \
    }; \
    DEFINE_TYPES(fn##_types)

/* Left by unrealize, put by finalize. */
STATE(Later);

static void later_realize(DeviceState *dev, Error **errp)
{
    iothread_get_aio_context(((Later *)dev)->iothread, "later");
}

static void later_unrealize(DeviceState *dev)
{
    Later *s = (Later *)dev;

    iothread_put_aio_context(s->iothread, "later");
    iothread_get_aio_context(s->iothread, "later-local");
    s->quick = true;
}

static void later_finalize(Object *obj)
{
    Later *s = (Later *)obj;

    if (s->quick) {
        iothread_put_aio_context(s->iothread, "later-local");
    }
}

DEVICE_OF(Later, later)

/* ... by another name. */
STATE(Never);

static void never_realize(DeviceState *dev, Error **errp)
{
    iothread_get_aio_context(((Never *)dev)->iothread, "never");
}

static void never_unrealize(DeviceState *dev)
{
    Never *s = (Never *)dev;

    iothread_put_aio_context(s->iothread, "never");
    iothread_get_aio_context(s->iothread, "never-local"); // expected-warning {{hold of 's->iothread' as 'never-local' is never put}}
}

static void never_finalize(Object *obj)
{
}

DEVICE_OF(Never, never)

/* One way out forgets it. */
STATE(Path);

static void path_realize(DeviceState *dev, Error **errp)
{
    Path *s = (Path *)dev;

    s->name = object_get_canonical_path(OBJECT(s));
    iothread_get_aio_context(s->iothread, s->name);
}

static void path_unrealize(DeviceState *dev)
{
    Path *s = (Path *)dev;

    iothread_get_aio_context(s->iothread, "path-local");
    if (s->quick) {
        iothread_put_aio_context(s->iothread, s->name);
        return; // expected-warning {{hold of 's->iothread' as 'path-local' leaks on this path}}
    }
    iothread_put_aio_context(s->iothread, "path-local");
    iothread_put_aio_context(s->iothread, s->name);
}

static void path_finalize(Object *obj)
{
}

DEVICE_OF(Path, path)

/* The name may be any: the put may be of this one. */
STATE(Any);

static void any_realize(DeviceState *dev, Error **errp)
{
}

static void any_unrealize(DeviceState *dev)
{
    Any *s = (Any *)dev;

    iothread_get_aio_context(s->iothread, "any-local");
    iothread_put_aio_context(s->iothread, s->name);
}

static void any_finalize(Object *obj)
{
}

DEVICE_OF(Any, any)
