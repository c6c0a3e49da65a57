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

/* What is kept in the device is put when it stops. */
void vblk_stop(VBlk *s)
{
    iothread_put_aio_context(s->iothread, s->holder);
    s->ctx = NULL;
}

void plain(VBlk *s)
{
    object_ref(OBJECT(s->iothread)); // expected-warning{{'object_ref' of 's->iothread' is redundant beside its hold as 's->holder'}}
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
}

void comment_above(VBlk *s)
{
    /* holdcheck: ignore outlives the hold until the last request is done */
    object_ref(OBJECT(s->iothread));
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
}

QEMU_ANNOTATE("holdcheck.ignore:outlives the hold until the last request")
void annotated(VBlk *s)
{
    object_ref(OBJECT(s->iothread));
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
}
