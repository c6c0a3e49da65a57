/* SPDX-License-Identifier: GPL-2.0-or-later */
// A pair that is added to the contract is checked, without a line of C++.
// RUN: sed '/"pairs": \[/r %S/Inputs/aio-context.pair' %S/../../../checker/contract/contract.json > %t.json
// RUN: %check -analyzer-config qemu.iothread:Contract=%t.json -verify=added,both %s
// RUN: %check -verify=both %s
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

int job_start_bad(VBlk *s, AioContext *ctx, Error **errp)
{
    aio_context_ref(ctx);
    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        return -1; // added-warning{{hold of 'ctx' leaks}}
    }
    aio_context_unref(ctx);
    return 0;
}

int job_start_good(VBlk *s, AioContext *ctx, Error **errp)
{
    aio_context_ref(ctx);
    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        aio_context_unref(ctx);
        return -1;
    }
    aio_context_unref(ctx);
    return 0;
}

/* The other pairs are there as before. */
int vblk_start_bad(VBlk *s, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        return -1; // both-warning{{hold of 's->iothread' as 'vblk' leaks}}
    }
    iothread_put_aio_context(s->iothread, "vblk");
    return 0;
}
