// SPDX-License-Identifier: GPL-2.0-or-later
//
// Other ways to place braces, tabs, labels, a switch: converted, and what was
// there is laid out as it was.
//
// RUN: %convert_case new %s %t >%t.out && FileCheck %s <%t.out
//
//--- hw/a.c
#include "qemu/osdep.h"
#include "hw/qdev.h"
#include "@SYSTEM@/iothread.h"

OBJECT_DECLARE_SIMPLE_TYPE(EelA, EEL)
struct EelA { DeviceState parent_obj; IOThread *iothread; AioContext *ctx; int n; };

void eel_start(EelA *eel);
void eel_stop(EelA *eel);
int eel_ok(EelA *eel);

void eel_start(EelA *eel) {
    if (eel->iothread)
    {
        object_ref(OBJECT(eel->iothread));
        eel->ctx = iothread_get_aio_context(eel->iothread);
    }
    else
    {
        eel->ctx = NULL;
    }
}

void eel_stop(EelA *eel) {
    if (eel->iothread)
    {
        object_unref(OBJECT(eel->iothread));
    }
    else
    {
        eel->ctx = NULL;
    }
}
// CHECK-LABEL: +++ b/hw/a.c
// CHECK:      {{^}}     if (eel->iothread)
// CHECK-NEXT: {{^}}     {
// CHECK:      {{^}}+        g_autofree char *holder = object_get_canonical_path(OBJECT(eel));
// CHECK:      {{^}}     else
// CHECK-NEXT: {{^}}     {
// CHECK:      {{^}}+        iothread_put_aio_context(eel->iothread, holder);
//--- hw/b.c
#include "qemu/osdep.h"
#include "hw/qdev.h"
#include "@SYSTEM@/iothread.h"

OBJECT_DECLARE_SIMPLE_TYPE(EelB, EEL)
struct EelB { DeviceState parent_obj; IOThread *iothread; AioContext *ctx; int n; };

void eel_start(EelB *eel);
void eel_stop(EelB *eel);
int eel_ok(EelB *eel);

void eel_start(EelB *eel)
{
	if (eel->iothread) {
		object_ref(OBJECT(eel->iothread));
		eel->ctx = iothread_get_aio_context(eel->iothread);
	}
}

void eel_stop(EelB *eel)
{
	if (eel->iothread) {
		object_unref(OBJECT(eel->iothread));
	}
}
// CHECK-LABEL: +++ b/hw/b.c
// CHECK:      {{^}}+{{		}}g_autofree char *holder = object_get_canonical_path(OBJECT(eel));
// CHECK:      iothread_put_aio_context(eel->iothread, holder);
//--- hw/c.c
#include "qemu/osdep.h"
#include "hw/qdev.h"
#include "@SYSTEM@/iothread.h"

OBJECT_DECLARE_SIMPLE_TYPE(EelC, EEL)
struct EelC { DeviceState parent_obj; IOThread *iothread; AioContext *ctx; int n; };

void eel_start(EelC *eel);
void eel_stop(EelC *eel);
int eel_ok(EelC *eel);

void eel_start(EelC *eel)
{
    int tries = 0;

again:
    object_ref(OBJECT(eel->iothread));
    eel->ctx = iothread_get_aio_context(eel->iothread);
    if (!eel_ok(eel) && tries++ < 3) {
        object_unref(OBJECT(eel->iothread));
        goto again;
    }
}

void eel_stop(EelC *eel)
{
    switch (eel->n) {
    case 1:
        eel->ctx = NULL;
        break;
    case 2:
        object_unref(OBJECT(eel->iothread));
        break;
    default:
        break;
    }
}
// CHECK-LABEL: +++ b/hw/c.c
// CHECK:      {{^}}     int tries = 0;
// CHECK-NEXT: {{^}}+    g_autofree char *holder = object_get_canonical_path(OBJECT(eel));
// CHECK:      {{^}}+        iothread_put_aio_context(eel->iothread, holder);
// CHECK-NEXT: {{^}}         goto again;
// CHECK:      {{^}} {
// CHECK-NEXT: {{^}}+    g_autofree char *holder = object_get_canonical_path(OBJECT(eel));
// CHECK:      {{^}}     switch (eel->n) {
// CHECK:      {{^}}+        iothread_put_aio_context(eel->iothread, holder);
//--- hw/d.c
#include "qemu/osdep.h"
#include "hw/qdev.h"
#include "@SYSTEM@/iothread.h"

OBJECT_DECLARE_SIMPLE_TYPE(EelD, EEL)
struct EelD { DeviceState parent_obj; IOThread *iothread; AioContext *ctx; int n; };

void eel_start(EelD *eel);
void eel_stop(EelD *eel);
int eel_ok(EelD *eel);

void eel_start(EelD *eel)
{
    if (eel->n) {
        eel->n = 0;
    } else if (eel->iothread) {
        object_ref(OBJECT(eel->iothread));
        eel->ctx = iothread_get_aio_context(eel->iothread);
    }
}

#if 1
void eel_other(void);
#endif
#define EEL_STOP(eel) \
    eel_stop(eel)
void eel_stop(EelD *eel)
{
    AioContext *ctx = eel->ctx;
    IOThread *none = NULL;

    aio_notify(ctx);
    if (eel->ctx) {
        object_unref(OBJECT(none));
        eel->ctx = NULL;
        object_unref(OBJECT(eel->iothread));
    }
}
// CHECK-LABEL: +++ b/hw/d.c
// CHECK:      {{^}}     } else if (eel->iothread) {
// CHECK:      {{^}}+        g_autofree char *holder
// CHECK:      {{^}}         object_unref(OBJECT(none));
// CHECK:      {{^}}+        iothread_put_aio_context(eel->iothread, holder);
