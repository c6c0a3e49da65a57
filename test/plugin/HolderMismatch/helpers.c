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

/* Helpers that build the name. */
static char *vblk_holder(VBlk *s)
{
    return g_strdup_printf("vblk-%d", s->index);
}

static char *vblk_event_holder(VBlk *s)
{
    return g_strdup_printf("vblk-event-%d", s->index);
}

void names_from_two_helpers(VBlk *s)
{
    g_autofree char *name = vblk_holder(s);
    g_autofree char *event = vblk_event_holder(s);
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");

    ctx = iothread_get_aio_context(s->iothread, name);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, event); // expected-warning{{'s->iothread' is put as}}
}

void name_from_helper_twice(VBlk *s)
{
    g_autofree char *name = vblk_holder(s);
    g_autofree char *again = vblk_holder(s);
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, again);
}

/* A helper that returns a literal. */
static const char *holder_of_mode(bool scsi)
{
    return scsi ? "virtio-scsi" : "virtio-blk";
}

void mode_differs(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread,
                                               holder_of_mode(true));

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, holder_of_mode(false)); // expected-warning{{'s->iothread' is put as}}
}

void mode_is_equal(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread,
                                               holder_of_mode(true));

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, holder_of_mode(true));
}

void mode_from_field(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread,
                                               holder_of_mode(s->scsi));

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, holder_of_mode(s->scsi));
}

/* Helpers that get and put. */
static AioContext *vblk_take(VBlk *s, const char *holder)
{
    return iothread_get_aio_context(s->iothread, holder);
}

static void vblk_drop_equal(VBlk *s, const char *holder)
{
    iothread_put_aio_context(s->iothread, holder);
}

static void vblk_drop_other(VBlk *s, const char *holder)
{
    iothread_put_aio_context(s->iothread, holder); // expected-warning{{'s->iothread' is put as}}
}

void wrapped_names_differ(VBlk *s)
{
    AioContext *ctx = vblk_take(s, "resize");

    aio_notify(ctx);
    vblk_drop_other(s, "flush");
}

void wrapped_names_equal(VBlk *s)
{
    AioContext *ctx = vblk_take(s, "resize");

    aio_notify(ctx);
    vblk_drop_equal(s, "resize");
}

/* The put is in a helper with its own idea of the name. */
static void vblk_stop_bad(VBlk *s)
{
    iothread_put_aio_context(s->iothread, "vblk-stop"); // expected-warning{{'s->iothread' is put as 'vblk-stop' but held as 'vblk-start'}}
}

void vblk_restart_bad(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk-start");

    aio_notify(ctx);
    vblk_stop_bad(s);
}

static void vblk_stop_good(VBlk *s)
{
    iothread_put_aio_context(s->iothread, "vblk-start");
}

void vblk_restart_good(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk-start");

    aio_notify(ctx);
    vblk_stop_good(s);
}

/* A helper that puts whatever it is given. */
static void put_on_bad(IOThread *iothread)
{
    iothread_put_aio_context(iothread, "job"); // expected-warning{{is put as 'job' but the hold is on 's->iothread'}}
}

void thread_through_helper_bad(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "job");

    aio_notify(ctx);
    put_on_bad(s->event_iothread);
}

static void put_on_good(IOThread *iothread)
{
    iothread_put_aio_context(iothread, "job");
}

void thread_through_helper_good(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "job");

    aio_notify(ctx);
    put_on_good(s->iothread);
}

/* Nothing is known about names that come from other files. */
const char *vblk_display_name(VBlk *s);
const char *vblk_short_name(VBlk *s);

void unseen_names(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread,
                                               vblk_display_name(s));

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, vblk_short_name(s));
}

void unseen_name_twice(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread,
                                               vblk_display_name(s));

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, vblk_display_name(s));
}

void unseen_name_and_literal(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, vblk_short_name(s));
}
