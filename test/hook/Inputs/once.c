/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio-blk.h"
#include "sysemu/block-backend.h"

void once(VirtIOBlock *s, bool early)
{
    iothread_get_aio_context(s->conf.iothread, "one");
    /* Lines that */
    /* keep the */
    /* changes apart. */
    blk_set_aio_context(s->blk, NULL, NULL);
    /* Lines that */
    /* keep the */
    /* changes apart. */
    iothread_put_aio_context(s->conf.iothread, "one");
}
