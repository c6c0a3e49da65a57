/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio-blk.h"
#include "sysemu/block-backend.h"

bool leak_attach(VirtIOBlock *s, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(s->conf.iothread, "leak");

    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        return false;
    }
    s->ctx = ctx;
    return true;
}

void leak_detach(VirtIOBlock *s)
{
    iothread_put_aio_context(s->conf.iothread, "leak");
}
