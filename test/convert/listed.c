// SPDX-License-Identifier: GPL-2.0-or-later
//
// A reference for each name of a list, in one file; two users in others, one
// with a pointer to the record of the list, one with a record within another.
//
// RUN: %convert_case old %s %t.old >%t.1 && FileCheck %s <%t.1
// RUN: %convert_case new %s %t.new >%t.2 && FileCheck %s <%t.2
// RUN: FileCheck --check-prefix=DIFF %s <%t.2
//
// CHECK-DAG: hw/fan/spread.c:{{[0-9]+ +}}fan_spread(): held for each name of the list, as the path the caller passes; put in fan_fold() (hw/fan/a-left.c, hw/fan/b-right.c)
// CHECK-DAG: hw/fan/a-left.c:{{[0-9]+ +}}left_begin(): held as path of l, put in left_end() (:{{[0-9]+}})
//
//--- include/hw/fan/fan.h
#ifndef HW_FAN_H
#define HW_FAN_H
#include "hw/qdev.h"
#include "@SYSTEM@/iothread.h"

typedef struct FanList FanList;
struct FanList { FanList *next; NameList *value; };

#define TYPE_LEFT "left"
OBJECT_DECLARE_SIMPLE_TYPE(Left, LEFT)
#define TYPE_RIGHT "right"
OBJECT_DECLARE_SIMPLE_TYPE(Right, RIGHT)

typedef struct FanConf {
    FanList *blades;
    IOThread *iothread;
    int count;
} FanConf;

struct Left { DeviceState parent_obj; FanConf conf; AioContext **ctx; };
struct Right { DeviceState parent_obj; FanConf conf; AioContext *ctx[8]; };
#endif
//--- include/hw/fan/spread.h
#ifndef HW_FAN_SPREAD_H
#define HW_FAN_SPREAD_H
#include "hw/fan/fan.h"

/**
 * fan_spread:
 * @list: The blades.
 * @ctx: The array to fill in.
 * @count: The length of @ctx.
 * @errp: Error, if any.
 *
 * Returns: %true on success.
 **/
bool fan_spread(
        FanList *list,
        AioContext **ctx,
        int count,
        Error **errp);

/**
 * fan_fold:
 * @list: The blades.
 *
 * Lets go what fan_spread() took.
 */
void fan_fold(FanList *list);
#endif
//--- hw/fan/spread.c
#include "qemu/osdep.h"
#include "hw/fan/spread.h"

bool fan_spread(
        FanList *list,
        AioContext **ctx,
        int count,
        Error **errp)
{
    FanList *node;
    int at = 0;

    if (!count) {
        error_setg(errp, "no room");
        return false;
    }

    for (node = list; node; node = node->next) {
        IOThread *iothread = iothread_by_id(node->value->value);
        AioContext *one = iothread_get_aio_context(iothread);

        /* Let go in fan_fold() */
        object_ref(OBJECT(iothread));

        if (at < count) {
            ctx[at] = one;
        }
        at++;
    }

    return true;
}

void fan_fold(FanList *list)
{
    FanList *node;

    for (node = list; node; node = node->next) {
        IOThread *iothread = iothread_by_id(node->value->value);
        object_unref(OBJECT(iothread));
    }
}
//--- hw/fan/a-left.c
#include "qemu/osdep.h"
#include "hw/fan/spread.h"

bool left_begin(Left *l, Error **errp);
bool left_begin(Left *l, Error **errp)
{
    FanConf *conf = &l->conf;

    l->ctx = g_new(AioContext *, conf->count);

    if (conf->blades) {
        if (!fan_spread(conf->blades, l->ctx, conf->count, errp)) {
            g_free(l->ctx);
            l->ctx = NULL;
            return false;
        }
    } else if (conf->iothread) {
        AioContext *ctx = iothread_get_aio_context(conf->iothread);

        l->ctx[0] = ctx;
        object_ref(OBJECT(conf->iothread));
    } else {
        l->ctx[0] = qemu_get_aio_context();
    }
    return true;
}

void left_end(Left *l);
void left_end(Left *l)
{
    FanConf *conf = &l->conf;

    if (conf->blades) {
        fan_fold(conf->blades);
    }

    if (conf->iothread) {
        object_unref(OBJECT(conf->iothread));
    }

    g_free(l->ctx);
}
// DIFF-LABEL: +++ b/hw/fan/a-left.c
// DIFF:      {{^}}     if (conf->blades) {
// DIFF:      {{^}}+        g_autofree char *holder = object_get_canonical_path(OBJECT(l));
// DIFF:      {{^}}+        if (!fan_spread(conf->blades, l->ctx, conf->count,
// DIFF-NEXT: {{^}}+                        &conf->held_iothreads, holder, errp)) {
// DIFF:      {{^}}     } else if (conf->iothread) {
// DIFF:      {{^}}+        g_autofree char *holder = object_get_canonical_path(OBJECT(l));
// DIFF:      {{^}}+        AioContext *ctx = iothread_get_aio_context(conf->iothread, holder);
// DIFF:      {{^}}+        fan_fold(conf->held_iothreads, holder);
// DIFF:      {{^}}+        iothread_put_aio_context(conf->iothread, holder);
//--- hw/fan/b-right.c
#include "qemu/osdep.h"
#include "hw/fan/spread.h"

void right_begin(Right *r, Error **errp);
void right_begin(Right *r, Error **errp)
{
    if (r->conf.blades) {
        if (!fan_spread(r->conf.blades, &r->ctx[1], r->conf.count, errp)) {
            return;
        }
    }
}

void right_end(Right *r);
void right_end(Right *r)
{
    if (r->conf.blades) {
        fan_fold(r->conf.blades);
    }
}
// DIFF-LABEL: +++ b/hw/fan/b-right.c
// DIFF:      &r->conf.held_iothreads
// DIFF:      {{^}}+        fan_fold(r->conf.held_iothreads, holder);
// DIFF-LABEL: +++ b/hw/fan/spread.c
// DIFF:      {{^}}         int count,
// DIFF-NEXT: {{^}}+        GPtrArray **iothreads,
// DIFF-NEXT: {{^}}+        const char *holder,
// DIFF-NEXT: {{^}}         Error **errp)
// DIFF:      {{^}}+    *iothreads = g_ptr_array_new();
// DIFF:      {{^}}+        AioContext *one = iothread_get_aio_context(iothread, holder);
// DIFF:      {{^}}+        g_ptr_array_add(*iothreads, iothread);
// DIFF:      {{^}}+        iothread_put_aio_context(g_ptr_array_index(iothreads, i), holder);
// DIFF:      {{^}}+    g_ptr_array_free(iothreads, TRUE);
// DIFF-LABEL: +++ b/include/hw/fan/fan.h
// DIFF-NOT:  {{^}}+
// DIFF:      {{^}}     FanList *blades;
// DIFF-NEXT: {{^}}+    GPtrArray *held_iothreads;
// DIFF-LABEL: +++ b/include/hw/fan/spread.h
// DIFF:      {{^}}+ * @iothreads: Where to keep the IOThreads that are held.
