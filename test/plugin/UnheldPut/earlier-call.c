// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* What tells that a hold was taken may be left from an earlier call. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/iothread.h"

typedef struct Pump {
    IOThread *iothread;
    AioContext *ctx;
    bool held;
    bool fresh;
} Pump;

bool pump_prime(Pump *s, Error **errp);
bool pump_ready(void);

/* The flag is set beside the get: found true with no get, an earlier call
 * took it. */
bool pump_start(Pump *s, Error **errp)
{
    if (pump_ready()) {
        s->ctx = iothread_get_aio_context(s->iothread, "pump");
        s->held = true;
    }
    if (!pump_ready()) {
        error_setg(errp, "pump is dry");
        if (s->held) {
            iothread_put_aio_context(s->iothread, "pump");
            s->held = false;
        }
        return false;
    }
    return true;
}

/* So with the context, and a second put is one too many all the same. */
bool pump_restart(Pump *s, Error **errp)
{
    if (pump_ready()) {
        s->ctx = iothread_get_aio_context(s->iothread, "pump");
    }
    if (!pump_ready()) {
        error_setg(errp, "pump is dry");
        if (s->ctx) {
            iothread_put_aio_context(s->iothread, "pump");
            iothread_put_aio_context(s->iothread, "pump"); // expected-warning {{hold of 's->iothread' as 'pump' is put twice}}
            s->ctx = NULL;
        }
        return false;
    }
    return true;
}

/* A flag that has nothing to do with it. */
bool pump_refill(Pump *s, Error **errp)
{
    if (pump_ready()) {
        s->ctx = iothread_get_aio_context(s->iothread, "pump");
        s->held = true;
    }
    if (!pump_ready()) {
        error_setg(errp, "pump is dry");
        if (s->fresh) {
            iothread_put_aio_context(s->iothread, "pump"); // expected-warning {{hold of 's->iothread' as 'pump' is put on a path that never took it}}
            s->held = false;
        }
        return false; // expected-warning {{hold of 's->iothread' as 'pump' leaks when this error is returned}}
    }
    return true;
}

/* A get that comes later and is put again changes nothing. */
void pump_twice(Pump *s)
{
    if (pump_ready()) {
        iothread_get_aio_context(s->iothread, "first");
    }
    iothread_put_aio_context(s->iothread, "first"); // expected-warning {{hold of 's->iothread' as 'first' is put on a path that never took it}}
    iothread_get_aio_context(s->iothread, "second");
    iothread_put_aio_context(s->iothread, "second");
}

void pump_twice_ok(Pump *s)
{
    if (pump_ready()) {
        iothread_get_aio_context(s->iothread, "first");
        iothread_put_aio_context(s->iothread, "first");
    }
    iothread_get_aio_context(s->iothread, "second");
    iothread_put_aio_context(s->iothread, "second");
}
