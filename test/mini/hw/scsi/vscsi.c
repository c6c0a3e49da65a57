/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slots of the controller; ioeventfds come and go while it is realized. */
#include "qemu/osdep.h"
#include "vscsi.h"

static void vscsi_handle_ctrl(VirtIODevice *vdev, VirtQueue *vq)
{
    VScsi *s = VSCSI(vdev);

    aio_notify(s->ctx);
}

static void vscsi_realize(DeviceState *dev, Error **errp)
{
    g_autofree char *holder = object_get_canonical_path(OBJECT(dev));
    VirtIODevice *vdev = VIRTIO_DEVICE(dev);
    VScsi *s = VSCSI(dev);

    if (!s->conf.event_iothread) {
        error_setg(errp, "'event-iothread' must be set");
        return;
    }
    virtio_init(vdev, 8, 0);
    s->ctrl_vq = virtio_add_queue(vdev, 128, vscsi_handle_ctrl);
    if (!vscsi_attach(s, holder, errp)) {
        virtio_cleanup(vdev);
        return;
    }
}

static void vscsi_unrealize(DeviceState *dev)
{
    g_autofree char *holder = object_get_canonical_path(OBJECT(dev));
    VirtIODevice *vdev = VIRTIO_DEVICE(dev);
    VScsi *s = VSCSI(dev);

    vscsi_detach(s, holder);
    virtio_delete_queue(s->ctrl_vq);
    virtio_cleanup(vdev);
}

static int vscsi_start_ioeventfd(VirtIODevice *vdev)
{
    return vscsi_start(VSCSI(vdev));
}

static void vscsi_stop_ioeventfd(VirtIODevice *vdev)
{
    vscsi_stop(VSCSI(vdev));
}

static const Property vscsi_properties[] = {
    DEFINE_PROP_LINK("iothread", VScsi, conf.iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_LINK("event-iothread", VScsi, conf.event_iothread,
                     TYPE_IOTHREAD, IOThread *),
};

static void vscsi_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);
    DeviceClass *dc = DEVICE_CLASS(klass);

    device_class_set_props(dc, vscsi_properties);
    vdc->realize = vscsi_realize;
    vdc->unrealize = vscsi_unrealize;
    vdc->start_ioeventfd = vscsi_start_ioeventfd;
    vdc->stop_ioeventfd = vscsi_stop_ioeventfd;
}

static const TypeInfo vscsi_info = {
    .name = TYPE_VSCSI,
    .parent = TYPE_VIRTIO_DEVICE,
    .instance_size = sizeof(VScsi),
    .class_init = vscsi_class_init,
};

static void vscsi_register_types(void)
{
    type_register_static(&vscsi_info);
}

type_init(vscsi_register_types)
