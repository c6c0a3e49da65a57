// SPDX-License-Identifier: GPL-2.0-or-later
//
// A reference taken by hand beside the get, given back in another function:
// the hold takes its place, at both ends.
//
// RUN: %convert_case old %s %t.old >%t.1 && FileCheck %s <%t.1
// RUN: %convert_case new %s %t.new >%t.2 && FileCheck %s <%t.2
// RUN: FileCheck --check-prefix=DIFF %s <%t.2
//
// CHECK-DAG: hw/demo/a-ref-first.c:{{[0-9]+ +}}crab_dev_realize(): held as path of c, put in crab_dev_unrealize() (:{{[0-9]+}})
// CHECK-DAG: hw/demo/b-get-first.c:{{[0-9]+ +}}lobster_start(): held as path of b, put in lobster_stop() (:{{[0-9]+}})
// CHECK-DAG: hw/demo/c-nested.c:{{[0-9]+ +}}prawn_dev_realize(): held as path of p, put in prawn_dev_unrealize() (:{{[0-9]+}})
// CHECK-DAG: hw/demo/d-copied.c:{{[0-9]+ +}}engine_create(): held as path of e->owner, put in engine_destroy() (:{{[0-9]+}})
// CHECK-DAG: hw/demo/e-two.c:{{[0-9]+ +}}clam_realize(): held as path of c, put in clam_unrealize() (:{{[0-9]+}})
// CHECK-DAG: hw/demo/e-two.c:{{[0-9]+ +}}squid_realize(): held as path of q, put in squid_unrealize() (:{{[0-9]+}})
// CHECK-DAG: hw/demo/f-roll.c:{{[0-9]+ +}}whelk_realize(): held as path of w, put in whelk_realize() (:{{[0-9]+}}), whelk_unrealize() (:{{[0-9]+}})
//
//--- hw/demo/a-ref-first.c
#include "qemu/osdep.h"
#include "@SYSTEM@/iothread.h"
#include "hw/qdev.h"

#define TYPE_CRAB_DEV "crab"
OBJECT_DECLARE_SIMPLE_TYPE(CrabDev, CRAB_DEV)

struct CrabDev {
    DeviceState parent_obj;
    IOThread *pool;
    AioContext *where;
};

static void crab_dev_realize(DeviceState *dev, Error **errp)
{
    CrabDev *c = CRAB_DEV(dev);

    if (c->pool) {
        /* The pool must stay while the device is there */
        object_ref(OBJECT(c->pool));
        /* and this is what it is for */
        c->where = iothread_get_aio_context(c->pool);
    }
}

static void crab_dev_unrealize(DeviceState *dev)
{
    CrabDev *c = CRAB_DEV(dev);

    if (c->pool) {
        object_unref(OBJECT(c->pool));
    }
}
// DIFF-LABEL: +++ b/hw/demo/a-ref-first.c
// DIFF:      {{^}}     if (c->pool) {
// DIFF:      {{^}}-        object_ref(OBJECT(c->pool));
// DIFF-NEXT: {{^}}+        g_autofree char *holder = object_get_canonical_path(OBJECT(c));
// DIFF-NEXT: {{^}}+
// DIFF:      {{^}}+        c->where = iothread_get_aio_context(c->pool, holder);
// DIFF:      {{^}}     if (c->pool) {
// DIFF-NEXT: {{^}}-        object_unref(OBJECT(c->pool));
// DIFF-NEXT: {{^}}+        g_autofree char *holder = object_get_canonical_path(OBJECT(c));
// DIFF-NEXT: {{^}}+
// DIFF-NEXT: {{^}}+        iothread_put_aio_context(c->pool, holder);
//--- hw/demo/b-get-first.c
#include "qemu/osdep.h"
#include "@SYSTEM@/iothread.h"
#include "hw/qdev.h"

#define TYPE_LOBSTER "lobster"
OBJECT_DECLARE_SIMPLE_TYPE(Lobster, LOBSTER)

typedef struct LobsterConf { NameList *names; IOThread *thread; } LobsterConf;
struct Lobster { DeviceState parent_obj; LobsterConf conf; AioContext *at[4]; };

