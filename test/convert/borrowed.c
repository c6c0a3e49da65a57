// SPDX-License-Identifier: GPL-2.0-or-later
//
// For one statement: as an argument, alone or not, in a variable, from one of
// two arms; and a static IOThread with one hold for each client.
//
// RUN: %convert_case old %s %t.old >%t.1 && FileCheck %s <%t.1
// RUN: %convert_case new %s %t.new >%t.2 && FileCheck %s <%t.2
// RUN: FileCheck --check-prefix=DIFF %s <%t.2
//
// CHECK-DAG: desk/desk.c:{{[0-9]+ +}}desk_kick(): held as 'desk' around aio_notify()
// CHECK-DAG: desk/desk.c:{{[0-9]+ +}}desk_go(): held as 'desk' around aio_bh_schedule_oneshot()
// CHECK-DAG: desk/more.c:{{[0-9]+ +}}desk_set_up(): held as 'desk' around aio_bh_schedule_oneshot()
// CHECK-DAG: desk/more.c:{{[0-9]+ +}}desk_wait(): held as 'desk' around aio_wait_bh_oneshot()
// CHECK-DAG: desk/more.c:{{[0-9]+ +}}desk_late(): held as 'desk' around aio_notify()
// CHECK-DAG: net/phone/line.c:{{[0-9]+ +}}line_new(): held as 'phone' once per client, put in line_end()
//
//--- desk/desk.h
#include "@SYSTEM@/iothread.h"
#include "qapi/error.h"

typedef struct Desk { bool own_thread; int prompt; } Desk;
extern IOThread *desk_thread;
void desk_cb(void *opaque);
//--- desk/desk.c
#include "qemu/osdep.h"
#include "desk.h"

IOThread *desk_thread;

void desk_cb(void *opaque)
{
}

void desk_kick(Desk *desk);
void desk_kick(Desk *desk)
{
    if (desk->own_thread) {
        /* Wake it up. */
        aio_notify(iothread_get_aio_context(desk_thread));
    }
}

void desk_go(Desk *desk);
void desk_go(Desk *desk)
{
    if (desk->prompt) {
        AioContext *ctx;

        if (desk->own_thread) {
            ctx = iothread_get_aio_context(desk_thread);
        } else {
            ctx = qemu_get_aio_context();
        }

        if (desk->prompt > 1) {
            desk_cb(desk);
        }

        aio_bh_schedule_oneshot(ctx, desk_cb, desk);
    }
}
// DIFF-LABEL: +++ b/desk/desk.c
// DIFF:      {{^}}+        aio_notify(iothread_get_aio_context(desk_thread, "desk"));
// DIFF-NEXT: {{^}}+        iothread_put_aio_context(desk_thread, "desk");
// DIFF:      {{^}}         aio_bh_schedule_oneshot(ctx, desk_cb, desk);
// DIFF-NEXT: {{^}}+        if (desk->own_thread) {
// DIFF-NEXT: {{^}}+            iothread_put_aio_context(desk_thread, "desk");
// DIFF-NEXT: {{^}}+        }
//--- desk/more.c
#include "qemu/osdep.h"
#include "desk.h"

void desk_set_up(Desk *desk);
void desk_set_up(Desk *desk)
{
    aio_bh_schedule_oneshot(iothread_get_aio_context(desk_thread),
                            desk_cb, desk);
    aio_bh_schedule_oneshot(iothread_get_aio_context(desk_thread),
                            desk_cb, desk);
}

void desk_wait(Desk *desk);
void desk_wait(Desk *desk)
{
    AioContext *ctx = iothread_get_aio_context(desk_thread);

    desk_cb(desk);
    aio_wait_bh_oneshot(ctx, desk_cb, desk);
}

void desk_late(Desk *desk);
void desk_late(Desk *desk)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(desk_thread);
    aio_notify(ctx);
    desk->prompt = 0;
}
// DIFF-LABEL: +++ b/desk/more.c
// DIFF:      {{^}}+    aio_bh_schedule_oneshot(iothread_get_aio_context(desk_thread, "desk"),
// DIFF:      {{^}}+    iothread_put_aio_context(desk_thread, "desk");
// DIFF:      {{^}}+    aio_bh_schedule_oneshot(iothread_get_aio_context(desk_thread, "desk"),
// DIFF:      {{^}}+    iothread_put_aio_context(desk_thread, "desk");
// DIFF:      {{^}}     aio_wait_bh_oneshot(ctx, desk_cb, desk);
// DIFF-NEXT: {{^}}+    iothread_put_aio_context(desk_thread, "desk");
// DIFF:      {{^}}     aio_notify(ctx);
// DIFF-NEXT: {{^}}+    iothread_put_aio_context(desk_thread, "desk");
//--- net/phone/line.c
#include "qemu/osdep.h"
#include "@SYSTEM@/iothread.h"

typedef struct Line { struct Line *next; AioContext *where; } Line;

static IOThread *exchange;
static Line *lines;

Line *line_new(bool good, Error **errp);
void line_end(Line *line);

Line *line_new(bool good, Error **errp)
{
    Line *line;

    if (!good) {
        goto fail;
    }

    line = g_new0(Line, 1);
    if (exchange == NULL) {
        exchange = iothread_create("exchange", errp);
    }

    line->where = iothread_get_aio_context(exchange);
    line->next = lines;
    lines = line;
    return line;

fail:
    return NULL;
}

void line_end(Line *line)
{
    aio_notify(line->where);

    lines = line->next;
    if (!lines) {
        iothread_destroy(exchange);
        exchange = NULL;
    }

    g_free(line);
}
// DIFF-LABEL: +++ b/net/phone/line.c
// DIFF:      {{^}}+    line->where = iothread_get_aio_context(exchange, "phone");
// DIFF:      {{^}}     lines = line->next;
// DIFF-NEXT: {{^}}+    iothread_put_aio_context(exchange, "phone");
// DIFF-NEXT: {{^}}     if (!lines) {
