/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %classic -verify %s
/* Released QEMU: the reference is the hold. */
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

void kick_late(VBlk *s)
{
    AioContext *ctx;

    object_ref(OBJECT(s->iothread));
    ctx = iothread_get_aio_context(s->iothread);
    object_unref(OBJECT(s->iothread));
    aio_notify(ctx); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
}

void kick_in_time(VBlk *s)
{
    AioContext *ctx;

    object_ref(OBJECT(s->iothread));
    ctx = iothread_get_aio_context(s->iothread);
    aio_notify(ctx);
    object_unref(OBJECT(s->iothread));
}

/* Nothing was held here: what keeps the IOThread alive is not known. */
void kick_unheld(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread);

    aio_notify(ctx);
}

/* Another object's reference. */
void kick_blk_unref(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread);

    object_unref(OBJECT(s));
    aio_notify(ctx);
}
