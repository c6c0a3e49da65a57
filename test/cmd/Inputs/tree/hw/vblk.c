/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Matters only through attach.c: a second caller of the same helpers. */
#include "qemu/osdep.h"
#include "attach.h"

static void vblk_realize(DeviceState *dev, Error **errp)
{
    VirtIOBlock *s = VIRTIO_BLK(dev);

    vblk_attach(s);
}

static void vblk_unrealize(DeviceState *dev)
{
    VirtIOBlock *s = VIRTIO_BLK(dev);

    vblk_detach(s);
    vblk_detach(s);
}

static void vblk_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = vblk_realize;
    vdc->unrealize = vblk_unrealize;
}

static const TypeInfo vblk_info = {
    .name = TYPE_VIRTIO_BLK,
    .parent = TYPE_VIRTIO_DEVICE,
    .class_init = vblk_class_init,
};

static void vblk_register_types(void)
{
    type_register_static(&vblk_info);
}
type_init(vblk_register_types)
