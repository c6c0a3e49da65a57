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

/* A guard that puts at the end of the scope, as QEMU_LOCK_GUARD() does. */
static void vblk_unguard(VBlk **s)
{
    iothread_put_aio_context((*s)->iothread, "vblk");
}

static void vblk_unguard_other(VBlk **s)
{
    iothread_put_aio_context((*s)->iothread, "virtio-blk");
}

/* The put runs at the closing brace; either place will do for the report. */
void guard_bad(VBlk *s)
{ // expected-warning@*{{is put as 'virtio-blk' but held as 'vblk'}}
    __attribute__((cleanup(vblk_unguard_other))) VBlk *guard = s;
    AioContext *ctx = iothread_get_aio_context(guard->iothread, "vblk");

    aio_notify(ctx);
}

void guard_good(VBlk *s)
{
    __attribute__((cleanup(vblk_unguard))) VBlk *guard = s;
    AioContext *ctx = iothread_get_aio_context(guard->iothread, "vblk");

    aio_notify(ctx);
}

/* g_autofree frees the name behind the put. */
void autofree_good(VBlk *s)
{
    g_autofree char *name = g_strdup_printf("vblk-%d", s->index);
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
}

void autofree_bad(VBlk *s)
{
    g_autofree char *name = g_strdup_printf("vblk-%d", s->index);
    g_autofree char *other = g_strdup_printf("scsi-%d", s->index);
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, other); // expected-warning{{'s->iothread' is put as}}
}

/* The name changes hands. */
void steal_good(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);

    aio_notify(ctx);
    s->holder = g_steal_pointer(&path);
    iothread_put_aio_context(s->iothread, s->holder);
}

void steal_bad(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);

    aio_notify(ctx);
    s->holder = g_steal_pointer(&path);
    iothread_put_aio_context(s->iothread, s->serial); // expected-warning{{'s->iothread' is put as 's->serial' but held as path of 's'}}
}

/* A name for each block. */
void scopes_good(VBlk *s)
{
    AioContext *ctx;

    {
        g_autofree char *path = object_get_canonical_path(OBJECT(s));

        ctx = iothread_get_aio_context(s->iothread, path);
    }
    aio_notify(ctx);
    {
        g_autofree char *path = object_get_canonical_path(OBJECT(s));

        iothread_put_aio_context(s->iothread, path);
    }
}

void scopes_bad(VBlk *s, DeviceState *proxy)
{
    AioContext *ctx;

    {
        g_autofree char *path = object_get_canonical_path(OBJECT(s));

        ctx = iothread_get_aio_context(s->iothread, path);
    }
    aio_notify(ctx);
    {
        g_autofree char *path = object_get_canonical_path(OBJECT(proxy));

        iothread_put_aio_context(s->iothread, path); // expected-warning{{'s->iothread' is put as path of 'proxy' but held as path of 's'}}
    }
}
