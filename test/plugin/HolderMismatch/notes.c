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

// CHECK: notes.c:[[@LINE+8]]:5: warning: 's->iothread' is put as 'virtio-scsi' but held as 'virtio-blk' [qemu.iothread.HolderMismatch]
// CHECK: notes.c:[[@LINE+4]]:{{[0-9]+}}: note: held here as 'virtio-blk'
// CHECK: notes.c:[[@LINE+6]]:5: note: 's->iothread' is put as 'virtio-scsi' but held as 'virtio-blk'
void literal(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "virtio-blk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-scsi");
}

// A step through a helper is shown in order.
// CHECK: notes.c:[[@LINE+9]]:5: warning: 's->iothread' is put as 's->serial' but held as path of 's' [qemu.iothread.HolderMismatch]
// CHECK: note: held here as path of 's'
// CHECK: notes.c:[[@LINE+7]]:5: note: 's->iothread' is put as 's->serial' but held as path of 's'
static AioContext *take(VBlk *s, const char *name)
{
    return iothread_get_aio_context(s->iothread, name);
}
static void drop(VBlk *s)
{
    iothread_put_aio_context(s->iothread, s->serial);
}
void through_helpers(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = take(s, path);

    aio_notify(ctx);
    drop(s);
}

// The IOThread of another device: the note stands at the get.
// CHECK: notes.c:[[@LINE+8]]:5: warning: 'b->iothread' is put as 'mirror' but the hold is on 'a->iothread' [qemu.iothread.HolderMismatch]
// CHECK: notes.c:[[@LINE+4]]:{{[0-9]+}}: note: held here as 'mirror'
// CHECK: notes.c:[[@LINE+6]]:5: note: 'b->iothread' is put as 'mirror' but the hold is on 'a->iothread'
void thread(VBlk *a, VBlk *b)
{
    AioContext *ctx = iothread_get_aio_context(a->iothread, "mirror");

    aio_notify(ctx);
    iothread_put_aio_context(b->iothread, "mirror");
}

// One bug, one report: what is put under another name is not a leak as well.
// CHECK-NOT: warning:
