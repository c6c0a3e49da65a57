// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * Transactions: the function that calls tran_add() takes the hold; then
 * either .commit or .abort runs, then always .clean.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qemu/transactions.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

/* ---- put by clean ---- */

typedef struct CleanState {
    IOThread *iothread;
    BlockBackend *blk;
    AioContext *old;
} CleanState;

static void clean_commit(void *opaque)
{
    CleanState *s = opaque;

    blk_set_allow_aio_context_change(s->blk, true);
}

static void clean_abort(void *opaque)
{
    CleanState *s = opaque;

    blk_set_aio_context(s->blk, s->old, &error_abort);
}

static void clean_clean(void *opaque)
{
    CleanState *s = opaque;

    iothread_put_aio_context(s->iothread, "tran-clean");
    g_free(s);
}

static TransactionActionDrv clean_drv = {
    .commit = clean_commit,
    .abort = clean_abort,
    .clean = clean_clean,
};

int clean_prepare_ok(IOThread *iothread, BlockBackend *blk, Transaction *tran,
                     Error **errp)
{
    CleanState *s = g_new0(CleanState, 1);

    s->iothread = iothread;
    s->blk = blk;
    s->old = blk_get_aio_context(blk);
    tran_add(tran, &clean_drv, s);
    return blk_set_aio_context(
        blk, iothread_get_aio_context(iothread, "tran-clean"), errp);
}

/* ---- put by both ends ---- */

typedef struct BothState {
    IOThread *iothread;
    BlockBackend *blk;
} BothState;

static void both_commit_ok(void *opaque)
{
    BothState *s = opaque;

    iothread_put_aio_context(s->iothread, "tran-both");
}

static void both_abort_ok(void *opaque)
{
    BothState *s = opaque;

    iothread_put_aio_context(s->iothread, "tran-both");
}

static TransactionActionDrv both_drv = {
    .commit = both_commit_ok,
    .abort = both_abort_ok,
    .clean = g_free,
};

void both_prepare_ok(IOThread *iothread, BlockBackend *blk, Transaction *tran)
{
    BothState *s = g_new0(BothState, 1);

    s->iothread = iothread;
    s->blk = blk;
    aio_notify(iothread_get_aio_context(iothread, "tran-both"));
    tran_add(tran, &both_drv, s);
}

/* ---- put by commit only ---- */

typedef struct HalfState {
    IOThread *iothread;
    BlockBackend *blk;
} HalfState;

static void half_commit(void *opaque)
{
    HalfState *s = opaque;

    iothread_put_aio_context(s->iothread, "tran-half");
}

static void half_abort(void *opaque)
{
    HalfState *s = opaque;

    blk_drain(s->blk);
}

static TransactionActionDrv half_drv = {
    .commit = half_commit,
    .abort = half_abort,
    .clean = g_free,
};

void half_prepare(IOThread *iothread, BlockBackend *blk, Transaction *tran)
{
    HalfState *s = g_new0(HalfState, 1);

    s->iothread = iothread;
    s->blk = blk;
    aio_notify(iothread_get_aio_context(iothread, "tran-half")); // expected-warning{{hold of 'iothread' as 'tran-half' is never put by 'half_abort'}}
    tran_add(tran, &half_drv, s);
}

/* ---- abort is not there at all ---- */

typedef struct LoneState {
    IOThread *iothread;
} LoneState;

static void lone_commit(void *opaque)
{
    LoneState *s = opaque;

    iothread_put_aio_context(s->iothread, "tran-lone");
}

static TransactionActionDrv lone_drv = {
    .commit = lone_commit,
    .clean = g_free,
};

void lone_prepare(IOThread *iothread, Transaction *tran)
{
    LoneState *s = g_new0(LoneState, 1);

    s->iothread = iothread;
    aio_notify(iothread_get_aio_context(iothread, "tran-lone")); // expected-warning{{hold of 'iothread' as 'tran-lone' is never put, nothing is registered as 'TransactionActionDrv.abort'}}
    tran_add(tran, &lone_drv, s);
}

/* ---- put by abort and by clean ---- */

typedef struct TwiceState {
    IOThread *iothread;
    BlockBackend *blk;
} TwiceState;

static void twice_abort(void *opaque)
{
    TwiceState *s = opaque;

    iothread_put_aio_context(s->iothread, "tran-twice");
}

static void twice_clean(void *opaque)
{
    TwiceState *s = opaque;

    iothread_put_aio_context(s->iothread, "tran-twice"); // expected-warning{{hold of 's->iothread' as 'tran-twice' was already put by 'twice_abort'}}
    g_free(s);
}

static TransactionActionDrv twice_drv = {
    .abort = twice_abort,
    .clean = twice_clean,
};

void twice_prepare_ok(IOThread *iothread, BlockBackend *blk,
                      Transaction *tran)
{
    TwiceState *s = g_new0(TwiceState, 1);

    s->iothread = iothread;
    s->blk = blk;
    aio_notify(iothread_get_aio_context(iothread, "tran-twice"));
    tran_add(tran, &twice_drv, s);
}

/* Abort puts and says so. */
typedef struct SaysState {
    IOThread *iothread;
} SaysState;

static void says_abort_ok(void *opaque)
{
    SaysState *s = opaque;

    iothread_put_aio_context(s->iothread, "tran-says");
    s->iothread = NULL;
}

static void says_clean_ok(void *opaque)
{
    SaysState *s = opaque;

    if (s->iothread) {
        iothread_put_aio_context(s->iothread, "tran-says");
    }
    g_free(s);
}

static TransactionActionDrv says_drv = {
    .abort = says_abort_ok,
    .clean = says_clean_ok,
};

void says_prepare_ok(IOThread *iothread, Transaction *tran)
{
    SaysState *s = g_new0(SaysState, 1);

    s->iothread = iothread;
    aio_notify(iothread_get_aio_context(iothread, "tran-says"));
    tran_add(tran, &says_drv, s);
}

/* ---- prepare fails before it is in the transaction ---- */

int early_prepare(IOThread *iothread, BlockBackend *blk, Transaction *tran,
                  Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(iothread, "tran-clean");
    CleanState *s;
    int ret;

    ret = blk_set_aio_context(blk, ctx, errp);
    if (ret < 0) {
        return ret; // expected-warning{{hold of 'iothread' as 'tran-clean' leaks when this error is returned}}
    }
    s = g_new0(CleanState, 1);
    s->iothread = iothread;
    s->blk = blk;
    tran_add(tran, &clean_drv, s);
    return 0;
}

int early_prepare_ok(IOThread *iothread, BlockBackend *blk, Transaction *tran,
                     Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(iothread, "tran-clean");
    CleanState *s;
    int ret;

    ret = blk_set_aio_context(blk, ctx, errp);
    if (ret < 0) {
        iothread_put_aio_context(iothread, "tran-clean");
        return ret;
    }
    s = g_new0(CleanState, 1);
    s->iothread = iothread;
    s->blk = blk;
    tran_add(tran, &clean_drv, s);
    return 0;
}
