/* SPDX-License-Identifier: GPL-2.0-or-later */
// Each rule alone, then each rule left out.
// RUN: %check -verify=leak,double,unheld,mismatch,use,name,ref,ctx %s
// RUN: %check -analyzer-disable-checker=qemu.iothread -analyzer-checker=qemu.iothread.HoldLeak -verify=leak %s
// RUN: %check -analyzer-disable-checker=qemu.iothread -analyzer-checker=qemu.iothread.DoublePut -verify=double %s
// RUN: %check -analyzer-disable-checker=qemu.iothread -analyzer-checker=qemu.iothread.UnheldPut -verify=unheld %s
// RUN: %check -analyzer-disable-checker=qemu.iothread -analyzer-checker=qemu.iothread.HolderMismatch -verify=mismatch %s
// RUN: %check -analyzer-disable-checker=qemu.iothread -analyzer-checker=qemu.iothread.UseAfterPut -verify=use %s
// RUN: %check -analyzer-disable-checker=qemu.iothread -analyzer-checker=qemu.iothread.HolderName -verify=name %s
// RUN: %check -analyzer-disable-checker=qemu.iothread -analyzer-checker=qemu.iothread.RedundantRef -verify=ref %s
// RUN: %check -analyzer-disable-checker=qemu.iothread -analyzer-checker=qemu.iothread.UnheldContext -verify=ctx %s
// RUN: %check -analyzer-disable-checker=qemu.iothread.HoldLeak -verify=double,unheld,mismatch,use,name,ref,ctx %s
// RUN: %check -analyzer-disable-checker=qemu.iothread.DoublePut -verify=leak,unheld,mismatch,use,name,ref,ctx %s
// RUN: %check -analyzer-disable-checker=qemu.iothread.UnheldPut -verify=leak,double,mismatch,use,name,ref,ctx %s
// RUN: %check -analyzer-disable-checker=qemu.iothread.HolderMismatch -verify=leak,double,unheld,use,name,ref,ctx %s
// RUN: %check -analyzer-disable-checker=qemu.iothread.UseAfterPut -verify=leak,double,unheld,mismatch,name,ref,ctx %s
// RUN: %check -analyzer-disable-checker=qemu.iothread.HolderName -verify=leak,double,unheld,mismatch,use,ref,ctx %s
// RUN: %check -analyzer-disable-checker=qemu.iothread.RedundantRef -verify=leak,double,unheld,mismatch,use,name,ctx %s
// RUN: %check -analyzer-disable-checker=qemu.iothread.UnheldContext -verify=leak,double,unheld,mismatch,use,name,ref %s
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

int leak(VBlk *s, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "leak");

    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        return -1; // leak-warning{{hold of 's->iothread' as 'leak' leaks}}
    }
    iothread_put_aio_context(s->iothread, "leak");
    return 0;
}

void put_twice(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "double");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "double");
    iothread_put_aio_context(s->iothread, "double"); // double-warning{{hold of 's->iothread' as 'double' is put twice}}
}

void unheld(VBlk *s)
{
    if (s->scsi) {
        aio_notify(iothread_get_aio_context(s->iothread, "unheld"));
    }
    iothread_put_aio_context(s->iothread, "unheld"); // unheld-warning{{hold of 's->iothread' as 'unheld' is put on a path that never took it}}
}

void mismatch(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "mismatch");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "miss-match"); // mismatch-warning{{'s->iothread' is put as 'miss-match' but held as 'mismatch'}}
}

void use(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "use");

    iothread_put_aio_context(s->iothread, "use");
    aio_notify(ctx); // use-warning{{'ctx' is used after the last hold of 's->iothread' was put}}
}

void name(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, ""); // name-warning{{holder name is empty}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, ""); // name-warning{{holder name is empty}}
}

void ref(VBlk *s)
{
    object_ref(OBJECT(s->iothread)); // ref-warning{{'object_ref' of 's->iothread' is redundant beside its hold as 'ref'}}
    s->ctx = iothread_get_aio_context(s->iothread, "ref");
    aio_notify(s->ctx);
    iothread_put_aio_context(s->iothread, "ref");
    s->ctx = NULL;
}

void context(VBlk *s)
{
    aio_notify(s->iothread->ctx); // ctx-warning{{AioContext of 's->iothread' is read directly, without a hold}}
}
