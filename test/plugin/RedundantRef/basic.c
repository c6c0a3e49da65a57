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

/* A reference around a hold of the same IOThread. */
void ref_and_hold(VBlk *s)
{
    AioContext *ctx;

    object_ref(OBJECT(s->iothread)); // expected-warning{{'object_ref' of 's->iothread' is redundant beside its hold as 'vblk'}}
    ctx = iothread_get_aio_context(s->iothread, "vblk");
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    object_unref(OBJECT(s->iothread)); // expected-warning{{'object_unref' of 's->iothread' is redundant beside its hold as 'vblk'}}
}

void hold_only(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
}

/* Inside the hold. */
void hold_and_ref(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);

    object_ref(OBJECT(s->iothread)); // expected-warning{{'object_ref' of 's->iothread' is redundant beside its hold as 's->holder'}}
    aio_notify(ctx);
    object_unref(OBJECT(s->iothread)); // expected-warning{{'object_unref' of 's->iothread' is redundant beside its hold as 's->holder'}}
    iothread_put_aio_context(s->iothread, s->holder);
}

/* A reference of the device itself is another matter. */
void hold_and_ref_device(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);

    object_ref(OBJECT(s));
    aio_notify(ctx);
    object_unref(OBJECT(s));
    iothread_put_aio_context(s->iothread, s->holder);
}

/* The other IOThread of the device is not held. */
void ref_of_other_thread(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    object_ref(OBJECT(s->event_iothread));
    aio_notify(ctx);
    object_unref(OBJECT(s->event_iothread));
    iothread_put_aio_context(s->iothread, "vblk");
}

/* A reference and no hold: that is allowed. */
void ref_only(VBlk *s, void (*fn)(IOThread *))
{
    object_ref(OBJECT(s->iothread));
    fn(s->iothread);
    object_unref(OBJECT(s->iothread));
}

/* Without the cast, and with the path as holder. */
void ref_without_cast(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx;

    object_ref(s->iothread); // expected-warning{{'object_ref' of 's->iothread' is redundant beside its hold as path of 's'}}
    ctx = iothread_get_aio_context(s->iothread, path);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, path);
    object_unref(s->iothread); // expected-warning{{'object_unref' of 's->iothread' is redundant beside its hold as path of 's'}}
}

void other_ref_without_cast(VBlk *s, Object *other)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx;

    object_ref(other);
    ctx = iothread_get_aio_context(s->iothread, path);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, path);
    object_unref(other);
}
