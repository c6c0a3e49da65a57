/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check_notes %s 2>&1 | FileCheck %s
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

/* A mark without a reason is not honoured, and the finding says so. */
// CHECK: no-reason.c:[[@LINE+6]]:5: warning: 's->iothread' is put as 'virtio-blk' but held as 'vblk'
// CHECK: note: 'holdcheck: ignore' needs a reason, it is not honoured
void no_reason(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");
    aio_notify(ctx); /* holdcheck: ignore */
    iothread_put_aio_context(s->iothread, "virtio-blk");
}
// CHECK-NOT: warning:
