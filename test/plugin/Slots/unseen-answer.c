// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * What an unseen function answers decides whether the release slot puts.  Where
 * the acquire slot takes by what is known, that is a leak; the acquire slot's
 * own unseen answers do not matter then, nor do loops that put other holds.
 */
#include "qemu/osdep.h"
#include "hw/virtio/virtio-blk.h"

typedef struct VPlane {
    VirtIOBlock parent_obj;
    IOThread *iothread;
    IOThread *control;
    IOThread *queues[4];
    uint16_t num_queues;
} VPlane;

bool vplane_is_quiet(void);

static void vplane_realize(DeviceState *dev, Error **errp)
{
    VPlane *s = (VPlane *) dev;

    if (s->iothread) {
        AioContext *ctx = iothread_get_aio_context(s->iothread, "plane");

        if (blk_set_aio_context(s->parent_obj.blk, ctx, errp) < 0) {
            iothread_put_aio_context(s->iothread, "plane");
            return;
        }
    }
}

static void vplane_unrealize(DeviceState *dev)
{
    VPlane *s = (VPlane *) dev;

    if (s->iothread) {
        if (vplane_is_quiet()) {
            return; // expected-warning{{hold of 's->iothread' as 'plane' leaks on this path of 'vplane_unrealize'}}
        }
        iothread_put_aio_context(s->iothread, "plane");
    }
}

static void vplane_class_init(ObjectClass *klass, const void *data)
{
    VIRTIO_DEVICE_CLASS(klass)->realize = vplane_realize;
    VIRTIO_DEVICE_CLASS(klass)->unrealize = vplane_unrealize;
}

/* The answer may be the same one twice. */
static void vasked_realize_ok(DeviceState *dev, Error **errp)
{
    VPlane *s = (VPlane *) dev;

    if (!vplane_is_quiet()) {
        iothread_get_aio_context(s->control, "asked");
    }
}

static void vasked_unrealize_ok(DeviceState *dev)
{
    VPlane *s = (VPlane *) dev;

    if (vplane_is_quiet()) {
        return;
    }
    iothread_put_aio_context(s->control, "asked");
}

static void vasked_class_init(ObjectClass *klass, const void *data)
{
    VIRTIO_DEVICE_CLASS(klass)->realize = vasked_realize_ok;
    VIRTIO_DEVICE_CLASS(klass)->unrealize = vasked_unrealize_ok;
}

static void vmany_realize(DeviceState *dev, Error **errp)
{
    VPlane *s = (VPlane *) dev;
    int i;

    for (i = 0; i < s->num_queues; i++) {
        iothread_get_aio_context(s->queues[i], "many");
    }
    iothread_get_aio_context(s->control, "many-control");
}

static void vmany_unrealize(DeviceState *dev)
{
    VPlane *s = (VPlane *) dev;
    int i;

    for (i = 0; i < s->num_queues; i++) {
        iothread_put_aio_context(s->queues[i], "many");
    }
    if (vplane_is_quiet()) {
        return; // expected-warning{{hold of 's->control' as 'many-control' leaks on this path of 'vmany_unrealize'}}
    }
    iothread_put_aio_context(s->control, "many-control");
}

static void vmany_class_init(ObjectClass *klass, const void *data)
{
    VIRTIO_DEVICE_CLASS(klass)->realize = vmany_realize;
    VIRTIO_DEVICE_CLASS(klass)->unrealize = vmany_unrealize;
}

static const TypeInfo vplane_types[] = {
    { .name = "vplane", .class_init = vplane_class_init },
    { .name = "vasked", .class_init = vasked_class_init },
    { .name = "vmany", .class_init = vmany_class_init },
};
DEFINE_TYPES(vplane_types)
