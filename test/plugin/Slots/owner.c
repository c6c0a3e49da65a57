// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * No slots: the hold is kept by an owner.  Where nobody but this file can
 * reach the owner and nothing in it puts, the get is wrong; where others can,
 * there is nothing to be known.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio-blk.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

/* ---- a type of this file, no put in it ---- */

typedef struct LostOwner {
    IOThread *iothread;
    AioContext *ctx;
} LostOwner;

LostOwner *lost_owner_new(const char *id)
{
    LostOwner *s = g_new0(LostOwner, 1);

    s->iothread = iothread_by_id(id);
    s->ctx = iothread_get_aio_context(s->iothread, "lost-owner"); // expected-warning{{hold of 's->iothread' as 'lost-owner' is never put}}
    return s;
}

void lost_owner_free(LostOwner *s)
{
    g_free(s);
}

/* ---- a type of this file, put by another function ---- */

typedef struct GoodOwner {
    IOThread *iothread;
    AioContext *ctx;
} GoodOwner;

GoodOwner *good_owner_new_ok(const char *id)
{
    GoodOwner *s = g_new0(GoodOwner, 1);

    s->iothread = iothread_by_id(id);
    s->ctx = iothread_get_aio_context(s->iothread, "good-owner");
    return s;
}

void good_owner_free_ok(GoodOwner *s)
{
    iothread_put_aio_context(s->iothread, "good-owner");
    g_free(s);
}

/* ---- a type of a header ---- */

void header_owner_attach_ok(VirtIOBlock *s)
{
    s->ctx = iothread_get_aio_context(s->conf.iothread, "header-owner");
}

/* ---- a static variable, which only this file can name ---- */

static IOThread *lost_mon_iothread;

void lost_monitor_init(void)
{
    lost_mon_iothread = iothread_create("mon_iothread", &error_abort);
    aio_notify(iothread_get_aio_context(lost_mon_iothread, "lost-monitor")); // expected-warning{{hold of 'lost_mon_iothread' as 'lost-monitor' is never put}}
}

static IOThread *good_mon_iothread;

void good_monitor_init_ok(void)
{
    good_mon_iothread = iothread_create("mon_iothread", &error_abort);
    aio_notify(iothread_get_aio_context(good_mon_iothread, "good-monitor"));
}

void good_monitor_cleanup_ok(void)
{
    iothread_put_aio_context(good_mon_iothread, "good-monitor");
    iothread_destroy(good_mon_iothread);
    good_mon_iothread = NULL;
}

/* ---- a borrow for one statement (monitor_resume) ---- */

static void accept_input(void *opaque)
{
}

static IOThread *borrow_iothread;

void borrow_init(void)
{
    borrow_iothread = iothread_create("borrow", &error_abort);
}

void borrow_resume_ok(void *chr)
{
    AioContext *ctx;

    if (borrow_iothread) {
        ctx = iothread_get_aio_context(borrow_iothread, "borrow");
    } else {
        ctx = qemu_get_aio_context();
    }
    aio_bh_schedule_oneshot(ctx, accept_input, chr);
    if (borrow_iothread) {
        iothread_put_aio_context(borrow_iothread, "borrow");
    }
}

void borrow_resume(void *chr, bool quick)
{
    AioContext *ctx;

    if (!borrow_iothread) {
        return;
    }
    ctx = iothread_get_aio_context(borrow_iothread, "borrow");
    if (quick) {
        aio_notify(ctx);
        return; // expected-warning{{hold of 'borrow_iothread' as 'borrow' leaks on this path}}
    }
    aio_bh_schedule_oneshot(ctx, accept_input, chr);
    iothread_put_aio_context(borrow_iothread, "borrow");
}
