// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* The rollback puts more than was taken. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct Vq {
    char *id;
    size_t n;
    IOThread **iothreads;
    AioContext **ctxs;
    IOThread *fixed[8];
} Vq;

bool vq_ok(size_t i);

void vq_stop_ok(Vq *s)
{
    size_t i;

    for (i = 0; i < s->n; i++) {
        iothread_put_aio_context(s->iothreads[i], s->id);
    }
}

/* Element i was not taken when its check failed. */
bool vq_start_including(Vq *s, Error **errp)
{
    size_t i, j;

    for (i = 0; i < s->n; i++) {
        if (!vq_ok(i)) {
            error_setg(errp, "queue %zu", i);
            for (j = 0; j <= i; j++) {
                iothread_put_aio_context(s->iothreads[j], s->id); // expected-warning{{hold of 's->iothreads[j]' as 's->id' is put on a path that never took it}}
            }
            return false;
        }
        s->ctxs[i] = iothread_get_aio_context(s->iothreads[i], s->id);
    }
    return true;
}

bool vq_start_excluding_ok(Vq *s, Error **errp)
{
    size_t i, j;

    for (i = 0; i < s->n; i++) {
        if (!vq_ok(i)) {
            error_setg(errp, "queue %zu", i);
            for (j = 0; j < i; j++) {
                iothread_put_aio_context(s->iothreads[j], s->id);
            }
            return false;
        }
        s->ctxs[i] = iothread_get_aio_context(s->iothreads[i], s->id);
    }
    return true;
}

/* do ... while puts element i first. */
bool vq_start_do(Vq *s, Error **errp)
{
    size_t i;

    for (i = 0; i < s->n; i++) {
        if (!vq_ok(i)) {
            error_setg(errp, "queue %zu", i);
            goto fail;
        }
        s->ctxs[i] = iothread_get_aio_context(s->iothreads[i], s->id);
    }
    return true;

fail:
    do {
        iothread_put_aio_context(s->iothreads[i], s->id); // expected-warning{{hold of 's->iothreads[i]' as 's->id' is put on a path that never took it}}
    } while (i--);
    return false;
}

bool vq_start_while_ok(Vq *s, Error **errp)
{
    size_t i;

    for (i = 0; i < s->n; i++) {
        if (!vq_ok(i)) {
            error_setg(errp, "queue %zu", i);
            goto fail;
        }
        s->ctxs[i] = iothread_get_aio_context(s->iothreads[i], s->id);
    }
    return true;

fail:
    while (i--) {
        iothread_put_aio_context(s->iothreads[i], s->id);
    }
    return false;
}

/* All are put, however far the loop came. */
bool vq_start_all(Vq *s, Error **errp)
{
    size_t i;

    for (i = 0; i < s->n; i++) {
        if (!vq_ok(i)) {
            error_setg(errp, "queue %zu", i);
            goto fail;
        }
        s->ctxs[i] = iothread_get_aio_context(s->iothreads[i], s->id);
    }
    return true;

fail:
    for (i = 0; i < s->n; i++) {
        iothread_put_aio_context(s->iothreads[i], s->id); // expected-warning{{hold of 's->iothreads[i]' as 's->id' is put on a path that never took it}}
    }
    return false;
}

/* The other way to write it: what was taken is marked. */
bool vq_start_marked_ok(Vq *s, Error **errp)
{
    size_t i, taken = 0;

    for (i = 0; i < s->n; i++) {
        if (!vq_ok(i)) {
            error_setg(errp, "queue %zu", i);
            goto fail;
        }
        s->ctxs[i] = iothread_get_aio_context(s->iothreads[i], s->id);
        taken++;
    }
    return true;

fail:
    for (i = 0; i < taken; i++) {
        iothread_put_aio_context(s->iothreads[i], s->id);
    }
    return false;
}

/* Constant bounds that differ. */
void vq_kick_8(Vq *s)
{
    int i;

    for (i = 0; i < 7; i++) {
        aio_notify(iothread_get_aio_context(s->fixed[i], "vq-kick"));
    }
    for (i = 0; i < 8; i++) {
        iothread_put_aio_context(s->fixed[i], "vq-kick"); // expected-warning{{hold of 's->fixed[i]' as 'vq-kick' is put on a path that never took it}}
    }
}

void vq_kick_8_ok(Vq *s)
{
    int i;

    for (i = 0; i < 8; i++) {
        aio_notify(iothread_get_aio_context(s->fixed[i], "vq-kick"));
    }
    for (i = 0; i < 8; i++) {
        iothread_put_aio_context(s->fixed[i], "vq-kick");
    }
}

/* The last element of a loop that may not run at all. */
void vq_kick_last(Vq *s)
{
    size_t i;

    for (i = 0; i < s->n; i++) {
        aio_notify(iothread_get_aio_context(s->iothreads[0], "vq-last"));
        break;
    }
    iothread_put_aio_context(s->iothreads[0], "vq-last"); // expected-warning{{hold of 's->iothreads[0]' as 'vq-last' is put on a path that never took it}}
}

void vq_kick_last_ok(Vq *s)
{
    size_t i;

    for (i = 0; i < s->n; i++) {
        aio_notify(iothread_get_aio_context(s->iothreads[0], "vq-last"));
        iothread_put_aio_context(s->iothreads[0], "vq-last");
        break;
    }
}
