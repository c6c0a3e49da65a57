// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * VirtioDeviceClass: realize, then unrealize.  After a realize that failed
 * unrealize does not run.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

static void handle_output(VirtIODevice *vdev, VirtQueue *vq)
{
}

/* ---- unrealize never puts ---- */

#define TYPE_VNEVER "vnever-device"
OBJECT_DECLARE_SIMPLE_TYPE(VNever, VNEVER)
struct VNever {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    VirtQueue *vq;
};

static void vnever_realize(DeviceState *dev, Error **errp)
{
    VirtIODevice *vdev = VIRTIO_DEVICE(dev);
    VNever *s = VNEVER(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    virtio_init(vdev, 2, 0);
    s->vq = virtio_add_queue(vdev, 128, handle_output);
    s->ctx = iothread_get_aio_context(s->iothread, path); // expected-warning{{hold of 's->iothread' as path of 'dev' is never put by 'vnever_unrealize'}}
}

static void vnever_unrealize(DeviceState *dev)
{
    VirtIODevice *vdev = VIRTIO_DEVICE(dev);
    VNever *s = VNEVER(dev);

    virtio_delete_queue(s->vq);
    virtio_cleanup(vdev);
}

static const Property vnever_properties[] = {
    DEFINE_PROP_LINK("iothread", VNever, iothread, TYPE_IOTHREAD, IOThread *),
};

static void vnever_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, vnever_properties);
    vdc->realize = vnever_realize;
    vdc->unrealize = vnever_unrealize;
}

/* ---- the right way ---- */

#define TYPE_VGOOD "vgood-device"
OBJECT_DECLARE_SIMPLE_TYPE(VGood, VGOOD)
struct VGood {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    VirtQueue *vq;
};

static void vgood_realize_ok(DeviceState *dev, Error **errp)
{
    VirtIODevice *vdev = VIRTIO_DEVICE(dev);
    VGood *s = VGOOD(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    virtio_init(vdev, 2, 0);
    s->vq = virtio_add_queue(vdev, 128, handle_output);
    s->ctx = iothread_get_aio_context(s->iothread, path);
}

static void vgood_unrealize_ok(DeviceState *dev)
{
    VirtIODevice *vdev = VIRTIO_DEVICE(dev);
    VGood *s = VGOOD(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(s));

    virtio_delete_queue(s->vq);
    iothread_put_aio_context(s->iothread, path);
    virtio_cleanup(vdev);
}

static const Property vgood_properties[] = {
    DEFINE_PROP_LINK("iothread", VGood, iothread, TYPE_IOTHREAD, IOThread *),
};

static void vgood_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, vgood_properties);
    vdc->realize = vgood_realize_ok;
    vdc->unrealize = vgood_unrealize_ok;
}

/* ---- no unrealize at all ---- */

