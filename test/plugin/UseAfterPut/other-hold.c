// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* The function puts one hold and will put another: that is still there. */
#include "qemu/osdep.h"
#include "sysemu/iothread.h"

typedef struct Relay {
    IOThread *iothread;
    bool held;
} Relay;

/* The hold "relay" is somebody else's get. */
void relay_stop(Relay *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "stop");

    iothread_put_aio_context(s->iothread, "stop");
    aio_notify(ctx);
    if (s->held) {
        iothread_put_aio_context(s->iothread, "relay");
    }
}

void relay_stop_early(Relay *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "stop");

    iothread_put_aio_context(s->iothread, "relay");
    iothread_put_aio_context(s->iothread, "stop");
    aio_notify(ctx); // expected-warning {{'ctx' is used after the last hold of 's->iothread' was put}}
}

void relay_poll(Relay *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "poll");

    iothread_put_aio_context(s->iothread, "poll");
    aio_notify(ctx); // expected-warning {{'ctx' is used after the last hold of 's->iothread' was put}}
}
