/* SPDX-License-Identifier: GPL-2.0-or-later */
static void vblk_unrealize(DeviceState *dev)
{
    VBlk *s = VBLK(dev);

    iothread_put_aio_context(s->iothread, "vblk");
}

static void vblk_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = vblk_realize;
    vdc->unrealize = vblk_unrealize;
}

static const TypeInfo vblk_info = {
    .name = "vblk",
    .class_init = vblk_class_init,
};
