/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio-blk.h"
#include "sysemu/block-backend.h"

int leaky_start(VirtIOBlock *s, AioContext *ctx, Error **errp)
{
    object_ref(OBJECT(s->conf.iothread));
    ctx = iothread_get_aio_context(s->conf.iothread);
    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        return -1;
    }
    object_unref(OBJECT(s->conf.iothread));
    return 0;
}
