// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * BlockExportDriver.create and .delete: a static struct, not a class.  Delete
 * does not run for an export that was not created; it runs through a bottom
 * half when the last reference goes.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "block/export.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

/* ---- the right way ---- */

typedef struct GoodExport {
    BlockExport common;
    IOThread *iothread;
} GoodExport;

static int good_create_ok(BlockExport *blk_exp, BlockExportOptions *opts,
                          Error **errp)
{
    GoodExport *exp = container_of(blk_exp, GoodExport, common);

    exp->iothread = iothread_by_id(opts->iothread);
    if (!exp->iothread) {
        error_setg(errp, "iothread \"%s\" not found", opts->iothread);
        return -ENOENT;
    }
    exp->common.ctx = iothread_get_aio_context(exp->iothread,
                                               exp->common.id);
    return 0;
}

static void good_delete_ok(BlockExport *blk_exp)
{
    GoodExport *exp = container_of(blk_exp, GoodExport, common);

    iothread_put_aio_context(exp->iothread, exp->common.id);
}

const BlockExportDriver blk_exp_good = {
    .type = BLOCK_EXPORT_TYPE_NBD,
    .instance_size = sizeof(GoodExport),
    .create = good_create_ok,
    .delete = good_delete_ok,
};

/* ---- delete never puts ---- */

typedef struct NeverExport {
    BlockExport common;
    IOThread *iothread;
    char *mountpoint;
} NeverExport;

static int never_create(BlockExport *blk_exp, BlockExportOptions *opts,
                        Error **errp)
{
    NeverExport *exp = container_of(blk_exp, NeverExport, common);

    exp->iothread = iothread_by_id(opts->iothread);
    if (!exp->iothread) {
        error_setg(errp, "iothread \"%s\" not found", opts->iothread);
        return -ENOENT;
    }
    exp->common.ctx = iothread_get_aio_context(exp->iothread, "never"); // expected-warning{{hold of 'exp->iothread' as 'never' is never put by 'never_delete'}}
    return 0;
}

static void never_delete(BlockExport *blk_exp)
{
    NeverExport *exp = container_of(blk_exp, NeverExport, common);

    g_free(exp->mountpoint);
}

const BlockExportDriver blk_exp_never = {
    .type = BLOCK_EXPORT_TYPE_FUSE,
    .instance_size = sizeof(NeverExport),
    .create = never_create,
    .delete = never_delete,
};

/* ---- create fails and keeps it ---- */

typedef struct FailExport {
    BlockExport common;
    IOThread *iothread;
} FailExport;

static int fail_create(BlockExport *blk_exp, BlockExportOptions *opts,
                       Error **errp)
{
    FailExport *exp = container_of(blk_exp, FailExport, common);
    int ret;

    exp->iothread = iothread_by_id(opts->iothread);
    if (!exp->iothread) {
        error_setg(errp, "iothread \"%s\" not found", opts->iothread);
        return -ENOENT;
    }
    exp->common.ctx = iothread_get_aio_context(exp->iothread, "fail");
    ret = blk_set_aio_context(exp->common.blk, exp->common.ctx, errp);
    if (ret < 0) {
        return ret; // expected-warning{{hold of 'exp->iothread' as 'fail' leaks when this error is returned}}
    }
    return 0;
}

static void fail_delete_ok(BlockExport *blk_exp)
{
    FailExport *exp = container_of(blk_exp, FailExport, common);

    iothread_put_aio_context(exp->iothread, "fail");
}

const BlockExportDriver blk_exp_fail = {
    .type = BLOCK_EXPORT_TYPE_VHOST_USER_BLK,
    .instance_size = sizeof(FailExport),
    .create = fail_create,
    .delete = fail_delete_ok,
};

typedef struct UndoExport {
    BlockExport common;
    IOThread *iothread;
} UndoExport;

static int undo_create_ok(BlockExport *blk_exp, BlockExportOptions *opts,
                          Error **errp)
{
    UndoExport *exp = container_of(blk_exp, UndoExport, common);
    int ret;

    exp->iothread = iothread_by_id(opts->iothread);
    if (!exp->iothread) {
        error_setg(errp, "iothread \"%s\" not found", opts->iothread);
        return -ENOENT;
    }
    exp->common.ctx = iothread_get_aio_context(exp->iothread, "undo");
    ret = blk_set_aio_context(exp->common.blk, exp->common.ctx, errp);
    if (ret < 0) {
        iothread_put_aio_context(exp->iothread, "undo");
        return ret;
    }
    return 0;
}

static void undo_delete_ok(BlockExport *blk_exp)
{
    UndoExport *exp = container_of(blk_exp, UndoExport, common);

    iothread_put_aio_context(exp->iothread, "undo");
}

const BlockExportDriver blk_exp_undo = {
    .type = BLOCK_EXPORT_TYPE_VHOST_USER_BLK,
    .instance_size = sizeof(UndoExport),
    .create = undo_create_ok,
    .delete = undo_delete_ok,
};

