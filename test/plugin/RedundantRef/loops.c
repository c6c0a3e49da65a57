/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
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

#define VQS 4

typedef struct VBlkMq {
    IOThread *threads[VQS];
    IOThread *spare[VQS];
    AioContext *ctx[VQS];
    char *holder;
} VBlkMq;

/* What is kept in the device is put when it stops. */
void stop(VBlkMq *s, int n)
{
    for (int i = 0; i < n; i++) {
        iothread_put_aio_context(s->threads[i], s->holder);
    }
}

void apply_bad(VBlkMq *s, int n)
{
    for (int i = 0; i < n; i++) {
        object_ref(OBJECT(s->threads[i])); // expected-warning{{'object_ref' of 's->threads[i]' is redundant beside its hold as 's->holder'}}
        s->ctx[i] = iothread_get_aio_context(s->threads[i], s->holder);
    }
}

void apply_good(VBlkMq *s, int n)
{
    for (int i = 0; i < n; i++) {
        object_ref(OBJECT(s->spare[i]));
        s->ctx[i] = iothread_get_aio_context(s->threads[i], s->holder);
    }
}
