// SPDX-License-Identifier: GPL-2.0-or-later
//
// Near what held.c has, but where a put would, or could, be wrong: all are
// named and left.
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
//--- hw/a.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabA, CRAB)
struct CrabA CRAB_FIELDS(CrabA);

void crab_once(CrabA *c);
void crab_once(CrabA *c)
{
    object_ref(OBJECT(c->iothread));
    // CHECK-DAG: hw/a.c:[[@LINE+1]]: not converted: crab_once(): c->iothread is referenced, but nothing in this file unreferences it
    c->ctx = iothread_get_aio_context(c->iothread);
}
//--- hw/b.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabB, CRAB)
struct CrabB CRAB_FIELDS(CrabB);

/* Path of the crab at one end, of the other device at the other. */
void crab_start(CrabB *c);
void crab_start(CrabB *c)
{
    object_ref(OBJECT(c->iothread));
    // CHECK-DAG: hw/b.c:[[@LINE+1]]: not converted: crab_start(): c->iothread is referenced, but nothing in this file unreferences it
    c->ctx = iothread_get_aio_context(c->iothread);
}

typedef struct Other { DeviceState *dev; IOThread *iothread; } Other;
void other_stop(Other *c);
void other_stop(Other *c)
{
    object_unref(OBJECT(c->iothread));
}
//--- hw/c.c
#include "qemu/osdep.h"
#include "hw/crab.h"

typedef struct Orphan { IOThread *thread; AioContext *ctx; } Orphan;

/* No object with a path anywhere. */
void orphan_start(Orphan *o);
void orphan_start(Orphan *o)
{
    object_ref(OBJECT(o->thread));
    // CHECK-DAG: hw/c.c:[[@LINE+1]]: not converted: orphan_start(): no object with a path is known for o->thread
    o->ctx = iothread_get_aio_context(o->thread);
}

void orphan_stop(Orphan *o);
void orphan_stop(Orphan *o)
{
    object_unref(OBJECT(o->thread));
}
//--- hw/d.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabD, CRAB)
struct CrabD CRAB_FIELDS(CrabD);

typedef struct EngineD {
    CrabD *crab;
    DeviceState *second;
    IOThread *thread;
    AioContext *ctx;
} EngineD;

/* Two devices in one record: whose path is it? */
void engine_start(EngineD *e);
void engine_start(EngineD *e)
{
    object_ref(OBJECT(e->thread));
    // CHECK-DAG: hw/d.c:[[@LINE+1]]: not converted: engine_start(): no object with a path is known for e->thread
    e->ctx = iothread_get_aio_context(e->thread);
}

void engine_stop(EngineD *e);
void engine_stop(EngineD *e)
{
    object_unref(OBJECT(e->thread));
}
//--- hw/e.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabE, CRAB)
struct CrabE CRAB_FIELDS(CrabE);

typedef struct MotorE { CrabE *crab; IOThread *thread; AioContext *ctx; } MotorE;

/* The object is gone when the IOThread is let go. */
void motor_start(MotorE *m, CrabE *crab);
void motor_start(MotorE *m, CrabE *crab)
{
    m->crab = crab;
    object_ref(OBJECT(m->thread));
    // CHECK-DAG: hw/e.c:[[@LINE+1]]: not converted: motor_start(): 'm->crab =' stands before the object_unref at line [[@LINE+8]], and the hold has the name of m->crab
    m->ctx = iothread_get_aio_context(m->thread);
}

void motor_stop(MotorE *m);
void motor_stop(MotorE *m)
{
    m->crab = NULL;
    object_unref(OBJECT(m->thread));
}
//--- hw/f.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabF, CRAB)
struct CrabF CRAB_FIELDS(CrabF);

typedef struct MotorF { CrabF *crab; IOThread *thread; AioContext *ctx; } MotorF;

/* As e.c, but it is unreferenced. */
void motor_start(MotorF *m, CrabF *crab);
void motor_start(MotorF *m, CrabF *crab)
{
    m->crab = crab;
    object_ref(OBJECT(m->thread));
    // CHECK-DAG: hw/f.c:[[@LINE+1]]: not converted: motor_start(): 'object_unref(OBJECT(m->crab))' stands before the object_unref at line {{.*}}, and the hold has the name of m->crab
    m->ctx = iothread_get_aio_context(m->thread);
}

void motor_stop(MotorF *m);
void motor_stop(MotorF *m)
{
    object_unref(OBJECT(m->crab));
    object_unref(OBJECT(m->thread));
}
//--- hw/g.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabG, CRAB)
struct CrabG CRAB_FIELDS(CrabG);

