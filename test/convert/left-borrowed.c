// SPDX-License-Identifier: GPL-2.0-or-later
//
// Near what borrowed.c and saved.c have: named and left.
//
// RUN: %convert_case new %s %t 2 >%t.out && FileCheck %s <%t.out
// RUN: not grep '^diff .*x/' %t.out
//
//--- include/x/x.h
#ifndef X_X_H
#define X_X_H
#include "hw/qdev.h"
#include "block/block.h"
#include "@SYSTEM@/iothread.h"

extern IOThread *x_thread;
void x_cb(void *opaque);
#endif
//--- x/borrow.c
#include "qemu/osdep.h"
#include "x/x.h"

typedef struct Job { AioContext *ctx; bool own; } Job;
bool job_move(Job *job, AioContext *ctx);
bool job_own(Job *job);

/* Keeps the context, as all calls may that are not known not to. */
void job_keep(Job *job);
void job_keep(Job *job)
{
    // CHECK-DAG: x/borrow.c:[[@LINE+1]]: not converted: job_keep(): job_move() may keep the context
    job_move(job, iothread_get_aio_context(x_thread));
    // CHECK-DAG: x/borrow.c:[[@LINE+1]]: not converted: job_keep(): x_cb() may keep the context
    x_cb(iothread_get_aio_context(x_thread));
}

void job_keep_later(Job *job);
void job_keep_later(Job *job)
{
    // CHECK-DAG: x/borrow.c:[[@LINE+1]]: not converted: job_keep_later(): x_cb() may keep the context
    AioContext *ctx = iothread_get_aio_context(x_thread);

    aio_notify(ctx);
    x_cb(ctx);
}

void job_store(Job *job);
void job_store(Job *job)
{
    // CHECK-DAG: x/borrow.c:[[@LINE+1]]: not converted: job_store(): it is kept in job->ctx; nothing in sight says when that ends
    job->ctx = iothread_get_aio_context(x_thread);
}

void job_twice(Job *job);
void job_twice(Job *job)
{
    // CHECK-DAG: x/borrow.c:[[@LINE+1]]: not converted: job_twice(): its context is used 2 times
    AioContext *ctx = iothread_get_aio_context(x_thread);

    aio_notify(ctx);
    aio_bh_schedule_oneshot(ctx, x_cb, job);
}

void job_return(Job *job);
void job_return(Job *job)
{
    // CHECK-DAG: x/borrow.c:[[@LINE+1]]: not converted: job_return(): 'return' stands between the get and the use of its context
    AioContext *ctx = iothread_get_aio_context(x_thread);

    if (job->own) {
        return;
    }
    aio_notify(ctx);
}

/* The condition could be another one by the time of the put. */
void job_changes(Job *job);
void job_changes(Job *job)
{
    AioContext *ctx;

    if (job->own) {
        // CHECK-DAG: x/borrow.c:[[@LINE+1]]: not converted: job_changes(): 'job->own =' changes the condition of the get
        ctx = iothread_get_aio_context(x_thread);
    } else {
        ctx = qemu_get_aio_context();
    }
    job->own = false;
    aio_notify(ctx);
}

void job_asks(Job *job);
void job_asks(Job *job)
{
    AioContext *ctx;

    if (job_own(job)) {
        // CHECK-DAG: x/borrow.c:[[@LINE+1]]: not converted: job_asks(): the condition 'job_own(job)' may be another by the time of the put
        ctx = iothread_get_aio_context(x_thread);
    } else {
        ctx = qemu_get_aio_context();
    }
    aio_notify(ctx);
}
//--- x/shared-a.c
#include "qemu/osdep.h"
#include "x/x.h"

typedef struct Line { AioContext *ctx; } Line;
static IOThread *for_ever;

/* Nobody destroys it. */
Line *line_new(void);
Line *line_new(void)
{
    Line *line = g_new0(Line, 1);

    for_ever = iothread_create("for-ever", NULL);
    // CHECK-DAG: x/shared-a.c:[[@LINE+1]]: not converted: line_new(): for_ever is created in this file, but never destroyed
    line->ctx = iothread_get_aio_context(for_ever);
    return line;
}
//--- x/shared-b.c
#include "qemu/osdep.h"
#include "x/x.h"

typedef struct Line { AioContext *ctx; struct Line *next; } Line;
static IOThread *pool;
static Line *lines;
bool line_open(Line *line);

/* Fails after the get: then nobody ends the line. */
Line *line_new(void);
Line *line_new(void)
{
    Line *line = g_new0(Line, 1);

    pool = iothread_create("pool", NULL);
    // CHECK-DAG: x/shared-b.c:[[@LINE+1]]: not converted: line_new(): line_new() can fail after the get
    line->ctx = iothread_get_aio_context(pool);
    if (!line_open(line)) {
        g_free(line);
        return NULL;
    }
    return line;
}

void line_end(Line *line);
void line_end(Line *line)
{
    lines = line->next;
    if (!lines) {
        iothread_destroy(pool);
    }
    g_free(line);
}
//--- x/shared-c.c
#include "qemu/osdep.h"
#include "x/x.h"

typedef struct Line { AioContext *ctx; struct Line *next; } Line;
static IOThread *pool;
static Line *lines;

Line *line_new(void);
Line *line_new(void)
{
    Line *line = g_new0(Line, 1);

    pool = iothread_create("pool", NULL);
    // CHECK-DAG: x/shared-c.c:[[@LINE+1]]: not converted: line_new(): pool is destroyed in 2 places
    line->ctx = iothread_get_aio_context(pool);
    return line;
}

void line_end(Line *line);
void line_end(Line *line)
{
    lines = line->next;
    if (!lines) {
        iothread_destroy(pool);
    }
    g_free(line);
}

void line_drop(Line *line);
void line_drop(Line *line)
{
    if (!lines) {
        iothread_destroy(pool);
    }
}
//--- x/saved.c
#include "qemu/osdep.h"
#include "x/x.h"

#define TYPE_SIEVE "sieve"
OBJECT_DECLARE_SIMPLE_TYPE(Sieve, SIEVE)
struct Sieve { Object parent; IOThread *worker; QEMUBH *bh; };

/* Can run before the context is there: anybody may call it. */
void sieve_poke(Sieve *s);
void sieve_poke(Sieve *s)
{
    // CHECK-DAG: x/saved.c:[[@LINE+1]]: not converted: sieve_poke(): sieve_poke() may run before sieve_run() does
    aio_notify(iothread_get_aio_context(s->worker));
}

static void sieve_run(Sieve *s)
{
    // CHECK-DAG: x/saved.c:[[@LINE+1]]: not converted: sieve_run(): sieve_poke() may run before sieve_run() does
    AioContext *ctx = iothread_get_aio_context(s->worker);
    object_ref(OBJECT(s->worker));

    s->bh = aio_bh_new(ctx, x_cb, s);
}

static void sieve_finalize(Object *obj)
{
    Sieve *s = SIEVE(obj);

    qemu_bh_delete(s->bh);
    object_unref(OBJECT(s->worker));
}

static const TypeInfo sieve_info = {
    .instance_finalize = sieve_finalize,
};

void sieve_register(void);
void sieve_register(void)
{
    type_register_static(&sieve_info);
    sieve_run(NULL);
}
