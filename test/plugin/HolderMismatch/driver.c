/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* Slots in static structures: block exports and transactions. */
#include "qemu/osdep.h"
#include "block/aio.h"
#include "block/export.h"
#include "qemu/transactions.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct NbdExport {
    BlockExport common;
    IOThread *iothread;
    char *name;
} NbdExport;

static int nbd_create(BlockExport *exp, BlockExportOptions *opts, Error **errp)
{
    NbdExport *e = container_of(exp, NbdExport, common);

    exp->ctx = iothread_get_aio_context(e->iothread, exp->id);
    return 0;
}

static void nbd_delete(BlockExport *exp)
{
    NbdExport *e = container_of(exp, NbdExport, common);

    iothread_put_aio_context(e->iothread, e->name); // expected-warning{{'e->iothread' is put as 'e->name' but held as 'exp->id'}}
}

const BlockExportDriver blk_exp_nbd = {
    .type = BLOCK_EXPORT_TYPE_NBD,
    .instance_size = sizeof(NbdExport),
    .create = nbd_create,
    .delete = nbd_delete,
};

static int fuse_create(BlockExport *exp, BlockExportOptions *opts,
                       Error **errp)
{
    NbdExport *e = container_of(exp, NbdExport, common);

    exp->ctx = iothread_get_aio_context(e->iothread, exp->id);
    return 0;
}

static void fuse_delete(BlockExport *exp)
{
    NbdExport *e = container_of(exp, NbdExport, common);

    iothread_put_aio_context(e->iothread, exp->id);
}

const BlockExportDriver blk_exp_fuse = {
    .type = BLOCK_EXPORT_TYPE_FUSE,
    .instance_size = sizeof(NbdExport),
    .create = fuse_create,
    .delete = fuse_delete,
};

/* A transaction action: taken when it is added, put when it is cleaned. */
typedef struct SetContextState {
    IOThread *iothread;
    AioContext *ctx;
    BlockBackend *blk;
} SetContextState;

static void resize_clean(void *opaque)
{
    SetContextState *st = opaque;

    iothread_put_aio_context(st->iothread, "blockdev-resize"); // expected-warning{{'st->iothread' is put as 'blockdev-resize' but held as 'block-resize'}}
    g_free(st);
}

static TransactionActionDrv resize_drv = {
    .clean = resize_clean,
};

void resize_prepare(Transaction *tran, IOThread *iothread)
{
    SetContextState *st = g_new0(SetContextState, 1);

    st->iothread = iothread;
    st->ctx = iothread_get_aio_context(iothread, "block-resize");
    tran_add(tran, &resize_drv, st);
}

static void commit_clean(void *opaque)
{
    SetContextState *st = opaque;

    iothread_put_aio_context(st->iothread, "block-commit");
    g_free(st);
}

static TransactionActionDrv commit_drv = {
    .clean = commit_clean,
};

void commit_prepare(Transaction *tran, IOThread *iothread)
{
    SetContextState *st = g_new0(SetContextState, 1);

    st->iothread = iothread;
    st->ctx = iothread_get_aio_context(iothread, "block-commit");
    tran_add(tran, &commit_drv, st);
}
