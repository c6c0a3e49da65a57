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

/* Put inside the loop, used in the next turn. */
void drain_late(VBlk *s, int n)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "drain");

    for (int i = 0; i < n; i++) {
        aio_notify(ctx);
    }
    iothread_put_aio_context(s->iothread, "drain");
    while (aio_poll(ctx, false)) { // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
    }
}

void drain_in_time(VBlk *s, int n)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "drain");

    for (int i = 0; i < n; i++) {
        aio_notify(ctx);
    }
    while (aio_poll(ctx, false)) {
    }
    iothread_put_aio_context(s->iothread, "drain");
}

/* One hold per turn. */
void each_turn_late(VBlk *s, int n)
{
    for (int i = 0; i < n; i++) {
        AioContext *ctx = iothread_get_aio_context(s->iothread, "turn");

        iothread_put_aio_context(s->iothread, "turn");
        aio_notify(ctx); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
    }
}

void each_turn_in_time(VBlk *s, int n)
{
    for (int i = 0; i < n; i++) {
        AioContext *ctx = iothread_get_aio_context(s->iothread, "turn");

        aio_notify(ctx);
        iothread_put_aio_context(s->iothread, "turn");
    }
}
