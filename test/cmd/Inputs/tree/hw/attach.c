/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The only file that names the API. */
#include "qemu/osdep.h"
#include "attach.h"

void vblk_attach(VirtIOBlock *s)
{
    s->ctx = iothread_get_aio_context(s->conf.iothread, "vblk");
}

void vblk_detach(VirtIOBlock *s)
{
    iothread_put_aio_context(s->conf.iothread, "vblk");
}
