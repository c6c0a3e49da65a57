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

// CHECK: notes.c:[[@LINE+9]]:5: warning: 'ctx' is used after the last hold of 's->iothread' was put [qemu.iothread.UseAfterPut]
// CHECK: notes.c:[[@LINE+5]]:{{[0-9]+}}: note: held here as 'vblk'
// CHECK: notes.c:[[@LINE+6]]:{{[0-9]+}}: note: put here as 'vblk'
// CHECK: notes.c:[[@LINE+6]]:5: note: 'ctx' is used after the last hold of 's->iothread' was put
void late(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    iothread_put_aio_context(s->iothread, "vblk");
    aio_notify(ctx);
}

// Of two holds, each get and each put has its note, in order.
// CHECK: notes.c:[[@LINE+11]]:5: warning: 'ctx' is used after the last hold of 's->iothread' was put [qemu.iothread.UseAfterPut]
// CHECK: note: held here as 'vblk-
// CHECK: note: put here as 'vblk-event'
// CHECK: notes.c:[[@LINE+8]]:5: note: 'ctx' is used after the last hold of 's->iothread' was put
void two(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk-io");

    iothread_get_aio_context(s->iothread, "vblk-event");
    iothread_put_aio_context(s->iothread, "vblk-io");
    iothread_put_aio_context(s->iothread, "vblk-event");
    aio_notify(ctx);
}

// CHECK-NOT: warning:
