// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * __attribute__((cleanup)): a name that is freed, a guard that puts, by value
 * and by pointer, and cleanup functions that have nothing to do with holds.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/qdev-core.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct Backup {
    DeviceState *dev;
    IOThread *iothread;
    BlockBackend *blk;
    bool cancelled;
} Backup;

/* ---- a guard by value ---- */

typedef struct HoldGuard {
    IOThread *iothread;
    const char *holder;
} HoldGuard;

static void hold_guard_release(HoldGuard *guard)
{
    if (guard->iothread) {
        iothread_put_aio_context(guard->iothread, guard->holder);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HoldGuard, hold_guard_release)

/* ---- a guard on the heap ---- */

typedef struct HoldRef {
    IOThread *iothread;
    char *holder;
    AioContext *ctx;
} HoldRef;

static HoldRef *hold_ref_new(IOThread *iothread, const char *holder)
{
    HoldRef *ref = g_new0(HoldRef, 1);

    ref->iothread = iothread;
    ref->holder = g_strdup(holder);
    ref->ctx = iothread_get_aio_context(iothread, holder);
    return ref;
}

static void hold_ref_free(HoldRef *ref)
{
    iothread_put_aio_context(ref->iothread, ref->holder);
    g_free(ref->holder);
    g_free(ref);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HoldRef, hold_ref_free)

/* ---- a plain attribute ---- */

static void put_backup_hold(IOThread **iothread)
{
    if (*iothread) {
        iothread_put_aio_context(*iothread, "backup");
    }
}

static void note_end(IOThread **iothread)
{
    (void) iothread;
}

/* ---- only the name is freed, nobody puts ---- */

int backup_flush(Backup *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s->dev));

    aio_notify(iothread_get_aio_context(s->iothread, path));
    if (s->cancelled) {
        return -ECANCELED; // expected-warning{{hold of 's->iothread' as path of 's->dev' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, path);
    return 0;
}

int backup_flush_ok(Backup *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s->dev));

    aio_notify(iothread_get_aio_context(s->iothread, path));
    if (s->cancelled) {
        iothread_put_aio_context(s->iothread, path);
        return -ECANCELED;
    }
    iothread_put_aio_context(s->iothread, path);
    return 0;
}

/* ---- g_auto(HoldGuard) ---- */

int backup_write(Backup *s)
{
    g_auto(HoldGuard) guard = { NULL, "backup" };

    aio_notify(iothread_get_aio_context(s->iothread, "backup"));
    if (s->cancelled) {
        return -ECANCELED; // expected-warning{{hold of 's->iothread' as 'backup' leaks when this error is returned}}
    }
    guard.iothread = s->iothread;
    return 0;
}

int backup_write_ok(Backup *s)
{
    g_auto(HoldGuard) guard = { s->iothread, "backup" };

    aio_notify(iothread_get_aio_context(s->iothread, "backup"));
    if (s->cancelled) {
        return -ECANCELED;
    }
    return 0;
}

/* Disarmed before the end. */
int backup_disarm(Backup *s)
{
    g_auto(HoldGuard) guard = { s->iothread, "backup" };

    aio_notify(iothread_get_aio_context(s->iothread, "backup"));
    if (s->cancelled) {
        guard.iothread = NULL;
        return -ECANCELED; // expected-warning{{hold of 's->iothread' as 'backup' leaks when this error is returned}}
    }
    return 0;
}

int backup_disarm_ok(Backup *s)
{
    g_auto(HoldGuard) guard = { s->iothread, "backup" };

    aio_notify(iothread_get_aio_context(s->iothread, "backup"));
    if (s->cancelled) {
        guard.iothread = NULL;
        iothread_put_aio_context(s->iothread, "backup");
        return -ECANCELED;
    }
    return 0;
}

