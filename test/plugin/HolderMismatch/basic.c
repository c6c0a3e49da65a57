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

/* Two literals. */
void flush_put_as_scsi(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "virtio-blk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-scsi"); // expected-warning{{'s->iothread' is put as 'virtio-scsi' but held as 'virtio-blk'}}
}

void flush_put_as_blk(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "virtio-blk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

/* A path and the device's id. */
void flush_put_as_id(VBlk *s)
{
    DeviceState *dev = DEVICE(s);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, dev->id); // expected-warning{{'s->iothread' is put as 'dev->id' but held as path of 'dev'}}
}

void flush_put_as_path(VBlk *s)
{
    DeviceState *dev = DEVICE(s);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, path);
}

/* The other way round. */
void flush_held_as_id(DeviceState *dev, IOThread *iothread)
{
    AioContext *ctx = iothread_get_aio_context(iothread, dev->id);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    aio_notify(ctx);
    iothread_put_aio_context(iothread, path); // expected-warning{{'iothread' is put as path of 'dev' but held as 'dev->id'}}
}

void flush_held_as_id_put_so(DeviceState *dev, IOThread *iothread)
{
    AioContext *ctx = iothread_get_aio_context(iothread, dev->id);

    aio_notify(ctx);
    iothread_put_aio_context(iothread, dev->id);
}

/* A path and a literal that cannot be one. */
void flush_path_and_literal(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk"); // expected-warning{{'s->iothread' is put as 'vblk' but held as path of 's'}}
}

/* A literal that may be one: not known. */
void flush_path_and_path_literal(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "/machine/peripheral/vblk0");
}

/* Two fields of one device. */
void flush_put_as_serial(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->serial); // expected-warning{{'s->iothread' is put as 's->serial' but held as 's->holder'}}
}

void flush_put_as_holder(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->holder);
}

/* The IOThread of another device. */
void flush_put_on_peer(VBlk *a, VBlk *b)
{
    AioContext *ctx = iothread_get_aio_context(a->iothread, "mirror");

    aio_notify(ctx);
    iothread_put_aio_context(b->iothread, "mirror"); // expected-warning{{'b->iothread' is put as 'mirror' but the hold is on 'a->iothread'}}
}

void flush_put_on_self(VBlk *a, VBlk *b)
{
    AioContext *ctx = iothread_get_aio_context(a->iothread, "mirror");

    blk_set_aio_context(b->blk, ctx, NULL);
    iothread_put_aio_context(a->iothread, "mirror");
}

/* Both devices, each with its own hold. */
void flush_both(VBlk *a, VBlk *b)
{
    AioContext *ctx_a = iothread_get_aio_context(a->iothread, "mirror");
    AioContext *ctx_b = iothread_get_aio_context(b->iothread, "mirror");

    aio_notify(ctx_a);
    aio_notify(ctx_b);
    iothread_put_aio_context(b->iothread, "mirror");
    iothread_put_aio_context(a->iothread, "mirror");
}

/* The other IOThread of the same device. */
void flush_put_on_event(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->event_iothread, "vblk"); // expected-warning{{'s->event_iothread' is put as 'vblk' but the hold is on 's->iothread'}}
}

void flush_event(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->event_iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->event_iothread, "vblk");
}

/* A setter: the old IOThread is put, the new one is held from now on. */
void vblk_set_iothread(VBlk *s, IOThread *iothread)
{
    iothread_put_aio_context(s->iothread, s->holder);
    s->iothread = iothread;
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
}

/* The careful order: first the new, then the old. */
void vblk_change_iothread(VBlk *s, IOThread *iothread)
{
    IOThread *old = s->iothread;

    s->ctx = iothread_get_aio_context(iothread, s->holder);
    s->iothread = iothread;
    iothread_put_aio_context(old, s->holder);
}

/* A setter that cannot fail to put what it has taken. */
int vblk_try_set_iothread(VBlk *s, IOThread *iothread, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(iothread, s->holder);

    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        iothread_put_aio_context(iothread, s->holder);
        return -1;
    }
    iothread_put_aio_context(s->iothread, s->holder);
    s->iothread = iothread;
    s->ctx = ctx;
    return 0;
}

/* Two users of one IOThread, each puts its own hold. */
void flush_two_users(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk-io");

    iothread_get_aio_context(s->iothread, "vblk-event");
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk-io");
    iothread_put_aio_context(s->iothread, "vblk-event");
}
