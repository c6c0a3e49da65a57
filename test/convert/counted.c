// SPDX-License-Identifier: GPL-2.0-or-later
//
// Found by name, kept in something counted that a bottom half frees; and a
// node that a command moves.
//
// RUN: %convert_case old %s %t.old >%t.1 && FileCheck %s <%t.1
// RUN: %convert_case new %s %t.new >%t.2 && FileCheck %s <%t.2
// RUN: FileCheck --check-prefix=DIFF %s <%t.2
//
// CHECK-DAG: ship/a-cargo.c:{{[0-9]+ +}}cargo_add(): held as options->id, put in cargo_delete_bh() and when cargo_add() fails
// CHECK-DAG: ship/b-crate.c:{{[0-9]+ +}}crate_add(): held as options->id, put in crate_bh() and when crate_add() fails
// CHECK-DAG: ship/c-nodes.c:{{[0-9]+ +}}command_move(): held as name while the node stays there, put by the next command_move() or by command_del()
//
//--- include/ship/cargo.h
#ifndef SHIP_CARGO_H
#define SHIP_CARGO_H
#include "qapi/error.h"
#include "block/block.h"
#include "@SYSTEM@/iothread.h"

typedef struct Options { char *id; char *thread; bool fixed; } Options;
typedef struct Cargo Cargo;

struct Cargo {
    int count;
    char *id;

    /* Where it is handled */
    AioContext *where;

    BlockBackend *blk;
};
#endif
//--- ship/a-cargo.c
#include "qemu/osdep.h"
#include "ship/cargo.h"

Cargo *cargo_add(Options *options, Error **errp);
Cargo *cargo_add(Options *options, Error **errp)
{
    Cargo *cargo = NULL;
    BlockDriverState *bs;
    BlockBackend *blk = NULL;
    AioContext *ctx;
    int ret;

    bs = bdrv_find_node(options->id);
    if (!bs) {
        return NULL;
    }

    ctx = bdrv_get_aio_context(bs);
    aio_context_acquire(ctx);

    if (options->thread) {
        IOThread *iothread;
        AioContext *new_ctx;

        iothread = iothread_by_id(options->thread);
        if (!iothread) {
            error_setg(errp, "no such thread");
            goto fail;
        }

        new_ctx = iothread_get_aio_context(iothread);

        ret = bdrv_try_change_aio_context(bs, new_ctx, NULL, errp);
        if (ret == 0) {
            aio_context_release(ctx);
            aio_context_acquire(new_ctx);
            ctx = new_ctx;
        } else if (options->fixed) {
            goto fail;
        }
    }

    blk = blk_new(ctx);
    ret = blk_insert_bs(blk, bs, errp);
    if (ret < 0) {
        goto fail;
    }

    cargo = g_new0(Cargo, 1);
    *cargo = (Cargo) {
        .count = 1,
        .id    = g_strdup(options->id),
        .where = ctx,
        .blk   = blk,
    };

    aio_context_release(ctx);
    return cargo;

fail:
    blk_unref(blk);
    aio_context_release(ctx);
    if (cargo) {
        g_free(cargo->id);
        g_free(cargo);
    }
    return NULL;
}

static void cargo_delete_bh(void *opaque)
{
    Cargo *cargo = opaque;
    AioContext *aio_context = cargo->where;

    aio_context_acquire(aio_context);

    assert(!cargo->count);
    blk_unref(cargo->blk);
    g_free(cargo->id);
    g_free(cargo);

    aio_context_release(aio_context);
}

void cargo_unref(Cargo *cargo);
void cargo_unref(Cargo *cargo)
{
    if (--cargo->count == 0) {
        aio_bh_schedule_oneshot(qemu_get_aio_context(), cargo_delete_bh,
                                cargo);
    }
}
// The put comes after the lock, before the name is freed.
// DIFF-LABEL: +++ b/ship/a-cargo.c
// DIFF:      {{^}}+    IOThread *iothread = NULL;
// DIFF:      {{^}}-        IOThread *iothread;
// DIFF:      {{^}}+        new_ctx = iothread_get_aio_context(iothread, options->id);
// DIFF:      {{^}}         } else if (options->fixed) {
// DIFF-NEXT: {{^}}             goto fail;
// DIFF-NEXT: {{^}}+        } else {
// DIFF-NEXT: {{^}}+            iothread_put_aio_context(iothread, options->id);
// DIFF-NEXT: {{^}}+            iothread = NULL;
// DIFF:      {{^}}         .where = ctx,
// DIFF-NEXT: {{^}}+        .iothread = iothread,
// DIFF:      {{^}}+    if (moved_from) {
// DIFF:      {{^}}+        bdrv_try_change_aio_context(bs, moved_from, NULL, NULL);
// DIFF:      {{^}}     aio_context_release(ctx);
// DIFF:      {{^}}+    if (iothread) {
// DIFF-NEXT: {{^}}+        iothread_put_aio_context(iothread, options->id);
// DIFF:      {{^}}     return NULL;
// DIFF:      {{^}}     blk_unref(cargo->blk);
// DIFF-NEXT: {{^}}+
// DIFF-NEXT: {{^}}+    aio_context_release(aio_context);
// DIFF-NEXT: {{^}}+
// DIFF-NEXT: {{^}}+    if (cargo->iothread) {
// DIFF-NEXT: {{^}}+        iothread_put_aio_context(cargo->iothread, cargo->id);
// DIFF-NEXT: {{^}}+    }
// DIFF-NEXT: {{^}}     g_free(cargo->id);
// DIFF-NEXT: {{^}}     g_free(cargo);
//--- ship/b-crate.c
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "@SYSTEM@/iothread.h"

