// SPDX-License-Identifier: GPL-2.0-or-later
//
// Near what counted.c and setup.c have: named and left.
//
// RUN: %convert_case new %s %t 2 >%t.out && FileCheck %s <%t.out
// RUN: not grep '^diff .*x/' %t.out
//
//--- include/x/x.h
#ifndef X_X_H
#define X_X_H
#include "hw/qdev.h"
#include "block/block.h"
#include "@SYSTEM@/iothread.h"

extern IOThread *x_thread;
void x_cb(void *opaque);
#endif
//--- x/counted-a.c
#include "qemu/osdep.h"
#include "x/x.h"

typedef struct CrateOptions { char *id; char *thread; } CrateOptions;
typedef struct Crate Crate;
struct Crate { char *id; AioContext *ctx; };
bool crate_fill(Crate *crate, Error **errp);

/* A way out that is not the label. */
Crate *crate_add(CrateOptions *options, Error **errp);
Crate *crate_add(CrateOptions *options, Error **errp)
{
    Crate *crate = NULL;
    IOThread *thread = iothread_by_id(options->thread);
    AioContext *ctx;

    if (!thread) {
        goto out;
    }
    // CHECK-DAG: x/counted-a.c:[[@LINE+1]]: not converted: crate_add(): crate_add() has other ways out after the get than one label
    ctx = iothread_get_aio_context(thread);
    if (!options->id) {
        return NULL;
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
    g_free(crate);
    return NULL;
}

static void crate_bh(void *opaque)
{
    Crate *crate = opaque;

    g_free(crate->id);
    g_free(crate);
}
//--- x/counted-b.c
#include "qemu/osdep.h"
#include "x/x.h"

typedef struct CrateOptions { char *id; char *thread; } CrateOptions;
typedef struct Crate Crate;
struct Crate { char *id; AioContext *ctx; };
bool crate_fill(Crate *crate, Error **errp);

/* Found, and then not got: the label could not tell. */
Crate *crate_add(CrateOptions *options, Error **errp);
Crate *crate_add(CrateOptions *options, Error **errp)
{
    Crate *crate = NULL;
    IOThread *thread = iothread_by_id(options->thread);
    AioContext *ctx;

    if (!thread) {
        goto out;
    }
    if (!options->id) {
        goto out;
    }
    // CHECK-DAG: x/counted-b.c:[[@LINE+1]]: not converted: crate_add(): thread may be found and not be got
    ctx = iothread_get_aio_context(thread);
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
    g_free(crate);
    return NULL;
}

static void crate_bh(void *opaque)
{
    Crate *crate = opaque;

    g_free(crate->id);
    g_free(crate);
}
//--- x/counted-c.c
#include "qemu/osdep.h"
#include "x/x.h"

typedef struct CrateOptions { char *id; char *thread; } CrateOptions;
typedef struct Crate Crate;
struct Crate { char *id; AioContext *ctx; };
bool crate_fill(Crate *crate, Error **errp);

/* Two functions free one: which is the end? */
Crate *crate_add(CrateOptions *options, Error **errp);
Crate *crate_add(CrateOptions *options, Error **errp)
{
    Crate *crate = NULL;
    IOThread *thread = iothread_by_id(options->thread);
    AioContext *ctx;

    if (!thread) {
        goto out;
    }
    // CHECK-DAG: x/counted-c.c:[[@LINE+1]]: not converted: crate_add(): crate_bh() and crate_drop() free what crate_add() makes
    ctx = iothread_get_aio_context(thread);
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
    g_free(crate);
    return NULL;
}

static void crate_bh(void *opaque)
{
    Crate *crate = opaque;

    g_free(crate->id);
    g_free(crate);
}

static void crate_drop(void *opaque)
{
    Crate *crate = opaque;

    g_free(crate->id);
    g_free(crate);
}
//--- x/node.c
#include "qemu/osdep.h"
#include "x/x.h"

void command_del(const char *name);
void command_del(const char *name)
{
    bdrv_unref(bdrv_find_node(name));
}

/* Returns early after the get. */
void command_move(const char *name, const char *id);
void command_move(const char *name, const char *id)
{
    BlockDriverState *bs = bdrv_find_node(name);
    IOThread *thread = iothread_by_id(id);
    AioContext *ctx;

    if (!thread) {
        return;
    }
    // CHECK-DAG: x/node.c:[[@LINE+1]]: not converted: command_move(): command_move() can return before the end
    ctx = iothread_get_aio_context(thread);
    if (bdrv_has_blk(bs)) {
        return;
    }
    bdrv_try_change_aio_context(bs, ctx, NULL, NULL);
}
//--- include/x/loom.h
#ifndef X_LOOM_H
#define X_LOOM_H
#include "x/x.h"
#define TYPE_LOOM "loom"
OBJECT_DECLARE_SIMPLE_TYPE(Loom, LOOM)
struct Loom { DeviceState parent_obj; IOThread *thread; AioContext *ctx; };
void loom_setup(Loom *l, Error **errp);
void reed_setup(Loom *l, Error **errp);
#endif
//--- x/loom-set.c
#include "qemu/osdep.h"
#include "x/loom.h"

/* realize goes on after it, and can fail. */
void loom_setup(Loom *l, Error **errp)
{
    if (l->thread) {
        // CHECK-DAG: x/loom-set.c:[[@LINE+1]]: not converted: loom_setup(): loom_realize() goes on after loom_setup()
        l->ctx = iothread_get_aio_context(l->thread);
    }
}

/* The condition of the get is another one than that there is a thread. */
void reed_setup(Loom *l, Error **errp)
{
    if (l->thread && !l->ctx) {
        // CHECK-DAG: x/loom-set.c:[[@LINE+1]]: not converted: reed_setup(): the get is not under 'if (l->thread)' alone
        l->ctx = iothread_get_aio_context(l->thread);
    }
}
//--- x/loom.c
#include "qemu/osdep.h"
#include "x/loom.h"

static void loom_realize(DeviceState *dev, Error **errp)
{
    Loom *l = LOOM(dev);

    loom_setup(l, errp);
    if (!l->ctx) {
        error_setg(errp, "no context");
    }
}

static void reed_realize(DeviceState *dev, Error **errp)
{
    reed_setup(LOOM(dev), errp);
}

static void loom_unrealize(DeviceState *dev)
{
    Loom *l = LOOM(dev);

    l->ctx = NULL;
}

void loom_class_init(ObjectClass *klass);
void loom_class_init(ObjectClass *klass)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->realize = loom_realize;
    dc->unrealize = loom_unrealize;
}

void reed_class_init(ObjectClass *klass);
void reed_class_init(ObjectClass *klass)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->realize = reed_realize;
    dc->unrealize = loom_unrealize;
}
