// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * realize takes the hold only sometimes; unrealize finds out by a flag, by a
 * field written beside the get, by the IOThread itself, by a copied pointer
 * in a second structure; or it does not.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define BALLOON_F_FREE_PAGE_HINT 3

static void free_page_bh(void *opaque)
{
}

/* ---- the BH written beside the get (virtio-balloon) ---- */

#define TYPE_GBAL "gbal-device"
OBJECT_DECLARE_SIMPLE_TYPE(GBal, GBAL)
struct GBal {
    VirtIODevice parent_obj;
    IOThread *iothread;
    QEMUBH *free_page_bh;
};

static void gbal_realize_ok(DeviceState *dev, Error **errp)
{
    VirtIODevice *vdev = VIRTIO_DEVICE(dev);
    GBal *s = GBAL(dev);

    if (virtio_host_has_feature(vdev, BALLOON_F_FREE_PAGE_HINT)) {
        g_autofree char *path = object_get_canonical_path(OBJECT(dev));

        s->free_page_bh = aio_bh_new(
            iothread_get_aio_context(s->iothread, path), free_page_bh, s);
    }
}

static void gbal_unrealize_ok(DeviceState *dev)
{
    GBal *s = GBAL(dev);

    if (s->free_page_bh) {
        g_autofree char *path = object_get_canonical_path(OBJECT(dev));

        qemu_bh_delete(s->free_page_bh);
        s->free_page_bh = NULL;
        iothread_put_aio_context(s->iothread, path);
    }
}

static const Property gbal_properties[] = {
    DEFINE_PROP_LINK("iothread", GBal, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void gbal_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, gbal_properties);
    vdc->realize = gbal_realize_ok;
    vdc->unrealize = gbal_unrealize_ok;
}

/* The same without the question. */
#define TYPE_GBAD "gbad-device"
OBJECT_DECLARE_SIMPLE_TYPE(GBad, GBAD)
struct GBad {
    VirtIODevice parent_obj;
    IOThread *iothread;
    QEMUBH *free_page_bh;
};

static void gbad_realize(DeviceState *dev, Error **errp)
{
    VirtIODevice *vdev = VIRTIO_DEVICE(dev);
    GBad *s = GBAD(dev);

    if (virtio_host_has_feature(vdev, BALLOON_F_FREE_PAGE_HINT)) {
        g_autofree char *path = object_get_canonical_path(OBJECT(dev));

        s->free_page_bh = aio_bh_new(
            iothread_get_aio_context(s->iothread, path), free_page_bh, s);
    }
}

static void gbad_unrealize(DeviceState *dev)
{
    GBad *s = GBAD(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    if (s->free_page_bh) {
        qemu_bh_delete(s->free_page_bh);
        s->free_page_bh = NULL;
    }
    iothread_put_aio_context(s->iothread, path); // expected-warning{{hold of 's->iothread' as path of 'dev' is put even when 'gbad_realize' did not take it}}
}

static const Property gbad_properties[] = {
    DEFINE_PROP_LINK("iothread", GBad, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void gbad_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, gbad_properties);
    vdc->realize = gbad_realize;
    vdc->unrealize = gbad_unrealize;
}

/* ---- a flag ---- */

#define TYPE_GFLAG "gflag-device"
OBJECT_DECLARE_SIMPLE_TYPE(GFlag, GFLAG)
struct GFlag {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    bool held;
    uint16_t queues;
};

static void gflag_realize_ok(DeviceState *dev, Error **errp)
{
    GFlag *s = GFLAG(dev);

    if (s->queues > 1) {
        s->ctx = iothread_get_aio_context(s->iothread, "gflag");
        s->held = true;
    } else {
        s->ctx = qemu_get_aio_context();
    }
}

static void gflag_unrealize_ok(DeviceState *dev)
{
    GFlag *s = GFLAG(dev);

    if (s->held) {
        iothread_put_aio_context(s->iothread, "gflag");
        s->held = false;
    }
}

static const Property gflag_properties[] = {
    DEFINE_PROP_LINK("iothread", GFlag, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_UINT16("queues", GFlag, queues, 1),
};

static void gflag_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, gflag_properties);
    vdc->realize = gflag_realize_ok;
    vdc->unrealize = gflag_unrealize_ok;
}

