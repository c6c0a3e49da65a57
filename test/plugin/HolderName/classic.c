/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %classic -verify %s
/* Released QEMU knows no holder: there is no name to judge. */
// expected-no-diagnostics
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

void borrowed(VBlk *s)
{
    aio_notify(iothread_get_aio_context(s->iothread));
}
