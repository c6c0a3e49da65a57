/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* A name that is NULL on this path, and one that need not be. */
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

void variable_null(VBlk *s)
{
    const char *name = NULL;
    AioContext *ctx = iothread_get_aio_context(s->iothread, name); // expected-warning{{holder name is NULL}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name); // expected-warning{{holder name is NULL}}
}

void variable_set(VBlk *s)
{
    const char *name = NULL;
    AioContext *ctx;

    name = "vblk";
    ctx = iothread_get_aio_context(s->iothread, name);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
}

/* Nothing says that an id is missing. */
void id_may_be_null(DeviceState *dev, IOThread *iothread)
{
    AioContext *ctx = iothread_get_aio_context(iothread, dev->id);

    aio_notify(ctx);
    iothread_put_aio_context(iothread, dev->id);
}

/* Here something does. */
void id_is_null(DeviceState *dev, IOThread *iothread)
{
    AioContext *ctx;

    if (dev->id) {
        return;
    }
    ctx = iothread_get_aio_context(iothread, dev->id); // expected-warning{{holder name is NULL}}
    aio_notify(ctx);
    iothread_put_aio_context(iothread, dev->id); // expected-warning{{holder name is NULL}}
}

void id_is_set(DeviceState *dev, IOThread *iothread)
{
    AioContext *ctx;

    if (!dev->id) {
        return;
    }
    ctx = iothread_get_aio_context(iothread, dev->id);
    aio_notify(ctx);
    iothread_put_aio_context(iothread, dev->id);
}

/* A switch that forgets one case. */
void switch_forgets(VBlk *s)
{
    const char *name = NULL;
    AioContext *ctx;

    switch (s->index) {
    case 0:
        name = "vblk-read";
        break;
    case 1:
        name = "vblk-write";
        break;
    default:
        break;
    }
    ctx = iothread_get_aio_context(s->iothread, name); // expected-warning{{holder name is NULL}}
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name); // expected-warning{{holder name is NULL}}
}

void switch_complete(VBlk *s)
{
    const char *name = NULL;
    AioContext *ctx;

    switch (s->index) {
    case 0:
        name = "vblk-read";
        break;
    case 1:
        name = "vblk-write";
        break;
    default:
        g_assert_not_reached();
    }
    ctx = iothread_get_aio_context(s->iothread, name);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
}

/* The saved name was cleared too early. */
void cleared_before_put(VBlk *s)
{
    AioContext *ctx;
    const char *name = "vblk";

    ctx = iothread_get_aio_context(s->iothread, name);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
    name = NULL;
    ctx = iothread_get_aio_context(s->iothread, name); // expected-warning{{holder name is NULL}}
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name); // expected-warning{{holder name is NULL}}
}

void cleared_after_put(VBlk *s)
{
    AioContext *ctx;

    s->holder = g_strdup("vblk");
    ctx = iothread_get_aio_context(s->iothread, s->holder);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->holder);
    g_free(s->holder);
    s->holder = NULL;
}
