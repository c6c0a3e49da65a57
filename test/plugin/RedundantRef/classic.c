/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %classic -verify %s
/* In the classic dialect the reference is the hold. */
// expected-no-diagnostics
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

void ref_and_get(VBlk *s)
{
    AioContext *ctx;

    object_ref(OBJECT(s->iothread));
    ctx = iothread_get_aio_context(s->iothread);
    aio_notify(ctx);
    object_unref(OBJECT(s->iothread));
}

void ref_kept(VBlk *s)
{
    object_ref(OBJECT(s->iothread));
    s->ctx = iothread_get_aio_context(s->iothread);
}

void ref_dropped(VBlk *s)
{
    s->ctx = NULL;
    object_unref(OBJECT(s->iothread));
}
