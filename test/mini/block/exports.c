/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counted exports: the last reference puts, in a bottom half. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "block/export.h"
#include "qemu/queue.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct Export {
    const BlockExportDriver *drv;
    char *id;
    int refcount;
    AioContext *ctx;
    IOThread *iothread;
    BlockBackend *blk;
    BlockExport *common;
    QLIST_ENTRY(Export) next;
} Export;

static QLIST_HEAD(, Export) exports;

static void export_delete_bh(void *opaque)
{
    Export *exp = opaque;

    QLIST_REMOVE(exp, next);
    exp->drv->delete(exp->common);
    blk_unref(exp->blk);
    if (exp->iothread) {
        iothread_put_aio_context(exp->iothread, exp->id);
    }
    g_free(exp->id);
    g_free(exp);
}

static Export *export_add(BlockExportOptions *opts, BlockBackend *blk,
                          const BlockExportDriver *drv, Error **errp)
{
    AioContext *ctx = qemu_get_aio_context();
    IOThread *iothread = NULL;
    Export *exp = NULL;

    if (opts->iothread) {
        iothread = iothread_by_id(opts->iothread);
        if (!iothread) {
            error_setg(errp, "no IOThread '%s'", opts->iothread);
            return NULL;
        }
        ctx = iothread_get_aio_context(iothread, opts->id);
        if (blk_set_aio_context(blk, ctx, errp) < 0) {
            goto fail;
        }
    }
    exp = g_new0(Export, 1);
    exp->drv = drv;
    exp->id = g_strdup(opts->id);
    exp->refcount = 1;
    exp->ctx = ctx;
    exp->iothread = iothread;
    exp->blk = blk;
    if (drv->create(exp->common, opts, errp) < 0) {
        goto fail;
    }
    QLIST_INSERT_HEAD(&exports, exp, next);
    return exp;

fail:
    if (iothread) {
        iothread_put_aio_context(iothread, opts->id);
    }
    if (exp) {
        g_free(exp->id);
        g_free(exp);
    }
    return NULL;
}

void mini_export_unref(Export *exp)
{
    if (--exp->refcount == 0) {
        aio_bh_schedule_oneshot(qemu_get_aio_context(), export_delete_bh,
                                exp);
    }
}

void qmp_mini_export_add(BlockExportOptions *opts, BlockBackend *blk,
                         const BlockExportDriver *drv, Error **errp)
{
    export_add(opts, blk, drv, errp);
}
