// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* Where the ways part: switch, ternary, goto, conditions that belong
 * together, ends that do not return. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef enum ComparePhase {
    COMPARE_IDLE,
    COMPARE_RUN,
    COMPARE_CHECKPOINT,
    COMPARE_FAILOVER,
} ComparePhase;

typedef struct ColoCompare {
    IOThread *iothread;
    IOThread *spare;
    BlockBackend *blk;
    ComparePhase phase;
    bool use_iothread;
    bool verbose;
    int pending;
} ColoCompare;

G_NORETURN void colo_panic(const char *why);
void colo_trace(int phase);

/* ---- switch ---- */

int colo_step(ColoCompare *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "colo");

    switch (s->phase) {
    case COMPARE_RUN:
        aio_notify(ctx);
        break;
    case COMPARE_CHECKPOINT:
        return 1; // expected-warning{{hold of 's->iothread' as 'colo' leaks on this path}}
    default:
        break;
    }
    iothread_put_aio_context(s->iothread, "colo");
    return 0;
}

int colo_step_ok(ColoCompare *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "colo");
    int ret = 0;

    switch (s->phase) {
    case COMPARE_RUN:
        aio_notify(ctx);
        break;
    case COMPARE_CHECKPOINT:
        ret = s->pending;
        break;
    default:
        break;
    }
    iothread_put_aio_context(s->iothread, "colo");
    return ret;
}

/* The put stands in the arms, one arm forgot. */
void colo_finish(ColoCompare *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    switch (s->phase) {
    case COMPARE_RUN:
        iothread_put_aio_context(s->iothread, "colo");
        break;
    case COMPARE_CHECKPOINT:
        colo_trace(COMPARE_CHECKPOINT);
        break;
    default:
        iothread_put_aio_context(s->iothread, "colo");
        break;
    }
} // expected-warning{{hold of 's->iothread' as 'colo' leaks on this path}}

void colo_finish_ok(ColoCompare *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    switch (s->phase) {
    case COMPARE_CHECKPOINT:
        colo_trace(COMPARE_CHECKPOINT);
        /* fall through */
    case COMPARE_RUN:
        iothread_put_aio_context(s->iothread, "colo");
        break;
    default:
        iothread_put_aio_context(s->iothread, "colo");
        break;
    }
}

/* ---- ternary ---- */

void colo_pick(ColoCompare *s)
{
    IOThread *t = s->use_iothread ? s->iothread : s->spare;

    aio_notify(iothread_get_aio_context(t, "colo"));
    if (s->use_iothread) {
        iothread_put_aio_context(s->iothread, "colo");
    }
} // expected-warning-re{{hold of '{{t|s->spare}}' as 'colo' leaks on this path}}

void colo_pick_ok(ColoCompare *s)
{
    IOThread *t = s->use_iothread ? s->iothread : s->spare;

    aio_notify(iothread_get_aio_context(t, "colo"));
    if (s->use_iothread) {
        iothread_put_aio_context(s->iothread, "colo");
    } else {
        iothread_put_aio_context(s->spare, "colo");
    }
}

void colo_context(ColoCompare *s)
{
    AioContext *ctx = s->use_iothread
                      ? iothread_get_aio_context(s->iothread, "colo")
                      : qemu_get_aio_context();

    aio_notify(ctx);
    if (s->use_iothread && !s->verbose) {
        iothread_put_aio_context(s->iothread, "colo");
    }
} // expected-warning{{hold of 's->iothread' as 'colo' leaks on this path}}

void colo_context_ok(ColoCompare *s)
{
    AioContext *ctx = s->use_iothread
                      ? iothread_get_aio_context(s->iothread, "colo")
                      : qemu_get_aio_context();

    aio_notify(ctx);
    if (s->use_iothread) {
        iothread_put_aio_context(s->iothread, "colo");
    }
}

/* ---- goto to the wrong label ---- */

int colo_start(ColoCompare *s, EventNotifier *e, Error **errp)
{
    AioContext *ctx;
    int ret;

    ret = event_notifier_init(e, 0);
    if (ret < 0) {
        goto out;
    }
    ctx = iothread_get_aio_context(s->iothread, "colo");
    ret = blk_set_aio_context(s->blk, ctx, errp);
    if (ret < 0) {
        goto out_notifier;
    }
    iothread_put_aio_context(s->iothread, "colo");
    return 0;

out_notifier:
    event_notifier_cleanup(e);
out:
    return ret; // expected-warning{{hold of 's->iothread' as 'colo' leaks when this error is returned}}
}

int colo_start_ok(ColoCompare *s, EventNotifier *e, Error **errp)
{
    AioContext *ctx;
    int ret;

    ret = event_notifier_init(e, 0);
    if (ret < 0) {
        goto out;
    }
    ctx = iothread_get_aio_context(s->iothread, "colo");
    ret = blk_set_aio_context(s->blk, ctx, errp);
    if (ret < 0) {
        goto out_put;
    }
    iothread_put_aio_context(s->iothread, "colo");
    return 0;

out_put:
    iothread_put_aio_context(s->iothread, "colo");
    event_notifier_cleanup(e);
out:
    return ret;
}

