// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check_notes %s 2>&1 | FileCheck %s
/* What the notes say and in which order; here columns count. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/qdev-core.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct Throttle {
    DeviceState *dev;
    IOThread *iothread;
    BlockBackend *blk;
    bool paused;
} Throttle;

int throttle_error(Throttle *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "throttle"));
    if (s->paused) {
        return -EBUSY;
    }
    iothread_put_aio_context(s->iothread, "throttle");
    return 0;
}
// CHECK: basic-notes.c:[[#@LINE - 5]]:9: warning: hold of 's->iothread' as 'throttle' leaks when this error is returned
// CHECK: basic-notes.c:[[#@LINE - 8]]:16: note: held here as 'throttle'
// CHECK: basic-notes.c:[[#@LINE - 7]]:9: note: hold of 's->iothread' as 'throttle' leaks when this error is returned

void throttle_path(Throttle *s, DeviceState *dev)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    aio_notify(iothread_get_aio_context(s->iothread, path));
    if (!s->paused) {
        iothread_put_aio_context(s->iothread, path);
    }
}
// CHECK: basic-notes.c:[[#@LINE - 1]]:1: warning: hold of 's->iothread' as path of 'dev' leaks on this path
// CHECK: basic-notes.c:[[#@LINE - 6]]:16: note: held here as path of 'dev'
// CHECK: basic-notes.c:[[#@LINE - 3]]:1: note: hold of 's->iothread' as path of 'dev' leaks on this path

void throttle_never(const char *id)
{
    IOThread *t = iothread_by_id(id);

    aio_notify(iothread_get_aio_context(t, "throttle"));
}
// CHECK: basic-notes.c:[[#@LINE - 2]]:16: warning: hold of 't' as 'throttle' is never put

/* Two holds: each finding is told with its own get, not the other's. */
int throttle_two(Throttle *s, IOThread *other)
{
    aio_notify(iothread_get_aio_context(other, "throttle-other"));
    aio_notify(iothread_get_aio_context(s->iothread, "throttle"));
    if (s->paused) {
        iothread_put_aio_context(other, "throttle-other");
        return -EBUSY;
    }
    iothread_put_aio_context(other, "throttle-other");
    iothread_put_aio_context(s->iothread, "throttle");
    return 0;
}
// CHECK-NOT: held here as 'throttle-other'
// CHECK: basic-notes.c:[[#@LINE - 7]]:9: warning: hold of 's->iothread' as 'throttle' leaks when this error is returned
// CHECK-NOT: held here as 'throttle-other'
// CHECK: basic-notes.c:[[#@LINE - 12]]:16: note: held here as 'throttle'{{$}}
// CHECK-NOT: held here as 'throttle-other'
// CHECK: basic-notes.c:[[#@LINE - 11]]:9: note: hold of 's->iothread' as 'throttle' leaks when this error is returned

/* Taken in a helper: the note stands at the get itself. */
static AioContext *throttle_enter(Throttle *s)
{
    return iothread_get_aio_context(s->iothread, "throttle");
}

int throttle_helper(Throttle *s)
{
    aio_notify(throttle_enter(s));
    if (s->paused) {
        return -EBUSY;
    }
    iothread_put_aio_context(s->iothread, "throttle");
    return 0;
}
// CHECK: basic-notes.c:[[#@LINE - 5]]:9: warning: hold of 's->iothread' as 'throttle' leaks when this error is returned
// CHECK: basic-notes.c:[[#@LINE - 13]]:12: note: held here as 'throttle'
// CHECK: basic-notes.c:[[#@LINE - 7]]:9: note: hold of 's->iothread' as 'throttle' leaks when this error is returned

/* The error is part of the story. */
bool throttle_set(Throttle *s, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "throttle");

    aio_notify(ctx);
    if (s->paused) {
        error_setg(errp, "paused");
        return false;
    }
    iothread_put_aio_context(s->iothread, "throttle");
    return true;
}
// CHECK: basic-notes.c:[[#@LINE - 5]]:9: warning: hold of 's->iothread' as 'throttle' leaks when this error is returned
// CHECK: basic-notes.c:[[#@LINE - 11]]:23: note: held here as 'throttle'
// CHECK: basic-notes.c:[[#@LINE - 8]]:9: note: error is set here
// CHECK: basic-notes.c:[[#@LINE - 8]]:9: note: hold of 's->iothread' as 'throttle' leaks when this error is returned

/* An ignored comment says why. */
int throttle_no_reason(Throttle *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "throttle"));
    if (s->paused) {
        return -EBUSY; /* holdcheck: ignore */
    }
    iothread_put_aio_context(s->iothread, "throttle");
    return 0;
}
// CHECK: basic-notes.c:[[#@LINE - 5]]:9: warning: hold of 's->iothread' as 'throttle' leaks when this error is returned
// CHECK: note: 'holdcheck: ignore' needs a reason, it is not honoured

/* Nothing is said of the right way. */
int throttle_ok(Throttle *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "throttle-ok"));
    iothread_put_aio_context(s->iothread, "throttle-ok");
    return s->paused ? -EBUSY : 0;
}
// CHECK-NOT: throttle-ok
