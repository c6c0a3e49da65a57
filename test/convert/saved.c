// SPDX-License-Identifier: GPL-2.0-or-later
//
// Let go in instance_finalize, where the object has no path: three gets become
// one hold under a saved name, and what waits for the IOThread is guarded.
//
// RUN: %convert_case old %s %t.old >%t.1 && FileCheck %s <%t.1
// RUN: %convert_case new %s %t.new >%t.2 && FileCheck %s <%t.2
// RUN: FileCheck --check-prefix=DIFF %s <%t.2
//
// CHECK-DAG: net/sieve.c:{{[0-9]+ +}}sieve_run(): held as path of s, name saved, put in sieve_finalize() (:{{[0-9]+}})
// CHECK-DAG: net/sieve.c:{{[0-9]+ +}}sieve_timer(): uses the context that sieve_run() keeps
// CHECK-DAG: net/sieve.c:{{[0-9]+ +}}sieve_finalize(): uses the context that sieve_run() keeps
//
//--- net/sieve.c
#include "qemu/osdep.h"
#include "@SYSTEM@/iothread.h"
#include "qapi/error.h"

#define TYPE_SIEVE "sieve"
OBJECT_DECLARE_SIMPLE_TYPE(Sieve, SIEVE)

struct Sieve {
    Object parent;
    char *name;
    IOThread *worker;
    GMainContext *loop;
    QEMUTimer *timer;
    QEMUBH *bh;
    bool done;
};

static void sieve_bh(void *opaque)
{
}

static void sieve_timer(Sieve *s)
{
    AioContext *ctx = iothread_get_aio_context(s->worker);

    s->timer = aio_timer_new(ctx, sieve_bh, s);
}

static void sieve_run(Sieve *s)
{
    AioContext *ctx = iothread_get_aio_context(s->worker);
    object_ref(OBJECT(s->worker));
    s->loop = iothread_get_g_main_context(s->worker);

    sieve_timer(s);
    s->bh = aio_bh_new(ctx, sieve_bh, s);
}

void sieve_complete(Sieve *s, Error **errp);
void sieve_complete(Sieve *s, Error **errp)
{
    if (!s->name) {
        error_setg(errp, "no name");
        return;
    }
    sieve_run(s);
}

static void sieve_finalize(Object *obj)
{
    Sieve *s = SIEVE(obj);

    if (s->timer) {
        timer_free(s->timer);
    }

    qemu_bh_delete(s->bh);

    AioContext *ctx = iothread_get_aio_context(s->worker);
    AIO_WAIT_WHILE(ctx, !s->done);
    if (s->name) {
        AIO_WAIT_WHILE(ctx, s->done);
    }

    /* What is left over */
    AIO_WAIT_WHILE(NULL, !s->done);

    g_free(s->name);
    object_unref(OBJECT(s->worker));
}

static const TypeInfo sieve_info = {
    .name = TYPE_SIEVE,
    .instance_size = sizeof(Sieve),
    .instance_finalize = sieve_finalize,
};

void sieve_register(void);
void sieve_register(void)
{
    type_register_static(&sieve_info);
}
// DIFF:      {{^}}     IOThread *worker;
// DIFF-NEXT: {{^}}+    AioContext *worker_ctx;
// DIFF-NEXT: {{^}}+    char *worker_holder;
// DIFF:      {{^}}-    AioContext *ctx = iothread_get_aio_context(s->worker);
// DIFF:      {{^}}+    s->timer = aio_timer_new(s->worker_ctx, sieve_bh, s);
// DIFF:      {{^}}+    s->worker_holder = object_get_canonical_path(OBJECT(s));
// DIFF-NEXT: {{^}}+    s->worker_ctx = iothread_get_aio_context(s->worker, s->worker_holder);
// DIFF-NEXT: {{^}}     s->loop = iothread_get_g_main_context(s->worker);
// DIFF:      {{^}}+    s->bh = aio_bh_new(s->worker_ctx, sieve_bh, s);
// DIFF:      {{^}}+    if (s->worker_ctx) {
// DIFF-NEXT: {{^}}+        qemu_bh_delete(s->bh);
// DIFF:      {{^}}+        AIO_WAIT_WHILE(s->worker_ctx, !s->done);
// DIFF:      {{^}}+            AIO_WAIT_WHILE(s->worker_ctx, s->done);
// DIFF:      {{^}}+        AIO_WAIT_WHILE(NULL, !s->done);
// DIFF:      {{^}}-    object_unref(OBJECT(s->worker));
// DIFF:      {{^}}+    if (s->worker_holder) {
// DIFF-NEXT: {{^}}+        iothread_put_aio_context(s->worker, s->worker_holder);
// DIFF-NEXT: {{^}}+        g_free(s->worker_holder);
// DIFF-NEXT: {{^}}+    }
