/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BLOCK_AIO_H
#define BLOCK_AIO_H

typedef struct AioContext AioContext;
typedef struct QEMUBH QEMUBH;
typedef struct QEMUTimer QEMUTimer;
typedef void QEMUBHFunc(void *opaque);

AioContext *qemu_get_aio_context(void);
void aio_context_unref(AioContext *ctx);
/* Only old trees have the lock; callers for new ones do not use it. */
void aio_context_acquire(AioContext *ctx);
void aio_context_release(AioContext *ctx);
GSource *aio_get_g_source(AioContext *ctx);
void aio_notify(AioContext *ctx);
void aio_bh_schedule_oneshot(AioContext *ctx, QEMUBHFunc *cb, void *opaque);
void aio_wait_bh_oneshot(AioContext *ctx, QEMUBHFunc *cb, void *opaque);
QEMUBH *aio_bh_new(AioContext *ctx, QEMUBHFunc *cb, void *opaque);
QEMUTimer *aio_timer_new(AioContext *ctx, QEMUBHFunc *cb, void *opaque);
void timer_free(QEMUTimer *timer);
void qemu_bh_delete(QEMUBH *bh);

#define AIO_WAIT_WHILE(ctx, cond) do { \
    AioContext *ctx_ = (ctx); \
    while (cond) { \
        aio_notify(ctx_); \
    } \
} while (0)

#endif