/* The guard lives in an inner block, the second hold outside of it. */
int backup_scope(Backup *s)
{
    int ret = 0;

    {
        g_auto(HoldGuard) guard = { s->iothread, "backup" };

        aio_notify(iothread_get_aio_context(s->iothread, "backup"));
    }
    aio_notify(iothread_get_aio_context(s->iothread, "backup"));
    if (s->cancelled) {
        return -ECANCELED; // expected-warning{{hold of 's->iothread' as 'backup' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, "backup");
    return ret;
}

int backup_scope_ok(Backup *s)
{
    int ret = 0;

    {
        g_auto(HoldGuard) guard = { s->iothread, "backup" };

        aio_notify(iothread_get_aio_context(s->iothread, "backup"));
        if (s->cancelled) {
            return -ECANCELED;
        }
    }
    aio_notify(iothread_get_aio_context(s->iothread, "backup"));
    iothread_put_aio_context(s->iothread, "backup");
    return ret;
}

/* One turn of a loop is a scope too. */
void backup_loop_ok(Backup *s, int n)
{
    int i;

    for (i = 0; i < n; i++) {
        g_auto(HoldGuard) guard = { s->iothread, "backup" };

        aio_notify(iothread_get_aio_context(s->iothread, "backup"));
        if (s->cancelled) {
            break;
        }
        if (i % 2) {
            continue;
        }
        blk_drain(s->blk);
    }
}

void backup_loop(Backup *s, int n)
{
    int i;

    for (i = 0; i < n; i++) {
        g_autofree char *name = g_strdup("backup");

        aio_notify(iothread_get_aio_context(s->iothread, name));
        if (s->cancelled) {
            break;
        }
        iothread_put_aio_context(s->iothread, name);
    }
} // expected-warning-re{{hold of 's->iothread' as {{.*}} leaks on this path}}

/* ---- g_autoptr(HoldRef) ---- */

int backup_read_ok(Backup *s, Error **errp)
{
    g_autoptr(HoldRef) ref = hold_ref_new(s->iothread, "backup");

    if (blk_set_aio_context(s->blk, ref->ctx, errp) < 0) {
        return -EIO;
    }
    return 0;
}

int backup_read(Backup *s, Error **errp)
{
    HoldRef *ref = hold_ref_new(s->iothread, "backup");

    if (blk_set_aio_context(s->blk, ref->ctx, errp) < 0) {
        return -EIO; // expected-warning-re{{hold of '{{.*}}iothread' as {{.*}} leaks when this error is returned}}
    }
    hold_ref_free(ref);
    return 0;
}

/* Given to the caller. */
HoldRef *backup_open_ok(Backup *s, Error **errp)
{
    g_autoptr(HoldRef) ref = hold_ref_new(s->iothread, "backup");

    if (blk_set_aio_context(s->blk, ref->ctx, errp) < 0) {
        return NULL;
    }
    return g_steal_pointer(&ref);
}

/* Stolen too early. */
HoldRef *backup_open(Backup *s, Error **errp)
{
    g_autoptr(HoldRef) ref = hold_ref_new(s->iothread, "backup");
    HoldRef *ret = g_steal_pointer(&ref);

    if (blk_set_aio_context(s->blk, ret->ctx, errp) < 0) {
        return NULL; // expected-warning-re{{hold of '{{.*}}iothread' as {{.*}} leaks when this error is returned}}
    }
    return ret;
}

/* Set late: NULL is not released. */
int backup_late_ok(Backup *s, Error **errp)
{
    g_autoptr(HoldRef) ref = NULL;

    if (s->cancelled) {
        error_setg(errp, "cancelled");
        return -ECANCELED;
    }
    ref = hold_ref_new(s->iothread, "backup");
    return blk_set_aio_context(s->blk, ref->ctx, errp);
}

/* g_clear_pointer releases, and the cleanup sees NULL. */
int backup_clear_ok(Backup *s)
{
    g_autoptr(HoldRef) ref = hold_ref_new(s->iothread, "backup");

    aio_notify(ref->ctx);
    g_clear_pointer(&ref, hold_ref_free);
    return s->cancelled ? -ECANCELED : 0;
}

/* ---- __attribute__((cleanup)) by hand ---- */

int backup_verify_ok(Backup *s)
{
    __attribute__((cleanup(put_backup_hold))) IOThread *held = s->iothread;

    aio_notify(iothread_get_aio_context(held, "backup"));
    if (s->cancelled) {
        return -ECANCELED;
    }
    return 0;
}

int backup_verify(Backup *s)
{
    __attribute__((cleanup(note_end))) IOThread *held = s->iothread;

    aio_notify(iothread_get_aio_context(held, "backup"));
    if (s->cancelled) {
        return -ECANCELED; // expected-warning{{hold of 'held' as 'backup' leaks when this error is returned}}
    }
    iothread_put_aio_context(held, "backup");
    return 0;
}

/* ---- the cleanup function is not seen: it may put ---- */

typedef struct Lease Lease;
Lease *lease_new(IOThread *iothread);
void lease_free(Lease *lease);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lease, lease_free)

int backup_lease_ok(Backup *s)
{
    g_autoptr(Lease) lease = NULL;

    aio_notify(iothread_get_aio_context(s->iothread, "backup"));
    lease = lease_new(s->iothread);
    return s->cancelled ? -ECANCELED : 0;
}

/* An Error that is freed has no hold. */
int backup_error(Backup *s)
{
    g_autoptr(Error) local_err = NULL;

    aio_notify(iothread_get_aio_context(s->iothread, "backup"));
    error_setg(&local_err, "just a try");
    if (s->cancelled) {
        return -ECANCELED; // expected-warning{{hold of 's->iothread' as 'backup' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, "backup");
    return 0;
}

int backup_error_ok(Backup *s)
{
    g_autoptr(Error) local_err = NULL;

    aio_notify(iothread_get_aio_context(s->iothread, "backup"));
    error_setg(&local_err, "just a try");
    iothread_put_aio_context(s->iothread, "backup");
    return s->cancelled ? -ECANCELED : 0;
}
