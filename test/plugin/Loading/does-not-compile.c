/* SPDX-License-Identifier: GPL-2.0-or-later */
// A file that does not compile: clang's error, no finding, no crash.
// RUN: not %check %s 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not=warning: --implicit-check-not="Stack dump"
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

void leak(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

// CHECK: does-not-compile.c:[[@LINE+3]]:{{[0-9]+}}: error: use of undeclared identifier 'iothred'
void broken(VBlk *s)
{
    iothread_put_aio_context(iothred, "vblk");
}

// A header that is missing.
// RUN: not %check -DHC_MISSING %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=HEADER --implicit-check-not=warning: --implicit-check-not="Stack dump"
// HEADER: fatal error: 'qapi/qapi-types-block-export.h' file not found
#ifdef HC_MISSING
#include "qapi/qapi-types-block-export.h"
#endif
