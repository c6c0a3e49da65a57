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

/* A helper that allocates. */
static char *vblk_dup_name(VBlk *s)
{
    return g_strdup_printf("vblk-%d", s->index);
}

void helper_straight(VBlk *s)
{
    g_autofree char *name = vblk_dup_name(s);
    AioContext *ctx = iothread_get_aio_context(s->iothread, vblk_dup_name(s)); // expected-warning{{string allocated by}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
}

void helper_autofree(VBlk *s)
{
    g_autofree char *name = vblk_dup_name(s);
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
}

/* A helper that only looks. */
static const char *vblk_name(VBlk *s)
{
    return s->holder;
}

void borrowed_straight(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, vblk_name(s));

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, vblk_name(s));
}

/* A helper that fills the field once and returns it. */
static const char *vblk_saved_name(VBlk *s)
{
    if (!s->holder) {
        s->holder = object_get_canonical_path(OBJECT(s));
    }
    return s->holder;
}

void saved_straight(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread,
                                               vblk_saved_name(s));

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->holder);
}

/* A helper that is asked to hold. */
static AioContext *vblk_take_as(VBlk *s, const char *name)
{
    return iothread_get_aio_context(s->iothread, name);
}

void name_freed_by_caller(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = vblk_take_as(s, path);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, path);
}

/* A helper that may find no name. */
static const char *vblk_name_of_mode(VBlk *s, int mode)
{
    return mode == 1 ? "vblk-mode-1" : NULL;
}

void helper_null(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, vblk_name_of_mode(s, 2)); // expected-warning{{holder name is NULL}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, vblk_name_of_mode(s, 2)); // expected-warning{{holder name is NULL}}
}

void helper_not_null(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, vblk_name_of_mode(s, 1));

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, vblk_name_of_mode(s, 1));
}

/* What a function without source returns is not known to be fresh. */
char *vblk_unseen_name(VBlk *s);

void unseen_straight(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, vblk_unseen_name(s));

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, vblk_unseen_name(s));
}
