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

// CHECK: notes.c:[[@LINE+3]]:{{[0-9]+}}: warning: string allocated by 'g_strdup' leaks here, the API copies the holder name [qemu.iothread.HolderName]
void copy_straight(VBlk *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, g_strdup(s->serial));
    iothread_put_aio_context(s->iothread, s->serial);
}

// CHECK: notes.c:[[@LINE+3]]:{{[0-9]+}}: warning: holder name is empty [qemu.iothread.HolderName]
// CHECK: notes.c:[[@LINE+3]]:{{[0-9]+}}: warning: holder name is empty [qemu.iothread.HolderName]
void no_name(VBlk *s) {
    s->ctx = iothread_get_aio_context(s->iothread, "");
    iothread_put_aio_context(s->iothread, "");
}
