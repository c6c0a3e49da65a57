// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %classic -verify %s
/* The slots in released QEMU: object_ref in realize, object_unref later. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_CGOOD "cgood-device"
OBJECT_DECLARE_SIMPLE_TYPE(CGood, CGOOD)
struct CGood {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void cgood_realize_ok(DeviceState *dev, Error **errp)
{
    CGood *s = CGOOD(dev);

    if (s->iothread) {
        object_ref(OBJECT(s->iothread));
        s->ctx = iothread_get_aio_context(s->iothread);
    }
}

static void cgood_unrealize_ok(DeviceState *dev)
{
    CGood *s = CGOOD(dev);

    if (s->iothread) {
        s->ctx = NULL;
        object_unref(OBJECT(s->iothread));
    }
}

static const Property cgood_properties[] = {
    DEFINE_PROP_LINK("iothread", CGood, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void cgood_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, cgood_properties);
    vdc->realize = cgood_realize_ok;
    vdc->unrealize = cgood_unrealize_ok;
}

#define TYPE_CNEVER "cnever-device"
OBJECT_DECLARE_SIMPLE_TYPE(CNever, CNEVER)
struct CNever {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void cnever_realize(DeviceState *dev, Error **errp)
{
    CNever *s = CNEVER(dev);

    object_ref(OBJECT(s->iothread)); // expected-warning{{hold of 's->iothread' is never put by 'cnever_unrealize'}}
    s->ctx = iothread_get_aio_context(s->iothread);
}

static void cnever_unrealize(DeviceState *dev)
{
    CNEVER(dev)->ctx = NULL;
}

static const Property cnever_properties[] = {
    DEFINE_PROP_LINK("iothread", CNever, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void cnever_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, cnever_properties);
    vdc->realize = cnever_realize;
    vdc->unrealize = cnever_unrealize;
}

#define TYPE_CFAIL "cfail-device"
OBJECT_DECLARE_SIMPLE_TYPE(CFail, CFAIL)
struct CFail {
    VirtIODevice parent_obj;
    IOThread *iothread;
    BlockBackend *blk;
    AioContext *ctx;
};

static void cfail_realize(DeviceState *dev, Error **errp)
{
    CFail *s = CFAIL(dev);

    object_ref(OBJECT(s->iothread));
    s->ctx = iothread_get_aio_context(s->iothread);
    if (!blk_is_inserted(s->blk)) {
        error_setg(errp, "Device needs media, but drive is empty");
        return; // expected-warning{{hold of 's->iothread' leaks when this error is returned}}
    }
}

static void cfail_unrealize_ok(DeviceState *dev)
{
    CFail *s = CFAIL(dev);

    object_unref(OBJECT(s->iothread));
}

static const Property cfail_properties[] = {
    DEFINE_PROP_LINK("iothread", CFail, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_DRIVE("drive", CFail, blk),
};

static void cfail_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, cfail_properties);
    vdc->realize = cfail_realize;
    vdc->unrealize = cfail_unrealize_ok;
}

#define TYPE_CBARE "cbare-device"
OBJECT_DECLARE_SIMPLE_TYPE(CBare, CBARE)
struct CBare {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    uint16_t queues;
};

static void cbare_realize(DeviceState *dev, Error **errp)
{
    CBare *s = CBARE(dev);

    if (s->queues > 1) {
        object_ref(OBJECT(s->iothread));
        s->ctx = iothread_get_aio_context(s->iothread);
    }
}

static void cbare_unrealize(DeviceState *dev)
{
    CBare *s = CBARE(dev);

    object_unref(OBJECT(s->iothread)); // expected-warning{{hold of 's->iothread' is put even when 'cbare_realize' did not take it}}
}

static const Property cbare_properties[] = {
    DEFINE_PROP_LINK("iothread", CBare, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_UINT16("queues", CBare, queues, 1),
};

static void cbare_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, cbare_properties);
    vdc->realize = cbare_realize;
    vdc->unrealize = cbare_unrealize;
}

static const TypeInfo classic_types[] = {
    {
        .name = TYPE_CGOOD,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(CGood),
        .class_init = cgood_class_init,
    },
    {
        .name = TYPE_CNEVER,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(CNever),
        .class_init = cnever_class_init,
    },
    {
        .name = TYPE_CFAIL,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(CFail),
        .class_init = cfail_class_init,
    },
    {
        .name = TYPE_CBARE,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(CBare),
        .class_init = cbare_class_init,
    },
};
DEFINE_TYPES(classic_types)
