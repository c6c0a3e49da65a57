/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
#include "qemu/osdep.h"
#include "block/aio.h"
#include "hw/qdev-core.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_VBLK "vblk"

typedef struct VBlk {
    DeviceState parent_obj;
    IOThread *iothread;
    IOThread *event_iothread;
    AioContext *ctx;
    BlockBackend *blk;
    QEMUBH *bh;
    char *holder;
    char *serial;
    int index;
    bool scsi;
} VBlk;

DECLARE_INSTANCE_CHECKER(VBlk, VBLK, TYPE_VBLK)

/* What is kept in the device is put when it stops. */
void vblk_stop(VBlk *s)
{
    iothread_put_aio_context(s->iothread, s->holder);
    s->ctx = NULL;
}

/* The error path puts first and detaches afterwards. */
int start_late(VBlk *s, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);

    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        iothread_put_aio_context(s->iothread, s->holder);
        aio_notify(ctx); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
        return -1;
    }
    s->ctx = ctx;
    return 0;
}

int start_in_time(VBlk *s, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);

    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        aio_notify(ctx);
        iothread_put_aio_context(s->iothread, s->holder);
        return -1;
    }
    s->ctx = ctx;
    return 0;
}

/* The put is on one arm, the use behind both. */
int maybe_put_late(VBlk *s, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);
    int ret = blk_set_aio_context(s->blk, ctx, errp);

    if (ret < 0) {
        iothread_put_aio_context(s->iothread, s->holder);
    } else {
        s->ctx = ctx;
    }
    aio_notify(ctx); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
    return ret;
}

int maybe_put_in_time(VBlk *s, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);
    int ret = blk_set_aio_context(s->blk, ctx, errp);

    aio_notify(ctx);
    if (ret < 0) {
        iothread_put_aio_context(s->iothread, s->holder);
    } else {
        s->ctx = ctx;
    }
    return ret;
}

/* goto: the labels stand in the wrong order. */
int labels_late(VBlk *s, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);

    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        goto put;
    }
    s->ctx = ctx;
    return 0;

put:
    iothread_put_aio_context(s->iothread, s->holder);
    aio_set_fd_handler(ctx, s->index, NULL, NULL, NULL, NULL, NULL); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
    return -1;
}

int labels_in_time(VBlk *s, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);

    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        goto unset;
    }
    s->ctx = ctx;
    return 0;

unset:
    aio_set_fd_handler(ctx, s->index, NULL, NULL, NULL, NULL, NULL);
    iothread_put_aio_context(s->iothread, s->holder);
    return -1;
}
