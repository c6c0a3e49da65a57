// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* A release slot that holds for a while itself, beside what it puts. */
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

/* The hold of its own is lost: the others are put rightly all the same. */
typedef struct VOne {
    VirtIODevice parent_obj;
    IOThread *iothread;
} VOne;

static void one_realize(DeviceState *dev, Error **errp)
{
    VOne *s = (VOne *)dev;

    iothread_get_aio_context(s->iothread, "one-a");
    iothread_get_aio_context(s->iothread, "one-b");
}

static void one_unrealize(DeviceState *dev)
{
    VOne *s = (VOne *)dev;

    iothread_get_aio_context(s->iothread, "one-local"); // expected-warning {{hold of 's->iothread' as 'one-local' is never put}}
    iothread_put_aio_context(s->iothread, "one-a");
    iothread_put_aio_context(s->iothread, "one-b");
}

DEVICE_OF(VOne, one)

/* A saved name is no name that is made here. */
typedef struct VTwo {
    VirtIODevice parent_obj;
    IOThread *iothread;
    char *name;
    bool held;
} VTwo;

static void two_realize(DeviceState *dev, Error **errp)
{
    VTwo *s = (VTwo *)dev;

    s->name = object_get_canonical_path(OBJECT(s));
    iothread_get_aio_context(s->iothread, s->name);
    s->held = true;
}

static void two_unrealize(DeviceState *dev)
{
    VTwo *s = (VTwo *)dev;

    if (maybe()) {
        iothread_get_aio_context(s->iothread, "two-local"); // expected-warning {{hold of 's->iothread' as 'two-local' is never put}}
    }
    if (s->held) {
        iothread_put_aio_context(s->iothread, s->name);
    }
}

DEVICE_OF(VTwo, two)

/* Without a hold of its own, a name that nobody holds by is a wrong one. */
typedef struct VThree {
    VirtIODevice parent_obj;
    IOThread *iothread;
} VThree;

static void three_realize(DeviceState *dev, Error **errp)
{
    VThree *s = (VThree *)dev;

    iothread_get_aio_context(s->iothread, "three");
}

static void three_unrealize(DeviceState *dev)
{
    VThree *s = (VThree *)dev;

    iothread_put_aio_context(s->iothread, "four"); // expected-warning {{'s->iothread' is put as 'four' but held as 'three'}}
}

DEVICE_OF(VThree, three)

/* Put of no IOThread at all: what the code asks afterwards says nothing of what
 * it did before. */
typedef struct VFour {
    VirtIODevice parent_obj;
    IOThread *iothread;
} VFour;

static void four_realize(DeviceState *dev, Error **errp)
{
    VFour *s = (VFour *)dev;

    if (s->iothread) {
        iothread_get_aio_context(s->iothread, "four-a");
        iothread_get_aio_context(s->iothread, "four-b");
    }
}

static void four_unrealize(DeviceState *dev)
{
    VFour *s = (VFour *)dev;

    iothread_put_aio_context(s->iothread, "four-a"); // expected-warning {{hold of 's->iothread' as 'four-a' is put even when 'four_realize' did not take it}}
    if (s->iothread) {
        iothread_put_aio_context(s->iothread, "four-b");
    }
}

DEVICE_OF(VFour, four)

/* What guards the first put guards it, whatever is asked afterwards. */
typedef struct VFourB {
    VirtIODevice parent_obj;
    IOThread *iothread;
    bool held;
} VFourB;

static void four_b_realize(DeviceState *dev, Error **errp)
{
    VFourB *s = (VFourB *)dev;

    if (s->iothread) {
        iothread_get_aio_context(s->iothread, "four-a");
        iothread_get_aio_context(s->iothread, "four-b");
        s->held = true;
    }
}

static void four_b_unrealize(DeviceState *dev)
{
    VFourB *s = (VFourB *)dev;

    if (s->held) {
        iothread_put_aio_context(s->iothread, "four-a");
    }
    if (s->iothread) {
        iothread_put_aio_context(s->iothread, "four-b");
    }
}

DEVICE_OF(VFourB, four_b)

/* A flag cleared through its address is still nobody else's: what was not taken
 * is NULL. */
typedef struct VFive {
    VirtIODevice parent_obj;
    IOThread *iothread;
    char *name;
    char *other;
} VFive;

static void five_realize(DeviceState *dev, Error **errp)
{
    VFive *s = (VFive *)dev;

    if (maybe()) {
        s->name = g_strdup("five");
        iothread_get_aio_context(s->iothread, s->name);
    }
    s->other = g_strdup("five-other");
    iothread_get_aio_context(s->iothread, s->other);
}

static void five_unrealize(DeviceState *dev)
{
    VFive *s = (VFive *)dev;

    if (s->name) {
        iothread_put_aio_context(s->iothread, s->name);
        g_clear_pointer(&s->name, g_free);
    }
    iothread_put_aio_context(s->iothread, s->other);
}

DEVICE_OF(VFive, five)

typedef struct VSix {
    VirtIODevice parent_obj;
    IOThread *iothread;
    char *name;
    char *other;
} VSix;

static void six_realize(DeviceState *dev, Error **errp)
{
    VSix *s = (VSix *)dev;

    s->name = g_strdup("six");
    iothread_get_aio_context(s->iothread, s->name); // expected-warning {{hold of 's->iothread' as 'six' is never put by 'six_unrealize'}}
    s->other = g_strdup("six-other");
    iothread_get_aio_context(s->iothread, s->other); // expected-warning {{hold of 's->iothread' as 'six-other' is never put by 'six_unrealize'}}
}

static void six_unrealize(DeviceState *dev)
{
    VSix *s = (VSix *)dev;

    if (s->name) {
        g_clear_pointer(&s->name, g_free);
        return;
    }
    iothread_put_aio_context(s->iothread, s->other);
}

DEVICE_OF(VSix, six)
