/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* The monitor borrows its own IOThread. */
#include "qemu/osdep.h"
#include "block/aio.h"
#include "monitor/monitor.h"
#include "sysemu/iothread.h"

static IOThread *mon_iothread;
static IOThread *net_iothread;

void monitor_suspend_bad(Monitor *mon)
{
    if (mon->use_io_thread) {
        aio_notify(iothread_get_aio_context(mon_iothread, "monitor-suspend"));
        iothread_put_aio_context(mon_iothread, "monitor-resume"); // expected-warning{{'mon_iothread' is put as 'monitor-resume' but held as 'monitor-suspend'}}
    }
}

void monitor_suspend_good(Monitor *mon)
{
    if (mon->use_io_thread) {
        aio_notify(iothread_get_aio_context(mon_iothread, "monitor-suspend"));
        iothread_put_aio_context(mon_iothread, "monitor-suspend");
    }
}

void monitor_kick_bad(Monitor *mon)
{
    if (mon->use_io_thread) {
        aio_notify(iothread_get_aio_context(mon_iothread, "monitor-kick"));
        iothread_put_aio_context(net_iothread, "monitor-kick"); // expected-warning{{'net_iothread' is put as 'monitor-kick' but the hold is on 'mon_iothread'}}
    }
}

void monitor_kick_good(Monitor *mon)
{
    AioContext *ctx;

    if (mon->use_io_thread) {
        ctx = iothread_get_aio_context(mon_iothread, "monitor-kick");
    } else {
        ctx = qemu_get_aio_context();
    }
    aio_notify(ctx);
    if (mon->use_io_thread) {
        iothread_put_aio_context(mon_iothread, "monitor-kick");
    }
}

void monitor_init(void)
{
    mon_iothread = iothread_create("mon_iothread", &error_abort);
    net_iothread = iothread_create("net_iothread", &error_abort);
}
