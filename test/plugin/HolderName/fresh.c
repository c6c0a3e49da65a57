/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* The API copies the name: a string made in the call is lost. */
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

void path_straight(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, object_get_canonical_path(OBJECT(s))); // expected-warning{{string allocated by 'object_get_canonical_path' leaks here, the API copies the holder name}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, object_get_canonical_path(OBJECT(s))); // expected-warning{{string allocated by 'object_get_canonical_path' leaks here, the API copies the holder name}}
}

void path_autofree(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, path);
}

void path_freed(VBlk *s)
{
    char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, path);
    g_free(path);
}

/* Only the get, or only the put. */
void path_straight_to_put(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, object_get_canonical_path(OBJECT(s))); // expected-warning{{string allocated by 'object_get_canonical_path' leaks here, the API copies the holder name}}
}

void path_two_autofree(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    g_autofree char *again = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, again);
}

/* A formatted name. */
void format_straight(VBlk *s)
{
    g_autofree char *name = g_strdup_printf("vblk-%d", s->index);
    AioContext *ctx = iothread_get_aio_context(s->iothread, g_strdup_printf("vblk-%d", s->index)); // expected-warning{{string allocated by 'g_strdup_printf' leaks here, the API copies the holder name}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
}

void format_saved(VBlk *s)
{
    AioContext *ctx;

    s->holder = g_strdup_printf("vblk-%d", s->index);
    ctx = iothread_get_aio_context(s->iothread, s->holder);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->holder);
}

/* A copy, to be on the safe side. */
void copy_straight(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, g_strdup(s->serial)); // expected-warning{{string allocated by 'g_strdup' leaks here, the API copies the holder name}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->serial);
}

void no_copy(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->serial);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->serial);
}

/* The id of the IOThread is a copy, the type name is not. */
void thread_id_straight(VBlk *s)
{
    g_autofree char *id = iothread_get_id(s->iothread);
    AioContext *ctx = iothread_get_aio_context(s->iothread, iothread_get_id(s->iothread)); // expected-warning{{string allocated by 'iothread_get_id' leaks here, the API copies the holder name}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, id);
}

void type_name_straight(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, object_get_typename(OBJECT(s)));

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, object_get_typename(OBJECT(s)));
}

/* Concatenated. */
void concat_straight(VBlk *s)
{
    g_autofree char *name = g_strconcat("vblk-", s->serial, NULL);
    AioContext *ctx = iothread_get_aio_context(s->iothread, g_strconcat("vblk-", s->serial, NULL)); // expected-warning{{string allocated by 'g_strconcat' leaks here, the API copies the holder name}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
}

void concat_autofree(VBlk *s)
{
    g_autofree char *name = g_strconcat("vblk-", s->serial, NULL);
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
}

/* The string is kept by an assignment within the call. */
void kept_in_the_call(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(
        s->iothread, s->holder = object_get_canonical_path(OBJECT(s)));

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->holder);
    g_free(s->holder);
    s->holder = NULL;
}

/* On one arm only. */
void fresh_on_one_arm(VBlk *s)
{
    DeviceState *dev = DEVICE(s);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));
    AioContext *ctx = iothread_get_aio_context(s->iothread, dev->id ? dev->id : object_get_canonical_path(OBJECT(dev))); // expected-warning{{string allocated by 'object_get_canonical_path' leaks here, the API copies the holder name}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, dev->id ? dev->id : path);
}

void fresh_on_no_arm(VBlk *s)
{
    DeviceState *dev = DEVICE(s);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));
    AioContext *ctx = iothread_get_aio_context(s->iothread,
                                               dev->id ? dev->id : path);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, dev->id ? dev->id : path);
}
