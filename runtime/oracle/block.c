/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Block backends and nodes, just enough to move between contexts; exports,
 * whose end is a bottom half; transactions, as util/transactions.c has them.
 */
#include "oracle/qom.h"
#include "block/export.h"
#include "qemu/transactions.h"
#include "sysemu/block-backend.h"

/* ---- backends and nodes; each failure is a choice ---- */

struct BlockBackend {
    AioContext *ctx;
    bool allow_change;
};

struct BlockDriverState {
    AioContext *ctx;
};

BlockBackend *blk_new(AioContext *ctx, uint64_t perm, uint64_t shared_perm)
{
    BlockBackend *blk;

    oracle_lock();
    blk = oracle_keep(sizeof(*blk));
    oracle_unlock();
    blk->ctx = ctx;
    return blk;
}

/* Freed with all the rest, by the reset. */
void blk_unref(BlockBackend *blk)
{
}

/* A device may be run with no drive: then there is nothing to move. */
int blk_set_aio_context(BlockBackend *blk, AioContext *new_context,
                        Error **errp)
{
    if (oracle_choice()) {
        error_setg(errp, "Cannot change iothread of active block backend");
        return -EPERM;
    }
    if (blk) {
        blk->ctx = new_context;
    }
    return 0;
}

AioContext *blk_get_aio_context(BlockBackend *blk)
{
    return blk && blk->ctx ? blk->ctx : qemu_get_aio_context();
}

void blk_set_allow_aio_context_change(BlockBackend *blk, bool allow)
{
    if (blk) {
        blk->allow_change = allow;
    }
}

bool blk_is_inserted(BlockBackend *blk)
{
    return !oracle_choice();
}

int64_t blk_getlength(BlockBackend *blk)
{
    return oracle_choice() ? -ENOMEDIUM : 4096;
}

void blk_drain(BlockBackend *blk)
{
    oracle_run(blk_get_aio_context(blk));
}

bool blkconf_blocksizes(BlockConf *conf, Error **errp)
{
    if (oracle_choice()) {
        error_setg(errp, "logical_block_size is not supported");
        return false;
    }
    return true;
}

BlockDriverState *bdrv_find_node(const char *node_name)
{
    BlockDriverState *bs;

    if (oracle_choice()) {
        return NULL;
    }
    oracle_lock();
    bs = oracle_keep(sizeof(*bs));
    oracle_unlock();
    return bs;
}

int bdrv_try_change_aio_context(BlockDriverState *bs, AioContext *ctx,
                                void *ignore_child, Error **errp)
{
    if (oracle_choice()) {
        error_setg(errp, "Cannot change iothread of active node");
        return -EPERM;
    }
    if (bs) {
        bs->ctx = ctx;
    }
    return 0;
}

/* ---- exports ---- */

void blk_exp_ref(BlockExport *exp)
{
    exp->refcount++;
}

static void blk_exp_delete_bh(void *opaque)
{
    BlockExport *exp = opaque;

    exp->drv->delete(exp);
}

/* The driver frees what it allocated: there is no blk_exp_add() here. */
void blk_exp_unref(BlockExport *exp)
{
    assert(exp->refcount > 0);
    if (--exp->refcount == 0) {
        aio_bh_schedule_oneshot_full(qemu_get_aio_context(),
                                     blk_exp_delete_bh, exp,
                                     "blk_exp_delete_bh");
    }
}

/* ---- transactions: what was added last is undone first ---- */

typedef struct TransactionAction {
    TransactionActionDrv *drv;
    void *opaque;
    QSLIST_ENTRY(TransactionAction) entry;
} TransactionAction;

struct Transaction {
    QSLIST_HEAD(, TransactionAction) actions;
};

Transaction *tran_new(void)
{
    return g_new0(Transaction, 1);
}

void tran_add(Transaction *tran, TransactionActionDrv *drv, void *opaque)
{
    TransactionAction *act = g_new0(TransactionAction, 1);

    act->drv = drv;
    act->opaque = opaque;
    QSLIST_INSERT_HEAD(&tran->actions, act, entry);
}

static void clean(Transaction *tran)
{
    TransactionAction *act, *next;

    QSLIST_FOREACH_SAFE(act, &tran->actions, entry, next) {
        if (act->drv->clean) {
            act->drv->clean(act->opaque);
        }
        g_free(act);
    }
    g_free(tran);
}

void tran_abort(Transaction *tran)
{
    TransactionAction *act;

    QSLIST_FOREACH(act, &tran->actions, entry) {
        if (act->drv->abort) {
            act->drv->abort(act->opaque);
        }
    }
    clean(tran);
}

void tran_commit(Transaction *tran)
{
    TransactionAction *act;

    QSLIST_FOREACH(act, &tran->actions, entry) {
        if (act->drv->commit) {
            act->drv->commit(act->opaque);
        }
    }
    clean(tran);
}
