/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Uses of an AioContext and of what stems from it. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"
#include "case.h"
#include "oracle/oracle.h"

#define NEW(id) iothread_create(id, &error_abort)

static int ran;

static void nop(void *opaque)
{
    ran++;
}

static void notify_after_put(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");

    iothread_put_aio_context(t, "a");
    aio_notify(ctx); /* ! used-after-put */
}

static void notify_after_put_ok(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");

    aio_notify(ctx);
    iothread_put_aio_context(t, "a");
}

/* The last hold is what counts. */
static void held_by_others_ok(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");

    iothread_get_aio_context(t, "b");
    iothread_put_aio_context(t, "a");
    aio_notify(ctx);
    iothread_put_aio_context(t, "b");
}

static void after_death(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");

    iothread_put_aio_context(t, "a");
    iothread_destroy(t);
    aio_notify(ctx); /* ! used-after-death */
}

static void after_destroy_ok(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");

    iothread_destroy(t);
    aio_notify(ctx);
    iothread_put_aio_context(t, "a");
}

static void unheld(void)
{
    IOThread *t = NEW("io0");

    aio_notify(t->ctx); /* ! used-unheld */
}

static void unheld_ok(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "a");
    aio_notify(t->ctx);
    iothread_put_aio_context(t, "a");
}

/* Nobody has to hold the main loop's. */
static void main_loop_ok(void)
{
    aio_notify(qemu_get_aio_context());
    aio_bh_schedule_oneshot(qemu_get_aio_context(), nop, NULL);
    aio_poll(qemu_get_aio_context(), false);
}

static void bottom_half(void)
{
    IOThread *t = NEW("io0");
    QEMUBH *bh = aio_bh_new(iothread_get_aio_context(t, "a"), nop, NULL);

    qemu_bh_schedule(bh);
    iothread_put_aio_context(t, "a");
    qemu_bh_schedule(bh); /* ! used-after-put */
    qemu_bh_cancel(bh);   /* ! used-after-put */
    qemu_bh_delete(bh);   /* ! used-after-put */
}

static void bottom_half_ok(void)
{
    IOThread *t = NEW("io0");
    QEMUBH *bh = aio_bh_new(iothread_get_aio_context(t, "a"), nop, NULL);

    qemu_bh_schedule(bh);
    qemu_bh_cancel(bh);
    qemu_bh_delete(bh);
    iothread_put_aio_context(t, "a");
}

static void timer(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");
    QEMUTimer *ts = aio_timer_new(ctx, QEMU_CLOCK_VIRTUAL, 1, nop, NULL);

    iothread_put_aio_context(t, "a");
    timer_mod(ts, 1); /* ! used-after-put */
    timer_del(ts);    /* ! used-after-put */
    timer_free(ts);   /* ! used-after-put */
}

static void timer_ok(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");
    QEMUTimer *ts = aio_timer_new(ctx, QEMU_CLOCK_VIRTUAL, 1, nop, NULL);

    timer_mod(ts, 1);
    timer_del(ts);
    timer_free(ts);
    iothread_put_aio_context(t, "a");
}

static void each_use(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");

    iothread_put_aio_context(t, "a");
    aio_context_ref(ctx);                              /* ! used-after-put */
    aio_context_unref(ctx);                            /* ! used-after-put */
    aio_bh_schedule_oneshot(ctx, nop, NULL);           /* ! used-after-put */
    aio_bh_new(ctx, nop, NULL);                        /* ! used-after-put */
    aio_bh_new_guarded(ctx, nop, NULL, NULL);          /* ! used-after-put */
    aio_set_fd_handler(ctx, 0, NULL, NULL, NULL, NULL, NULL); /* ! used-after-put */
    aio_wait_bh_oneshot(ctx, nop, NULL);               /* ! used-after-put */
    aio_poll(ctx, false);                              /* ! used-after-put */
    aio_timer_new(ctx, QEMU_CLOCK_HOST, 1, nop, NULL); /* ! used-after-put */
    iothread_get_g_main_context(t);                    /* ! used-after-put */
    blk_set_aio_context(NULL, ctx, NULL);              /* ! used-after-put */
    bdrv_try_change_aio_context(NULL, ctx, NULL, NULL); /* ! used-after-put */
    virtio_queue_aio_attach_host_notifier(NULL, ctx);  /* ! used-after-put */
    virtio_queue_aio_detach_host_notifier(NULL, ctx);  /* ! used-after-put */
}

