// SPDX-License-Identifier: GPL-2.0-or-later
//
// Ways of writing that the converter does not go into: named and left.
//
// RUN: %convert_case new %s %t 2 >%t.out && FileCheck %s <%t.out
// RUN: not grep '^diff .*hw/' %t.out
//
//--- include/hw/eel.h
#ifndef HW_EEL_H
#define HW_EEL_H
#include "hw/qdev.h"
#include "@SYSTEM@/iothread.h"

#define EEL_FIELDS { \
    DeviceState parent_obj; \
    IOThread *iothread; \
    AioContext *ctx; \
    bool big; \
}
#endif
//--- hw/a.c
#include "qemu/osdep.h"
#include "hw/eel.h"

// CHECK-DAG: hw/a.c:[[@LINE+1]]: not converted: the call is outside any function
#define EEL_CONTEXT(eel) iothread_get_aio_context((eel)->iothread)

OBJECT_DECLARE_SIMPLE_TYPE(EelA, EEL)
struct EelA EEL_FIELDS;
void eel_start(EelA *eel);
void eel_start(EelA *eel)
{
    eel->ctx = EEL_CONTEXT(eel);
}
//--- hw/b.c
#include "qemu/osdep.h"
#include "hw/eel.h"

OBJECT_DECLARE_SIMPLE_TYPE(EelB, EEL)
struct EelB EEL_FIELDS;

/* In a condition; in the arm of one without braces. */
void eel_start(EelB *eel);
void eel_start(EelB *eel)
{
    if (eel->big)
        object_ref(OBJECT(eel->iothread));
    else if (!eel->ctx)
        // CHECK-DAG: hw/b.c:[[@LINE+1]]: not converted: eel_start(): the call stands in a condition, or in the arm of one without braces
        eel->ctx = iothread_get_aio_context(eel->iothread);
    // CHECK-DAG: hw/b.c:[[@LINE+1]]: not converted: eel_start(): the call stands in a condition, or in the arm of one without braces
    if (eel->ctx == iothread_get_aio_context(eel->iothread)) {
        return;
    }
}

void eel_stop(EelB *eel);
void eel_stop(EelB *eel)
{
    object_unref(OBJECT(eel->iothread));
}
//--- hw/c.c
#include "qemu/osdep.h"
#include "hw/eel.h"

OBJECT_DECLARE_SIMPLE_TYPE(EelC, EEL)
struct EelC EEL_FIELDS;

/* Taken in one arm of #if, let go in any case. */
void eel_start(EelC *eel);
void eel_start(EelC *eel)
{
#ifdef CONFIG_EELS
    object_ref(OBJECT(eel->iothread));
    // CHECK-DAG: hw/c.c:[[@LINE+1]]: not converted: eel_start(): the get and the object_unref at line [[@LINE+8]] are in different arms of #if
    eel->ctx = iothread_get_aio_context(eel->iothread);
#endif
}

void eel_stop(EelC *eel);
void eel_stop(EelC *eel)
{
    object_unref(OBJECT(eel->iothread));
}
//--- hw/d.c
#include "qemu/osdep.h"
#include "hw/eel.h"

OBJECT_DECLARE_SIMPLE_TYPE(EelD, EEL)
struct EelD EEL_FIELDS;

/* Two functions of one name: a semantic patch would take both. */
void eel_start(EelD *eel);
#ifdef CONFIG_EELS
void eel_start(EelD *eel)
{
    object_ref(OBJECT(eel->iothread));
    // CHECK-DAG: hw/d.c:[[@LINE+1]]: not converted: eel_start(): the file has another function of that name
    eel->ctx = iothread_get_aio_context(eel->iothread);
}
#else
void eel_start(EelD *eel)
{
    eel->ctx = NULL;
}
#endif

void eel_stop(EelD *eel);
void eel_stop(EelD *eel)
{
    object_unref(OBJECT(eel->iothread));
}
//--- hw/e.c
#include "qemu/osdep.h"
#include "hw/eel.h"