#define TYPE_VNONE "vnone-device"
OBJECT_DECLARE_SIMPLE_TYPE(VNone, VNONE)
struct VNone {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void vnone_realize(DeviceState *dev, Error **errp)
{
    VNone *s = VNONE(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "vnone"); // expected-warning{{hold of 's->iothread' as 'vnone' is never put, nothing is registered as 'VirtioDeviceClass.unrealize'}}
}

static const Property vnone_properties[] = {
    DEFINE_PROP_LINK("iothread", VNone, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void vnone_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, vnone_properties);
    vdc->realize = vnone_realize;
}

/* ---- unrealize leaves early ---- */

#define TYPE_VEARLY "vearly-device"
OBJECT_DECLARE_SIMPLE_TYPE(VEarly, VEARLY)
struct VEarly {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    VirtQueue *vq;
    bool broken;
};

static void vearly_realize(DeviceState *dev, Error **errp)
{
    VEarly *s = VEARLY(dev);

    s->vq = virtio_add_queue(VIRTIO_DEVICE(dev), 128, handle_output);
    s->ctx = iothread_get_aio_context(s->iothread, "vearly");
}

static void vearly_unrealize(DeviceState *dev)
{
    VEarly *s = VEARLY(dev);

    virtio_delete_queue(s->vq);
    if (s->broken) {
        return; // expected-warning{{hold of 's->iothread' as 'vearly' leaks on this path of 'vearly_unrealize'}}
    }
    iothread_put_aio_context(s->iothread, "vearly");
}

static void vearly_set_broken(VirtIODevice *vdev)
{
    VEARLY(vdev)->broken = true;
}

static const Property vearly_properties[] = {
    DEFINE_PROP_LINK("iothread", VEarly, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void vearly_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, vearly_properties);
    vdc->realize = vearly_realize;
    vdc->unrealize = vearly_unrealize;
    vdc->reset = vearly_set_broken;
}

/* ---- unrealize puts under another name ---- */

#define TYPE_VNAME "vname-device"
OBJECT_DECLARE_SIMPLE_TYPE(VName, VNAME)
struct VName {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void vname_realize(DeviceState *dev, Error **errp)
{
    VName *s = VNAME(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    s->ctx = iothread_get_aio_context(s->iothread, path);
}

static void vname_unrealize(DeviceState *dev)
{
    VName *s = VNAME(dev);

    iothread_put_aio_context(s->iothread, dev->id); // expected-warning{{'s->iothread' is put as 'dev->id' but held as path of 'dev'}}
}

static const Property vname_properties[] = {
    DEFINE_PROP_LINK("iothread", VName, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void vname_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, vname_properties);
    vdc->realize = vname_realize;
    vdc->unrealize = vname_unrealize;
}

/* ---- realize fails and keeps it: unrealize does not run ---- */

#define TYPE_VFAIL "vfail-device"
OBJECT_DECLARE_SIMPLE_TYPE(VFail, VFAIL)
struct VFail {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    BlockBackend *blk;
};

static void vfail_realize(DeviceState *dev, Error **errp)
{
    VFail *s = VFAIL(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    s->ctx = iothread_get_aio_context(s->iothread, path);
    if (!blk_is_inserted(s->blk)) {
        error_setg(errp, "Device needs media, but drive is empty");
        return; // expected-warning{{hold of 's->iothread' as path of 'dev' leaks when this error is returned}}
    }
}

static void vfail_unrealize_ok(DeviceState *dev)
{
    VFail *s = VFAIL(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    iothread_put_aio_context(s->iothread, path);
}

static const Property vfail_properties[] = {
    DEFINE_PROP_LINK("iothread", VFail, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_DRIVE("drive", VFail, blk),
};

static void vfail_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, vfail_properties);
    vdc->realize = vfail_realize;
    vdc->unrealize = vfail_unrealize_ok;
}

#define TYPE_VFAILOK "vfailok-device"
OBJECT_DECLARE_SIMPLE_TYPE(VFailOk, VFAILOK)
struct VFailOk {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    BlockBackend *blk;
};

static void vfailok_realize_ok(DeviceState *dev, Error **errp)
{
    VFailOk *s = VFAILOK(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    s->ctx = iothread_get_aio_context(s->iothread, path);
    if (!blk_is_inserted(s->blk)) {
        error_setg(errp, "Device needs media, but drive is empty");
        iothread_put_aio_context(s->iothread, path);
        return;
    }
}

static void vfailok_unrealize_ok(DeviceState *dev)
{
    VFailOk *s = VFAILOK(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    iothread_put_aio_context(s->iothread, path);
}

static const Property vfailok_properties[] = {
    DEFINE_PROP_LINK("iothread", VFailOk, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_DRIVE("drive", VFailOk, blk),
};

static void vfailok_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, vfailok_properties);
    vdc->realize = vfailok_realize_ok;
    vdc->unrealize = vfailok_unrealize_ok;
}

static const TypeInfo virtio_types[] = {
    {
        .name = TYPE_VNEVER,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(VNever),
        .class_init = vnever_class_init,
    },
    {
        .name = TYPE_VGOOD,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(VGood),
        .class_init = vgood_class_init,
    },
    {
        .name = TYPE_VNONE,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(VNone),
        .class_init = vnone_class_init,
    },
    {
        .name = TYPE_VEARLY,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(VEarly),
        .class_init = vearly_class_init,
    },
    {
        .name = TYPE_VNAME,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(VName),
        .class_init = vname_class_init,
    },
    {
        .name = TYPE_VFAIL,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(VFail),
        .class_init = vfail_class_init,
    },
    {
        .name = TYPE_VFAILOK,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(VFailOk),
        .class_init = vfailok_class_init,
    },
};
DEFINE_TYPES(virtio_types)