static bool lobster_start(Lobster *b, Error **errp)
{
    LobsterConf *conf = &b->conf;

    if (conf->names) {
        error_setg(errp, "names are of no use");
        return false;
    } else if (conf->thread) {
        AioContext *ctx = iothread_get_aio_context(conf->thread);
        for (unsigned i = 0; i < 4; i++) {
            b->at[i] = ctx;
        }

        /* Let go in lobster_stop() */
        object_ref(OBJECT(conf->thread));
    } else {
        b->at[0] = qemu_get_aio_context();
    }
    return true;
}

static void lobster_stop(Lobster *b)
{
    LobsterConf *conf = &b->conf;

    assert(b->at[0]);

    if (conf->names) {
        conf->names = NULL;
    }

    if (conf->thread) {
        object_unref(OBJECT(conf->thread));
    }

    b->at[0] = NULL;
}

static void lobster_realize(DeviceState *dev, Error **errp)
{
    if (!lobster_start(LOBSTER(dev), errp)) {
        lobster_stop(LOBSTER(dev));
    }
}
// DIFF-LABEL: +++ b/hw/demo/b-get-first.c
// DIFF:      {{^}}+        g_autofree char *holder = object_get_canonical_path(OBJECT(b));
// DIFF:      {{^}}+        AioContext *ctx = iothread_get_aio_context(conf->thread, holder);
// DIFF:      {{^}}-        object_ref(OBJECT(conf->thread));
// DIFF:      {{^}}+        iothread_put_aio_context(conf->thread, holder);
//--- hw/demo/c-nested.c
#include "qemu/osdep.h"
#include "@SYSTEM@/iothread.h"
#include "hw/qdev.h"

#define TYPE_PRAWN "prawn"
OBJECT_DECLARE_SIMPLE_TYPE(Prawn, PRAWN)

struct Prawn {
    DeviceState parent_obj;
    bool hints;
    IOThread *iothread;
    QEMUBH *bh;
};

static void prawn_bh(void *opaque)
{
}

static void prawn_dev_realize(DeviceState *dev, Error **errp)
{
    Prawn *p = PRAWN(dev);

    if (p->hints) {
        object_ref(OBJECT(p->iothread));
        p->bh = aio_bh_new(iothread_get_aio_context(p->iothread),
                           prawn_bh, p);
    }
}

static void prawn_stop(Prawn *p)
{
}

static void prawn_dev_unrealize(DeviceState *dev)
{
    Prawn *p = PRAWN(dev);

    /* Set with the get, so this is the same condition */
    if (p->bh) {
        qemu_bh_delete(p->bh);
        object_unref(OBJECT(p->iothread));
        prawn_stop(p);
    }
}
// DIFF-LABEL: +++ b/hw/demo/c-nested.c
// DIFF:      {{^}}+        AioContext *ctx;
// DIFF:      {{^}}+        ctx = iothread_get_aio_context(p->iothread, holder);
// DIFF-NEXT: {{^}}+        p->bh = aio_bh_new(ctx,
// DIFF:      {{^}}         qemu_bh_delete(p->bh);
// DIFF-NEXT: {{^}}-        object_unref(OBJECT(p->iothread));
// DIFF-NEXT: {{^}}+        iothread_put_aio_context(p->iothread, holder);
// DIFF-NEXT: {{^}}         prawn_stop(p);
//--- hw/demo/d-copied.c
#include "qemu/osdep.h"
#include "@SYSTEM@/iothread.h"
#include "hw/qdev.h"

#define TYPE_HERMIT "hermit"
OBJECT_DECLARE_SIMPLE_TYPE(Hermit, HERMIT)
struct Hermit { DeviceState parent_obj; };

typedef struct Engine {
    Hermit *owner;
    IOThread *thread;
    AioContext *ctx;
} Engine;

Engine *engine_create(Hermit *hermit, IOThread *thread);
void engine_destroy(Engine *e);

Engine *engine_create(Hermit *hermit, IOThread *thread)
{
    Engine *e = g_new0(Engine, 1);

    e->owner = hermit;

    if (thread) {
        e->thread = thread;
        object_ref(OBJECT(e->thread));
        e->ctx = iothread_get_aio_context(e->thread);
    } else {
        e->ctx = qemu_get_aio_context();
    }
    return e;
}

