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
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    iothread_put_aio_context(s->iothread, "vblk");
    aio_notify(ctx); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
}

void comment_on_the_line(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    iothread_put_aio_context(s->iothread, "vblk");
    aio_notify(ctx); /* holdcheck: ignore the export holds this IOThread */
}

void comment_above(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    iothread_put_aio_context(s->iothread, "vblk");
    /* holdcheck: ignore the export holds this IOThread */
    aio_notify(ctx);
}

QEMU_ANNOTATE("holdcheck.ignore:the export holds this IOThread")
void annotated(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    iothread_put_aio_context(s->iothread, "vblk");
    aio_notify(ctx);
}
