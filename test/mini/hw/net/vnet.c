/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A network card: two IOThreads, names with a suffix, errors by goto. */
#include "qemu/osdep.h"
#include "hw/virtio/virtio.h"
#include "sysemu/iothread.h"

#define TYPE_VNET "mini-vnet"
OBJECT_DECLARE_SIMPLE_TYPE(VNet, VNET)

struct VNet {
    VirtIODevice parent_obj;

    IOThread *rx_iothread;
    IOThread *tx_iothread;
    AioContext *rx_ctx;
    AioContext *tx_ctx;
    QEMUBH *rx_bh;
    QEMUTimer *tx_timer;
    EventNotifier kick;
    VirtQueue *rx_vq;
    VirtQueue *tx_vq;
};

static void vnet_rx_bh(void *opaque)
{
    VNet *s = opaque;

    event_notifier_set(&s->kick);
}

static void vnet_tx_timer(void *opaque)
{
    VNet *s = opaque;

    qemu_bh_schedule(s->rx_bh);
}

static int vnet_start(VNet *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    g_autofree char *rx = g_strdup_printf("%s/rx", path);
    g_autofree char *tx = g_strdup_printf("%s/tx", path);
    int ret;

    ret = event_notifier_init(&s->kick, 0);
    if (ret < 0) {
        goto fail;
    }
    s->rx_ctx = iothread_get_aio_context(s->rx_iothread, rx);
    ret = event_notifier_set(&s->kick);
    if (ret < 0) {
        goto fail_rx;
    }
    s->tx_ctx = iothread_get_aio_context(s->tx_iothread, tx);
    ret = event_notifier_set(&s->kick);
    if (ret < 0) {
        goto fail_tx;
    }
    s->rx_bh = aio_bh_new(s->rx_ctx, vnet_rx_bh, s);
    s->tx_timer = aio_timer_new(s->tx_ctx, QEMU_CLOCK_VIRTUAL, SCALE_MS,
                                vnet_tx_timer, s);
    return 0;

fail_tx:
    iothread_put_aio_context(s->tx_iothread, tx);
fail_rx:
    iothread_put_aio_context(s->rx_iothread, rx);
    event_notifier_cleanup(&s->kick);
fail:
    return ret;
}

static void vnet_stop(VNet *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    g_autofree char *rx = g_strdup_printf("%s/rx", path);
    g_autofree char *tx = g_strdup_printf("%s/tx", path);

    timer_free(s->tx_timer);
    iothread_put_aio_context(s->tx_iothread, tx);
    event_notifier_cleanup(&s->kick);
    qemu_bh_delete(s->rx_bh);
    iothread_put_aio_context(s->rx_iothread, rx);
}

static void vnet_handle_output(VirtIODevice *vdev, VirtQueue *vq)
{
    VNet *s = VNET(vdev);

    timer_mod(s->tx_timer, 1);
}

static void vnet_realize(DeviceState *dev, Error **errp)
{
    VirtIODevice *vdev = VIRTIO_DEVICE(dev);
    VNet *s = VNET(dev);
    int ret;

    if (!s->rx_iothread || !s->tx_iothread) {
        error_setg(errp, "both IOThreads are needed");
        return;
    }
    virtio_init(vdev, 1, 0);
    s->rx_vq = virtio_add_queue(vdev, 256, vnet_handle_output);
    s->tx_vq = virtio_add_queue(vdev, 256, vnet_handle_output);
    ret = vnet_start(s);
    if (ret < 0) {
        error_setg_errno(errp, -ret, "cannot start");
        virtio_cleanup(vdev);
        return;
    }
}

static void vnet_unrealize(DeviceState *dev)
{
    VirtIODevice *vdev = VIRTIO_DEVICE(dev);
    VNet *s = VNET(dev);

    vnet_stop(s);
    virtio_delete_queue(s->rx_vq);
    virtio_delete_queue(s->tx_vq);
    virtio_cleanup(vdev);
}

static const Property vnet_properties[] = {
    DEFINE_PROP_LINK("rx-iothread", VNet, rx_iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_LINK("tx-iothread", VNet, tx_iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void vnet_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);
    DeviceClass *dc = DEVICE_CLASS(klass);

    device_class_set_props(dc, vnet_properties);
    vdc->realize = vnet_realize;
    vdc->unrealize = vnet_unrealize;
}

static const TypeInfo vnet_info = {
    .name = TYPE_VNET,
    .parent = TYPE_VIRTIO_DEVICE,
    .instance_size = sizeof(VNet),
    .class_init = vnet_class_init,
};

static void vnet_register_types(void)
{
    type_register_static(&vnet_info);
}

type_init(vnet_register_types)
