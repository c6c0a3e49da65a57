// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* The guard is armed before the get, and the function leaves in between. */
#include "qemu/osdep.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct Resize {
    IOThread *iothread;
    bool cancelled;
} Resize;

typedef struct EarlyGuard {
    IOThread *iothread;
    const char *holder;
} EarlyGuard;

static void early_guard_release(EarlyGuard *guard)
{
    if (guard->iothread) {
        iothread_put_aio_context(guard->iothread, guard->holder); // expected-warning-re{{hold of '{{.*}}iothread' as {{.*}} is put on a path that never took it}}
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EarlyGuard, early_guard_release)

int resize_run(Resize *s)
{
    g_auto(EarlyGuard) guard = { s->iothread, "resize" };

    if (s->cancelled) {
        return -ECANCELED;
    }
    aio_notify(iothread_get_aio_context(s->iothread, "resize"));
    return 0;
}

int resize_run_ok(Resize *s)
{
    g_auto(EarlyGuard) guard = { NULL, "resize" };

    if (s->cancelled) {
        return -ECANCELED;
    }
    aio_notify(iothread_get_aio_context(s->iothread, "resize"));
    guard.iothread = s->iothread;
    return 0;
}
