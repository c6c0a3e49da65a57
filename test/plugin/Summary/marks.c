/* SPDX-License-Identifier: GPL-2.0-or-later */
// What the user silenced is written down, with the reason, and so are the
// places where a later step has to be silent.
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

void plain(VBlk *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "vblk"));
    // CHECK: finding {{.*}}:[[@LINE+2]]:5-{{.*}} [HolderMismatch]
    // CHECK-NOT: suppressed
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

void comment(VBlk *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "vblk"));
    // CHECK: finding {{.*}}:[[@LINE+3]]:5-{{.*}} [HolderMismatch]
    // CHECK: {{^}}  suppressed by comment: the test "harness" renames it
    // MARK: mark {{.*}}:[[@LINE+1]]:5 suppressed by comment: the test "harness" renames it
    iothread_put_aio_context(s->iothread, "virtio-blk"); /* holdcheck: ignore: the test "harness" renames it */
}

void at_the_get(VBlk *s)
{
    // MARK: mark {{.*}}:[[@LINE+2]]:16 suppressed by comment: see below
    /* holdcheck: ignore see below */
    aio_notify(iothread_get_aio_context(s->iothread, "vblk"));
    // CHECK: finding {{.*}}:[[@LINE+2]]:5-{{.*}} [HolderMismatch]
    // CHECK: {{^}}  suppressed by comment: see below
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

QEMU_ANNOTATE("holdcheck.ignore: whole function ")
void annotation(VBlk *s)
{
    // MARK: mark {{.*}}:[[@LINE+1]]:16 suppressed by annotation: whole function{{$}}
    aio_notify(iothread_get_aio_context(s->iothread, "vblk"));
    // CHECK: finding {{.*}}:[[@LINE+3]]:5-{{.*}} [HolderMismatch]
    // CHECK: {{^}}  suppressed by annotation: whole function{{$}}
    // CHECK: {{^}}  path {{.*}}: held here as 'vblk'
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

/* Not honoured, and not forgotten. */
void no_reason(VBlk *s)
{
    // CHECK: finding {{.*}} [HolderMismatch]
    // CHECK: {{^}}  not suppressed by comment{{$}}
    // CHECK: {{^}}  related {{.*}}: 'holdcheck: ignore' needs a reason, it is not honoured
    // MARK: mark {{.*}}:[[@LINE+1]]:16 not suppressed by comment{{$}}
    aio_notify(iothread_get_aio_context(s->iothread, "vblk")); /* holdcheck: ignore */
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

QEMU_ANNOTATE("holdcheck.ignore")
void annotation_without(VBlk *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "vblk"));
    // CHECK: finding {{.*}}:[[@LINE+3]]:5-{{.*}} [HolderMismatch]
    // CHECK: {{^}}  not suppressed by annotation{{$}}
    // MARK: mark {{.*}}:[[@LINE+1]]:5 not suppressed by annotation{{$}}
    iothread_put_aio_context(s->iothread, "virtio-blk");
}
