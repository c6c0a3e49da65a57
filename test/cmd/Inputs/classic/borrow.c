/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "hw/virtio/virtio-blk.h"

void borrow_start(VirtIOBlock *s)
{
    /* Nothing but the link property keeps the IOThread. */
    s->ctx = iothread_get_aio_context(s->conf.iothread);
}
