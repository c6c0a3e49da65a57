/* SPDX-License-Identifier: GPL-2.0-or-later */
static void balloon_poll(void *opaque)
{
}

static void balloon_realize(DeviceState *dev, Error **errp)
{
    VirtIOBalloon *s = VIRTIO_BALLOON(dev);

    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    s->free_page_bh = aio_bh_new(s->ctx, balloon_poll, s);
}

static void balloon_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = balloon_realize;
    vdc->unrealize = balloon_unrealize;
}

static const TypeInfo balloon_info = {
    .name = "virtio-balloon",
    .class_init = balloon_class_init,
};
