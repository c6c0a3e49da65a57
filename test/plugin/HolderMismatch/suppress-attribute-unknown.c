/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clang 14 and 16 drop the attribute, with a warning, before anybody can see
 * it; a comment or an annotation is what all understand. */
// UNSUPPORTED: suppress-attribute
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

void no_attribute(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    {
        iothread_put_aio_context(s->iothread, "virtio-blk"); // expected-warning{{'s->iothread' is put as 'virtio-blk' but held as 'vblk'}}
    }
}

void attribute(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    __attribute__((suppress)) { // expected-warning{{unknown attribute 'suppress' ignored}}
        iothread_put_aio_context(s->iothread, "virtio-blk"); // expected-warning{{'s->iothread' is put as 'virtio-blk' but held as 'vblk'}}
    }
}

void comment(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    /* holdcheck: ignore the peer puts it */
    iothread_put_aio_context(s->iothread, "virtio-blk");
}
