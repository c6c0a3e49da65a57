// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * Three ways to say "I know": the comment, QEMU_ANNOTATE, and Clang's own
 * attribute.  The comment stands on the line of the finding or of the get, or
 * on the line above one of them.  Without a reason it does not count.
 */
#include "qemu/osdep.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct Snapshot {
    IOThread *iothread;
    bool failed;
} Snapshot;

/* ---- the comment ---- */

int snapshot_no_comment(Snapshot *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        return -EIO; // expected-warning{{hold of 's->iothread' as 'snapshot' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

int snapshot_on_line_ok(Snapshot *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        return -EIO; /* holdcheck: ignore put by the watchdog */
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

int snapshot_line_above_ok(Snapshot *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        /* holdcheck: ignore put by the watchdog */
        return -EIO;
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

int snapshot_at_get_ok(Snapshot *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot")); /* holdcheck: ignore put by the watchdog */
    if (s->failed) {
        return -EIO;
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

int snapshot_above_get_ok(Snapshot *s)
{
    // holdcheck: ignore put by the watchdog
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        return -EIO;
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

/* Two lines above is too far. */
int snapshot_too_far(Snapshot *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        /* holdcheck: ignore put by the watchdog */

        return -EIO; // expected-warning{{hold of 's->iothread' as 'snapshot' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

/* No reason, no mercy. */
int snapshot_no_reason(Snapshot *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        /* holdcheck: ignore */
        return -EIO; // expected-warning{{hold of 's->iothread' as 'snapshot' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

/* The text in a string is no comment. */
int snapshot_string(Snapshot *s)
{
    const char *hint = "/* holdcheck: ignore put by the watchdog */";

    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        hint = "/* holdcheck: ignore put by the watchdog */";
        return hint[0] ? -EIO : -EPERM; // expected-warning{{hold of 's->iothread' as 'snapshot' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

/* It silences its own line, not the rest of the function. */
int snapshot_other_line(Snapshot *s, bool busy)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        /* holdcheck: ignore put by the watchdog */
        return -EIO;
    }
    if (busy) {
        return -EBUSY; // expected-warning{{hold of 's->iothread' as 'snapshot' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

/* ---- QEMU_ANNOTATE ---- */

QEMU_ANNOTATE("holdcheck.ignore:put by the watchdog")
int snapshot_annotated_ok(Snapshot *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        return -EIO;
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

QEMU_ANNOTATE("holdcheck.ignore:")
int snapshot_annotated_no_reason(Snapshot *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        return -EIO; // expected-warning{{hold of 's->iothread' as 'snapshot' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

QEMU_ANNOTATE("holdcheck.ignore")
int snapshot_annotated_bare(Snapshot *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        return -EIO; // expected-warning{{hold of 's->iothread' as 'snapshot' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

/* The annotation on an earlier declaration counts as well. */
int snapshot_declared_ok(Snapshot *s)
    QEMU_ANNOTATE("holdcheck.ignore:put by the watchdog");

int snapshot_declared_ok(Snapshot *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        return -EIO;
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

/* ---- __attribute__((suppress)), Clang 19 and later ---- */

#if __clang_major__ >= 19
int snapshot_attribute_ok(Snapshot *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    if (s->failed) {
        __attribute__((suppress)) {
            return -EIO;
        }
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

int snapshot_attribute_at_get_ok(Snapshot *s)
{
    __attribute__((suppress)) AioContext *ctx =
        iothread_get_aio_context(s->iothread, "snapshot");

    aio_notify(ctx);
    if (s->failed) {
        return -EIO;
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}

int snapshot_attribute_elsewhere(Snapshot *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "snapshot"));
    __attribute__((suppress)) {
        aio_notify(qemu_get_aio_context());
    }
    if (s->failed) {
        return -EIO; // expected-warning{{hold of 's->iothread' as 'snapshot' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, "snapshot");
    return 0;
}
#endif

/* ---- a hold that nobody ever puts: the finding is the get ---- */

void snapshot_pin_ok(const char *id)
{
    IOThread *iothread = iothread_by_id(id);

    /* holdcheck: ignore pinned until exit, on purpose */
    aio_notify(iothread_get_aio_context(iothread, "snapshot-pin"));
}

void snapshot_pin(const char *id)
{
    IOThread *iothread = iothread_by_id(id);

    /* pinned until exit, on purpose */
    aio_notify(iothread_get_aio_context(iothread, "snapshot-pin")); // expected-warning{{hold of 'iothread' as 'snapshot-pin' is never put}}
}
