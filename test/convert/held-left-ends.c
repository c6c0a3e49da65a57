// SPDX-License-Identifier: GPL-2.0-or-later
//
// As held-left.c: loops, other ends, objects that change or have no path.
//
// RUN: %convert_case old %s %t 2 >%t.out && FileCheck %s <%t.out
// RUN: not grep '^diff .*hw/' %t.out
//
//--- include/hw/crab.h
#ifndef HW_CRAB_H
#define HW_CRAB_H
#include "hw/qdev.h"
#include "@SYSTEM@/iothread.h"

/* Each file has a type of its own: where else one is let go counts. */
#define CRAB_FIELDS(Crab) { \
    DeviceState parent_obj; \
    IOThread *iothread; \
    IOThread *pool[4]; \
    AioContext *ctx; \
    AioContext *many[4]; \
    bool ready; \
    Crab *peer; \
}

bool crab_ok(void *c, Error **errp);
#endif
//--- hw/m.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabM, CRAB)
struct CrabM CRAB_FIELDS(CrabM);

/* The same hold again and again. */
void crab_start(CrabM *c);
void crab_start(CrabM *c)
{
    for (int i = 0; i < 4; i++) {
        object_ref(OBJECT(c->iothread));
        // CHECK-DAG: hw/m.c:[[@LINE+1]]: not converted: crab_start(): it is got in a loop
        c->many[i] = iothread_get_aio_context(c->iothread);
    }
}

void crab_stop(CrabM *c);
void crab_stop(CrabM *c)
{
    object_unref(OBJECT(c->iothread));
}
//--- hw/n.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabN, CRAB)
struct CrabN CRAB_FIELDS(CrabN);

/* Let go under another name of the variable, on one path. */
void crab_start(CrabN *c);
void crab_start(CrabN *c)
{
    object_ref(OBJECT(c->iothread));
    // CHECK-DAG: hw/n.c:[[@LINE+1]]: not converted: crab_start(): line [[@LINE+10]] has object_unref() of it by another name
    c->ctx = iothread_get_aio_context(c->iothread);
}

void crab_stop(CrabN *c);
void crab_stop(CrabN *c)
{
    IOThread *old = c->iothread;

    if (c->ready) {
        object_unref(OBJECT(old));
    } else {
        object_unref(OBJECT(c->iothread));
    }
}
//--- hw/o.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabO, CRAB)
struct CrabO CRAB_FIELDS(CrabO);

/* Let go by a macro of GLib's as well. */
void crab_start(CrabO *c);
void crab_start(CrabO *c)
{
    object_ref(OBJECT(c->iothread));
    // CHECK-DAG: hw/o.c:[[@LINE+1]]: not converted: crab_start(): g_clear_pointer() at line [[@LINE+11]] may end it as well
    c->ctx = iothread_get_aio_context(c->iothread);
}

void crab_stop(CrabO *c);
void crab_stop(CrabO *c)
{
    if (c->ready) {
        object_unref(OBJECT(c->iothread));
        return;
    }
    g_clear_pointer(&c->iothread, object_unref);
}
//--- hw/p.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabP, CRAB)
struct CrabP CRAB_FIELDS(CrabP);

/* The other end is in q.c on some path. */
void crab_p_start(CrabP *c);
void crab_p_start(CrabP *c)
{
    object_ref(OBJECT(c->peer->iothread));
    // CHECK-DAG: hw/p.c:[[@LINE+1]]: not converted: crab_p_start(): hw/q.c:{{[0-9]+}} has object_unref() of it too
    c->ctx = iothread_get_aio_context(c->peer->iothread);
}

void crab_p_stop(CrabP *c);
void crab_p_stop(CrabP *c)
{
    object_unref(OBJECT(c->peer->iothread));
}
//--- hw/q.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabP, CRAB)
struct CrabP CRAB_FIELDS(CrabP);

void crab_q_stop(CrabP *c);
void crab_q_stop(CrabP *c)
{
    if (c->peer) {
        object_unref(OBJECT(c->peer->iothread));
    }
}
//--- hw/r.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabR, CRAB)
struct CrabR CRAB_FIELDS(CrabR);

