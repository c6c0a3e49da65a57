/* SPDX-License-Identifier: GPL-2.0-or-later */
// marks.c, for the attribute that Clang knows since 19.
// REQUIRES: suppress-attribute
// RUN: rm -rf %t && mkdir %t
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/a.unit %s 2>&1 | count 0
// RUN: %dump_unit %t/a.unit > %t/a.txt
// RUN: FileCheck %s --input-file=%t/a.txt
// RUN: FileCheck %s --input-file=%t/a.txt --check-prefix=MARK
#include "qemu/osdep.h"
#include "block/aio.h"
#include "hw/qdev-core.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_VBLK "vblk"

typedef struct VBlk {
    DeviceState parent_obj;
    IOThread *iothread;
    AioContext *ctx;
} VBlk;

/* Clang itself would not let go of this one. */
void attribute(VBlk *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "vblk"));
    // CHECK: finding {{.*}}:[[@LINE+5]]:9-{{.*}} [HolderMismatch]
    // CHECK: {{^}}  suppressed by attribute{{$}}
    // CHECK: {{^}}  path {{.*}}: held here as 'vblk'
    // MARK: mark {{.*}}:[[@LINE+2]]:9 suppressed by attribute{{$}}
    __attribute__((suppress)) {
        iothread_put_aio_context(s->iothread, "virtio-blk");
    }
}
