// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %classic -verify %s
/*
 * Released QEMU: the reference is the hold, keyed by the IOThread alone.
 * References of other objects are nobody's business here.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct Balloon {
    Object parent_obj;
    IOThread *iothread;
    IOThread *other;
    BlockBackend *blk;
    QEMUBH *bh;
    Object *peer;
    bool poisoned;
} Balloon;

static void balloon_bh(void *opaque)
{
}

int balloon_report(Balloon *s)
{
    object_ref(OBJECT(s->iothread));
    aio_notify(iothread_get_aio_context(s->iothread));
    if (s->poisoned) {
        return -EIO; // expected-warning{{hold of 's->iothread' leaks when this error is returned}}
    }
    object_unref(OBJECT(s->iothread));
    return 0;
}

int balloon_report_ok(Balloon *s)
{
    object_ref(OBJECT(s->iothread));
    aio_notify(iothread_get_aio_context(s->iothread));
    if (s->poisoned) {
        object_unref(OBJECT(s->iothread));
        return -EIO;
    }
    object_unref(OBJECT(s->iothread));
    return 0;
}

bool balloon_start(Balloon *s, Error **errp)
{
    AioContext *ctx;

    object_ref(OBJECT(s->iothread));
    ctx = iothread_get_aio_context(s->iothread);
    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        return false; // expected-warning{{hold of 's->iothread' leaks when this error is returned}}
    }
    s->bh = aio_bh_new(ctx, balloon_bh, s);
    return true;
}

bool balloon_start_ok(Balloon *s, Error **errp)
{
    AioContext *ctx;

    object_ref(OBJECT(s->iothread));
    ctx = iothread_get_aio_context(s->iothread);
    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        object_unref(OBJECT(s->iothread));
        return false;
    }
    s->bh = aio_bh_new(ctx, balloon_bh, s);
    return true;
}

void balloon_stop_ok(Balloon *s)
{
    qemu_bh_delete(s->bh);
    s->bh = NULL;
    object_unref(OBJECT(s->iothread));
}

/* Without the cast macro: object_ref takes any pointer. */
void balloon_poke(Balloon *s)
{
    object_ref(s->iothread);
    aio_notify(iothread_get_aio_context(s->iothread));
    if (s->poisoned) {
        return; // expected-warning{{hold of 's->iothread' leaks on this path}}
    }
    object_unref(s->iothread);
}

void balloon_poke_ok(Balloon *s)
{
    object_ref(s->iothread);
    aio_notify(iothread_get_aio_context(s->iothread));
    object_unref(s->iothread);
}

void balloon_poke_two(Balloon *s)
{
    object_ref(OBJECT(s->iothread));
    object_ref(OBJECT(s->other));
    aio_notify(iothread_get_aio_context(s->iothread));
    aio_notify(iothread_get_aio_context(s->other));
    object_unref(OBJECT(s->iothread));
    if (s->poisoned) {
        return; // expected-warning{{hold of 's->other' leaks on this path}}
    }
    object_unref(OBJECT(s->other));
}

void balloon_poke_two_ok(Balloon *s)
{
    object_ref(OBJECT(s->iothread));
    object_ref(OBJECT(s->other));
    aio_notify(iothread_get_aio_context(s->iothread));
    aio_notify(iothread_get_aio_context(s->other));
    object_unref(OBJECT(s->iothread));
    object_unref(OBJECT(s->other));
}

void balloon_poke_loop(Balloon *s, int n)
{
    int i;

    for (i = 0; i < n; i++) {
        object_ref(OBJECT(s->iothread));
    }
    for (i = 1; i < n; i++) {
        object_unref(OBJECT(s->iothread));
    }
} // expected-warning{{hold of 's->iothread' leaks on this path}}

void balloon_poke_loop_ok(Balloon *s, int n)
{
    int i;

    for (i = 0; i < n; i++) {
        object_ref(OBJECT(s->iothread));
    }
    for (i = 0; i < n; i++) {
        object_unref(OBJECT(s->iothread));
    }
}

/* References of other objects, however unbalanced. */
int balloon_peer_ok(Balloon *s)
{
    object_ref(s->peer);
    if (s->poisoned) {
        return -EIO;
    }
    object_unref(s->peer);
    return 0;
}

void balloon_self_ok(Balloon *s)
{
    object_ref(OBJECT(s));
    aio_bh_schedule_oneshot(qemu_get_aio_context(), balloon_bh, s);
}

/* The one-argument get alone is no hold. */
void balloon_borrow_ok(Balloon *s)
{
    aio_notify(iothread_get_aio_context(s->iothread));
}
