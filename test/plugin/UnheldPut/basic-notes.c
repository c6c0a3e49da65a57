// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check_notes %s 2>&1 | FileCheck %s
/* The path that did not take it is what the notes show. */
#include "qemu/osdep.h"
#include "sysemu/iothread.h"

typedef struct Poller {
    IOThread *iothread;
    bool fresh;
} Poller;

void poller_run(Poller *s)
{
    if (s->fresh) {
        aio_notify(iothread_get_aio_context(s->iothread, "poller"));
    }
    iothread_put_aio_context(s->iothread, "poller");
}
// CHECK: basic-notes.c:[[#@LINE - 2]]:5: warning: hold of 's->iothread' as 'poller' is put on a path that never took it
// CHECK-NOT: note: held here
// CHECK: basic-notes.c:[[#@LINE - 4]]:5: note: hold of 's->iothread' as 'poller' is put on a path that never took it

void poller_ok(Poller *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "poller-ok"));
    iothread_put_aio_context(s->iothread, "poller-ok");
}
// CHECK-NOT: poller-ok
