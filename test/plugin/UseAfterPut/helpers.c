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

static void vblk_put(VBlk *s)
{
    iothread_put_aio_context(s->iothread, s->holder);
}

static void vblk_kick_late(VBlk *s)
{
    aio_notify(s->ctx); // expected-warning{{'s->ctx' is used after the last hold of 's->iothread' was put}}
}

void put_in_helper_late(VBlk *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    vblk_put(s);
    vblk_kick_late(s);
}

static void vblk_kick_in_time(VBlk *s)
{
    aio_notify(s->ctx);
}

void put_in_helper_in_time(VBlk *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    vblk_kick_in_time(s);
    vblk_put(s);
    s->ctx = NULL;
}

/* The helper returns a context that is no longer protected. */
static AioContext *vblk_context_unprotected(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "lookup");

    iothread_put_aio_context(s->iothread, "lookup");
    return ctx;
}

void context_from_helper_late(VBlk *s)
{
    AioContext *ctx = vblk_context_unprotected(s);

    aio_notify(ctx); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
}

static AioContext *vblk_context_protected(VBlk *s)
{
    return iothread_get_aio_context(s->iothread, "lookup");
}

void context_from_helper_in_time(VBlk *s)
{
    AioContext *ctx = vblk_context_protected(s);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "lookup");
}

/* A helper that asks before it uses. */
static void vblk_kick_if_running(VBlk *s)
{
    if (s->ctx) {
        aio_notify(s->ctx);
    }
}

void helper_checks(VBlk *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    vblk_kick_if_running(s);
    vblk_put(s);
    s->ctx = NULL;
    vblk_kick_if_running(s);
}