/* The flag says something else than "held". */
#define TYPE_GUNSET "gunset-device"
OBJECT_DECLARE_SIMPLE_TYPE(GUnset, GUNSET)
struct GUnset {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    bool held;
    uint16_t queues;
};

static void gunset_realize(DeviceState *dev, Error **errp)
{
    GUnset *s = GUNSET(dev);

    s->held = s->queues > 1;
    s->ctx = iothread_get_aio_context(s->iothread, "gunset");
}

static void gunset_unrealize(DeviceState *dev)
{
    GUnset *s = GUNSET(dev);

    if (s->held) {
        iothread_put_aio_context(s->iothread, "gunset");
    }
} // expected-warning{{hold of 's->iothread' as 'gunset' leaks on this path of 'gunset_unrealize'}}

static const Property gunset_properties[] = {
    DEFINE_PROP_LINK("iothread", GUnset, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_UINT16("queues", GUnset, queues, 1),
};

static void gunset_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, gunset_properties);
    vdc->realize = gunset_realize;
    vdc->unrealize = gunset_unrealize;
}

/* ---- the IOThread is the guard ---- */

#define TYPE_GPTR "gptr-device"
OBJECT_DECLARE_SIMPLE_TYPE(GPtr, GPTR)
struct GPtr {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void gptr_realize_ok(DeviceState *dev, Error **errp)
{
    GPtr *s = GPTR(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    if (s->iothread) {
        s->ctx = iothread_get_aio_context(s->iothread, path);
    } else {
        s->ctx = qemu_get_aio_context();
    }
}

static void gptr_unrealize_ok(DeviceState *dev)
{
    GPtr *s = GPTR(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    if (s->iothread) {
        iothread_put_aio_context(s->iothread, path);
    }
    s->ctx = NULL;
}

static const Property gptr_properties[] = {
    DEFINE_PROP_LINK("iothread", GPtr, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void gptr_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, gptr_properties);
    vdc->realize = gptr_realize_ok;
    vdc->unrealize = gptr_unrealize_ok;
}

#define TYPE_GPTRBAD "gptrbad-device"
OBJECT_DECLARE_SIMPLE_TYPE(GPtrBad, GPTRBAD)
struct GPtrBad {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void gptrbad_realize(DeviceState *dev, Error **errp)
{
    GPtrBad *s = GPTRBAD(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    if (s->iothread) {
        s->ctx = iothread_get_aio_context(s->iothread, path);
    } else {
        s->ctx = qemu_get_aio_context();
    }
}

static void gptrbad_unrealize(DeviceState *dev)
{
    GPtrBad *s = GPTRBAD(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    iothread_put_aio_context(s->iothread, path); // expected-warning{{hold of 's->iothread' as path of 'dev' is put even when 'gptrbad_realize' did not take it}}
    s->ctx = NULL;
}

static const Property gptrbad_properties[] = {
    DEFINE_PROP_LINK("iothread", GPtrBad, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void gptrbad_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, gptrbad_properties);
    vdc->realize = gptrbad_realize;
    vdc->unrealize = gptrbad_unrealize;
}

/* ---- a pointer copied into a structure on the heap (dataplane) ---- */

typedef struct GPlane {
    IOThread *iothread;
    AioContext *ctx;
} GPlane;

#define TYPE_GCOPY "gcopy-device"
OBJECT_DECLARE_SIMPLE_TYPE(GCopy, GCOPY)
struct GCopy {
    VirtIODevice parent_obj;
    IOThread *iothread;
    GPlane *dataplane;
};

static GPlane *gcopy_plane_create(IOThread *iothread)
{
    GPlane *p = g_new0(GPlane, 1);

    if (iothread) {
        p->iothread = iothread;
        p->ctx = iothread_get_aio_context(iothread, "gcopy");
    } else {
        p->ctx = qemu_get_aio_context();
    }
    return p;
}

static void gcopy_plane_destroy(GPlane *p)
{
    if (!p) {
        return;
    }
    if (p->iothread) {
        iothread_put_aio_context(p->iothread, "gcopy");
    }
    g_free(p);
}

static void gcopy_realize_ok(DeviceState *dev, Error **errp)
{
    GCopy *s = GCOPY(dev);

    s->dataplane = gcopy_plane_create(s->iothread);
}

static void gcopy_unrealize_ok(DeviceState *dev)
{
    GCopy *s = GCOPY(dev);

    gcopy_plane_destroy(s->dataplane);
    s->dataplane = NULL;
}

static const Property gcopy_properties[] = {
    DEFINE_PROP_LINK("iothread", GCopy, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void gcopy_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, gcopy_properties);
    vdc->realize = gcopy_realize_ok;
    vdc->unrealize = gcopy_unrealize_ok;
}

/* The copy is made on one path only; on the other the release misses it. */
typedef struct GPlaneBad {
    IOThread *iothread;
    AioContext *ctx;
} GPlaneBad;

#define TYPE_GCOPYBAD "gcopybad-device"
OBJECT_DECLARE_SIMPLE_TYPE(GCopyBad, GCOPYBAD)
struct GCopyBad {
    VirtIODevice parent_obj;
    IOThread *iothread;
    GPlaneBad *dataplane;
    uint16_t queues;
};

static void gcopybad_realize(DeviceState *dev, Error **errp)
{
    GCopyBad *s = GCOPYBAD(dev);
    GPlaneBad *p = g_new0(GPlaneBad, 1);

    if (s->iothread) {
        p->ctx = iothread_get_aio_context(s->iothread, "gcopybad");
        if (s->queues > 1) {
            p->iothread = s->iothread;
        }
    }
    s->dataplane = p;
}

static void gcopybad_unrealize(DeviceState *dev)
{
    GCopyBad *s = GCOPYBAD(dev);

    if (s->dataplane->iothread) {
        iothread_put_aio_context(s->dataplane->iothread, "gcopybad");
    }
    g_free(s->dataplane);
    s->dataplane = NULL;
} // expected-warning{{hold of 's->iothread' as 'gcopybad' leaks on this path of 'gcopybad_unrealize'}}

static const Property gcopybad_properties[] = {
    DEFINE_PROP_LINK("iothread", GCopyBad, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_UINT16("queues", GCopyBad, queues, 1),
};

static void gcopybad_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, gcopybad_properties);
    vdc->realize = gcopybad_realize;
    vdc->unrealize = gcopybad_unrealize;
}

static const TypeInfo guard_types[] = {
    {
        .name = TYPE_GBAL,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(GBal),
        .class_init = gbal_class_init,
    },
    {
        .name = TYPE_GBAD,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(GBad),
        .class_init = gbad_class_init,
    },
    {
        .name = TYPE_GFLAG,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(GFlag),
        .class_init = gflag_class_init,
    },
    {
        .name = TYPE_GUNSET,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(GUnset),
        .class_init = gunset_class_init,
    },
    {
        .name = TYPE_GPTR,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(GPtr),
        .class_init = gptr_class_init,
    },
    {
        .name = TYPE_GPTRBAD,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(GPtrBad),
        .class_init = gptrbad_class_init,
    },
    {
        .name = TYPE_GCOPY,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(GCopy),
        .class_init = gcopy_class_init,
    },
    {
        .name = TYPE_GCOPYBAD,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(GCopyBad),
        .class_init = gcopybad_class_init,
    },
};
DEFINE_TYPES(guard_types)
