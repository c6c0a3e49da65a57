/* SPDX-License-Identifier: GPL-2.0-or-later */
// A naming function that is added to the contract.
// RUN: sed '/"names": \[/r %S/Inputs/vblk-name.row' %S/../../../checker/contract/contract.json > %t.json
// RUN: %check -analyzer-config qemu.iothread:Contract=%t.json -verify=added,both %s
// RUN: %check -verify=both %s
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

char *vblk_dup_name(VBlk *s);

void fresh_straight(VBlk *s)
{
    g_autofree char *name = vblk_dup_name(s);
    AioContext *ctx = iothread_get_aio_context(s->iothread, vblk_dup_name(s)); // added-warning{{string allocated by 'vblk_dup_name' leaks here}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
}

void literal(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk"); // both-warning{{'s->iothread' is put as 'virtio-blk' but held as 'vblk'}}
}
