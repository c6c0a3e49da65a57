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
    AioContext *ctx = iothread_get_aio_context(s->iothread, g_strdup(s->serial)); // expected-warning{{string allocated by 'g_strdup' leaks here}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->serial);
}

void comment_on_the_line(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, g_strdup(s->serial)); /* holdcheck: ignore once a process */

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->serial);
}

QEMU_ANNOTATE("holdcheck.ignore:once a process")
void annotated(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, g_strdup(s->serial));

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->serial);
}
