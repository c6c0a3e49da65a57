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

void plain(VBlk *s)
{
    aio_notify(s->iothread->ctx); // expected-warning{{AioContext of 's->iothread' is read directly, without a hold}}
}

void comment_on_the_line(VBlk *s)
{
    aio_notify(s->iothread->ctx); // holdcheck: ignore the export holds it
}

void comment_above(VBlk *s)
{
    /* holdcheck: ignore the export holds it */
    aio_notify(s->iothread->ctx);
}

QEMU_ANNOTATE("holdcheck.ignore:the export holds it")
void annotated(VBlk *s)
{
    aio_notify(s->iothread->ctx);
}
