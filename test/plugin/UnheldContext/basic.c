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

/* Straight out of the IOThread. */
void read_field(VBlk *s)
{
    s->ctx = s->iothread->ctx; // expected-warning{{AioContext of 's->iothread' is read directly, without a hold}}
}

void take_hold(VBlk *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
}

void drop_hold(VBlk *s)
{
    iothread_put_aio_context(s->iothread, s->holder);
    s->ctx = NULL;
}

/* As an argument. */
void kick_direct(IOThread *iothread)
{
    aio_notify(iothread->ctx); // expected-warning{{AioContext of 'iothread' is read directly, without a hold}}
}

void kick_held(IOThread *iothread)
{
    aio_notify(iothread_get_aio_context(iothread, "kick"));
    iothread_put_aio_context(iothread, "kick");
}

/* A field of the same name in another structure. */
void kick_own(VBlk *s)
{
    aio_notify(s->ctx);
}

/* Other fields of the IOThread. */
bool thread_runs(IOThread *iothread)
{
    return iothread->running && !iothread->stopping;
}

/* Not evaluated: nothing is read. */
size_t field_size(IOThread *iothread)
{
    return sizeof(iothread->ctx) + offsetof(IOThread, ctx);
}

/* The context of the main loop needs no hold. */
void kick_main(void)
{
    aio_notify(qemu_get_aio_context());
}

/* On one path only. */
void maybe_direct(VBlk *s, bool fast)
{
    AioContext *ctx;

    if (fast) {
        ctx = s->iothread->ctx; // expected-warning{{AioContext of 's->iothread' is read directly, without a hold}}
    } else {
        ctx = qemu_get_aio_context();
    }
    aio_notify(ctx);
}

void maybe_main(VBlk *s, bool fast)
{
    AioContext *ctx;

    if (fast) {
        ctx = s->ctx;
    } else {
        ctx = qemu_get_aio_context();
    }
    aio_notify(ctx);
}
