/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The fake header, with each use of an AioContext told to the oracle.  A
 * macro does not expand in its own expansion, so the function still gets
 * called, with an argument that has been looked at.
 */
#ifndef ORACLE_BLOCK_AIO_H
#define ORACLE_BLOCK_AIO_H

#include_next "block/aio.h"

AioContext *oracle_use(AioContext *ctx, const char *function,
                       const char *file, int line);
QEMUBH *oracle_use_bh(QEMUBH *bh, const char *function, const char *file,
                      int line);
QEMUTimer *oracle_use_timer(QEMUTimer *timer, const char *function,
                            const char *file, int line);

#ifndef ORACLE_INTERNAL_H
#define ORACLE_USE(ctx, function) \
    oracle_use((ctx), function, __FILE__, __LINE__)
#define ORACLE_USE_BH(bh, function) \
    oracle_use_bh((bh), function, __FILE__, __LINE__)
#define ORACLE_USE_TIMER(timer, function) \
    oracle_use_timer((timer), function, __FILE__, __LINE__)

#define aio_context_ref(ctx) \
    aio_context_ref(ORACLE_USE(ctx, "aio_context_ref"))
#define aio_context_unref(ctx) \
    aio_context_unref(ORACLE_USE(ctx, "aio_context_unref"))
#define aio_bh_schedule_oneshot_full(ctx, cb, opaque, name) \
    aio_bh_schedule_oneshot_full( \
        ORACLE_USE(ctx, "aio_bh_schedule_oneshot"), cb, opaque, name)
#define aio_bh_new_full(ctx, cb, opaque, name, guard) \
    aio_bh_new_full(ORACLE_USE(ctx, "aio_bh_new"), cb, opaque, name, guard)
#define aio_notify(ctx) aio_notify(ORACLE_USE(ctx, "aio_notify"))
#define aio_poll(ctx, blocking) \
    aio_poll(ORACLE_USE(ctx, "aio_poll"), blocking)
#define aio_set_fd_handler(ctx, fd, io_read, io_write, io_poll, \
                           io_poll_ready, opaque) \
    aio_set_fd_handler(ORACLE_USE(ctx, "aio_set_fd_handler"), fd, io_read, \
                       io_write, io_poll, io_poll_ready, opaque)
#define aio_wait_bh_oneshot(ctx, cb, opaque) \
    aio_wait_bh_oneshot(ORACLE_USE(ctx, "aio_wait_bh_oneshot"), cb, opaque)
#define aio_timer_new(ctx, type, scale, cb, opaque) \
    aio_timer_new(ORACLE_USE(ctx, "aio_timer_new"), type, scale, cb, opaque)

#define qemu_bh_schedule(bh) \
    qemu_bh_schedule(ORACLE_USE_BH(bh, "qemu_bh_schedule"))
#define qemu_bh_cancel(bh) \
    qemu_bh_cancel(ORACLE_USE_BH(bh, "qemu_bh_cancel"))
#define qemu_bh_delete(bh) \
    qemu_bh_delete(ORACLE_USE_BH(bh, "qemu_bh_delete"))

#define timer_mod(ts, expire_timer) \
    timer_mod(ORACLE_USE_TIMER(ts, "timer_mod"), expire_timer)
#define timer_del(ts) timer_del(ORACLE_USE_TIMER(ts, "timer_del"))
#define timer_free(ts) timer_free(ORACLE_USE_TIMER(ts, "timer_free"))
#endif

#endif