/* ---- one hold per queue, all in create, all in delete ---- */

size_t num_iothreads(const BlockExportOptions *opts);

typedef struct MultiExport {
    BlockExport common;
    size_t n;
    IOThread **iothreads;
    AioContext **ctxs;
} MultiExport;

static int multi_create_ok(BlockExport *blk_exp, BlockExportOptions *opts,
                           Error **errp)
{
    MultiExport *exp = container_of(blk_exp, MultiExport, common);
    size_t i;

    exp->n = num_iothreads(opts);
    exp->iothreads = g_new0(IOThread *, exp->n);
    exp->ctxs = g_new0(AioContext *, exp->n);
    for (i = 0; i < exp->n; i++) {
        exp->iothreads[i] = iothread_by_id(opts->iothread);
        exp->ctxs[i] = iothread_get_aio_context(exp->iothreads[i], "multi");
    }
    return 0;
}

static void multi_delete_ok(BlockExport *blk_exp)
{
    MultiExport *exp = container_of(blk_exp, MultiExport, common);
    size_t i;

    for (i = 0; i < exp->n; i++) {
        iothread_put_aio_context(exp->iothreads[i], "multi");
    }
}

const BlockExportDriver blk_exp_multi = {
    .type = BLOCK_EXPORT_TYPE_FUSE,
    .instance_size = sizeof(MultiExport),
    .create = multi_create_ok,
    .delete = multi_delete_ok,
};

/* Delete starts at 1. */
typedef struct ShortExport {
    BlockExport common;
    size_t n;
    IOThread **iothreads;
    AioContext **ctxs;
} ShortExport;

static int short_create_ok(BlockExport *blk_exp, BlockExportOptions *opts,
                           Error **errp)
{
    ShortExport *exp = container_of(blk_exp, ShortExport, common);
    size_t i;

    exp->n = num_iothreads(opts);
    exp->iothreads = g_new0(IOThread *, exp->n);
    exp->ctxs = g_new0(AioContext *, exp->n);
    for (i = 0; i < exp->n; i++) {
        exp->iothreads[i] = iothread_by_id(opts->iothread);
        exp->ctxs[i] = iothread_get_aio_context(exp->iothreads[i], "short");
    }
    return 0;
}

static void short_delete(BlockExport *blk_exp)
{
    ShortExport *exp = container_of(blk_exp, ShortExport, common);
    size_t i;

    for (i = 1; i < exp->n; i++) {
        iothread_put_aio_context(exp->iothreads[i], "short");
    }
} // expected-warning{{hold of 'exp->iothreads[i]' as 'short' leaks on this path of 'short_delete'}}

const BlockExportDriver blk_exp_short = {
    .type = BLOCK_EXPORT_TYPE_FUSE,
    .instance_size = sizeof(ShortExport),
    .create = short_create_ok,
    .delete = short_delete,
};

/* ---- the reference counter and the bottom half in the same file ---- */

typedef struct RefExport {
    int refcount;
    IOThread *iothread;
    char *id;
    AioContext *ctx;
    BlockBackend *blk;
} RefExport;

static void ref_export_delete_bh(void *opaque)
{
    RefExport *exp = opaque;

    blk_unref(exp->blk);
    iothread_put_aio_context(exp->iothread, exp->id);
    g_free(exp->id);
    g_free(exp);
}

void ref_export_unref_ok(RefExport *exp)
{
    if (--exp->refcount == 0) {
        aio_bh_schedule_oneshot(qemu_get_aio_context(), ref_export_delete_bh,
                                exp);
    }
}

RefExport *ref_export_add_ok(BlockExportOptions *opts, Error **errp)
{
    IOThread *iothread = iothread_by_id(opts->iothread);
    RefExport *exp;

    if (!iothread) {
        error_setg(errp, "iothread \"%s\" not found", opts->iothread);
        return NULL;
    }
    exp = g_new0(RefExport, 1);
    exp->refcount = 1;
    exp->id = g_strdup(opts->id);
    exp->iothread = iothread;
    exp->ctx = iothread_get_aio_context(iothread, exp->id);
    return exp;
}

RefExport *ref_export_add(BlockExportOptions *opts, BlockBackend *blk,
                          Error **errp)
{
    IOThread *iothread = iothread_by_id(opts->iothread);
    RefExport *exp;

    if (!iothread) {
        error_setg(errp, "iothread \"%s\" not found", opts->iothread);
        return NULL;
    }
    exp = g_new0(RefExport, 1);
    exp->refcount = 1;
    exp->id = g_strdup(opts->id);
    exp->iothread = iothread;
    exp->ctx = iothread_get_aio_context(iothread, exp->id);
    if (blk_set_aio_context(blk, exp->ctx, errp) < 0) {
        g_free(exp->id);
        g_free(exp);
        return NULL; // expected-warning-re{{hold of 'iothread' as {{.*}} leaks when this error is returned}}
    }
    return exp;
}
