// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* Two puts of one IOThread that is reached in two ways. */
#include "qemu/osdep.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct Plane {
    IOThread *iothread;
    bool fenced;
} Plane;

typedef struct Drive {
    Plane plane;
    IOThread *iothread;
} Drive;

void drive_sync(Drive *s)
{
    IOThread *t = s->iothread;

    aio_notify(iothread_get_aio_context(t, "drive"));
    iothread_put_aio_context(s->iothread, "drive");
    if (s->plane.fenced) {
        iothread_put_aio_context(t, "drive"); // expected-warning{{hold of 't' as 'drive' is put twice}}
    }
}

void drive_sync_ok(Drive *s)
{
    IOThread *t = s->iothread;

    aio_notify(iothread_get_aio_context(t, "drive"));
    if (s->plane.fenced) {
        iothread_put_aio_context(t, "drive");
    } else {
        iothread_put_aio_context(s->iothread, "drive");
    }
}

void drive_copy(Drive *s, Plane *p)
{
    p->iothread = s->iothread;
    aio_notify(iothread_get_aio_context(s->iothread, "drive"));
    iothread_put_aio_context(s->iothread, "drive");
    iothread_put_aio_context(p->iothread, "drive"); // expected-warning{{hold of 'p->iothread' as 'drive' is put twice}}
}

void drive_copy_ok(Drive *s, Plane *p)
{
    p->iothread = s->iothread;
    aio_notify(iothread_get_aio_context(s->iothread, "drive"));
    iothread_put_aio_context(p->iothread, "drive");
}

void drive_part(Drive *s)
{
    Plane *p = &s->plane;

    aio_notify(iothread_get_aio_context(s->plane.iothread, "drive"));
    iothread_put_aio_context(p->iothread, "drive");
    if (p->fenced) {
        iothread_put_aio_context(s->plane.iothread, "drive"); // expected-warning{{hold of 's->plane.iothread' as 'drive' is put twice}}
    }
}

void drive_part_ok(Drive *s)
{
    Plane *p = &s->plane;

    aio_notify(iothread_get_aio_context(s->plane.iothread, "drive"));
    if (p->fenced) {
        iothread_put_aio_context(s->plane.iothread, "drive");
        return;
    }
    iothread_put_aio_context(p->iothread, "drive");
}

/* Cleared after the put: the guard sees NULL. */
void drive_clear_ok(Drive *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "drive"));
    iothread_put_aio_context(s->iothread, "drive");
    s->iothread = NULL;
    if (s->iothread) {
        iothread_put_aio_context(s->iothread, "drive");
    }
}

void drive_clear(Drive *s)
{
    IOThread *t = s->iothread;

    aio_notify(iothread_get_aio_context(s->iothread, "drive"));
    iothread_put_aio_context(s->iothread, "drive");
    s->iothread = NULL;
    iothread_put_aio_context(t, "drive"); // expected-warning{{hold of 't' as 'drive' is put twice}}
}
