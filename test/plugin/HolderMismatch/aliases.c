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

typedef struct VBlkConf {
    IOThread *iothread;
    IOThread *spare;
    const char *holder;
} VBlkConf;

typedef struct VBlkDev {
    DeviceState parent_obj;
    VBlkConf conf;
} VBlkDev;

typedef struct VBlkDataPlane {
    VBlkConf *conf;
    IOThread *iothread;
    AioContext *ctx;
} VBlkDataPlane;

/* The IOThread in a variable. */
void local_alias_bad(VBlk *s)
{
    IOThread *iothread = s->iothread;
    AioContext *ctx = iothread_get_aio_context(iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk0"); // expected-warning{{'s->iothread' is put as 'vblk0' but held as 'vblk'}}
}

void local_alias_good(VBlk *s)
{
    IOThread *iothread = s->iothread;
    AioContext *ctx = iothread_get_aio_context(iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
}

/* A pointer into the device. */
void conf_pointer_bad(VBlkDev *d)
{
    VBlkConf *conf = &d->conf;
    AioContext *ctx = iothread_get_aio_context(conf->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(d->conf.spare, "vblk"); // expected-warning{{'d->conf.spare' is put as 'vblk' but the hold is on 'conf->iothread'}}
}

void conf_pointer_good(VBlkDev *d)
{
    VBlkConf *conf = &d->conf;
    AioContext *ctx = iothread_get_aio_context(conf->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(d->conf.iothread, "vblk");
}

void conf_holder_good(VBlkDev *d)
{
    VBlkConf *conf = &d->conf;
    AioContext *ctx = iothread_get_aio_context(conf->iothread, conf->holder);

    aio_notify(ctx);
    iothread_put_aio_context(conf->iothread, d->conf.holder);
}

/* A second structure with a copy of the pointer. */
void dataplane_bad(VBlk *s)
{
    VBlkDataPlane *dp = g_new0(VBlkDataPlane, 1);

    dp->iothread = s->iothread;
    dp->ctx = iothread_get_aio_context(dp->iothread, "dataplane");
    aio_notify(dp->ctx);
    iothread_put_aio_context(s->iothread, "vblk"); // expected-warning{{'s->iothread' is put as 'vblk' but held as 'dataplane'}}
    g_free(dp);
}

void dataplane_good(VBlk *s)
{
    VBlkDataPlane *dp = g_new0(VBlkDataPlane, 1);

    dp->iothread = s->iothread;
    dp->ctx = iothread_get_aio_context(dp->iothread, "dataplane");
    aio_notify(dp->ctx);
    iothread_put_aio_context(s->iothread, "dataplane");
    g_free(dp);
}

/* A copy of the whole structure. */
void conf_copied(VBlkDev *d)
{
    VBlkConf conf = d->conf;
    AioContext *ctx = iothread_get_aio_context(conf.iothread, conf.holder);

    aio_notify(ctx);
    iothread_put_aio_context(d->conf.iothread, d->conf.holder);
}

/* One variable, two IOThreads. */
void variable_reused_bad(VBlk *a, VBlk *b)
{
    IOThread *t = a->iothread;
    AioContext *ctx = iothread_get_aio_context(t, "nic");

    aio_notify(ctx);
    t = b->iothread;
    iothread_put_aio_context(t, "nic"); // expected-warning{{is put as 'nic' but the hold is on}}
}

void variable_reused_good(VBlk *a, VBlk *b)
{
    IOThread *t = a->iothread;
    AioContext *ctx = iothread_get_aio_context(t, "nic");

    aio_notify(ctx);
    iothread_put_aio_context(t, "nic");
    t = b->iothread;
    ctx = iothread_get_aio_context(t, "nic");
    aio_notify(ctx);
    iothread_put_aio_context(t, "nic");
}

/* The name in two variables. */
void name_alias_good(VBlk *s)
{
    const char *name = "vblk";
    const char *other = name;
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, other);
}

void name_alias_bad(VBlk *s)
{
    const char *name = "vblk";
    const char *other = name;
    AioContext *ctx;

    name = "vblk-tmp";
    ctx = iothread_get_aio_context(s->iothread, name);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, other); // expected-warning{{'s->iothread' is put as}}
}

/* The device in two variables. */
void device_alias_good(DeviceState *dev)
{
    VBlk *s = VBLK(dev);
    AioContext *ctx = iothread_get_aio_context(s->iothread, dev->id);

    aio_notify(ctx);
    iothread_put_aio_context(VBLK(dev)->iothread, s->parent_obj.id);
}

void device_alias_bad(DeviceState *dev)
{
    VBlk *s = VBLK(dev);
    AioContext *ctx = iothread_get_aio_context(s->iothread, dev->id);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->serial); // expected-warning{{'s->iothread' is put as 's->serial' but held as 'dev->id'}}
}
