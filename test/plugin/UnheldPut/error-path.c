// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* An error before the get jumps behind it. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct VduseExport {
    IOThread *iothread;
    BlockBackend *blk;
    char *name;
    AioContext *ctx;
} VduseExport;

int vduse_start(VduseExport *exp, EventNotifier *e, Error **errp)
{
    AioContext *ctx;
    int ret;

    ret = event_notifier_init(e, 0);
    if (ret < 0) {
        goto fail;
    }
    ctx = iothread_get_aio_context(exp->iothread, exp->name);
    ret = blk_set_aio_context(exp->blk, ctx, errp);
    if (ret < 0) {
        goto fail;
    }
    iothread_put_aio_context(exp->iothread, exp->name);
    return 0;

fail:
    iothread_put_aio_context(exp->iothread, exp->name); // expected-warning{{hold of 'exp->iothread' as 'exp->name' is put on a path that never took it}}
    return ret;
}

int vduse_start_ok(VduseExport *exp, EventNotifier *e, Error **errp)
{
    AioContext *ctx;
    int ret;

    ret = event_notifier_init(e, 0);
    if (ret < 0) {
        return ret;
    }
    ctx = iothread_get_aio_context(exp->iothread, exp->name);
    ret = blk_set_aio_context(exp->blk, ctx, errp);
    if (ret < 0) {
        goto fail;
    }
    iothread_put_aio_context(exp->iothread, exp->name);
    return 0;

fail:
    iothread_put_aio_context(exp->iothread, exp->name);
    return ret;
}

/* The guard at the label: only what was taken is put. */
int vduse_guard_ok(VduseExport *exp, EventNotifier *e, Error **errp)
{
    AioContext *ctx = NULL;
    int ret;

    ret = event_notifier_init(e, 0);
    if (ret < 0) {
        goto out;
    }
    ctx = iothread_get_aio_context(exp->iothread, exp->name);
    ret = blk_set_aio_context(exp->blk, ctx, errp);
out:
    if (ctx) {
        iothread_put_aio_context(exp->iothread, exp->name);
    }
    return ret;
}

/* The guard is set too early. */
int vduse_guard(VduseExport *exp, EventNotifier *e, Error **errp)
{
    AioContext *ctx;
    bool held = true;
    int ret;

    ret = event_notifier_init(e, 0);
    if (ret < 0) {
        goto out;
    }
    ctx = iothread_get_aio_context(exp->iothread, exp->name);
    ret = blk_set_aio_context(exp->blk, ctx, errp);
out:
    if (held) {
        iothread_put_aio_context(exp->iothread, exp->name); // expected-warning{{hold of 'exp->iothread' as 'exp->name' is put on a path that never took it}}
    }
    return ret;
}

/* Success keeps, each failure puts: also those before the get. */
bool vduse_open(VduseExport *exp, Error **errp)
{
    if (!blk_is_inserted(exp->blk)) {
        error_setg(errp, "no medium");
        goto fail;
    }
    exp->ctx = iothread_get_aio_context(exp->iothread, exp->name);
    if (blk_set_aio_context(exp->blk, exp->ctx, errp) < 0) {
        goto fail;
    }
    return true;

fail:
    iothread_put_aio_context(exp->iothread, exp->name); // expected-warning{{hold of 'exp->iothread' as 'exp->name' is put on a path that never took it}}
    return false;
}

bool vduse_open_ok(VduseExport *exp, Error **errp)
{
    exp->ctx = iothread_get_aio_context(exp->iothread, exp->name);
    if (!blk_is_inserted(exp->blk)) {
        error_setg(errp, "no medium");
        goto fail;
    }
    if (blk_set_aio_context(exp->blk, exp->ctx, errp) < 0) {
        goto fail;
    }
    return true;

fail:
    iothread_put_aio_context(exp->iothread, exp->name);
    return false;
}
