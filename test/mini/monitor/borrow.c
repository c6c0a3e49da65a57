/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who needs a context for a moment: taken and put in one function. */
#include "qemu/osdep.h"
#include "block/aio.h"
#include "monitor/monitor.h"
#include "qapi/error.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define MON_HOLDER "monitor"

IOThread *mini_mon_iothread;

static void monitor_accept(void *opaque)
{
    Monitor *mon = opaque;

    qemu_chr_fe_accept_input(mon->chr);
}

int mini_monitor_suspend(Monitor *mon)
{
    if (mon->suspend_cnt++) {
        return 0;
    }
    if (mon->use_io_thread) {
        aio_notify(iothread_get_aio_context(mini_mon_iothread, MON_HOLDER));
        iothread_put_aio_context(mini_mon_iothread, MON_HOLDER);
    }
    return 1;
}

void mini_monitor_resume(Monitor *mon)
{
    AioContext *ctx;

    if (mon->use_io_thread) {
        ctx = iothread_get_aio_context(mini_mon_iothread, MON_HOLDER);
    } else {
        ctx = qemu_get_aio_context();
    }
    aio_bh_schedule_oneshot(ctx, monitor_accept, mon);
    if (mon->use_io_thread) {
        iothread_put_aio_context(mini_mon_iothread, MON_HOLDER);
    }
}

/* Each IOThread of an array is woken once. */
void mini_kick_all(IOThread **iothreads, int n)
{
    int i;

    for (i = 0; i < n; i++) {
        g_autofree char *holder = g_strdup_printf("kick %d", i);
        AioContext *ctx = iothread_get_aio_context(iothreads[i], holder);

        aio_notify(ctx);
        iothread_put_aio_context(iothreads[i], holder);
    }
}

/* All of them are held while the first works. */
void mini_drain_all(IOThread **iothreads, AioContext **ctxs, int n)
{
    int i;

    for (i = 0; i < n; i++) {
        ctxs[i] = iothread_get_aio_context(iothreads[i], "drain");
    }
    while (aio_poll(qemu_get_aio_context(), false)) {
        /* until nothing is left */
    }
    for (i = 0; i < n; i++) {
        iothread_put_aio_context(iothreads[i], "drain");
    }
}

bool mini_flush(BlockBackend *blk, IOThread *iothread, Error **errp)
{
    g_autofree char *id = iothread_get_id(iothread);
    g_autofree char *holder = g_strconcat("flush-", id, NULL);
    AioContext *ctx;
    bool ok = false;

    ctx = iothread_get_aio_context(iothread, holder);
    if (blk_set_aio_context(blk, ctx, errp) < 0) {
        goto out;
    }
    if (blk_getlength(blk) < 0) {
        error_setg(errp, "no length");
        goto out;
    }
    aio_notify(ctx);
    ok = true;
out:
    iothread_put_aio_context(iothread, holder);
    return ok;
}

int mini_probe(IOThread *iothread, EventNotifier *e)
{
    AioContext *ctx = iothread_get_aio_context(iothread, "probe");
    int ret = event_notifier_init(e, 0);

    if (ret < 0) {
        iothread_put_aio_context(iothread, "probe");
        return ret;
    }
    aio_set_fd_handler(ctx, e->rfd, NULL, NULL, NULL, NULL, NULL);
    event_notifier_cleanup(e);
    iothread_put_aio_context(iothread, "probe");
    return 0;
}
