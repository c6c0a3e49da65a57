// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* The helper did not take it. */
#include "qemu/osdep.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct Stream {
    IOThread *iothread;
    char *job;
    bool live;
} Stream;

static bool stream_enter(Stream *s)
{
    if (!s->live) {
        return false;
    }
    aio_notify(iothread_get_aio_context(s->iothread, s->job));
    return true;
}

static void stream_leave(Stream *s)
{
    iothread_put_aio_context(s->iothread, s->job);
}

void stream_step(Stream *s)
{
    stream_enter(s);
    iothread_put_aio_context(s->iothread, s->job); // expected-warning{{hold of 's->iothread' as 's->job' is put on a path that never took it}}
}

void stream_step_ok(Stream *s)
{
    if (stream_enter(s)) {
        iothread_put_aio_context(s->iothread, s->job);
    }
}

/* The result is asked the wrong way round. */
void stream_last(Stream *s)
{
    if (stream_enter(s)) {
        aio_notify(qemu_get_aio_context());
        iothread_put_aio_context(s->iothread, s->job);
    } else {
        iothread_put_aio_context(s->iothread, s->job); // expected-warning{{hold of 's->iothread' as 's->job' is put on a path that never took it}}
    }
}

void stream_last_ok(Stream *s)
{
    if (stream_enter(s)) {
        aio_notify(qemu_get_aio_context());
        stream_leave(s);
    }
}

/* The unseen function may have taken it. */
void stream_unseen_enter(Stream *s);

void stream_unseen_ok(Stream *s)
{
    if (s->live) {
        aio_notify(iothread_get_aio_context(s->iothread, s->job));
    } else {
        stream_unseen_enter(s);
    }
    stream_leave(s);
}
