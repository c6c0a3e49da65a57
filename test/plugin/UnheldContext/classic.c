/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %classic -analyzer-config qemu.iothread.UnheldContext:Classic=true -verify %s
// RUN: %classic -verify=off %s
/* Released QEMU, with the rule switched on; it is off by default. */
// off-no-diagnostics
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

/* No reference on the path. */
void borrow(VBlk *s)
{
    aio_notify(iothread_get_aio_context(s->iothread)); // expected-warning{{AioContext of 's->iothread' is obtained without a hold}}
}

void borrow_with_ref(VBlk *s)
{
    object_ref(OBJECT(s->iothread));
    aio_notify(iothread_get_aio_context(s->iothread));
    object_unref(OBJECT(s->iothread));
}

/* Kept in the device: the reference before or behind. */
void keep(VBlk *s)
{
    s->ctx = iothread_get_aio_context(s->iothread); // expected-warning{{AioContext of 's->iothread' is obtained without a hold}}
}

void keep_ref_before(VBlk *s)
{
    object_ref(OBJECT(s->iothread));
    s->ctx = iothread_get_aio_context(s->iothread);
}

void keep_ref_behind(VBlk *s)
{
    s->ctx = iothread_get_aio_context(s->iothread);
    object_ref(OBJECT(s->iothread));
}

void keep_no_more(VBlk *s)
{
    s->ctx = NULL;
    object_unref(OBJECT(s->iothread));
}

/* A reference of something else. */
void ref_of_device(VBlk *s)
{
    object_ref(OBJECT(s));
    aio_notify(iothread_get_aio_context(s->iothread)); // expected-warning{{AioContext of 's->iothread' is obtained without a hold}}
    object_unref(OBJECT(s));
}

void ref_of_alias(VBlk *s)
{
    IOThread *t = s->iothread;

    object_ref(OBJECT(t));
    aio_notify(iothread_get_aio_context(s->iothread));
    object_unref(OBJECT(t));
}

/* The other IOThread's reference does not help. */
void ref_of_event(VBlk *s)
{
    object_ref(OBJECT(s->event_iothread));
    aio_notify(iothread_get_aio_context(s->iothread)); // expected-warning{{AioContext of 's->iothread' is obtained without a hold}}
    object_unref(OBJECT(s->event_iothread));
}

void ref_of_both(VBlk *s)
{
    object_ref(OBJECT(s->event_iothread));
    object_ref(OBJECT(s->iothread));
    aio_notify(iothread_get_aio_context(s->iothread));
    object_unref(OBJECT(s->iothread));
    object_unref(OBJECT(s->event_iothread));
}

/* The reference is taken in a helper. */
static void vblk_pin(VBlk *s)
{
    object_ref(OBJECT(s->iothread));
}

static void vblk_unpin(VBlk *s)
{
    object_unref(OBJECT(s->iothread));
}

void ref_by_helper(VBlk *s)
{
    vblk_pin(s);
    aio_notify(iothread_get_aio_context(s->iothread));
    vblk_unpin(s);
}

/* In a loop, one reference for each. */
void loop_with_refs(IOThread **threads, AioContext **ctx, int n)
{
    for (int i = 0; i < n; i++) {
        object_ref(OBJECT(threads[i]));
        ctx[i] = iothread_get_aio_context(threads[i]);
    }
}

void loop_unrefs(IOThread **threads, AioContext **ctx, int n)
{
    for (int i = 0; i < n; i++) {
        ctx[i] = NULL;
        object_unref(OBJECT(threads[i]));
    }
}

void loop_without_refs(IOThread **threads, AioContext **ctx, int n)
{
    for (int i = 0; i < n; i++) {
        ctx[i] = iothread_get_aio_context(threads[i]); // expected-warning{{AioContext of 'threads[i]' is obtained without a hold}}
    }
}
