/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A Xen interface: unrealize also runs after realize failed, so what is not
 * there must be told from what is.
 */
#include "qemu/osdep.h"
#include "hw/xen/xen-bus.h"
#include "sysemu/iothread.h"

#define TYPE_XVIF "mini-xvif"
OBJECT_DECLARE_SIMPLE_TYPE(XVif, XVIF)

typedef struct XVifRing {
    XenDevice *xendev;
    IOThread *iothread;
    AioContext *ctx;
    QEMUBH *bh;
    XenEventChannel *channel;
} XVifRing;

struct XVif {
    XenDevice parent_obj;

    IOThread *iothread;
    XVifRing *ring;
    unsigned int port;
};

static void xvif_ring_bh(void *opaque)
{
    XVifRing *ring = opaque;

    aio_notify(ring->ctx);
}

static XVifRing *xvif_ring_new(XenDevice *xendev, IOThread *iothread)
{
    g_autofree char *holder = object_get_canonical_path(OBJECT(xendev));
    XVifRing *ring = g_new0(XVifRing, 1);

    ring->xendev = xendev;
    ring->iothread = iothread;
    ring->ctx = iothread_get_aio_context(iothread, holder);
    ring->bh = aio_bh_new(ring->ctx, xvif_ring_bh, ring);
    return ring;
}

static void xvif_ring_free(XVifRing *ring)
{
    g_autofree char *holder = NULL;

    if (!ring) {
        return;
    }
    holder = object_get_canonical_path(OBJECT(ring->xendev));
    qemu_bh_delete(ring->bh);
    iothread_put_aio_context(ring->iothread, holder);
    g_free(ring);
}

static void xvif_realize(XenDevice *xendev, Error **errp)
{
    XVif *s = XVIF(xendev);

    if (!s->iothread) {
        error_setg(errp, "'iothread' must be set");
        return;
    }
    s->ring = xvif_ring_new(xendev, s->iothread);
    s->ring->channel = xen_device_bind_event_channel(
        xendev, s->port, xvif_ring_bh, s->ring, errp);
}

static void xvif_unrealize(XenDevice *xendev)
{
    XVif *s = XVIF(xendev);

    xvif_ring_free(s->ring);
    s->ring = NULL;
}

static const Property xvif_properties[] = {
    DEFINE_PROP_LINK("iothread", XVif, iothread, TYPE_IOTHREAD, IOThread *),
};

static void xvif_class_init(ObjectClass *klass, const void *data)
{
    XenDeviceClass *xdc = XEN_DEVICE_CLASS(klass);

    device_class_set_props(DEVICE_CLASS(klass), xvif_properties);
    xdc->backend = "qmini";
    xdc->realize = xvif_realize;
    xdc->unrealize = xvif_unrealize;
}

static const TypeInfo xvif_info = {
    .name = TYPE_XVIF,
    .parent = TYPE_XEN_DEVICE,
    .instance_size = sizeof(XVif),
    .class_init = xvif_class_init,
};

static void xvif_register_types(void)
{
    type_register_static(&xvif_info);
}

type_init(xvif_register_types)