OBJECT_DECLARE_SIMPLE_TYPE(EelE, EEL)
struct EelE EEL_FIELDS;

/* Braces in arms of #if. */
void eel_start(EelE *eel);
void eel_start(EelE *eel)
{
#ifdef CONFIG_EELS
    if (eel->big) {
#else
    if (!eel->big) {
#endif
        object_ref(OBJECT(eel->iothread));
        // CHECK-DAG: hw/e.c:[[@LINE+1]]: not converted: eel_start(): its braces do not pair up
        eel->ctx = iothread_get_aio_context(eel->iothread);
    }
}

void eel_stop(EelE *eel);
void eel_stop(EelE *eel)
{
    object_unref(OBJECT(eel->iothread));
}
//--- hw/f.c
#include "qemu/osdep.h"
#include "hw/eel.h"

OBJECT_DECLARE_SIMPLE_TYPE(EelF, EEL)
struct EelF EEL_FIELDS;

#define EEL_BECOMES =

/* What Coccinelle cannot parse. */
void eel_start(EelF *eel);
void eel_start(EelF *eel)
{
    object_ref(OBJECT(eel->iothread));
    // CHECK-DAG: hw/f.c:[[@LINE+1]]: not converted: eel_start(): Coccinelle matches 0 of 1 calls; it is not written as this shape is, or does not parse
    eel->ctx = iothread_get_aio_context(eel->iothread);
    eel->big EEL_BECOMES true;
}

void eel_stop(EelF *eel);
void eel_stop(EelF *eel)
{
    object_unref(OBJECT(eel->iothread));
}
//--- hw/g.c
#include "qemu/osdep.h"
#include "hw/eel.h"

OBJECT_DECLARE_SIMPLE_TYPE(EelG, EEL)
struct EelG EEL_FIELDS;

AioContext *eel_context(EelG *eel);
AioContext *eel_context(EelG *eel)
{
    // CHECK-DAG: hw/g.c:[[@LINE+1]]: not converted: eel_context(): nothing in sight says where the hold could be put
    return iothread_get_aio_context(eel->iothread);
}

void eel_start(EelG *eel, IOThread *iothread);
void eel_start(EelG *eel, IOThread *iothread)
{
    // CHECK-DAG: hw/g.c:[[@LINE+1]]: not converted: eel_start(): it is kept in eel->ctx; nothing in sight says when that ends
    eel->ctx = iothread_get_aio_context(iothread);
}
//--- hw/h.c
#include "qemu/osdep.h"
#include "hw/eel.h"

OBJECT_DECLARE_SIMPLE_TYPE(EelH, EEL)
struct EelH EEL_FIELDS;

/* In the body of a switch a declaration would never be reached; two arms
 * would need a name each. */
void eel_start(EelH *eel, int how);
void eel_start(EelH *eel, int how)
{
    switch (how) {
    case 1:
        object_ref(OBJECT(eel->iothread));
        // CHECK-DAG: hw/h.c:[[@LINE+1]]: not converted: eel_start(): eel->iothread is got 2 and referenced 2 times there
        eel->ctx = iothread_get_aio_context(eel->iothread);
        break;
    case 2:
        object_ref(OBJECT(eel->iothread));
        // CHECK-DAG: hw/h.c:[[@LINE+1]]: not converted: eel_start(): eel->iothread is got 2 and referenced 2 times there
        eel->ctx = iothread_get_aio_context(eel->iothread);
        break;
    }
}

void eel_stop(EelH *eel);
void eel_stop(EelH *eel)
{
    object_unref(OBJECT(eel->iothread));
}
//--- hw/i.c
#include "qemu/osdep.h"
#include "hw/eel.h"

// CHECK-DAG: hw/i.c:[[@LINE+1]]: not converted: the name stands there without a call
#define CONTEXT_OF iothread_get_aio_context

AioContext *eel_context(IOThread *eel);
AioContext *eel_context(IOThread *eel)
{
    return CONTEXT_OF(eel);
}