/* ---- correlated conditions ---- */

void colo_guarded(ColoCompare *s)
{
    AioContext *ctx = qemu_get_aio_context();

    if (s->use_iothread) {
        ctx = iothread_get_aio_context(s->iothread, "colo");
    }
    aio_notify(ctx);
    if (s->use_iothread && s->pending) {
        iothread_put_aio_context(s->iothread, "colo");
    }
} // expected-warning{{hold of 's->iothread' as 'colo' leaks on this path}}

void colo_guarded_ok(ColoCompare *s)
{
    AioContext *ctx = qemu_get_aio_context();

    if (s->use_iothread) {
        ctx = iothread_get_aio_context(s->iothread, "colo");
    }
    aio_notify(ctx);
    if (s->use_iothread) {
        iothread_put_aio_context(s->iothread, "colo");
    }
}

/* Guarded by the IOThread itself. */
void colo_nullable_ok(ColoCompare *s)
{
    if (s->iothread) {
        aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    }
    colo_trace(s->phase);
    if (s->iothread) {
        iothread_put_aio_context(s->iothread, "colo");
    }
}

/* A local flag set beside the get. */
void colo_flagged(ColoCompare *s)
{
    bool held = false;

    if (s->pending > 0) {
        aio_notify(iothread_get_aio_context(s->iothread, "colo"));
        held = s->verbose;
    }
    colo_trace(s->phase);
    if (held) {
        iothread_put_aio_context(s->iothread, "colo");
    }
} // expected-warning{{hold of 's->iothread' as 'colo' leaks on this path}}

void colo_flagged_ok(ColoCompare *s)
{
    bool held = false;

    if (s->pending > 0) {
        aio_notify(iothread_get_aio_context(s->iothread, "colo"));
        held = true;
    }
    colo_trace(s->phase);
    if (held) {
        iothread_put_aio_context(s->iothread, "colo");
    }
}

/* The context is the flag. */
void colo_ctx_flag_ok(ColoCompare *s)
{
    AioContext *ctx = NULL;

    if (s->pending > 0) {
        ctx = iothread_get_aio_context(s->iothread, "colo");
        aio_notify(ctx);
    }
    colo_trace(s->phase);
    if (ctx) {
        iothread_put_aio_context(s->iothread, "colo");
    }
}

/* The condition changed in between: the put is never reached with a hold. */
void colo_changed(ColoCompare *s)
{
    if (s->pending) {
        aio_notify(iothread_get_aio_context(s->iothread, "colo")); // expected-warning{{hold of 's->iothread' as 'colo' is never put}}
    }
    s->pending = 0;
    if (s->pending) {
        iothread_put_aio_context(s->iothread, "colo");
    }
}

void colo_changed_ok(ColoCompare *s)
{
    int pending = s->pending;

    if (pending) {
        aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    }
    s->pending = 0;
    if (pending) {
        iothread_put_aio_context(s->iothread, "colo");
    }
}

/* A bit of a mask. */
void colo_mask_ok(ColoCompare *s, unsigned flags)
{
    if (flags & 4) {
        aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    }
    colo_trace(flags);
    if (flags & 4) {
        iothread_put_aio_context(s->iothread, "colo");
    }
}

void colo_mask(ColoCompare *s, unsigned flags)
{
    if (flags & 4) {
        aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    }
    colo_trace(flags);
    if (flags & 2) {
        return; // expected-warning{{hold of 's->iothread' as 'colo' leaks on this path}}
    }
    if (flags & 4) {
        iothread_put_aio_context(s->iothread, "colo");
    }
}

/* ---- short circuit ---- */

int colo_both(ColoCompare *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    if (s->phase == COMPARE_RUN || (s->pending && s->verbose)) {
        iothread_put_aio_context(s->iothread, "colo");
        return 1;
    }
    return 0; // expected-warning{{hold of 's->iothread' as 'colo' leaks on this path}}
}

int colo_both_ok(ColoCompare *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    if (s->phase == COMPARE_RUN || (s->pending && s->verbose)) {
        iothread_put_aio_context(s->iothread, "colo");
        return 1;
    }
    iothread_put_aio_context(s->iothread, "colo");
    return 0;
}

/* ---- ends that do not return ---- */

void colo_must(ColoCompare *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    if (s->phase == COMPARE_FAILOVER) {
        colo_trace(s->phase);
        return; // expected-warning{{hold of 's->iothread' as 'colo' leaks on this path}}
    }
    iothread_put_aio_context(s->iothread, "colo");
}

void colo_must_panic_ok(ColoCompare *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    if (s->phase == COMPARE_FAILOVER) {
        colo_panic("failover");
    }
    iothread_put_aio_context(s->iothread, "colo");
}

void colo_must_abort_ok(ColoCompare *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    if (s->phase == COMPARE_FAILOVER) {
        abort();
    }
    iothread_put_aio_context(s->iothread, "colo");
}

void colo_must_assert_ok(ColoCompare *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    g_assert(s->blk);
    switch (s->phase) {
    case COMPARE_IDLE:
    case COMPARE_RUN:
        iothread_put_aio_context(s->iothread, "colo");
        break;
    default:
        g_assert_not_reached();
    }
}
