/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* One function, one hold, straight code.  Each pair: wrong, then right. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qemu/error-report.h"
#include "monitor/monitor.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct NBDServer {
    IOThread *rx_iothread;
    IOThread *tx_iothread;
    BlockBackend *blk;
    char *name;
    int clients;
    bool quiescing;
} NBDServer;

/* ---- the early return ---- */

void nbd_server_kick_early(NBDServer *s)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->rx_iothread, "nbd-server");
    if (s->quiescing) {
        return; // expected-warning{{hold of 's->rx_iothread' as 'nbd-server' leaks on this path}}
    }
    aio_notify(ctx);
    iothread_put_aio_context(s->rx_iothread, "nbd-server");
}

void nbd_server_kick_early_ok(NBDServer *s)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->rx_iothread, "nbd-server");
    if (s->quiescing) {
        iothread_put_aio_context(s->rx_iothread, "nbd-server");
        return;
    }
    aio_notify(ctx);
    iothread_put_aio_context(s->rx_iothread, "nbd-server");
}

void nbd_server_kick_before_ok(NBDServer *s)
{
    AioContext *ctx;

    if (s->quiescing) {
        return;
    }
    ctx = iothread_get_aio_context(s->rx_iothread, "nbd-server");
    aio_notify(ctx);
    iothread_put_aio_context(s->rx_iothread, "nbd-server");
}

/* ---- control falls off the end ---- */

void nbd_server_drain_last(NBDServer *s)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->rx_iothread, "nbd-server");
    aio_notify(ctx);
    if (s->clients == 0) {
        blk_drain(s->blk);
        iothread_put_aio_context(s->rx_iothread, "nbd-server");
    }
} // expected-warning{{hold of 's->rx_iothread' as 'nbd-server' leaks on this path}}

void nbd_server_drain_last_ok(NBDServer *s)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->rx_iothread, "nbd-server");
    aio_notify(ctx);
    if (s->clients == 0) {
        blk_drain(s->blk);
    }
    iothread_put_aio_context(s->rx_iothread, "nbd-server");
}

/* ---- nobody ever puts: the get ---- */

void hmp_iothread_wake(Monitor *mon, const char *id)
{
    IOThread *iothread = iothread_by_id(id);
    AioContext *ctx;

    if (!iothread) {
        monitor_printf(mon, "no IOThread '%s'\n", id);
        return;
    }
    ctx = iothread_get_aio_context(iothread, "hmp"); // expected-warning{{hold of 'iothread' as 'hmp' is never put}}
    aio_notify(ctx);
}

void hmp_iothread_wake_ok(Monitor *mon, const char *id)
{
    IOThread *iothread = iothread_by_id(id);
    AioContext *ctx;

    if (!iothread) {
        monitor_printf(mon, "no IOThread '%s'\n", id);
        return;
    }
    ctx = iothread_get_aio_context(iothread, "hmp");
    aio_notify(ctx);
    iothread_put_aio_context(iothread, "hmp");
}

/* The get is itself an argument, the context has no name at all. */
void hmp_iothread_poke(const char *id)
{
    IOThread *iothread = iothread_by_id(id);

    if (iothread) {
        aio_notify(iothread_get_aio_context(iothread, "hmp")); // expected-warning{{hold of 'iothread' as 'hmp' is never put}}
    }
}

void hmp_iothread_poke_ok(const char *id)
{
    IOThread *iothread = iothread_by_id(id);

    if (iothread) {
        aio_notify(iothread_get_aio_context(iothread, "hmp"));
        iothread_put_aio_context(iothread, "hmp");
    }
}

/* ---- a second get for one put ---- */

void nbd_server_pause_twice(NBDServer *s)
{
    AioContext *rx, *tx;

    rx = iothread_get_aio_context(s->rx_iothread, "nbd-server");
    tx = iothread_get_aio_context(s->rx_iothread, "nbd-server"); // expected-warning{{hold of 's->rx_iothread' as 'nbd-server' is taken again but put only once}}
    aio_notify(rx);
    aio_notify(tx);
    iothread_put_aio_context(s->rx_iothread, "nbd-server");
}

