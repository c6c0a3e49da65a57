// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* The function takes the hold on one path and puts it on another as well. */
#include "qemu/osdep.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct NetFilter {
    IOThread *iothread;
    IOThread *aux;
    BlockBackend *blk;
    bool on;
    int queue;
} NetFilter;

/* ---- the get is conditional, the put is not ---- */

void net_filter_flush(NetFilter *s)
{
    if (s->on) {
        aio_notify(iothread_get_aio_context(s->iothread, "net-filter"));
    }
    blk_drain(s->blk);
    iothread_put_aio_context(s->iothread, "net-filter"); // expected-warning{{hold of 's->iothread' as 'net-filter' is put on a path that never took it}}
}

void net_filter_flush_ok(NetFilter *s)
{
    if (s->on) {
        aio_notify(iothread_get_aio_context(s->iothread, "net-filter"));
    }
    blk_drain(s->blk);
    if (s->on) {
        iothread_put_aio_context(s->iothread, "net-filter");
    }
}

/* ---- the early arm jumps to the put, it has nothing to put yet ---- */

void net_filter_stop(NetFilter *s)
{
    if (!s->queue) {
        goto out;
    }
    aio_notify(iothread_get_aio_context(s->iothread, "net-filter"));
out:
    iothread_put_aio_context(s->iothread, "net-filter"); // expected-warning{{hold of 's->iothread' as 'net-filter' is put on a path that never took it}}
}

void net_filter_stop_ok(NetFilter *s)
{
    if (!s->queue) {
        goto out;
    }
    aio_notify(iothread_get_aio_context(s->iothread, "net-filter"));
    iothread_put_aio_context(s->iothread, "net-filter");
out:
    blk_drain(s->blk);
}

/* ---- the other IOThread was taken on this path ---- */

void net_filter_swap(NetFilter *s)
{
    if (s->on) {
        aio_notify(iothread_get_aio_context(s->aux, "net-filter"));
        aio_notify(iothread_get_aio_context(s->iothread, "net-filter"));
    } else {
        aio_notify(iothread_get_aio_context(s->aux, "net-filter"));
    }
    iothread_put_aio_context(s->aux, "net-filter");
    iothread_put_aio_context(s->iothread, "net-filter"); // expected-warning{{hold of 's->iothread' as 'net-filter' is put on a path that never took it}}
}

void net_filter_swap_ok(NetFilter *s)
{
    if (s->on) {
        aio_notify(iothread_get_aio_context(s->aux, "net-filter"));
        aio_notify(iothread_get_aio_context(s->iothread, "net-filter"));
    } else {
        aio_notify(iothread_get_aio_context(s->aux, "net-filter"));
    }
    iothread_put_aio_context(s->aux, "net-filter");
    if (s->on) {
        iothread_put_aio_context(s->iothread, "net-filter");
    }
}

/* ---- only takes, only puts, or does either: other functions' holds ---- */

void net_filter_release_ok(NetFilter *s)
{
    if (s->on) {
        iothread_put_aio_context(s->iothread, "net-filter");
    }
    iothread_put_aio_context(s->aux, "net-filter");
}

void net_filter_set_ok(NetFilter *s, bool on)
{
    if (on == s->on) {
        return;
    }
    if (on) {
        aio_notify(iothread_get_aio_context(s->iothread, "net-filter"));
    } else {
        iothread_put_aio_context(s->iothread, "net-filter");
    }
    s->on = on;
}

/* Move: the old hold is put, a new one is taken. */
void net_filter_move_ok(NetFilter *s, IOThread *to)
{
    aio_notify(iothread_get_aio_context(to, "net-filter"));
    iothread_put_aio_context(s->iothread, "net-filter");
    s->iothread = to;
}
