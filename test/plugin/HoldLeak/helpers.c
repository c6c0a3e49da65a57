/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* The get or the put stands in a helper, seen or unseen. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct Mirror {
    IOThread *iothread;
    BlockBackend *target;
    char *job_id;
    AioContext *ctx;
    bool draining;
} Mirror;

/* ---- seen helpers ---- */

static AioContext *mirror_enter(Mirror *s)
{
    return iothread_get_aio_context(s->iothread, s->job_id);
}

static void mirror_leave(Mirror *s)
{
    iothread_put_aio_context(s->iothread, s->job_id);
}

static int mirror_do_flush(Mirror *s)
{
    return blk_getlength(s->target) < 0 ? -EIO : 0;
}

int mirror_flush(Mirror *s)
{
    AioContext *ctx = mirror_enter(s);
    int ret;

    aio_notify(ctx);
    ret = mirror_do_flush(s);
    if (ret < 0) {
        return ret; // expected-warning{{hold of 's->iothread' as 's->job_id' leaks when this error is returned}}
    }
    mirror_leave(s);
    return 0;
}

int mirror_flush_ok(Mirror *s)
{
    AioContext *ctx = mirror_enter(s);
    int ret;

    aio_notify(ctx);
    ret = mirror_do_flush(s);
    if (ret < 0) {
        mirror_leave(s);
        return ret;
    }
    mirror_leave(s);
    return 0;
}

/* A helper that puts only sometimes. */
static void mirror_leave_if_idle(Mirror *s)
{
    if (!s->draining) {
        iothread_put_aio_context(s->iothread, s->job_id);
    }
}

int mirror_pause(Mirror *s)
{
    aio_notify(mirror_enter(s));
    mirror_leave_if_idle(s);
    return 0; // expected-warning{{hold of 's->iothread' as 's->job_id' leaks on this path}}
}

int mirror_pause_ok(Mirror *s)
{
    aio_notify(mirror_enter(s));
    if (s->draining) {
        mirror_leave(s);
        return 0;
    }
    mirror_leave_if_idle(s);
    return 0;
}

/* The IOThread and the name are parameters of the helper. */
static AioContext *borrow_context(IOThread *iothread, const char *who)
{
    AioContext *ctx = iothread_get_aio_context(iothread, who);

    aio_notify(ctx);
    return ctx;
}

static void return_context(IOThread *iothread, const char *who)
{
    iothread_put_aio_context(iothread, who);
}

int mirror_peek(Mirror *s, Error **errp)
{
    AioContext *ctx = borrow_context(s->iothread, "mirror-peek");
    int ret = blk_set_aio_context(s->target, ctx, errp);

    if (ret < 0) {
        return ret; // expected-warning-re{{hold of '{{.*}}iothread' as {{.*}} leaks when this error is returned}}
    }
    return_context(s->iothread, "mirror-peek");
    return 0;
}

int mirror_peek_ok(Mirror *s, Error **errp)
{
    AioContext *ctx = borrow_context(s->iothread, "mirror-peek");
    int ret = blk_set_aio_context(s->target, ctx, errp);

    return_context(s->iothread, "mirror-peek");
    return ret;
}

/* A helper returns NULL when there was nothing to hold. */
static AioContext *mirror_enter_maybe(Mirror *s)
{
    if (!s->iothread) {
        return NULL;
    }
    return iothread_get_aio_context(s->iothread, s->job_id);
}

void mirror_kick(Mirror *s)
{
    AioContext *ctx = mirror_enter_maybe(s);

    if (!ctx) {
        return;
    }
    aio_notify(ctx);
    if (s->draining) {
        return; // expected-warning{{hold of 's->iothread' as 's->job_id' leaks on this path}}
    }
    mirror_leave(s);
}

void mirror_kick_ok(Mirror *s)
{
    AioContext *ctx = mirror_enter_maybe(s);

    if (!s->iothread) {
        return;
    }
    aio_notify(ctx);
    mirror_leave(s);
}