void nbd_server_pause_twice_ok(NBDServer *s)
{
    AioContext *rx, *tx;

    rx = iothread_get_aio_context(s->rx_iothread, "nbd-server");
    tx = iothread_get_aio_context(s->rx_iothread, "nbd-server");
    aio_notify(rx);
    aio_notify(tx);
    iothread_put_aio_context(s->rx_iothread, "nbd-server");
    iothread_put_aio_context(s->rx_iothread, "nbd-server");
}

/* ---- two holds, one put ---- */

void nbd_server_pause_names(NBDServer *s)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->rx_iothread, "nbd-read");
    aio_notify(ctx);
    ctx = iothread_get_aio_context(s->rx_iothread, "nbd-write"); // expected-warning{{hold of 's->rx_iothread' as 'nbd-write' is never put}}
    aio_notify(ctx);
    iothread_put_aio_context(s->rx_iothread, "nbd-read");
}

void nbd_server_pause_names_ok(NBDServer *s)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->rx_iothread, "nbd-read");
    aio_notify(ctx);
    ctx = iothread_get_aio_context(s->rx_iothread, "nbd-write");
    aio_notify(ctx);
    iothread_put_aio_context(s->rx_iothread, "nbd-read");
    iothread_put_aio_context(s->rx_iothread, "nbd-write");
}

int nbd_server_sync(NBDServer *s)
{
    AioContext *rx, *tx;

    rx = iothread_get_aio_context(s->rx_iothread, "nbd-server");
    tx = iothread_get_aio_context(s->tx_iothread, "nbd-server");
    aio_notify(rx);
    aio_notify(tx);
    iothread_put_aio_context(s->rx_iothread, "nbd-server");
    if (blk_getlength(s->blk) < 0) {
        return -EIO; // expected-warning{{hold of 's->tx_iothread' as 'nbd-server' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->tx_iothread, "nbd-server");
    return 0;
}

int nbd_server_sync_ok(NBDServer *s)
{
    AioContext *rx, *tx;
    int ret = 0;

    rx = iothread_get_aio_context(s->rx_iothread, "nbd-server");
    tx = iothread_get_aio_context(s->tx_iothread, "nbd-server");
    aio_notify(rx);
    aio_notify(tx);
    iothread_put_aio_context(s->rx_iothread, "nbd-server");
    if (blk_getlength(s->blk) < 0) {
        ret = -EIO;
    }
    iothread_put_aio_context(s->tx_iothread, "nbd-server");
    return ret;
}

/* ---- the only pointer is overwritten ---- */

void nbd_server_wake_by_id(const char *id, bool verbose)
{
    IOThread *iothread = iothread_by_id(id);

    if (!iothread) {
        return;
    }
    aio_notify(iothread_get_aio_context(iothread, "nbd-wake"));
    if (verbose) {
        iothread = NULL; // expected-warning{{hold of 'iothread' as 'nbd-wake' leaks when its only pointer is overwritten}}
    }
    if (iothread) {
        iothread_put_aio_context(iothread, "nbd-wake");
    }
}

void nbd_server_wake_by_id_ok(const char *id, bool verbose)
{
    IOThread *iothread = iothread_by_id(id);
    IOThread *held = iothread;

    if (!iothread) {
        return;
    }
    aio_notify(iothread_get_aio_context(iothread, "nbd-wake"));
    if (verbose) {
        iothread = NULL;
    }
    if (!iothread) {
        info_report("woken");
    }
    iothread_put_aio_context(held, "nbd-wake");
}

/* Overwriting the context loses nothing: the IOThread is the key. */
void nbd_server_wake_main_ok(NBDServer *s)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->rx_iothread, "nbd-wake");
    if (s->quiescing) {
        ctx = qemu_get_aio_context();
    }
    aio_notify(ctx);
    iothread_put_aio_context(s->rx_iothread, "nbd-wake");
}

/* ---- started and stopped by one function: two halves, not two bugs ---- */

void nbd_server_set_active_ok(NBDServer *s, bool active)
{
    if (active) {
        aio_notify(iothread_get_aio_context(s->rx_iothread, "nbd-active"));
    } else {
        iothread_put_aio_context(s->rx_iothread, "nbd-active");
    }
}
