/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slots: one hold for each queue, rolled back where a queue fails. */
#include "qemu/osdep.h"
#include "vblk.h"

static void vblk_handle_output(VirtIODevice *vdev, VirtQueue *vq)
{
    qemu_bh_schedule(NULL);
}

/* What was taken is given back when it fails. */
static bool vblk_start_queues(VBlk *s, const char *path, Error **errp)
{
    int i;

    for (i = 0; i < s->num_queues; i++) {
        s->queue_ctx[i] = iothread_get_aio_context(s->queue_iothreads[i],
                                                   path);
        if (blk_set_aio_context(s->conf.blk, s->queue_ctx[i], errp) < 0) {
            iothread_put_aio_context(s->queue_iothreads[i], path);
            goto rollback;
        }
    }
    return true;

rollback:
    while (i-- > 0) {
        iothread_put_aio_context(s->queue_iothreads[i], path);
    }
    return false;
}

static void vblk_stop_queues(VBlk *s, const char *path)
{
    int i;

    for (i = 0; i < s->num_queues; i++) {
        iothread_put_aio_context(s->queue_iothreads[i], path);
    }
}

static void vblk_realize(DeviceState *dev, Error **errp)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));
    VirtIODevice *vdev = VIRTIO_DEVICE(dev);
    VBlk *s = VBLK(dev);
    int i;

    if (!blkconf_blocksizes(&s->conf, errp)) {
        return;
    }
    virtio_init(vdev, 2, 0);
    for (i = 0; i < s->num_queues; i++) {
        s->vqs[i] = virtio_add_queue(vdev, 128, vblk_handle_output);
    }
    if (!vblk_start_queues(s, path, errp)) {
        virtio_cleanup(vdev);
        return;
    }
    if (!vblk_plane_create(vdev, &s->conf, s->iothread, &s->plane, errp)) {
        vblk_stop_queues(s, path);
        virtio_cleanup(vdev);
        return;
    }
}

static void vblk_unrealize(DeviceState *dev)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));
    VirtIODevice *vdev = VIRTIO_DEVICE(dev);
    VBlk *s = VBLK(dev);
    int i;

    vblk_plane_destroy(s->plane);
    s->plane = NULL;
    vblk_stop_queues(s, path);
    for (i = 0; i < s->num_queues; i++) {
        virtio_delete_queue(s->vqs[i]);
    }
    virtio_cleanup(vdev);
}

static const Property vblk_properties[] = {
    DEFINE_PROP_LINK("iothread", VBlk, iothread, TYPE_IOTHREAD, IOThread *),
    DEFINE_PROP_UINT16("num-queues", VBlk, num_queues, 1),
};

static void vblk_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);
    DeviceClass *dc = DEVICE_CLASS(klass);

    device_class_set_props(dc, vblk_properties);
    vdc->realize = vblk_realize;
    vdc->unrealize = vblk_unrealize;
}

static const TypeInfo vblk_info = {
    .name = TYPE_VBLK,
    .parent = TYPE_VIRTIO_DEVICE,
    .instance_size = sizeof(VBlk),
    .class_init = vblk_class_init,
};

static void vblk_register_types(void)
{
    type_register_static(&vblk_info);
}

type_init(vblk_register_types)
