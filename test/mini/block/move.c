/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A transaction that moves a node: kept when committed, or put again. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qemu/transactions.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct MoveState {
    BlockDriverState *bs;
    IOThread *iothread;
    AioContext *ctx;
    char *holder;
} MoveState;

static void move_commit(void *opaque)
{
    MoveState *s = opaque;

    bdrv_try_change_aio_context(s->bs, qemu_get_aio_context(), NULL,
                                &error_abort);
    aio_notify(s->ctx);
    iothread_put_aio_context(s->iothread, s->holder);
}

static void move_abort(void *opaque)
{
    MoveState *s = opaque;

    aio_notify(s->ctx);
    iothread_put_aio_context(s->iothread, s->holder);
}

static void move_clean(void *opaque)
{
    MoveState *s = opaque;

    g_free(s->holder);
    g_free(s);
}

static TransactionActionDrv move_drv = {
    .commit = move_commit,
    .abort = move_abort,
    .clean = move_clean,
};

void move_prepare(const char *node_name, const char *id, Transaction *tran,
                  Error **errp)
{
    BlockDriverState *bs = bdrv_find_node(node_name);
    IOThread *iothread = iothread_by_id(id);
    MoveState *s;

    if (!bs || !iothread) {
        error_setg(errp, "no node '%s', or no IOThread '%s'", node_name, id);
        return;
    }
    s = g_new0(MoveState, 1);
    s->bs = bs;
    s->iothread = iothread;
    s->holder = g_strdup(node_name);
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    tran_add(tran, &move_drv, s);
}
