// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* Conditions on ~x and -x: Clang 14 has no symbols for them of its own. */
#include "qemu/osdep.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct NetFilter {
    IOThread *iothread;
    IOThread *aux;
    BlockBackend *blk;
    bool on;
    unsigned queue;
} NetFilter;

/* Both guards are one. */
void net_filter_flush_ok(NetFilter *s)
{
    if (~s->queue & 4) {
        aio_notify(iothread_get_aio_context(s->iothread, "net-filter"));
    }
    blk_drain(s->blk);
    if (~s->queue & 4) {
        iothread_put_aio_context(s->iothread, "net-filter");
    }
}

void net_filter_flush(NetFilter *s)
{
    if (~s->queue & 4) {
        aio_notify(iothread_get_aio_context(s->iothread, "net-filter"));
    }
    blk_drain(s->blk);
    if (~s->queue & 8) {
        iothread_put_aio_context(s->iothread, "net-filter"); // expected-warning{{hold of 's->iothread' as 'net-filter' is put on a path that never took it}}
    }
} // expected-warning{{hold of 's->iothread' as 'net-filter' leaks on this path}}

void net_filter_drain_ok(NetFilter *s, int depth)
{
    if (-depth > 4) {
        aio_notify(iothread_get_aio_context(s->iothread, "net-filter"));
    }
    blk_drain(s->blk);
    if (-depth > 4) {
        iothread_put_aio_context(s->iothread, "net-filter");
    }
}

void net_filter_drain(NetFilter *s, int depth)
{
    if (-depth > 4) {
        aio_notify(iothread_get_aio_context(s->iothread, "net-filter"));
    }
    blk_drain(s->blk);
    if (-depth > 8) {
        iothread_put_aio_context(s->iothread, "net-filter");
    }
} // expected-warning{{hold of 's->iothread' as 'net-filter' leaks on this path}}