static void each_use_ok(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");

    aio_context_ref(ctx);
    aio_context_unref(ctx);
    aio_bh_schedule_oneshot(ctx, nop, NULL);
    aio_bh_new(ctx, nop, NULL);
    aio_bh_new_guarded(ctx, nop, NULL, NULL);
    aio_set_fd_handler(ctx, 0, NULL, NULL, NULL, NULL, NULL);
    aio_wait_bh_oneshot(ctx, nop, NULL);
    aio_poll(ctx, false);
    aio_timer_new(ctx, QEMU_CLOCK_HOST, 1, nop, NULL);
    iothread_get_g_main_context(t);
    blk_set_aio_context(NULL, ctx, NULL);
    bdrv_try_change_aio_context(NULL, ctx, NULL, NULL);
    virtio_queue_aio_attach_host_notifier(NULL, ctx);
    virtio_queue_aio_detach_host_notifier(NULL, ctx);
    iothread_put_aio_context(t, "a");
}

/* What was scheduled runs at the latest when the IOThread ends, once. */
static void runs_at_the_end_ok(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");

    ran = 0;
    aio_bh_schedule_oneshot(ctx, nop, NULL);
    iothread_destroy(t);
    assert(ran == 0);
    iothread_put_aio_context(t, "a");
    assert(ran == 1);
}

/* What comes back is for the next round, or polling would never end. */
static QEMUBH *again;

static void schedule_again(void *opaque)
{
    ran++;
    qemu_bh_schedule(again);
}

static void rounds_ok(void)
{
    IOThread *t = NEW("io0");

    ran = 0;
    again = aio_bh_new(iothread_get_aio_context(t, "a"), schedule_again, NULL);
    qemu_bh_schedule(again);
    iothread_stop(t);
    assert(ran == 1);
    aio_poll(t->ctx, false);
    assert(ran == 2);
    qemu_bh_delete(again);
    iothread_put_aio_context(t, "a");
}

/* The end has begun: no hold can stop it. */
static void get_too_late_bh(void *opaque)
{
    iothread_get_aio_context(opaque, "late"); /* get_too_late ! used-after-death */
}

static void get_too_late(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");

    iothread_destroy(t);
    aio_bh_schedule_oneshot(ctx, get_too_late_bh, t);
    iothread_put_aio_context(t, "a");
    aio_notify(ctx); /* ! used-after-death */
    iothread_put_aio_context(t, "late");
    assert(oracle_count_events(ORACLE_DEATH) == 1);
}

static void get_in_time_ok(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");

    iothread_destroy(t);
    iothread_get_aio_context(t, "late");
    iothread_put_aio_context(t, "a");
    aio_notify(ctx);
    iothread_put_aio_context(t, "late");
}

static QEMUBH *first, *second;

static void cancel_second(void *opaque)
{
    ran++;
    qemu_bh_cancel(second);
}

static void order_of_bottom_halves_ok(void)
{
    AioContext *ctx = qemu_get_aio_context();

    ran = 0;
    first = qemu_bh_new(cancel_second, NULL);
    second = qemu_bh_new(nop, NULL);
    qemu_bh_schedule(first);
    qemu_bh_schedule(second);
    qemu_bh_schedule(first);
    assert(aio_poll(ctx, false) && ran == 1);
    assert(!aio_poll(ctx, false));
    qemu_bh_schedule(second);
    qemu_bh_delete(first);
    qemu_bh_schedule(first);
    assert(aio_poll(ctx, false) && ran == 2);
}

const Case uses_cases[] = {
    CASE(notify_after_put),
    CASE(notify_after_put_ok),
    CASE(held_by_others_ok),
    CASE(after_death),
    CASE(after_destroy_ok),
    CASE(unheld),
    CASE(unheld_ok),
    CASE(main_loop_ok),
    CASE(bottom_half),
    CASE(bottom_half_ok),
    CASE(timer),
    CASE(timer_ok),
    CASE(each_use),
    CASE(each_use_ok),
    CASE(runs_at_the_end_ok),
    CASE(rounds_ok),
    CASE(get_too_late),
    CASE(get_in_time_ok),
    CASE(order_of_bottom_halves_ok),
    { NULL, NULL },
};
