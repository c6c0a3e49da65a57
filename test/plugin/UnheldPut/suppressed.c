// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
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
    iothread_put_aio_context(s->iothread, "poller"); // expected-warning{{hold of 's->iothread' as 'poller' is put on a path that never took it}}
}

void poller_run_ok(Poller *s)
{
    if (s->fresh) {
        aio_notify(iothread_get_aio_context(s->iothread, "poller"));
    }
    /* holdcheck: ignore an old poller got its hold from poller_adopt() */
    iothread_put_aio_context(s->iothread, "poller");
}

QEMU_ANNOTATE("holdcheck.ignore:an old poller got its hold elsewhere")
void poller_run_annotated_ok(Poller *s)
{
    if (s->fresh) {
        aio_notify(iothread_get_aio_context(s->iothread, "poller"));
    }
    iothread_put_aio_context(s->iothread, "poller");
}