/* Three calls deep. */
static void mirror_leave_quietly(Mirror *s)
{
    mirror_leave(s);
}

static int mirror_finish(Mirror *s, int ret)
{
    if (ret != -EAGAIN) {
        mirror_leave_quietly(s);
    }
    return ret;
}

int mirror_run_once(Mirror *s)
{
    aio_notify(mirror_enter(s));
    if (s->draining) {
        return mirror_finish(s, -EAGAIN); // expected-warning{{hold of 's->iothread' as 's->job_id' leaks when this error is returned}}
    }
    return mirror_finish(s, 0);
}

int mirror_run_once_ok(Mirror *s)
{
    aio_notify(mirror_enter(s));
    if (s->draining) {
        return mirror_finish(s, -EBUSY);
    }
    return mirror_finish(s, 0);
}

/* ---- unseen callees ---- */

void mirror_unseen_owner(Mirror *s);
void unseen_thread(IOThread *iothread);
void unseen_number(int64_t bytes);
void unseen_context(AioContext *ctx);

/* It has the owner: it may put, nothing can be said. */
int mirror_hand_over_ok(Mirror *s)
{
    aio_notify(mirror_enter(s));
    mirror_unseen_owner(s);
    if (s->draining) {
        return -EBUSY;
    }
    return 0;
}

/* It has only a number: nothing can put here. */
int mirror_hand_over(Mirror *s)
{
    aio_notify(mirror_enter(s));
    unseen_number(blk_getlength(s->target));
    if (s->draining) {
        return -EBUSY; // expected-warning{{hold of 's->iothread' as 's->job_id' leaks when this error is returned}}
    }
    mirror_leave(s);
    return 0;
}

/* It has the IOThread. */
int mirror_hand_thread_ok(Mirror *s)
{
    aio_notify(mirror_enter(s));
    unseen_thread(s->iothread);
    if (s->draining) {
        return -EBUSY;
    }
    return 0;
}

/* It has the context; from a context nobody can put. */
int mirror_hand_context(Mirror *s)
{
    unseen_context(mirror_enter(s));
    if (s->draining) {
        return -EBUSY; // expected-warning{{hold of 's->iothread' as 's->job_id' leaks when this error is returned}}
    }
    mirror_leave(s);
    return 0;
}

int mirror_hand_context_ok(Mirror *s)
{
    unseen_context(mirror_enter(s));
    if (s->draining) {
        mirror_leave(s);
        return -EBUSY;
    }
    mirror_leave(s);
    return 0;
}

/* The callee may have changed s->iothread: still nothing to be said. */
int mirror_changed_ok(Mirror *s)
{
    aio_notify(mirror_enter(s));
    mirror_unseen_owner(s);
    iothread_put_aio_context(s->iothread, s->job_id);
    return 0;
}

/* An indirect call with the owner. */
int mirror_indirect_ok(Mirror *s, void (*done)(Mirror *s))
{
    aio_notify(mirror_enter(s));
    done(s);
    return 0;
}

/* ---- a wrapper that returns the context gives the hold away ---- */

AioContext *mirror_get_context_ok(Mirror *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->job_id);

    aio_notify(ctx);
    return ctx;
}

/* ---- an annotated pair is as good as the real one ---- */

AioContext *other_get(IOThread *iothread, const char *who)
    QEMU_ANNOTATE("holdcheck.acquires");
void other_put(IOThread *iothread, const char *who)
    QEMU_ANNOTATE("holdcheck.releases");

int mirror_other(Mirror *s)
{
    aio_notify(other_get(s->iothread, "mirror"));
    if (s->draining) {
        return -EBUSY; // expected-warning{{hold of 's->iothread' as 'mirror' leaks when this error is returned}}
    }
    other_put(s->iothread, "mirror");
    return 0;
}

int mirror_other_ok(Mirror *s)
{
    aio_notify(other_get(s->iothread, "mirror"));
    if (s->draining) {
        other_put(s->iothread, "mirror");
        return -EBUSY;
    }
    other_put(s->iothread, "mirror");
    return 0;
}
