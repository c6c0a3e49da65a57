/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * AioContexts: bottom halves run in the order they were scheduled, when
 * somebody polls.  Timers and handlers never fire.
 *
 * Only the oracle_use functions look at whether the context may be used; the
 * macros of include/block/aio.h call them.  Contexts, bottom halves and timers
 * stay in memory until reset.
 */
#include "oracle/qom.h"

struct QEMUBH {
    AioContext *ctx;
    QEMUBHFunc *cb;
    void *opaque;
    bool scheduled, deleted;
    unsigned round;
    QEMUBH *next; /* of those that are scheduled */
};

struct QEMUTimer {
    AioContext *ctx;
};

struct AioContext {
    IOThread *iothread; /* NULL for the main loop */
    QEMUBH *first, *last;
    unsigned round; /* what is scheduled now runs in this one */
};

static AioContext main_context;

static void forget(void)
{
    main_context = (AioContext){ .iothread = NULL };
}

static void __attribute__((constructor)) register_forget(void)
{
    oracle_at_reset(forget);
}

AioContext *oracle_context_new(IOThread *iothread)
{
    AioContext *ctx = oracle_keep(sizeof(*ctx));

    ctx->iothread = iothread;
    return ctx;
}

AioContext *qemu_get_aio_context(void)
{
    return &main_context;
}

AioContext *oracle_use(AioContext *ctx, const char *function, const char *file,
                       int line)
{
    if (ctx && ctx->iothread) {
        oracle_lock();
        oracle_log_use(ctx->iothread, function, file, line);
        oracle_unlock();
    }
    return ctx;
}

QEMUBH *oracle_use_bh(QEMUBH *bh, const char *function, const char *file,
                      int line)
{
    oracle_use(bh ? bh->ctx : NULL, function, file, line);
    return bh;
}

QEMUTimer *oracle_use_timer(QEMUTimer *timer, const char *function,
                            const char *file, int line)
{
    oracle_use(timer ? timer->ctx : NULL, function, file, line);
    return timer;
}

/* ---- bottom halves ---- */

QEMUBH *aio_bh_new_full(AioContext *ctx, QEMUBHFunc *cb, void *opaque,
                        const char *name, MemReentrancyGuard *reentrancy_guard)
{
    QEMUBH *bh;

    oracle_lock();
    bh = oracle_keep(sizeof(*bh));
    bh->ctx = ctx;
    bh->cb = cb;
    bh->opaque = opaque;
    oracle_unlock();
    return bh;
}

QEMUBH *qemu_bh_new_full(QEMUBHFunc *cb, void *opaque, const char *name,
                         MemReentrancyGuard *reentrancy_guard)
{
    return aio_bh_new_full(&main_context, cb, opaque, name, reentrancy_guard);
}

void qemu_bh_schedule(QEMUBH *bh)
{
    oracle_lock();
    if (!bh->scheduled && !bh->deleted) {
        bh->scheduled = true;
        bh->round = bh->ctx->round;
        bh->next = NULL;
        if (bh->ctx->last) {
            bh->ctx->last->next = bh;
        } else {
            bh->ctx->first = bh;
        }
        bh->ctx->last = bh;
    }
    oracle_unlock();
}

static void unschedule(QEMUBH *bh)
{
    QEMUBH **link = &bh->ctx->first, *before = NULL;

    while (*link != bh) {
        before = *link;
        link = &before->next;
    }
    *link = bh->next;
    if (bh->ctx->last == bh) {
        bh->ctx->last = before;
    }
    bh->scheduled = false;
}

void qemu_bh_cancel(QEMUBH *bh)
{
    oracle_lock();
    if (bh->scheduled) {
        unschedule(bh);
    }
    oracle_unlock();
}

void qemu_bh_delete(QEMUBH *bh)
{
    qemu_bh_cancel(bh);
    oracle_lock();
    bh->deleted = true;
    oracle_unlock();
}

void aio_bh_schedule_oneshot_full(AioContext *ctx, QEMUBHFunc *cb, void *opaque,
                                  const char *name)
{
    qemu_bh_schedule(aio_bh_new_full(ctx, cb, opaque, name, NULL));
}

bool oracle_run(AioContext *ctx)
{
    bool progress = false;
    unsigned round;
    QEMUBH *bh;

    oracle_lock();
    round = ctx->round++;
    while ((bh = ctx->first) && bh->round <= round) {
        unschedule(bh);
        oracle_unlock();
        bh->cb(bh->opaque);
        progress = true;
        oracle_lock();
    }
    oracle_unlock();
    return progress;
}

bool aio_poll(AioContext *ctx, bool blocking)
{
    return oracle_run(ctx);
}

void aio_wait_bh_oneshot(AioContext *ctx, QEMUBHFunc *cb, void *opaque)
{
    aio_bh_schedule_oneshot_full(ctx, cb, opaque, "aio_wait_bh_oneshot");
    oracle_run(ctx);
}

/* ---- what only has to be there ---- */

void aio_context_ref(AioContext *ctx)
{
}

void aio_context_unref(AioContext *ctx)
{
}

void aio_notify(AioContext *ctx)
{
}

void aio_set_fd_handler(AioContext *ctx, int fd, IOHandler *io_read,
                        IOHandler *io_write, bool (*io_poll)(void *opaque),
                        IOHandler *io_poll_ready, void *opaque)
{
}

QEMUTimer *aio_timer_new(AioContext *ctx, QEMUClockType type, int scale,
                         QEMUTimerCB *cb, void *opaque)
{
    QEMUTimer *timer;

    oracle_lock();
    timer = oracle_keep(sizeof(*timer));
    timer->ctx = ctx;
    oracle_unlock();
    return timer;
}

void timer_mod(QEMUTimer *ts, int64_t expire_timer)
{
}

void timer_del(QEMUTimer *ts)
{
}

void timer_free(QEMUTimer *ts)
{
}
