// SPDX-License-Identifier: GPL-2.0-or-later
/* All functions of a file together have a bound.  Where it cuts one short, what
 * that one might have done speaks for the others, and is counted. */
// RUN: %check -verify=whole %s
// RUN: %check -verify=cut -analyzer-config qemu.iothread:Nodes=800 %s
// RUN: %check -analyzer-config qemu.iothread:Stats=true %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=WHOLE
// RUN: %check -analyzer-config qemu.iothread:Nodes=800 \
// RUN:   -analyzer-config qemu.iothread:Stats=true %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CUT
// WHOLE-NOT: cut short{{$}}
// WHOLE: functions cut short: 0
// WHOLE: silent, incomplete: 0
// CUT-DAG: busy_start: {{.*}} paths{{$}}
// CUT-DAG: idle_start: {{.*}} paths{{$}}
// CUT-DAG: busy_stop: {{[0-9]+}} nodes, {{.*}}, cut short
// CUT-DAG: twice_stop: {{[0-9]+}} nodes, {{.*}}, cut short
// CUT: functions cut short: 2
// CUT: silent, incomplete: 2
#include "qemu/osdep.h"
#include "sysemu/iothread.h"

static IOThread *busy, *idle;

int poll_one(int n);
bool is_quiet(int n);

/* ---- put by a function that is too large ---- */

void busy_start(void)
{
    iothread_get_aio_context(busy, "worker");
}

/* ---- put by nobody; who sees a part of the file cannot know ---- */

void idle_start(void)
{
    iothread_get_aio_context(idle, "worker"); // whole-warning {{hold of 'idle' as 'worker' is never put}}
}

#define BRANCH(n)                                                         \
    if (is_quiet(n)) {                                                    \
        return;                                                           \
    }                                                                     \
    poll_one(n);

#define BRANCHES(n)                                                       \
    BRANCH(n) BRANCH(n + 1) BRANCH(n + 2) BRANCH(n + 3) BRANCH(n + 4)

void busy_stop(void)
{
    BRANCHES(0) BRANCHES(5) BRANCHES(10) BRANCHES(15)
    iothread_put_aio_context(busy, "worker");
}

/* ---- wrong whatever else the file does, but only if it is seen ---- */

void near_stop(IOThread *iothread)
{
    iothread_get_aio_context(iothread, "near");
    iothread_put_aio_context(iothread, "near");
    iothread_put_aio_context(iothread, "near"); // whole-warning {{is put twice}} cut-warning {{is put twice}}
}

void twice_stop(IOThread *iothread)
{
    BRANCHES(0) BRANCHES(5) BRANCHES(10) BRANCHES(15)
    iothread_get_aio_context(iothread, "far");
    iothread_put_aio_context(iothread, "far");
    iothread_put_aio_context(iothread, "far"); // whole-warning {{is put twice}}
}
