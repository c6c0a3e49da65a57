// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* Guards that do not belong together, and those that do. */
#include "qemu/osdep.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct ColoState {
    IOThread *iothread;
    int mode;
    bool a;
    bool b;
} ColoState;

void colo_trace(int mode);

void colo_wrong_guard(ColoState *s)
{
    if (s->a) {
        aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    }
    colo_trace(s->mode);
    if (s->a || s->b) {
        iothread_put_aio_context(s->iothread, "colo"); // expected-warning{{hold of 's->iothread' as 'colo' is put on a path that never took it}}
    }
}

void colo_wrong_guard_ok(ColoState *s)
{
    if (s->a || s->b) {
        aio_notify(iothread_get_aio_context(s->iothread, "colo"));
    }
    colo_trace(s->mode);
    if (s->a || s->b) {
        iothread_put_aio_context(s->iothread, "colo");
    }
}

void colo_mode(ColoState *s)
{
    switch (s->mode) {
    case 0:
        aio_notify(iothread_get_aio_context(s->iothread, "colo"));
        break;
    case 1:
        colo_trace(1);
        break;
    default:
        return;
    }
    iothread_put_aio_context(s->iothread, "colo"); // expected-warning{{hold of 's->iothread' as 'colo' is put on a path that never took it}}
}

void colo_mode_ok(ColoState *s)
{
    switch (s->mode) {
    case 0:
        aio_notify(iothread_get_aio_context(s->iothread, "colo"));
        break;
    case 1:
        colo_trace(1);
        return;
    default:
        return;
    }
    iothread_put_aio_context(s->iothread, "colo");
}

void colo_ternary(ColoState *s)
{
    AioContext *ctx = s->a ? iothread_get_aio_context(s->iothread, "colo")
                           : qemu_get_aio_context();

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "colo"); // expected-warning{{hold of 's->iothread' as 'colo' is put on a path that never took it}}
}

void colo_ternary_ok(ColoState *s)
{
    AioContext *ctx = s->a ? iothread_get_aio_context(s->iothread, "colo")
                           : qemu_get_aio_context();

    aio_notify(ctx);
    if (s->a) {
        iothread_put_aio_context(s->iothread, "colo");
    }
}

/* NULL is the guard. */
void colo_null_ok(ColoState *s)
{
    IOThread *t = NULL;

    if (s->a) {
        t = s->iothread;
        aio_notify(iothread_get_aio_context(t, "colo"));
    }
    colo_trace(s->mode);
    if (t) {
        iothread_put_aio_context(t, "colo");
    }
}

void colo_null(ColoState *s)
{
    IOThread *t = s->iothread;

    if (s->a) {
        aio_notify(iothread_get_aio_context(t, "colo"));
    }
    colo_trace(s->mode);
    if (s->b) {
        iothread_put_aio_context(t, "colo"); // expected-warning{{hold of 't' as 'colo' is put on a path that never took it}}
    } else if (s->a) {
        iothread_put_aio_context(t, "colo");
    }
}
