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

/* NULL. */
void name_null(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, NULL); // expected-warning{{holder name is NULL}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, NULL); // expected-warning{{holder name is NULL}}
}

void name_literal(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "vblk");
}

/* Empty. */
void name_empty(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, ""); // expected-warning{{holder name is empty}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, ""); // expected-warning{{holder name is empty}}
}

void name_one_letter(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "v");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "v");
}

static const char no_name[] = "";
static const char a_name[] = "vblk";

void array_empty(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, no_name); // expected-warning{{holder name is empty}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, no_name); // expected-warning{{holder name is empty}}
}

void array_filled(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, a_name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, a_name);
}

/* Through a cast. */
void name_zero(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, (char *)0); // expected-warning{{holder name is NULL}}

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, (char *)0); // expected-warning{{holder name is NULL}}
}
