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

void vblk_cb(void *opaque);

/* The context in a variable. */
void kick_late(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    iothread_put_aio_context(s->iothread, "vblk");
    aio_notify(ctx); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
}

void kick_in_time(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
}

/* As one argument of several. */
void attach_late(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    iothread_put_aio_context(s->iothread, "vblk");
    blk_set_aio_context(s->blk, ctx, NULL); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
}

/* Back to the main loop: another context. */
void detach_late(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    blk_set_aio_context(s->blk, qemu_get_aio_context(), NULL);
}

/* A oneshot bottom half. */
void oneshot_late(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    iothread_put_aio_context(s->iothread, "vblk");
    aio_bh_schedule_oneshot(ctx, vblk_cb, s); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
}

/* It has run when the call returns. */
void oneshot_in_time(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_wait_bh_oneshot(ctx, vblk_cb, s);
    iothread_put_aio_context(s->iothread, "vblk");
}

/* The context in a field of the owner. */
void stop_late(VBlk *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    aio_notify(s->ctx);
    iothread_put_aio_context(s->iothread, s->holder);
    aio_set_fd_handler(s->ctx, s->index, NULL, NULL, NULL, NULL, NULL); // expected-warning{{'s->ctx' is used after the last hold of 's->iothread' was put}}
}

void stop_in_time(VBlk *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    aio_notify(s->ctx);
    aio_set_fd_handler(s->ctx, s->index, NULL, NULL, NULL, NULL, NULL);
    iothread_put_aio_context(s->iothread, s->holder);
    s->ctx = NULL;
}

/* Clearing and comparing the pointer is no use. */
bool clear_and_compare(VBlk *s)
{
    AioContext *ctx;
    bool was_main;

    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    ctx = s->ctx;
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->holder);
    was_main = ctx == qemu_get_aio_context();
    s->ctx = NULL;
    return was_main;
}

/* A second hold still protects the context. */
void two_holds(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk-io");

    iothread_get_aio_context(s->iothread, "vblk-event");
    iothread_put_aio_context(s->iothread, "vblk-io");
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk-event");
}

void two_holds_both_put(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk-io");

    iothread_get_aio_context(s->iothread, "vblk-event");
    iothread_put_aio_context(s->iothread, "vblk-io");
    iothread_put_aio_context(s->iothread, "vblk-event");
    aio_notify(ctx); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
}

/* The same name twice is two holds. */
void one_name_two_holds(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    iothread_get_aio_context(s->iothread, "vblk");
    iothread_put_aio_context(s->iothread, "vblk");
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
}

void one_name_two_holds_late(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    iothread_get_aio_context(s->iothread, "vblk");
    iothread_put_aio_context(s->iothread, "vblk");
    iothread_put_aio_context(s->iothread, "vblk");
    aio_notify(ctx); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
}

/* Taken again before the use. */
void taken_again(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    ctx = iothread_get_aio_context(s->iothread, "vblk");
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
}

/* Taken again: the IOThread's context is one and the same. */
void taken_again_old_pointer(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    iothread_get_aio_context(s->iothread, "vblk");
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
}

/* A hold of another IOThread does not protect this one. */
void other_thread_held(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");
    AioContext *event = iothread_get_aio_context(s->event_iothread, "vblk");

    iothread_put_aio_context(s->iothread, "vblk");
    aio_notify(ctx); // expected-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
    aio_notify(event);
    iothread_put_aio_context(s->event_iothread, "vblk");
}

void other_thread_used(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");
    AioContext *event = iothread_get_aio_context(s->event_iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    aio_notify(event);
    iothread_put_aio_context(s->event_iothread, "vblk");
}