typedef struct MotorG { CrabG *crab; IOThread *thread; AioContext *ctx; } MotorG;

/* The object is not known yet when the IOThread is got. */
MotorG *motor_new(CrabG *crab, IOThread *thread);
MotorG *motor_new(CrabG *crab, IOThread *thread)
{
    MotorG *m = g_new0(MotorG, 1);

    m->thread = thread;
    object_ref(OBJECT(m->thread));
    // CHECK-DAG: hw/g.c:[[@LINE+1]]: not converted: motor_new(): 'm->crab =' comes after the get, and the hold has the name of m->crab
    m->ctx = iothread_get_aio_context(m->thread);
    m->crab = crab;
    return m;
}

void motor_stop(MotorG *m);
void motor_stop(MotorG *m)
{
    object_unref(OBJECT(m->thread));
}
//--- hw/h.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabH, CRAB)
struct CrabH CRAB_FIELDS(CrabH);

/* The reference goes where the get does not. */
void crab_start(CrabH *c);
void crab_start(CrabH *c)
{
    if (c->ready) {
        object_ref(OBJECT(c->iothread));
    }
    // CHECK-DAG: hw/h.c:[[@LINE+1]]: not converted: crab_start(): the get and its reference depend on different conditions
    c->ctx = iothread_get_aio_context(c->iothread);
}

void crab_stop(CrabH *c);
void crab_stop(CrabH *c)
{
    if (c->ready) {
        object_unref(OBJECT(c->iothread));
    }
}
//--- hw/i.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabI, CRAB)
struct CrabI CRAB_FIELDS(CrabI);

/* The error path undoes the reference before the get. */
void crab_start(CrabI *c, Error **errp);
void crab_start(CrabI *c, Error **errp)
{
    object_ref(OBJECT(c->iothread));
    if (!crab_ok(c, errp)) {
        object_unref(OBJECT(c->iothread));
        return;
    }
    // CHECK-DAG: hw/i.c:[[@LINE+1]]: not converted: crab_start(): 'return' stands between the get and its reference
    c->ctx = iothread_get_aio_context(c->iothread);
}

void crab_stop(CrabI *c);
void crab_stop(CrabI *c)
{
    object_unref(OBJECT(c->iothread));
}
//--- hw/j.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabJ, CRAB)
struct CrabJ CRAB_FIELDS(CrabJ);

/* The error path leaves between the get and the reference. */
int crab_start(CrabJ *c, Error **errp);
int crab_start(CrabJ *c, Error **errp)
{
    // CHECK-DAG: hw/j.c:[[@LINE+1]]: not converted: crab_start(): 'goto' stands between the get and its reference
    c->ctx = iothread_get_aio_context(c->iothread);
    if (!crab_ok(c, errp)) {
        goto out;
    }
    object_ref(OBJECT(c->iothread));
    return 0;
out:
    return -1;
}

void crab_stop(CrabJ *c);
void crab_stop(CrabJ *c)
{
    object_unref(OBJECT(c->iothread));
}
//--- hw/k.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabK, CRAB)
struct CrabK CRAB_FIELDS(CrabK);

/* One reference, two gets. */
void crab_start(CrabK *c);
void crab_start(CrabK *c)
{
    object_ref(OBJECT(c->iothread));
    // CHECK-DAG: hw/k.c:[[@LINE+1]]: not converted: crab_start(): c->iothread is got 2 and referenced 1 times there
    c->many[0] = iothread_get_aio_context(c->iothread);
    // CHECK-DAG: hw/k.c:[[@LINE+1]]: not converted: crab_start(): c->iothread is got 2 and referenced 1 times there
    c->many[1] = iothread_get_aio_context(c->iothread);
}

void crab_stop(CrabK *c);
void crab_stop(CrabK *c)
{
    object_unref(OBJECT(c->iothread));
}
//--- hw/l.c
#include "qemu/osdep.h"
#include "hw/crab.h"

OBJECT_DECLARE_SIMPLE_TYPE(CrabL, CRAB)
struct CrabL CRAB_FIELDS(CrabL);

/* The pending multi-threaded export: gets in a loop, into an array. */
void crab_start(CrabL *c);
void crab_start(CrabL *c)
{
    for (int i = 0; i < 4; i++) {
        // CHECK-DAG: hw/l.c:[[@LINE+1]]: not converted: crab_start(): it is got in a loop; where each is put cannot be told
        c->many[i] = iothread_get_aio_context(c->pool[i]);
    }
}
