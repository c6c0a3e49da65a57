/* SPDX-License-Identifier: GPL-2.0-or-later */
// What other checkers say does not change by a byte when ours are on.
// RUN: %check -analyzer-disable-checker=qemu.iothread -analyzer-checker=core,deadcode,unix -analyzer-output=text %s > %t.without 2>&1
// RUN: %check -analyzer-checker=core,deadcode,unix -analyzer-output=text %s > %t.with 2>&1
// RUN: diff %t.without %t.with
// RUN: FileCheck %s < %t.with
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

/* In the middle of a hold. */
// CHECK: other-checkers.c:[[@LINE+8]]:{{.*}}warning: {{.*}}ull pointer
int null_while_held(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");
    VBlk *peer = NULL;
    int index;

    aio_notify(ctx);
    index = peer->index;
    iothread_put_aio_context(s->iothread, "vblk");
    return index;
}

/* Beside a variable with a cleanup. */
// CHECK: other-checkers.c:[[@LINE+8]]:{{.*}}warning: {{.*}}ull pointer
int null_beside_autofree(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);
    int *p = NULL;

    aio_notify(ctx);
    *p = s->index;
    iothread_put_aio_context(s->iothread, path);
    return 0;
}

/* A leak of plain memory. */
// CHECK: other-checkers.c:[[@LINE+6]]:{{.*}}warning: {{.*}}leak of memory
char *lost(VBlk *s)
{
    char *buf = malloc(16);

    if (!s->scsi) {
        return NULL;
    }
    return buf;
}

/* A dead store. */
// CHECK: other-checkers.c:[[@LINE+3]]:{{.*}}warning: Value stored to 'n' during its initialization is never read
int dead(VBlk *s)
{
    int n = s->index;

    n = 2;
    return n;
}
