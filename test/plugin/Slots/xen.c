// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * XenDeviceClass: unrealize runs after every failure, even when realize
 * failed before it took anything.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/xen/xen-bus.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

/* ---- the failure keeps the hold, unrealize finds it by a guard ---- */

#define TYPE_XKEEP "xen-keep"
OBJECT_DECLARE_SIMPLE_TYPE(XKeep, XKEEP)
struct XKeep {
    XenDevice xendev;
    IOThread *iothread;
    BlockBackend *blk;
    AioContext *ctx;
};

static void xkeep_realize_ok(XenDevice *xendev, Error **errp)
{
    XKeep *s = XKEEP(xendev);

    if (!blk_is_inserted(s->blk)) {
        error_setg(errp, "drive is empty");
        return;
    }
    s->ctx = iothread_get_aio_context(s->iothread, "xen-keep");
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        return;
    }
}

static void xkeep_unrealize_ok(XenDevice *xendev)
{
    XKeep *s = XKEEP(xendev);

    if (s->ctx) {
        s->ctx = NULL;
        iothread_put_aio_context(s->iothread, "xen-keep");
    }
}

static const Property xkeep_properties[] = {
    DEFINE_PROP_LINK("iothread", XKeep, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_DRIVE("drive", XKeep, blk),
};

static void xkeep_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    XenDeviceClass *xdc = XEN_DEVICE_CLASS(klass);

    device_class_set_props(dc, xkeep_properties);
    xdc->realize = xkeep_realize_ok;
    xdc->unrealize = xkeep_unrealize_ok;
}

/* ---- no guard: the early error had nothing to put ---- */

#define TYPE_XBARE "xen-bare"
OBJECT_DECLARE_SIMPLE_TYPE(XBare, XBARE)
struct XBare {
    XenDevice xendev;
    IOThread *iothread;
    BlockBackend *blk;
    AioContext *ctx;
};

static void xbare_realize(XenDevice *xendev, Error **errp)
{
    XBare *s = XBARE(xendev);

    if (!blk_is_inserted(s->blk)) {
        error_setg(errp, "drive is empty");
        return;
    }
    s->ctx = iothread_get_aio_context(s->iothread, "xen-bare");
}

static void xbare_unrealize(XenDevice *xendev)
{
    XBare *s = XBARE(xendev);

    iothread_put_aio_context(s->iothread, "xen-bare"); // expected-warning{{hold of 's->iothread' as 'xen-bare' is put even when 'xbare_realize' did not take it}}
}

static const Property xbare_properties[] = {
    DEFINE_PROP_LINK("iothread", XBare, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_DRIVE("drive", XBare, blk),
};

static void xbare_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    XenDeviceClass *xdc = XEN_DEVICE_CLASS(klass);

    device_class_set_props(dc, xbare_properties);
    xdc->realize = xbare_realize;
    xdc->unrealize = xbare_unrealize;
}

/* ---- the error path puts, and unrealize puts again ---- */

#define TYPE_XTWICE "xen-twice"
OBJECT_DECLARE_SIMPLE_TYPE(XTwice, XTWICE)
struct XTwice {
    XenDevice xendev;
    IOThread *iothread;
    BlockBackend *blk;
    AioContext *ctx;
};

static void xtwice_realize(XenDevice *xendev, Error **errp)
{
    XTwice *s = XTWICE(xendev);

    s->ctx = iothread_get_aio_context(s->iothread, "xen-twice");
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        iothread_put_aio_context(s->iothread, "xen-twice");
        return;
    }
}

static void xtwice_unrealize(XenDevice *xendev)
{
    XTwice *s = XTWICE(xendev);

    if (s->ctx) {
        s->ctx = NULL;
        iothread_put_aio_context(s->iothread, "xen-twice"); // expected-warning{{hold of 's->iothread' as 'xen-twice' was already put by 'xtwice_realize'}}
    }
}

static const Property xtwice_properties[] = {
    DEFINE_PROP_LINK("iothread", XTwice, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_DRIVE("drive", XTwice, blk),
};

static void xtwice_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    XenDeviceClass *xdc = XEN_DEVICE_CLASS(klass);

    device_class_set_props(dc, xtwice_properties);
    xdc->realize = xtwice_realize;
    xdc->unrealize = xtwice_unrealize;
}

#define TYPE_XONCE "xen-once"
OBJECT_DECLARE_SIMPLE_TYPE(XOnce, XONCE)
struct XOnce {
    XenDevice xendev;
    IOThread *iothread;
    BlockBackend *blk;
    AioContext *ctx;
};

static void xonce_realize_ok(XenDevice *xendev, Error **errp)
{
    XOnce *s = XONCE(xendev);

    s->ctx = iothread_get_aio_context(s->iothread, "xen-once");
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        iothread_put_aio_context(s->iothread, "xen-once");
        s->ctx = NULL;
        return;
    }
}

static void xonce_unrealize_ok(XenDevice *xendev)
{
    XOnce *s = XONCE(xendev);

    if (s->ctx) {
        s->ctx = NULL;
        iothread_put_aio_context(s->iothread, "xen-once");
    }
}

static const Property xonce_properties[] = {
    DEFINE_PROP_LINK("iothread", XOnce, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_DRIVE("drive", XOnce, blk),
};

static void xonce_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    XenDeviceClass *xdc = XEN_DEVICE_CLASS(klass);

    device_class_set_props(dc, xonce_properties);
    xdc->realize = xonce_realize_ok;
    xdc->unrealize = xonce_unrealize_ok;
}

/* ---- a data plane of its own, made last (xen-block) ---- */

typedef struct XPlane {
    IOThread *iothread;
    AioContext *ctx;
} XPlane;

#define TYPE_XPLANE "xen-plane"
OBJECT_DECLARE_SIMPLE_TYPE(XPlaneDev, XPLANE)
struct XPlaneDev {
    XenDevice xendev;
    IOThread *iothread;
    BlockBackend *blk;
    XPlane *dataplane;
};

static XPlane *xplane_create(IOThread *iothread, const char *holder)
{
    XPlane *p = g_new0(XPlane, 1);

    if (iothread) {
        p->iothread = iothread;
        p->ctx = iothread_get_aio_context(iothread, holder);
    } else {
        p->ctx = qemu_get_aio_context();
    }
    return p;
}

static void xplane_destroy(XPlane *p, const char *holder)
{
    if (!p) {
        return;
    }
    if (p->iothread) {
        iothread_put_aio_context(p->iothread, holder);
    }
    g_free(p);
}

static void xplane_realize_ok(XenDevice *xendev, Error **errp)
{
    XPlaneDev *s = XPLANE(xendev);
    g_autofree char *path = object_get_canonical_path(OBJECT(xendev));

    if (!blk_is_inserted(s->blk)) {
        error_setg(errp, "drive is empty");
        return;
    }
    s->dataplane = xplane_create(s->iothread, path);
}

static void xplane_unrealize_ok(XenDevice *xendev)
{
    XPlaneDev *s = XPLANE(xendev);
    g_autofree char *path = object_get_canonical_path(OBJECT(xendev));

    xplane_destroy(s->dataplane, path);
    s->dataplane = NULL;
}

static const Property xplane_properties[] = {
    DEFINE_PROP_LINK("iothread", XPlaneDev, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_DRIVE("drive", XPlaneDev, blk),
};

static void xplane_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    XenDeviceClass *xdc = XEN_DEVICE_CLASS(klass);

    device_class_set_props(dc, xplane_properties);
    xdc->realize = xplane_realize_ok;
    xdc->unrealize = xplane_unrealize_ok;
}

/* The data plane is freed, its hold is not put. */
typedef struct XLost {
    IOThread *iothread;
    AioContext *ctx;
} XLost;

#define TYPE_XLOST "xen-lost"
OBJECT_DECLARE_SIMPLE_TYPE(XLostDev, XLOST)
struct XLostDev {
    XenDevice xendev;
    IOThread *iothread;
    XLost *dataplane;
};

static void xlost_realize(XenDevice *xendev, Error **errp)
{
    XLostDev *s = XLOST(xendev);
    XLost *p = g_new0(XLost, 1);

    p->iothread = s->iothread;
    p->ctx = iothread_get_aio_context(p->iothread, "xen-lost"); // expected-warning{{hold of 'p->iothread' as 'xen-lost' is never put by 'xlost_unrealize'}}
    s->dataplane = p;
}

static void xlost_unrealize(XenDevice *xendev)
{
    XLostDev *s = XLOST(xendev);

    g_free(s->dataplane);
    s->dataplane = NULL;
}

static const Property xlost_properties[] = {
    DEFINE_PROP_LINK("iothread", XLostDev, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void xlost_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    XenDeviceClass *xdc = XEN_DEVICE_CLASS(klass);

    device_class_set_props(dc, xlost_properties);
    xdc->realize = xlost_realize;
    xdc->unrealize = xlost_unrealize;
}

static const TypeInfo xen_types[] = {
    {
        .name = TYPE_XKEEP,
        .parent = TYPE_XEN_DEVICE,
        .instance_size = sizeof(XKeep),
        .class_init = xkeep_class_init,
    },
    {
        .name = TYPE_XBARE,
        .parent = TYPE_XEN_DEVICE,
        .instance_size = sizeof(XBare),
        .class_init = xbare_class_init,
    },
    {
        .name = TYPE_XTWICE,
        .parent = TYPE_XEN_DEVICE,
        .instance_size = sizeof(XTwice),
        .class_init = xtwice_class_init,
    },
    {
        .name = TYPE_XONCE,
        .parent = TYPE_XEN_DEVICE,
        .instance_size = sizeof(XOnce),
        .class_init = xonce_class_init,
    },
    {
        .name = TYPE_XPLANE,
        .parent = TYPE_XEN_DEVICE,
        .instance_size = sizeof(XPlaneDev),
        .class_init = xplane_class_init,
    },
    {
        .name = TYPE_XLOST,
        .parent = TYPE_XEN_DEVICE,
        .instance_size = sizeof(XLostDev),
        .class_init = xlost_class_init,
    },
};
DEFINE_TYPES(xen_types)
