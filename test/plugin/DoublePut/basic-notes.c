// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check_notes %s 2>&1 | FileCheck %s
/* get, first put, second put: in this order. */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "sysemu/iothread.h"

typedef struct Replay {
    IOThread *iothread;
    bool done;
} Replay;

void replay_stop(Replay *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "replay"));
    iothread_put_aio_context(s->iothread, "replay");
    if (s->done) {
        iothread_put_aio_context(s->iothread, "replay");
    }
}
// CHECK: basic-notes.c:[[#@LINE - 3]]:9: warning: hold of 's->iothread' as 'replay' is put twice
// CHECK: basic-notes.c:[[#@LINE - 7]]:16: note: held here as 'replay'
// CHECK: basic-notes.c:[[#@LINE - 7]]:5: note: put here as 'replay'
// CHECK: basic-notes.c:[[#@LINE - 6]]:9: note: hold of 's->iothread' as 'replay' is put twice

void replay_path(Replay *s, DeviceState *dev)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    aio_notify(iothread_get_aio_context(s->iothread, path));
    iothread_put_aio_context(s->iothread, path);
    if (s->done) {
        iothread_put_aio_context(s->iothread, path);
    }
}
// CHECK: basic-notes.c:[[#@LINE - 3]]:9: warning: hold of 's->iothread' as path of 'dev' is put twice
// CHECK: basic-notes.c:[[#@LINE - 7]]:16: note: held here as path of 'dev'
// CHECK: basic-notes.c:[[#@LINE - 7]]:5: note: put here as path of 'dev'
// CHECK: basic-notes.c:[[#@LINE - 6]]:9: note: hold of 's->iothread' as path of 'dev' is put twice

void replay_ok(Replay *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "replay-ok"));
    iothread_put_aio_context(s->iothread, "replay-ok");
}
// CHECK-NOT: replay-ok
