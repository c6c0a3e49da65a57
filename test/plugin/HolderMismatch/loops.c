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

#define VBLK_QUEUES 4

typedef struct VBlkMq {
    DeviceState parent_obj;
    IOThread *iothread;
    IOThread *event_iothread;
    IOThread *threads[VBLK_QUEUES];
    AioContext *ctx[VBLK_QUEUES];
    char *holder;
    int num_queues;
} VBlkMq;

/* One hold per turn of the loop. */
void kick_bad(VBlkMq *s)
{
    for (int i = 0; i < s->num_queues; i++) {
        AioContext *ctx = iothread_get_aio_context(s->iothread, "queue");

        aio_notify(ctx);
        iothread_put_aio_context(s->iothread, "queues"); // expected-warning{{'s->iothread' is put as 'queues' but held as 'queue'}}
    }
}

void kick_good(VBlkMq *s)
{
    for (int i = 0; i < s->num_queues; i++) {
        AioContext *ctx = iothread_get_aio_context(s->iothread, "queue");

        aio_notify(ctx);
        iothread_put_aio_context(s->iothread, "queue");
    }
}

/* A name for each queue. */
void kick_named_bad(VBlkMq *s)
{
    for (int i = 0; i < s->num_queues; i++) {
        g_autofree char *name = g_strdup_printf("vq%d", i);
        g_autofree char *other = g_strdup_printf("queue%d", i);
        AioContext *ctx = iothread_get_aio_context(s->threads[i], name);

        aio_notify(ctx);
        iothread_put_aio_context(s->threads[i], other); // expected-warning 1+{{'s->threads[i]' is put as}}
    }
}

void kick_named_good(VBlkMq *s)
{
    for (int i = 0; i < s->num_queues; i++) {
        g_autofree char *name = g_strdup_printf("vq%d", i);
        AioContext *ctx = iothread_get_aio_context(s->threads[i], name);

        aio_notify(ctx);
        iothread_put_aio_context(s->threads[i], name);
    }
}

/* The hold is taken in one loop and put in another. */
void attach_detach_good(VBlkMq *s)
{
    int i;

    for (i = 0; i < VBLK_QUEUES; i++) {
        s->ctx[i] = iothread_get_aio_context(s->threads[i], s->holder);
    }
    for (i = 0; i < VBLK_QUEUES; i++) {
        aio_notify(s->ctx[i]);
        iothread_put_aio_context(s->threads[i], s->holder);
    }
}

/* The name is rebuilt in the second loop, in the same way. */
void attach_detach_named_good(VBlkMq *s)
{
    int i;

    for (i = 0; i < VBLK_QUEUES; i++) {
        g_autofree char *name = g_strdup_printf("vq%d", i);

        s->ctx[i] = iothread_get_aio_context(s->threads[i], name);
    }
    for (i = 0; i < VBLK_QUEUES; i++) {
        g_autofree char *name = g_strdup_printf("vq%d", i);

        aio_notify(s->ctx[i]);
        iothread_put_aio_context(s->threads[i], name);
    }
}

/* Moving down: the neighbour's name is in the list as well. */
void rollback_good(VBlkMq *s)
{
    int i;

    for (i = 0; i < VBLK_QUEUES; i++) {
        s->ctx[i] = iothread_get_aio_context(s->threads[i], "vq");
    }
    while (i--) {
        iothread_put_aio_context(s->threads[i], "vq");
    }
}

/* A loop that runs until it works. */
int retry_bad(VBlkMq *s, BlockBackend *blk)
{
    int ret;

    do {
        AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);

        ret = blk_set_aio_context(blk, ctx, NULL);
        iothread_put_aio_context(s->event_iothread, s->holder); // expected-warning{{'s->event_iothread' is put as 's->holder' but the hold is on 's->iothread'}}
    } while (ret == -EAGAIN);
    return ret;
}

int retry_good(VBlkMq *s, BlockBackend *blk)
{
    int ret;

    do {
        AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);

        ret = blk_set_aio_context(blk, ctx, NULL);
        iothread_put_aio_context(s->iothread, s->holder);
    } while (ret == -EAGAIN);
    return ret;
}