void engine_destroy(Engine *e)
{
    if (!e) {
        return;
    }

    if (e->thread) {
        object_unref(OBJECT(e->thread));
    }
    g_free(e);
}
// DIFF-LABEL: +++ b/hw/demo/d-copied.c
// DIFF: {{^}}+        g_autofree char *holder = object_get_canonical_path(OBJECT(e->owner));
// DIFF: {{^}}+        iothread_put_aio_context(e->thread, holder);
//--- hw/demo/e-two.c
#include "qemu/osdep.h"
#include "@SYSTEM@/iothread.h"
#include "hw/qdev.h"

#define TYPE_CLAM "clam"
OBJECT_DECLARE_SIMPLE_TYPE(Clam, CLAM)
#define TYPE_SQUID "squid"
OBJECT_DECLARE_SIMPLE_TYPE(Squid, SQUID)

struct Clam {
    DeviceState parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    int busy;
};

struct Squid {
    DeviceState parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

/* A name is taken, at the head of a function, and there are two devices. */
static void clam_realize(DeviceState *dev, Error **errp)
{
    Clam *c = CLAM(dev);

    object_ref(c->iothread);
    c->ctx = iothread_get_aio_context(c->iothread);
}

static void clam_unrealize(DeviceState *dev)
{
    Clam *c = CLAM(dev);
    int holder = c->busy;

    if (holder) {
        return;
    }
    c->busy = 0;
    object_unref(c->iothread);
}

static void squid_realize(DeviceState *dev, Error **errp)
{
    Squid *q = SQUID(dev);

    q->ctx = iothread_get_aio_context(q->iothread);
    object_ref(OBJECT(q->iothread));
}

static void squid_unrealize(DeviceState *dev)
{
    Squid *q;

    q = SQUID(dev);
    object_unref(OBJECT(q->iothread));
}
// DIFF-LABEL: +++ b/hw/demo/e-two.c
// DIFF: {{^}}     Clam *c = CLAM(dev);
// DIFF:      {{^}}+    g_autofree char *iothread_holder = object_get_canonical_path(OBJECT(c));
// DIFF: {{^}}+    c->ctx = iothread_get_aio_context(c->iothread, iothread_holder);
// DIFF: {{^}}+    iothread_put_aio_context(c->iothread, iothread_holder);
// DIFF: {{^}}     Squid *q;
// DIFF-NEXT: {{^}}+    g_autofree char *{{.*}} = NULL;
// DIFF: {{^}}     q = SQUID(dev);
// DIFF-NEXT: {{^}}-
//--- hw/demo/f-roll.c
#include "qemu/osdep.h"
#include "@SYSTEM@/iothread.h"
#include "hw/qdev.h"

#define TYPE_WHELK "whelk"
OBJECT_DECLARE_SIMPLE_TYPE(Whelk, WHELK)

struct Whelk { DeviceState parent_obj; IOThread *iothread; AioContext *ctx; };

int whelk_move(Whelk *w, Error **errp);

/* What is undone on the error path was taken before. */
static void whelk_realize(DeviceState *dev, Error **errp)
{
    Whelk *w = WHELK(dev);

    object_ref(OBJECT(w->iothread));
    w->ctx = iothread_get_aio_context(w->iothread);
    if (whelk_move(w, errp) < 0) {
        object_unref(OBJECT(w->iothread));
        return;
    }
    w->ctx = NULL;
}

static void whelk_unrealize(DeviceState *dev)
{
    Whelk *w = WHELK(dev);

    w->ctx = NULL;
    object_unref(OBJECT(w->iothread));
}
// DIFF-LABEL: +++ b/hw/demo/f-roll.c
// DIFF:      {{^}}     Whelk *w = WHELK(dev);
// DIFF:      {{^}}+    g_autofree char *holder = object_get_canonical_path(OBJECT(w));
// DIFF-NOT:  holder =
// DIFF:      {{^}}     if (whelk_move(w, errp) < 0) {
// DIFF-NEXT: {{^}}-        object_unref(OBJECT(w->iothread));
// DIFF-NEXT: {{^}}+        iothread_put_aio_context(w->iothread, holder);
// DIFF:      holder =
