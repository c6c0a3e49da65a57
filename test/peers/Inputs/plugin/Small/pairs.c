/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* A bug that each tool finds, and some that few do. */
#include "qemu/osdep.h"
#include "block/aio.h"
#include "sysemu/iothread.h"

typedef struct Server {
    IOThread *iothread;
    AioContext *ctx;
    bool busy;
} Server;

void local_leak(const char *id, bool busy)
{
    IOThread *iothread = iothread_by_id(id);
    AioContext *ctx = iothread_get_aio_context(iothread, "server");

    aio_notify(ctx);
    if (busy) {
        return; // expected-warning{{leaks on this path}}
    }
    iothread_put_aio_context(iothread, "server");
}

void local_leak_ok(const char *id, bool busy)
{
    IOThread *iothread = iothread_by_id(id);
    AioContext *ctx = iothread_get_aio_context(iothread, "server");

    aio_notify(ctx);
    if (busy) {
        iothread_put_aio_context(iothread, "server");
        return;
    }
    iothread_put_aio_context(iothread, "server");
}

void field_twice(Server *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "server"));
    iothread_put_aio_context(s->iothread, "server");
    iothread_put_aio_context(s->iothread, "server"); // expected-warning{{put twice}}
}

void field_twice_ok(Server *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "server"));
    iothread_put_aio_context(s->iothread, "server");
}

void name(Server *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "server"));
    iothread_put_aio_context(s->iothread, "client"); // expected-warning{{is put as 'client'}}
}

void name_ok(Server *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "server"));
    iothread_put_aio_context(s->iothread, "server");
}

/* Right, and a report of all that look for balance in each function. */
void keeps(Server *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, "server");
}

void gives_back(Server *s)
{
    iothread_put_aio_context(s->iothread, "server");
}

/* Does not name the API: not counted. */
void other(Server *s)
{
    s->busy = false;
}
