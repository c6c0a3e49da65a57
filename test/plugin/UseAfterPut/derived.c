/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* Things that are made on a context live there. */
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

void vblk_cb(void *opaque);

/* A bottom half deleted behind the put, and before it. */
void bh_delete_late(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");
    QEMUBH *bh = aio_bh_new(ctx, vblk_cb, s);

    qemu_bh_schedule(bh);
    iothread_put_aio_context(s->iothread, "vblk");
    qemu_bh_delete(bh); // expected-warning{{'bh' is used after the last hold of 's->iothread' was put}}
}

void bh_delete_in_time(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");
    QEMUBH *bh = aio_bh_new(ctx, vblk_cb, s);

    qemu_bh_schedule(bh);
    qemu_bh_delete(bh);
    iothread_put_aio_context(s->iothread, "vblk");
}

/* In a field. */
void bh_field_late(VBlk *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    s->bh = aio_bh_new(s->ctx, vblk_cb, s);
    iothread_put_aio_context(s->iothread, s->holder);
    qemu_bh_delete(s->bh); // expected-warning{{'s->bh' is used after the last hold of 's->iothread' was put}}
    s->bh = NULL;
}

void bh_field_in_time(VBlk *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    s->bh = aio_bh_new(s->ctx, vblk_cb, s);
    qemu_bh_delete(s->bh);
    s->bh = NULL;
    iothread_put_aio_context(s->iothread, s->holder);
}

/* Made straight on the get. */
void bh_nested_late(VBlk *s)
{
    s->bh = aio_bh_new(iothread_get_aio_context(s->iothread, s->holder),
                       vblk_cb, s);
    iothread_put_aio_context(s->iothread, s->holder);
    qemu_bh_schedule(s->bh); // expected-warning{{'s->bh' is used after the last hold of 's->iothread' was put}}
}

void bh_nested_in_time(VBlk *s)
{
    s->bh = aio_bh_new(iothread_get_aio_context(s->iothread, s->holder),
                       vblk_cb, s);
    qemu_bh_schedule(s->bh);
    qemu_bh_delete(s->bh);
    s->bh = NULL;
    iothread_put_aio_context(s->iothread, s->holder);
}

/* A bottom half of the main loop lives on. */
void bh_of_main_loop(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");
    QEMUBH *bh = aio_bh_new(qemu_get_aio_context(), vblk_cb, s);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    qemu_bh_schedule(bh);
    qemu_bh_delete(bh);
}

void bh_new_late(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    s->bh = aio_bh_new(ctx, vblk_cb, s); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
}
