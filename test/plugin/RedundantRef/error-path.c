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

/* What is kept in the device is put when it stops. */
void vblk_stop(VBlk *s)
{
    iothread_put_aio_context(s->iothread, s->holder);
    s->ctx = NULL;
}

int start_bad(VBlk *s, Error **errp)
{
    object_ref(OBJECT(s->iothread)); // expected-warning{{'object_ref' of 's->iothread' is redundant beside its hold as 's->holder'}}
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        iothread_put_aio_context(s->iothread, s->holder);
        object_unref(OBJECT(s->iothread)); // expected-warning{{'object_unref' of 's->iothread' is redundant beside its hold as 's->holder'}}
        return -1;
    }
    return 0;
}

int start_good(VBlk *s, Error **errp)
{
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        iothread_put_aio_context(s->iothread, s->holder);
        return -1;
    }
    return 0;
}
