/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What many threads do to one IOThread at a time. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/iothread.h"
#include "case.h"

IOThread *hammer_iothread(void)
{
    return iothread_create("io0", &error_abort);
}

void hammer(IOThread *iothread, int thread, int times)
{
    g_autofree char *own = g_strdup_printf("thread%d", thread);

    while (times-- > 0) {
        AioContext *ctx = iothread_get_aio_context(iothread, own);

        iothread_get_aio_context(iothread, "shared");
        object_ref(OBJECT(iothread));
        aio_notify(ctx);
        iothread_put_aio_context(iothread, own);
        aio_notify(ctx);
        object_unref(OBJECT(iothread));
        iothread_put_aio_context(iothread, "shared");
    }
}

void hammer_take(IOThread *iothread, int threads)
{
    while (threads-- > 0) {
        g_autofree char *own = g_strdup_printf("thread%d", threads);

        iothread_get_aio_context(iothread, own);
    }
    iothread_destroy(iothread);
}

void hammer_give_back(IOThread *iothread, int thread)
{
    g_autofree char *own = g_strdup_printf("thread%d", thread);

    iothread_put_aio_context(iothread, own);
}

bool hammer_idle(IOThread *iothread)
{
    return !iothread->holders;
}

void hammer_and_leak(IOThread *iothread, int thread, int times)
{
    g_autofree char *own = g_strdup_printf("leak%d", thread);

    hammer(iothread, thread, times);
#line 100
    iothread_get_aio_context(iothread, own);
}
