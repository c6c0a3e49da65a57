// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* The hold is put and put again on one path. */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct FilterMirror {
    DeviceState *dev;
    IOThread *iothread;
    IOThread *standby;
    BlockBackend *blk;
    bool stopping;
    int queued;
} FilterMirror;

/* ---- plain ---- */

void filter_flush(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    iothread_put_aio_context(s->iothread, "filter-mirror");
    blk_drain(s->blk);
    iothread_put_aio_context(s->iothread, "filter-mirror"); // expected-warning{{hold of 's->iothread' as 'filter-mirror' is put twice}}
}

void filter_flush_ok(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    blk_drain(s->blk);
    iothread_put_aio_context(s->iothread, "filter-mirror");
}

/* ---- the early arm forgot to return ---- */

void filter_stop(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    if (s->stopping) {
        iothread_put_aio_context(s->iothread, "filter-mirror");
    }
    iothread_put_aio_context(s->iothread, "filter-mirror"); // expected-warning{{hold of 's->iothread' as 'filter-mirror' is put twice}}
}

void filter_stop_ok(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    if (s->stopping) {
        iothread_put_aio_context(s->iothread, "filter-mirror");
        return;
    }
    iothread_put_aio_context(s->iothread, "filter-mirror");
}

/* ---- a hold twice may be put twice, not three times ---- */

void filter_pair(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    iothread_put_aio_context(s->iothread, "filter-mirror");
    iothread_put_aio_context(s->iothread, "filter-mirror");
    iothread_put_aio_context(s->iothread, "filter-mirror"); // expected-warning{{hold of 's->iothread' as 'filter-mirror' is put twice}}
}

void filter_pair_ok(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    iothread_put_aio_context(s->iothread, "filter-mirror");
    iothread_put_aio_context(s->iothread, "filter-mirror");
}

/* Put and taken again is not twice. */
void filter_cycle_ok(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    iothread_put_aio_context(s->iothread, "filter-mirror");
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    iothread_put_aio_context(s->iothread, "filter-mirror");
}

void filter_cycle(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    iothread_put_aio_context(s->iothread, "filter-mirror");
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    iothread_put_aio_context(s->iothread, "filter-mirror");
    if (s->stopping) {
        iothread_put_aio_context(s->iothread, "filter-mirror"); // expected-warning{{hold of 's->iothread' as 'filter-mirror' is put twice}}
    }
}

/* ---- two IOThreads, two names ---- */

void filter_both(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    aio_notify(iothread_get_aio_context(s->standby, "filter-mirror"));
    iothread_put_aio_context(s->iothread, "filter-mirror");
    iothread_put_aio_context(s->standby, "filter-mirror");
    if (s->queued) {
        iothread_put_aio_context(s->standby, "filter-mirror"); // expected-warning{{hold of 's->standby' as 'filter-mirror' is put twice}}
    }
}

void filter_both_ok(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    aio_notify(iothread_get_aio_context(s->standby, "filter-mirror"));
    iothread_put_aio_context(s->iothread, "filter-mirror");
    iothread_put_aio_context(s->standby, "filter-mirror");
}

void filter_names_ok(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-in"));
    aio_notify(iothread_get_aio_context(s->iothread, "filter-out"));
    iothread_put_aio_context(s->iothread, "filter-in");
    iothread_put_aio_context(s->iothread, "filter-out");
}

void filter_names(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-in"));
    aio_notify(iothread_get_aio_context(s->iothread, "filter-out"));
    iothread_put_aio_context(s->iothread, "filter-in");
    iothread_put_aio_context(s->iothread, "filter-out");
    iothread_put_aio_context(s->iothread, "filter-in"); // expected-warning{{hold of 's->iothread' as 'filter-in' is put twice}}
}

/* ---- between two puts something unknown may have taken it ---- */

void filter_restart(FilterMirror *s);

void filter_unknown_ok(FilterMirror *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "filter-mirror"));
    iothread_put_aio_context(s->iothread, "filter-mirror");
    filter_restart(s);
    iothread_put_aio_context(s->iothread, "filter-mirror");
}
