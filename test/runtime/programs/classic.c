/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The released API: a get takes nothing, references are the holds. */
#define HC_CLASSIC
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/iothread.h"
#include "case.h"

#define NEW(id) iothread_create(id, &error_abort)

static void classic_ref_lost(void)
{
    IOThread *t = NEW("io0");

    object_ref(OBJECT(t)); /* ! leaked-ref */
    aio_notify(iothread_get_aio_context(t));
}

static void classic_ref_ok(void)
{
    IOThread *t = NEW("io0");

    object_ref(OBJECT(t));
    aio_notify(iothread_get_aio_context(t));
    object_unref(OBJECT(t));
}

static void classic_use_after_unref(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t);

    object_ref(OBJECT(t));
    object_unref(OBJECT(t));
    aio_notify(ctx); /* ! used-after-put */
}

/* Nobody is asked to hold there. */
static void classic_use_without_ref_ok(void)
{
    aio_notify(iothread_get_aio_context(NEW("io0")));
}

static void classic_use_after_death(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t);

    iothread_destroy(t);
    aio_notify(ctx);             /* ! used-after-death */
    iothread_get_aio_context(t); /* ! used-after-death */
}

static void classic_use_of_deleted_ok(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t);

    object_ref(OBJECT(t));
    iothread_destroy(t);
    aio_notify(ctx);
    object_unref(OBJECT(t));
}

const Case classic_cases[] = {
    CASE(classic_ref_lost),
    CASE(classic_ref_ok),
    CASE(classic_use_after_unref),
    CASE(classic_use_without_ref_ok),
    CASE(classic_use_after_death),
    CASE(classic_use_of_deleted_ok),
    { NULL, NULL },
};
