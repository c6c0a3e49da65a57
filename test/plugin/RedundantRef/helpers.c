/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
#include "qemu/osdep.h"
#include "block/aio.h"
#include "hw/qdev-core.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_VBLK "vblk"

typedef struct VBlk {
    DeviceState parent_obj;
    IOThread *iothread;
    IOThread *event_iothread;
    AioContext *ctx;
    BlockBackend *blk;
    QEMUBH *bh;
    char *holder;
    char *serial;
    int index;
    bool scsi;
} VBlk;

DECLARE_INSTANCE_CHECKER(VBlk, VBLK, TYPE_VBLK)

/* The reference is taken in a helper. */
static void vblk_ref(VBlk *s)
{
    object_ref(OBJECT(s->iothread)); // expected-warning{{'object_ref' of 's->iothread' is redundant beside its hold as 'vblk'}}
}

static void vblk_unref(VBlk *s)
{
    object_unref(OBJECT(s->iothread)); // expected-warning{{'object_unref' of 's->iothread' is redundant beside its hold as 'vblk'}}
}

void helper_refs(VBlk *s)
{
    AioContext *ctx;

    vblk_ref(s);
    ctx = iothread_get_aio_context(s->iothread, "vblk");
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    vblk_unref(s);
}

/* The helper pins the other IOThread. */
static void vblk_ref_event(VBlk *s)
{
    object_ref(OBJECT(s->event_iothread));
}

static void vblk_unref_event(VBlk *s)
{
    object_unref(OBJECT(s->event_iothread));
}

void helper_refs_event(VBlk *s)
{
    AioContext *ctx;

    vblk_ref_event(s);
    ctx = iothread_get_aio_context(s->iothread, "vblk");
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    vblk_unref_event(s);
}

/* The hold is taken in a helper. */
static AioContext *vblk_hold(VBlk *s)
{
    return iothread_get_aio_context(s->iothread, "vblk-helper");
}

static void vblk_unhold(VBlk *s)
{
    iothread_put_aio_context(s->iothread, "vblk-helper");
}

void helper_holds(VBlk *s)
{
    AioContext *ctx;

    object_ref(OBJECT(s->iothread)); // expected-warning{{'object_ref' of 's->iothread' is redundant beside its hold as 'vblk-helper'}}
    ctx = vblk_hold(s);
    aio_notify(ctx);
    vblk_unhold(s);
    object_unref(OBJECT(s->iothread)); // expected-warning{{'object_unref' of 's->iothread' is redundant beside its hold as 'vblk-helper'}}
}

void helper_holds_only(VBlk *s)
{
    AioContext *ctx = vblk_hold(s);

    aio_notify(ctx);
    vblk_unhold(s);
}
