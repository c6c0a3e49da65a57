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

/* Without a mark it is reported. */
void plain(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk"); // expected-warning{{'s->iothread' is put as 'virtio-blk' but held as 'vblk'}}
}

void comment_on_the_line(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk"); /* holdcheck: ignore renamed by the test harness */
}

void comment_on_the_line_above(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    /* holdcheck: ignore renamed by the test harness */
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

void comment_on_the_get(VBlk *s)
{
    /* holdcheck: ignore renamed by the test harness */
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

/* Too far away. */
void comment_two_lines_above(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    /* holdcheck: ignore renamed by the test harness */
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk"); // expected-warning{{'s->iothread' is put as 'virtio-blk' but held as 'vblk'}}
}

QEMU_ANNOTATE("holdcheck.ignore:renamed by the test harness")
void annotated(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

/* Another annotation is no reason. */
QEMU_ANNOTATE("coroutine_fn")
void annotated_otherwise(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk"); // expected-warning{{'s->iothread' is put as 'virtio-blk' but held as 'vblk'}}
}
