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

typedef struct XenBlockDataPlane {
    IOThread *iothread;
    AioContext *ctx;
    VBlk *blk;
} XenBlockDataPlane;

/* The IOThread in a variable. */
void ref_by_alias(VBlk *s)
{
    IOThread *t = s->iothread;
    AioContext *ctx;

    object_ref(OBJECT(t)); // expected-warning{{is redundant beside its hold as 'vblk'}}
    ctx = iothread_get_aio_context(s->iothread, "vblk");
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    object_unref(OBJECT(t)); // expected-warning{{is redundant beside its hold as 'vblk'}}
}

void ref_by_alias_of_other(VBlk *s)
{
    IOThread *t = s->event_iothread;
    AioContext *ctx;

    object_ref(OBJECT(t));
    ctx = iothread_get_aio_context(s->iothread, "vblk");
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
    object_unref(OBJECT(t));
}

/* Copied into the data plane, which owns both. */
XenBlockDataPlane *dataplane_create_bad(VBlk *s, IOThread *iothread)
{
    XenBlockDataPlane *dp = g_new0(XenBlockDataPlane, 1);

    dp->blk = s;
    dp->iothread = iothread;
    object_ref(OBJECT(dp->iothread)); // expected-warning{{'object_ref' of 'dp->iothread' is redundant beside its hold as 'xen-block'}}
    dp->ctx = iothread_get_aio_context(dp->iothread, "xen-block");
    return dp;
}

XenBlockDataPlane *dataplane_create_good(VBlk *s, IOThread *iothread)
{
    XenBlockDataPlane *dp = g_new0(XenBlockDataPlane, 1);

    dp->blk = s;
    dp->iothread = iothread;
    dp->ctx = iothread_get_aio_context(dp->iothread, "xen-block");
    return dp;
}

void dataplane_destroy_bad(XenBlockDataPlane *dp)
{
    iothread_put_aio_context(dp->iothread, "xen-block");
    object_unref(OBJECT(dp->iothread)); // expected-warning{{'object_unref' of 'dp->iothread' is redundant beside its hold as 'xen-block'}}
    g_free(dp);
}

void dataplane_destroy_good(XenBlockDataPlane *dp)
{
    iothread_put_aio_context(dp->iothread, "xen-block");
    object_unref(OBJECT(dp->blk));
    g_free(dp);
}

/* The maker's own reference. */
void made_ok(void)
{
    IOThread *t = IOTHREAD(object_new(TYPE_IOTHREAD));

    aio_notify(iothread_get_aio_context(t, "made"));
    iothread_put_aio_context(t, "made");
    object_unref(OBJECT(t));
}

void made_and_taken(void)
{
    IOThread *t = IOTHREAD(object_new(TYPE_IOTHREAD));

    aio_notify(iothread_get_aio_context(t, "made"));
    object_ref(OBJECT(t)); // expected-warning{{is redundant beside its hold as 'made'}}
    iothread_put_aio_context(t, "made");
    object_unref(OBJECT(t));
}
