/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the controller's contexts come from, and go. */
#include "qemu/osdep.h"
#include "vscsi.h"

bool vscsi_attach(VScsi *s, const char *holder, Error **errp)
{
    VScsiConf *conf = &s->conf;

    if (!conf->iothread) {
        s->ctx = qemu_get_aio_context();
        return true;
    }
    s->ctx = iothread_get_aio_context(conf->iothread, holder);
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        iothread_put_aio_context(conf->iothread, holder);
        s->ctx = NULL;
        return false;
    }
    return true;
}

void vscsi_detach(VScsi *s, const char *holder)
{
    if (s->conf.iothread) {
        blk_set_aio_context(s->blk, qemu_get_aio_context(), &error_abort);
        virtio_queue_aio_detach_host_notifier(s->ctrl_vq, s->ctx);
        iothread_put_aio_context(s->conf.iothread, holder);
    }
    s->ctx = NULL;
}

int vscsi_start(VScsi *s)
{
    if (s->started) {
        return 0;
    }
    if (!blk_is_inserted(s->blk)) {
        return -ENODEV;
    }
    s->event_ctx = iothread_get_aio_context(s->conf.event_iothread,
                                            "vscsi-event");
    virtio_queue_aio_attach_host_notifier(s->ctrl_vq, s->event_ctx);
    s->started = true;
    return 0;
}

void vscsi_stop(VScsi *s)
{
    if (!s->started) {
        return;
    }
    virtio_queue_aio_detach_host_notifier(s->ctrl_vq, s->event_ctx);
    iothread_put_aio_context(s->conf.event_iothread, "vscsi-event");
    s->started = false;
}
