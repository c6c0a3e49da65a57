/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An export: a driver's slots, one hold for each of its queues. */
#include "qemu/osdep.h"
#include "block/export.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct FuseQueue {
    IOThread *iothread;
    AioContext *ctx;
    EventNotifier notifier;
} FuseQueue;

typedef struct FuseExport {
    BlockExport common;

    FuseQueue *queues;
    int num_queues;
    IOThread *control;
    AioContext *control_ctx;
} FuseExport;

static void fuse_read(void *opaque)
{
    FuseQueue *q = opaque;

    event_notifier_set(&q->notifier);
}

static int fuse_start_queues(FuseExport *exp, const char *id, Error **errp)
{
    int i, j, ret;

    for (i = 0; i < exp->num_queues; i++) {
        FuseQueue *q = &exp->queues[i];

        ret = event_notifier_init(&q->notifier, 0);
        if (ret < 0) {
            error_setg_errno(errp, -ret, "queue %d", i);
            for (j = 0; j < i; j++) {
                iothread_put_aio_context(exp->queues[j].iothread, id);
            }
            return ret;
        }
        q->ctx = iothread_get_aio_context(q->iothread, id);
        aio_set_fd_handler(q->ctx, q->notifier.rfd, fuse_read, NULL, NULL,
                           NULL, q);
    }
    return 0;
}

static void fuse_stop_queues(FuseExport *exp)
{
    int i;

    for (i = exp->num_queues - 1; i >= 0; i--) {
        FuseQueue *q = &exp->queues[i];

        aio_set_fd_handler(q->ctx, q->notifier.rfd, NULL, NULL, NULL, NULL,
                           NULL);
        iothread_put_aio_context(q->iothread, exp->common.id);
    }
}

static int fuse_create(BlockExport *blk_exp, BlockExportOptions *opts,
                       Error **errp)
{
    FuseExport *exp = container_of(blk_exp, FuseExport, common);
    int ret;

    if (!blk_is_inserted(blk_exp->blk)) {
        error_setg(errp, "no medium");
        return -ENODEV;
    }
    exp->control_ctx = iothread_get_aio_context(exp->control, "fuse");
    ret = fuse_start_queues(exp, blk_exp->id, errp);
    if (ret < 0) {
        iothread_put_aio_context(exp->control, "fuse");
        return ret;
    }
    return 0;
}

static void fuse_shutdown(BlockExport *blk_exp)
{
    blk_drain(blk_exp->blk);
}

static void fuse_delete(BlockExport *blk_exp)
{
    FuseExport *exp = container_of(blk_exp, FuseExport, common);

    fuse_stop_queues(exp);
    aio_notify(exp->control_ctx);
    iothread_put_aio_context(exp->control, "fuse");
}

const BlockExportDriver blk_exp_mini_fuse = {
    .type = BLOCK_EXPORT_TYPE_FUSE,
    .instance_size = sizeof(FuseExport),
    .create = fuse_create,
    .delete = fuse_delete,
    .request_shutdown = fuse_shutdown,
};
