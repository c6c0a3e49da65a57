// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check_notes %s 2>&1 | FileCheck %s
/* A finding that lies between two slots tells both ends. */
#include "qemu/osdep.h"
#include "hw/virtio/virtio.h"
#include "sysemu/iothread.h"

#define TYPE_NNEVER "nnever-device"
OBJECT_DECLARE_SIMPLE_TYPE(NNever, NNEVER)
struct NNever {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    bool broken;
};

static void nnever_realize(DeviceState *dev, Error **errp)
{
    NNever *s = NNEVER(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "nnever");
}

static void nnever_unrealize(DeviceState *dev)
{
    NNEVER(dev)->ctx = NULL;
}

static const Property nnever_properties[] = {
    DEFINE_PROP_LINK("iothread", NNever, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void nnever_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, nnever_properties);
    vdc->realize = nnever_realize;
    vdc->unrealize = nnever_unrealize;
}
// CHECK: slots-notes.c:[[#@LINE - 22]]:14: warning: hold of 's->iothread' as 'nnever' is never put by 'nnever_unrealize'
// CHECK: slots-notes.c:[[#@LINE - 3]]:{{[0-9]+}}: note: 'nnever_unrealize' is registered as 'VirtioDeviceClass.unrealize' here

#define TYPE_NTWICE "ntwice-device"
OBJECT_DECLARE_SIMPLE_TYPE(NTwice, NTWICE)
struct NTwice {
    DeviceState parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void ntwice_realize(DeviceState *dev, Error **errp)
{
    NTwice *s = NTWICE(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "ntwice");
}

static void ntwice_unrealize(DeviceState *dev)
{
    NTwice *s = NTWICE(dev);

    iothread_put_aio_context(s->iothread, "ntwice");
}

static void ntwice_finalize(Object *obj)
{
    NTwice *s = NTWICE(obj);

    if (s->ctx) {
        iothread_put_aio_context(s->iothread, "ntwice");
    }
}
// CHECK: slots-notes.c:[[#@LINE - 3]]:9: warning: hold of 's->iothread' as 'ntwice' was already put by 'ntwice_unrealize'
// CHECK: slots-notes.c:[[#@LINE - 19]]:14: note: held here as 'ntwice'
// CHECK: slots-notes.c:[[#@LINE - 13]]:5: note: put here as 'ntwice'

static const Property ntwice_properties[] = {
    DEFINE_PROP_LINK("iothread", NTwice, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void ntwice_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    device_class_set_props(dc, ntwice_properties);
    dc->realize = ntwice_realize;
    dc->unrealize = ntwice_unrealize;
}

static const TypeInfo notes_types[] = {
    {
        .name = TYPE_NNEVER,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(NNever),
        .class_init = nnever_class_init,
    },
    {
        .name = TYPE_NTWICE,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(NTwice),
        .instance_finalize = ntwice_finalize,
        .class_init = ntwice_class_init,
    },
};
DEFINE_TYPES(notes_types)
