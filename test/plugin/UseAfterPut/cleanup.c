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

/* Puts at the end of the scope: everything in the scope is in time. */
static void vblk_unguard(VBlk **s)
{
    iothread_put_aio_context((*s)->iothread, "vblk");
}

void guarded(VBlk *s)
{
    __attribute__((cleanup(vblk_unguard))) VBlk *guard = s;
    AioContext *ctx = iothread_get_aio_context(guard->iothread, "vblk");

    aio_notify(ctx);
}

void guarded_scope_in_time(VBlk *s)
{
    AioContext *ctx;

    {
        __attribute__((cleanup(vblk_unguard))) VBlk *guard = s;

        ctx = iothread_get_aio_context(guard->iothread, "vblk");
        aio_notify(ctx);
    }
    blk_drain(s->blk);
}

void guarded_scope_late(VBlk *s)
{
    AioContext *ctx;

    {
        __attribute__((cleanup(vblk_unguard))) VBlk *guard = s;

        ctx = iothread_get_aio_context(guard->iothread, "vblk");
    }
    aio_notify(ctx); // expected-warning{{'ctx' is used after the last hold of}}
}
