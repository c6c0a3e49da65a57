/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One of each verdict, under made-up places that do not move. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/iothread.h"
#include "case.h"

static void lend(IOThread *io0, IOThread *io1)
{
    AioContext *ctx;

#line 10 "hw/b.c"
    iothread_get_aio_context(io0, "/machine/vblk0");
#line 11 "hw/b.c"
    iothread_put_aio_context(io0, "/machine/vblk1");
#line 12 "hw/b.c"
    iothread_put_aio_context(io1, "/machine/vblk0");
#line 13 "hw/b.c"
    iothread_get_aio_context(io0, NULL);
#line 14 "hw/b.c"
    iothread_put_aio_context(io0, "");
#line 15 "hw/b.c"
    iothread_put_aio_context(NULL, "a");
#line 16 "hw/b.c"
    aio_notify(io1->ctx);
#line 20 "hw/a \"1\".c"
    ctx = iothread_get_aio_context(io1, "line\nbreak");
#line 21 "hw/a \"1\".c"
    iothread_put_aio_context(io1, "line\nbreak");
#line 22 "hw/a \"1\".c"
    iothread_put_aio_context(io1, "line\nbreak");
#line 23 "hw/a \"1\".c"
    aio_notify(ctx);
#line 24 "hw/a \"1\".c"
    iothread_put_aio_context(io1, "nobody");
#line 25 "hw/a \"1\".c"
    object_ref(OBJECT(io0));
#line 26 "hw/a \"1\".c"
    object_unref(OBJECT(io1));
#line 27 "hw/a \"1\".c"
    aio_notify(ctx);
#line 28 "hw/a \"1\".c"
    object_unref(OBJECT(io1));
}

void leave_one_of_each(void)
{
#line 1 "hw/b.c"
    IOThread *io0 = iothread_create("io0", &error_abort);
#line 2 "hw/b.c"
    IOThread *io1 = iothread_create("io1", &error_abort);

    lend(io0, io1);
}
