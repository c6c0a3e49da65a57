/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check_notes %s 2>&1 | FileCheck %s --implicit-check-not=warning:
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

// CHECK: notes.c:[[@LINE+6]]:5: warning: 'object_ref' of 's->iothread' is redundant beside its hold as 'vblk' [qemu.iothread.RedundantRef]
// CHECK: notes.c:[[@LINE+6]]:{{[0-9]+}}: note: held here as 'vblk'
void ref_and_hold(VBlk *s)
{
    AioContext *ctx;

    object_ref(OBJECT(s->iothread));
    ctx = iothread_get_aio_context(s->iothread, "vblk");
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
}
