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

enum { VBLK_READ, VBLK_WRITE, VBLK_FLUSH };

/* switch: one arm forgets to set the name. */
void switch_bad(VBlk *s, int request)
{
    AioContext *ctx;

    switch (request) {
    case VBLK_READ:
        ctx = iothread_get_aio_context(s->iothread, "read");
        aio_notify(ctx);
        iothread_put_aio_context(s->iothread, "read");
        break;
    case VBLK_WRITE:
        ctx = iothread_get_aio_context(s->iothread, "write");
        aio_notify(ctx);
        iothread_put_aio_context(s->iothread, "read"); // expected-warning{{'s->iothread' is put as 'read' but held as 'write'}}
        break;
    default:
        break;
    }
}

void switch_good(VBlk *s, int request)
{
    AioContext *ctx;

    switch (request) {
    case VBLK_READ:
        ctx = iothread_get_aio_context(s->iothread, "read");
        aio_notify(ctx);
        iothread_put_aio_context(s->iothread, "read");
        break;
    case VBLK_WRITE:
        ctx = iothread_get_aio_context(s->iothread, "write");
        aio_notify(ctx);
        iothread_put_aio_context(s->iothread, "write");
        break;
    default:
        break;
    }
}

/* The arms choose the name, one put for all. */
void switch_name_good(VBlk *s, int request)
{
    const char *name;
    AioContext *ctx;

    switch (request) {
    case VBLK_READ:
        name = "read";
        break;
    case VBLK_WRITE:
        name = "write";
        break;
    default:
        name = "flush";
        break;
    }
    ctx = iothread_get_aio_context(s->iothread, name);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
}

void switch_name_bad(VBlk *s, int request)
{
    const char *name = "request";
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    switch (request) {
    case VBLK_FLUSH:
        name = "flush";
        aio_notify(ctx);
        break;
    default:
        break;
    }
    iothread_put_aio_context(s->iothread, name); // expected-warning{{'s->iothread' is put as}}
}

/* The ternary operator. */
void ternary_good(VBlk *s)
{
    const char *name = s->scsi ? "virtio-scsi" : "virtio-blk";
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
}

void ternary_twice_good(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(
        s->iothread, s->scsi ? "virtio-scsi" : "virtio-blk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread,
                             s->scsi ? "virtio-scsi" : "virtio-blk");
}

void ternary_bad(VBlk *s)
{
    const char *name = s->scsi ? "virtio-scsi" : "virtio-blk";
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio"); // expected-warning 1+{{'s->iothread' is put as 'virtio' but held as}}
}

void ternary_id_or_path(VBlk *s)
{
    DeviceState *dev = DEVICE(s);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));
    const char *name = dev->id ? dev->id : path;
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, dev->id ? dev->id : path);
}

void ternary_id_or_path_bad(VBlk *s)
{
    DeviceState *dev = DEVICE(s);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));
    const char *name = dev->id ? dev->id : path;
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, path); // expected-warning{{'s->iothread' is put as path of 'dev' but held as}}
}

/* Two conditions that go together. */
void if_if_good(VBlk *s)
{
    AioContext *ctx;

    if (s->scsi) {
        ctx = iothread_get_aio_context(s->iothread, "virtio-scsi");
    } else {
        ctx = iothread_get_aio_context(s->iothread, "virtio-blk");
    }
    aio_notify(ctx);
    if (s->scsi) {
        iothread_put_aio_context(s->iothread, "virtio-scsi");
    } else {
        iothread_put_aio_context(s->iothread, "virtio-blk");
    }
}

void if_if_bad(VBlk *s)
{
    AioContext *ctx;

    if (s->scsi) {
        ctx = iothread_get_aio_context(s->iothread, "virtio-scsi");
    } else {
        ctx = iothread_get_aio_context(s->iothread, "virtio-blk");
    }
    aio_notify(ctx);
    if (s->scsi) {
        iothread_put_aio_context(s->iothread, "virtio-blk"); // expected-warning{{'s->iothread' is put as 'virtio-blk' but held as 'virtio-scsi'}}
    } else {
        iothread_put_aio_context(s->iothread, "virtio-scsi"); // expected-warning{{'s->iothread' is put as 'virtio-scsi' but held as 'virtio-blk'}}
    }
}

/* goto into the cleanup of the other mode. */
int goto_bad(VBlk *s, Error **errp)
{
    AioContext *ctx;

    if (!s->scsi) {
        return 0;
    }
    ctx = iothread_get_aio_context(s->iothread, "virtio-scsi");
    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        goto fail_blk;
    }
    iothread_put_aio_context(s->iothread, "virtio-scsi");
    return 0;

fail_blk:
    iothread_put_aio_context(s->iothread, "virtio-blk"); // expected-warning{{'s->iothread' is put as 'virtio-blk' but held as 'virtio-scsi'}}
    return -1;
}

int goto_good(VBlk *s, Error **errp)
{
    AioContext *ctx;

    if (!s->scsi) {
        return 0;
    }
    ctx = iothread_get_aio_context(s->iothread, "virtio-scsi");
    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        goto fail_scsi;
    }
    iothread_put_aio_context(s->iothread, "virtio-scsi");
    return 0;

fail_scsi:
    iothread_put_aio_context(s->iothread, "virtio-scsi");
    return -1;
}

/* Which IOThread is chosen by a condition. */
void choose_thread_good(VBlk *s, bool event)
{
    IOThread *t = event ? s->event_iothread : s->iothread;
    AioContext *ctx = iothread_get_aio_context(t, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(event ? s->event_iothread : s->iothread, "vblk");
}

void choose_thread_bad(VBlk *s, bool event)
{
    AioContext *ctx;

    if (!event) {
        return;
    }
    ctx = iothread_get_aio_context(s->event_iothread, "vblk");
    aio_notify(ctx);
    iothread_put_aio_context(event ? s->iothread : s->event_iothread, "vblk"); // expected-warning{{is put as 'vblk' but the hold is on 's->event_iothread'}}
}