typedef struct CrateOptions { char *id; char *thread; } CrateOptions;
typedef struct Crate Crate;
struct Crate { char *id; AioContext *ctx; int count; };
bool crate_fill(Crate *crate, Error **errp);

/* No lock, no way to stay, the variable declared with its value. */
Crate *crate_add(CrateOptions *options, Error **errp);
Crate *crate_add(CrateOptions *options, Error **errp)
{
    Crate *crate = NULL;
    AioContext *ctx = qemu_get_aio_context();

    if (options->thread) {
        IOThread *thread = iothread_by_id(options->thread);

        if (!thread) {
            error_setg(errp, "no such thread");
            goto out;
        }
        ctx = iothread_get_aio_context(thread);
    }

    crate = g_new0(Crate, 1);
    *crate = (Crate) {
        .id = g_strdup(options->id),
        .ctx = ctx,
    };
    if (!crate_fill(crate, errp)) {
        goto out;
    }
    return crate;

out:
    if (crate) {
        g_free(crate->id);
        g_free(crate);
    }
    return NULL;
}

static void crate_bh(void *opaque)
{
    Crate *crate = opaque;

    crate->count = 0;
    g_free(crate->id);
    g_free(crate);
}

void crate_unref(Crate *crate);
void crate_unref(Crate *crate)
{
    aio_bh_schedule_oneshot(qemu_get_aio_context(), crate_bh, crate);
}
// DIFF-LABEL: +++ b/ship/b-crate.c
// DIFF:      {{^}}+    IOThread *thread = NULL;
// DIFF:      {{^}}+        thread = iothread_by_id(options->thread);
// DIFF:      {{^}}+        ctx = iothread_get_aio_context(thread, options->id);
// DIFF:      {{^}}+        .iothread = thread,
// DIFF:      {{^}}+        iothread_put_aio_context(thread, options->id);
// DIFF:      {{^}}+        iothread_put_aio_context(crate->iothread, crate->id);
// DIFF-NEXT: {{^}}+    }
// DIFF-NEXT: {{^}}     g_free(crate->id);
//--- ship/c-nodes.c
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "block/block.h"
#include "@SYSTEM@/iothread.h"

void command_del(const char *name, Error **errp);
void command_del(const char *name, Error **errp)
{
    BlockDriverState *bs;

    bs = bdrv_find_node(name);
    if (!bs) {
        error_setg(errp, "no node");
        return;
    }
    if (bdrv_has_blk(bs)) {
        error_setg(errp, "in use");
        goto out;
    }
    bdrv_unref(bs);

out:
    aio_notify(qemu_get_aio_context());
}

void command_move(const char *name, const char *thread, Error **errp);
void command_move(const char *name, const char *thread, Error **errp)
{
    AioContext *old_context;
    AioContext *new_context;
    BlockDriverState *bs;

    bs = bdrv_find_node(name);
    if (!bs) {
        error_setg(errp, "no node");
        return;
    }

    if (thread) {
        IOThread *found = iothread_by_id(thread);
        if (!found) {
            error_setg(errp, "no thread");
            return;
        }

        new_context = iothread_get_aio_context(found);
    } else {
        new_context = qemu_get_aio_context();
    }

    old_context = bdrv_get_aio_context(bs);
    aio_context_acquire(old_context);

    bdrv_try_change_aio_context(bs, new_context, NULL, errp);

    aio_context_release(old_context);
}
// DIFF-LABEL: +++ b/ship/c-nodes.c
// DIFF:      {{^}}     aio_notify(qemu_get_aio_context());
// DIFF-NEXT: {{^}}+    node_put_deleted();
// DIFF:      {{^}}+        new_context = iothread_get_aio_context(found, name);
// DIFF:      {{^}}+    moved = bdrv_try_change_aio_context(bs, new_context, NULL, errp) == 0;
// DIFF:      {{^}}     aio_context_release(old_context);
// DIFF-NEXT: {{^}}+    if (moved) {
// DIFF-NEXT: {{^}}+        node_keep_iothread(name, found);
// DIFF-NEXT: {{^}}+    } else if (found) {
// DIFF-NEXT: {{^}}+        iothread_put_aio_context(found, name);
