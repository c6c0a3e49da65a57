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

/* A copy of the pointer is the same context. */
void copy_late(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");
    AioContext *old = ctx;

    iothread_put_aio_context(s->iothread, "vblk");
    ctx = qemu_get_aio_context();
    aio_notify(ctx);
    aio_notify(old); // expected-warning{{'old' is used after the last hold of 's->iothread' was put}}
}

void copy_in_time(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");
    AioContext *old = ctx;

    aio_notify(old);
    iothread_put_aio_context(s->iothread, "vblk");
    ctx = qemu_get_aio_context();
    aio_notify(ctx);
}

/* Held through one variable, put through another. */
void thread_alias_late(VBlk *s)
{
    IOThread *t = s->iothread;

    s->ctx = iothread_get_aio_context(t, "vblk");
    iothread_put_aio_context(s->iothread, "vblk");
    aio_notify(s->ctx); // expected-warning{{'s->ctx' is used after the last hold of}}
}

void thread_alias_in_time(VBlk *s)
{
    IOThread *t = s->iothread;

    s->ctx = iothread_get_aio_context(t, "vblk");
    aio_notify(s->ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    s->ctx = qemu_get_aio_context();
    aio_notify(s->ctx);
}

/* The field was given another context in between. */
void field_rewritten(VBlk *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, "vblk");
    aio_notify(s->ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    s->ctx = iothread_get_aio_context(s->event_iothread, "vblk");
    aio_notify(s->ctx);
    iothread_put_aio_context(s->event_iothread, "vblk");
}