/* Referenced a second time where nothing is got. */
typedef struct Wheel { CrabR *crab; IOThread *thread; AioContext *ctx; } Wheel;
void wheel_start(Wheel *w);
void wheel_start(Wheel *w)
{
    object_ref(OBJECT(w->thread));
    // CHECK-DAG: hw/r.c:[[@LINE+1]]: not converted: wheel_start(): line [[@LINE+7]] references w->thread apart from any get
    w->ctx = iothread_get_aio_context(w->thread);
}

void wheel_pin(Wheel *w);
void wheel_pin(Wheel *w)
{
    object_ref(OBJECT(w->thread));
}

void wheel_stop(Wheel *w);
void wheel_stop(Wheel *w)
{
    object_unref(OBJECT(w->thread));
}

void wheel_unpin(Wheel *w);
void wheel_unpin(Wheel *w)
{
    object_unref(OBJECT(w->thread));
}
//--- hw/s.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabS, CRAB)
struct CrabS CRAB_FIELDS(CrabS);

/* The object changes on the way. */
typedef struct Sail { CrabS *crab; IOThread *thread; AioContext *ctx; } Sail;
void sail_start(Sail *first, Sail *w);
void sail_start(Sail *first, Sail *w)
{
    w = first;
    object_ref(OBJECT(w->thread));
    // CHECK-DAG: hw/s.c:[[@LINE+1]]: not converted: sail_start(): w gets more than one value in sail_start()
    w->ctx = iothread_get_aio_context(w->thread);
}

void sail_stop(Sail *w);
void sail_stop(Sail *w)
{
    object_unref(OBJECT(w->thread));
}
//--- hw/t.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabT, CRAB)
struct CrabT CRAB_FIELDS(CrabT);

/* The path is gone in instance_finalize, also for what that calls. */
void crab_start(CrabT *c);
void crab_start(CrabT *c)
{
    object_ref(OBJECT(c->iothread));
    // CHECK-DAG: hw/t.c:[[@LINE+1]]: not converted: crab_start(): crab_t_stop() is called by crab_t_finalize(), an instance_finalize, where the object has no path
    c->ctx = iothread_get_aio_context(c->iothread);
}

void crab_t_stop(CrabT *c);
void crab_t_stop(CrabT *c)
{
    object_unref(OBJECT(c->iothread));
}
//--- hw/u.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabT, CRAB)
void crab_t_stop(CrabT *c);

static void crab_t_finalize(Object *obj)
{
    crab_t_stop(CRAB(obj));
}

static const TypeInfo crab_t_info = {
    .instance_finalize = crab_t_finalize,
};

void crab_t_register(void);
void crab_t_register(void)
{
    type_register_static(&crab_t_info);
}
//--- hw/v.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabV, CRAB)
struct CrabV CRAB_FIELDS(CrabV);

/* Nor is there one yet in instance_init. */
static void crab_v_init(Object *obj)
{
    CrabV *c = CRAB(obj);

    object_ref(OBJECT(c->iothread));
    // CHECK-DAG: hw/v.c:[[@LINE+1]]: not converted: crab_v_init(): crab_v_init() is the instance_init, where the object has no path
    c->ctx = iothread_get_aio_context(c->iothread);
}

void crab_v_stop(CrabV *c);
void crab_v_stop(CrabV *c)
{
    object_unref(OBJECT(c->iothread));
}

static const TypeInfo crab_v_info = {
    .instance_init = crab_v_init,
};

void crab_v_register(void);
void crab_v_register(void)
{
    type_register_static(&crab_v_info);
}
//--- hw/w.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabW, CRAB)
struct CrabW CRAB_FIELDS(CrabW);

/* Two variables of one name: whose path would it be? */
void crab_start(CrabW *first);
void crab_start(CrabW *first)
{
    if (!first->ready) {
        CrabW *c = first->peer;

        c->ready = true;
    } else {
        CrabW *c = first;

        object_ref(OBJECT(c->iothread));
        // CHECK-DAG: hw/w.c:[[@LINE+1]]: not converted: crab_start(): crab_start() has more than one variable c
        c->ctx = iothread_get_aio_context(c->iothread);
    }
}

void crab_stop(CrabW *c);
void crab_stop(CrabW *c)
{
    object_unref(OBJECT(c->iothread));
}
