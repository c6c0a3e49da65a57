// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %classic -analyzer-output=text %s 2>&1 | FileCheck %s
/* In the classic dialect there is no holder to be named. */
#include "qemu/osdep.h"
#include "sysemu/iothread.h"

typedef struct Throttle {
    IOThread *iothread;
    bool paused;
} Throttle;

int throttle_error(Throttle *s)
{
    object_ref(OBJECT(s->iothread));
    aio_notify(iothread_get_aio_context(s->iothread));
    if (s->paused) {
        return -EBUSY;
    }
    object_unref(OBJECT(s->iothread));
    return 0;
}
// CHECK: classic-notes.c:[[#@LINE - 5]]:9: warning: hold of 's->iothread' leaks when this error is returned
// CHECK: classic-notes.c:[[#@LINE - 9]]:5: note: held here{{$}}
// CHECK: classic-notes.c:[[#@LINE - 7]]:9: note: hold of 's->iothread' leaks when this error is returned

void throttle_twice(Throttle *s)
{
    object_ref(OBJECT(s->iothread));
    object_unref(OBJECT(s->iothread));
    if (s->paused) {
        object_unref(OBJECT(s->iothread));
    }
}
// CHECK: classic-notes.c:[[#@LINE - 3]]:9: warning: hold of 's->iothread' is put twice
// CHECK: classic-notes.c:[[#@LINE - 7]]:5: note: held here{{$}}
// CHECK: classic-notes.c:[[#@LINE - 7]]:5: note: put here{{$}}
// CHECK: classic-notes.c:[[#@LINE - 6]]:9: note: hold of 's->iothread' is put twice
