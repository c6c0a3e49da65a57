// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * The second put is made by a cleanup function.  It is reported at the put
 * the cleanup function makes, once, whoever the caller is.
 */
#include "qemu/osdep.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct Commit {
    IOThread *iothread;
    BlockBackend *base;
    bool cancelled;
} Commit;

typedef struct HoldGuard {
    IOThread *iothread;
    const char *holder;
} HoldGuard;

static void hold_guard_release(HoldGuard *guard)
{
    if (guard->iothread) {
        iothread_put_aio_context(guard->iothread, guard->holder); // expected-warning-re{{hold of '{{.*}}iothread' as {{.*}} is put twice}}
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HoldGuard, hold_guard_release)

int commit_run(Commit *s)
{
    g_auto(HoldGuard) guard = { s->iothread, "commit" };

    aio_notify(iothread_get_aio_context(s->iothread, "commit"));
    if (s->cancelled) {
        iothread_put_aio_context(s->iothread, "commit");
        return -ECANCELED;
    }
    return 0;
}

int commit_run_ok(Commit *s)
{
    g_auto(HoldGuard) guard = { s->iothread, "commit" };

    aio_notify(iothread_get_aio_context(s->iothread, "commit"));
    if (s->cancelled) {
        iothread_put_aio_context(s->iothread, "commit");
        guard.iothread = NULL;
        return -ECANCELED;
    }
    return 0;
}

/* The guard of an inner block has put; the put after the block is second. */
typedef struct OtherGuard {
    IOThread *iothread;
} OtherGuard;

static void other_guard_release(OtherGuard *guard)
{
    iothread_put_aio_context(guard->iothread, "commit-inner");
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OtherGuard, other_guard_release)

void commit_inner(Commit *s)
{
    {
        g_auto(OtherGuard) guard = { s->iothread };

        aio_notify(iothread_get_aio_context(s->iothread, "commit-inner"));
    }
    blk_drain(s->base);
    iothread_put_aio_context(s->iothread, "commit-inner"); // expected-warning{{hold of 's->iothread' as 'commit-inner' is put twice}}
}

void commit_inner_ok(Commit *s)
{
    {
        g_auto(OtherGuard) guard = { s->iothread };

        aio_notify(iothread_get_aio_context(s->iothread, "commit-inner"));
    }
    blk_drain(s->base);
}
