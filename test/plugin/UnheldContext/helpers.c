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

static AioContext *context_of(IOThread *t)
{
    return t->ctx; // expected-warning{{AioContext of 't' is read directly, without a hold}}
}

void kick_by_helper(VBlk *s)
{
    aio_notify(context_of(s->iothread));
}

static AioContext *context_of_held(IOThread *t)
{
    return iothread_get_aio_context(t, "helper");
}

void kick_by_holding_helper(VBlk *s)
{
    aio_notify(context_of_held(s->iothread));
    iothread_put_aio_context(s->iothread, "helper");
}

/* Through a macro. */
#define VBLK_CTX(s) ((s)->iothread->ctx)
#define VBLK_OWN_CTX(s) ((s)->ctx)

void kick_by_macro(VBlk *s)
{
    aio_notify(VBLK_CTX(s)); // expected-warning{{AioContext of}}
}

void kick_by_own_macro(VBlk *s)
{
    aio_notify(VBLK_OWN_CTX(s));
}

/* Through the cast of the type. */
void kick_object(Object *obj)
{
    aio_notify(IOTHREAD(obj)->ctx); // expected-warning{{AioContext of}}
}

void kick_object_held(Object *obj)
{
    IOThread *iothread = IOTHREAD(obj);

    aio_notify(iothread_get_aio_context(iothread, "kick"));
    iothread_put_aio_context(iothread, "kick");
}

/* In a loop, through an array. */
void kick_all(IOThread **threads, int n)
{
    for (int i = 0; i < n; i++) {
        aio_notify(threads[i]->ctx); // expected-warning{{AioContext of 'threads[i]' is read directly, without a hold}}
    }
}

void kick_all_held(IOThread **threads, int n)
{
    for (int i = 0; i < n; i++) {
        aio_notify(iothread_get_aio_context(threads[i], "kick-all"));
        iothread_put_aio_context(threads[i], "kick-all");
    }
}
