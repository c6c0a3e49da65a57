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

// CHECK: notes.c:[[@LINE+3]]:{{[0-9]+}}: warning: AioContext of 's->iothread' is read directly, without a hold [qemu.iothread.UnheldContext]
void read_field(VBlk *s)
{
    s->ctx = s->iothread->ctx;
}
