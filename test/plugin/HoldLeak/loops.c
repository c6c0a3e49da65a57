// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* One hold per element: every bound, every way to roll back. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qemu/queue.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct FuseQueue {
    IOThread *iothread;
    AioContext *ctx;
    int fd;
    QTAILQ_ENTRY(FuseQueue) next;
} FuseQueue;

typedef struct FuseExport {
    char *id;
    size_t num_queues;
    IOThread **iothreads;
    AioContext **ctxs;
    FuseQueue *queues;
    IOThread *fixed[16];
    AioContext *fixed_ctx[16];
    QTAILQ_HEAD(, FuseQueue) list;
    bool draining;
} FuseExport;

typedef struct StrList {
    char *value;
    struct StrList *next;
} StrList;

bool fuse_queue_ok(size_t i);
int fuse_open(size_t i);

void fuse_stop_all(FuseExport *exp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        iothread_put_aio_context(exp->iothreads[i], exp->id);
    }
}

void fuse_stop_list(FuseExport *exp)
{
    FuseQueue *q;

    QTAILQ_FOREACH(q, &exp->list, next) {
        iothread_put_aio_context(q->iothread, exp->id);
    }
}

/* ---- no rollback at all ---- */

bool fuse_start_no_rollback(FuseExport *exp, Error **errp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        exp->ctxs[i] = iothread_get_aio_context(exp->iothreads[i], exp->id);
        if (!fuse_queue_ok(i)) {
            error_setg(errp, "queue %zu is broken", i);
            return false; // expected-warning{{hold of 'exp->iothreads[i]' as 'exp->id' leaks when this error is returned}}
        }
    }
    return true;
}

bool fuse_start_check_first_ok(FuseExport *exp, Error **errp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        if (!fuse_queue_ok(i)) {
            error_setg(errp, "queue %zu is broken", i);
            return false;
        }
    }
    for (i = 0; i < exp->num_queues; i++) {
        exp->ctxs[i] = iothread_get_aio_context(exp->iothreads[i], exp->id);
    }
    return true;
}

/* ---- while (i--): element i itself was taken too ---- */

bool fuse_start_while_after_get(FuseExport *exp, Error **errp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        exp->ctxs[i] = iothread_get_aio_context(exp->iothreads[i], exp->id);
        if (!fuse_queue_ok(i)) {
            error_setg(errp, "queue %zu is broken", i);
            goto fail;
        }
    }
    return true;

fail:
    while (i--) {
        iothread_put_aio_context(exp->iothreads[i], exp->id);
    }
    return false; // expected-warning{{hold of 'exp->iothreads[i]' as 'exp->id' leaks when this error is returned}}
}

bool fuse_start_while_before_get_ok(FuseExport *exp, Error **errp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        if (!fuse_queue_ok(i)) {
            error_setg(errp, "queue %zu is broken", i);
            goto fail;
        }
        exp->ctxs[i] = iothread_get_aio_context(exp->iothreads[i], exp->id);
    }
    return true;

fail:
    while (i--) {
        iothread_put_aio_context(exp->iothreads[i], exp->id);
    }
    return false;
}

bool fuse_start_do_while_ok(FuseExport *exp, Error **errp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        exp->ctxs[i] = iothread_get_aio_context(exp->iothreads[i], exp->id);
        if (!fuse_queue_ok(i)) {
            error_setg(errp, "queue %zu is broken", i);
            goto fail;
        }
    }
    return true;

fail:
    do {
        iothread_put_aio_context(exp->iothreads[i], exp->id);
    } while (i--);
    return false;
}

/* ---- for (; i > 0; i--): element 0 stays behind ---- */

int fuse_start_for_down(FuseExport *exp)
{
    size_t i;
    int ret;

    for (i = 0; i < exp->num_queues; i++) {
        exp->ctxs[i] = iothread_get_aio_context(exp->iothreads[i], exp->id);
        ret = fuse_open(i);
        if (ret < 0) {
            goto fail;
        }
    }
    return 0;

fail:
    for (; i > 0; i--) {
        iothread_put_aio_context(exp->iothreads[i], exp->id);
    }
    return ret; // expected-warning{{hold of 'exp->iothreads[i]' as 'exp->id' leaks when this error is returned}}
}

int fuse_start_for_down_ok(FuseExport *exp)
{
    size_t i;
    int ret;

    for (i = 0; i < exp->num_queues; i++) {
        exp->ctxs[i] = iothread_get_aio_context(exp->iothreads[i], exp->id);
        ret = fuse_open(i);
        if (ret < 0) {
            goto fail;
        }
    }
    return 0;

fail:
    for (i++; i > 0; i--) {
        iothread_put_aio_context(exp->iothreads[i - 1], exp->id);
    }
    return ret;
}

/* ---- the rollback counts up ---- */

int fuse_start_up(FuseExport *exp)
{
    size_t i, j;
    int ret;

    for (i = 0; i < exp->num_queues; i++) {
        exp->ctxs[i] = iothread_get_aio_context(exp->iothreads[i], exp->id);
        ret = fuse_open(i);
        if (ret < 0) {
            for (j = 0; j < i; j++) {
                iothread_put_aio_context(exp->iothreads[j], exp->id);
            }
            return ret; // expected-warning{{hold of 'exp->iothreads[i]' as 'exp->id' leaks when this error is returned}}
        }
    }
    return 0;
}

int fuse_start_up_ok(FuseExport *exp)
{
    size_t i, j;
    int ret;

    for (i = 0; i < exp->num_queues; i++) {
        exp->ctxs[i] = iothread_get_aio_context(exp->iothreads[i], exp->id);
        ret = fuse_open(i);
        if (ret < 0) {
            for (j = 0; j <= i; j++) {
                iothread_put_aio_context(exp->iothreads[j], exp->id);
            }
            return ret;
        }
    }
    return 0;
}

/* ---- array of structs ---- */

int fuse_start_structs(FuseExport *exp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        FuseQueue *q = &exp->queues[i];

        q->ctx = iothread_get_aio_context(q->iothread, exp->id);
        q->fd = fuse_open(i);
        if (q->fd < 0) {
            return q->fd; // expected-warning{{hold of 'q->iothread' as 'exp->id' leaks when this error is returned}}
        }
    }
    return 0;
}

int fuse_start_structs_ok(FuseExport *exp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        FuseQueue *q = &exp->queues[i];

        q->ctx = iothread_get_aio_context(q->iothread, exp->id);
        q->fd = fuse_open(i);
        if (q->fd < 0) {
            int ret = q->fd;

            do {
                iothread_put_aio_context(exp->queues[i].iothread, exp->id);
            } while (i--);
            return ret;
        }
    }
    return 0;
}

/* ---- taken and put again in one function ---- */

void fuse_kick_all(FuseExport *exp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        aio_notify(iothread_get_aio_context(exp->iothreads[i], "fuse-kick"));
    }
    for (i = 1; i < exp->num_queues; i++) {
        iothread_put_aio_context(exp->iothreads[i], "fuse-kick");
    }
} // expected-warning{{hold of 'exp->iothreads[i]' as 'fuse-kick' leaks on this path}}

void fuse_kick_all_ok(FuseExport *exp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        aio_notify(iothread_get_aio_context(exp->iothreads[i], "fuse-kick"));
    }
    for (i = 0; i < exp->num_queues; i++) {
        iothread_put_aio_context(exp->iothreads[i], "fuse-kick");
    }
}

void fuse_kick_each(FuseExport *exp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        AioContext *ctx;

        ctx = iothread_get_aio_context(exp->iothreads[i], "fuse-kick");
        if (exp->draining) {
            continue;
        }
        aio_notify(ctx);
        iothread_put_aio_context(exp->iothreads[i], "fuse-kick");
    }
} // expected-warning{{hold of 'exp->iothreads[i]' as 'fuse-kick' leaks on this path}}

void fuse_kick_each_ok(FuseExport *exp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        AioContext *ctx;

        if (exp->draining) {
            continue;
        }
        ctx = iothread_get_aio_context(exp->iothreads[i], "fuse-kick");
        aio_notify(ctx);
        iothread_put_aio_context(exp->iothreads[i], "fuse-kick");
    }
}

void fuse_kick_until(FuseExport *exp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        aio_notify(iothread_get_aio_context(exp->iothreads[i], "fuse-kick"));
        if (!fuse_queue_ok(i)) {
            break;
        }
        iothread_put_aio_context(exp->iothreads[i], "fuse-kick");
    }
} // expected-warning{{hold of 'exp->iothreads[i]' as 'fuse-kick' leaks on this path}}

void fuse_kick_until_ok(FuseExport *exp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        bool ok;

        aio_notify(iothread_get_aio_context(exp->iothreads[i], "fuse-kick"));
        ok = fuse_queue_ok(i);
        iothread_put_aio_context(exp->iothreads[i], "fuse-kick");
        if (!ok) {
            break;
        }
    }
}

/* ---- constant bounds ---- */

void fuse_kick_2(FuseExport *exp)
{
    int i;

    for (i = 0; i < 2; i++) {
        aio_notify(iothread_get_aio_context(exp->fixed[i], "fuse-kick"));
    }
    iothread_put_aio_context(exp->fixed[0], "fuse-kick");
} // expected-warning-re{{hold of 'exp->fixed[{{i|1}}]' as 'fuse-kick' leaks on this path}}

void fuse_kick_2_ok(FuseExport *exp)
{
    int i;

    for (i = 0; i < 2; i++) {
        aio_notify(iothread_get_aio_context(exp->fixed[i], "fuse-kick"));
    }
    iothread_put_aio_context(exp->fixed[0], "fuse-kick");
    iothread_put_aio_context(exp->fixed[1], "fuse-kick");
}

void fuse_kick_4(FuseExport *exp)
{
    int i;

    for (i = 0; i < 4; i++) {
        aio_notify(iothread_get_aio_context(exp->fixed[i], "fuse-kick"));
    }
    for (i = 0; i < 3; i++) {
        iothread_put_aio_context(exp->fixed[i], "fuse-kick");
    }
} // expected-warning{{hold of 'exp->fixed[i]' as 'fuse-kick' leaks on this path}}

void fuse_kick_4_ok(FuseExport *exp)
{
    int i;

    for (i = 0; i < 4; i++) {
        aio_notify(iothread_get_aio_context(exp->fixed[i], "fuse-kick"));
    }
    for (i = 3; i >= 0; i--) {
        iothread_put_aio_context(exp->fixed[i], "fuse-kick");
    }
}

void fuse_kick_5(FuseExport *exp)
{
    int i;

    for (i = 0; i < 5; i++) {
        aio_notify(iothread_get_aio_context(exp->fixed[i], "fuse-kick"));
    }
    for (i = 4; i > 0; i--) {
        iothread_put_aio_context(exp->fixed[i], "fuse-kick");
    }
} // expected-warning{{hold of 'exp->fixed[i]' as 'fuse-kick' leaks on this path}}

void fuse_kick_5_ok(FuseExport *exp)
{
    int i;

    for (i = 0; i < 5; i++) {
        aio_notify(iothread_get_aio_context(exp->fixed[i], "fuse-kick"));
    }
    for (i = 4; i >= 0; i--) {
        iothread_put_aio_context(exp->fixed[i], "fuse-kick");
    }
}

void fuse_kick_16(FuseExport *exp)
{
    int i;

    for (i = 0; i < 16; i++) {
        aio_notify(iothread_get_aio_context(exp->fixed[i], "fuse-kick"));
    }
    for (i = 0; i < 15; i++) {
        iothread_put_aio_context(exp->fixed[i], "fuse-kick");
    }
} // expected-warning{{hold of 'exp->fixed[i]' as 'fuse-kick' leaks on this path}}

void fuse_kick_16_ok(FuseExport *exp)
{
    size_t i;

    for (i = 0; i < ARRAY_SIZE(exp->fixed); i++) {
        aio_notify(iothread_get_aio_context(exp->fixed[i], "fuse-kick"));
    }
    for (i = 0; i < ARRAY_SIZE(exp->fixed); i++) {
        iothread_put_aio_context(exp->fixed[i], "fuse-kick");
    }
}

/* ---- one IOThread, held once per queue ---- */

void fuse_kick_shared(FuseExport *exp, IOThread *iothread)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        exp->ctxs[i] = iothread_get_aio_context(iothread, "fuse-shared");
    }
    for (i = 1; i < exp->num_queues; i++) {
        iothread_put_aio_context(iothread, "fuse-shared");
    }
} // expected-warning{{hold of 'iothread' as 'fuse-shared' leaks on this path}}

void fuse_kick_shared_ok(FuseExport *exp, IOThread *iothread)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        exp->ctxs[i] = iothread_get_aio_context(iothread, "fuse-shared");
    }
    for (i = 0; i < exp->num_queues; i++) {
        iothread_put_aio_context(iothread, "fuse-shared");
    }
}

/* ---- QTAILQ ---- */

int fuse_start_list(FuseExport *exp)
{
    FuseQueue *q;

    QTAILQ_FOREACH(q, &exp->list, next) {
        q->ctx = iothread_get_aio_context(q->iothread, exp->id);
        if (q->fd < 0) {
            return -EBADF; // expected-warning{{hold of 'q->iothread' as 'exp->id' leaks when this error is returned}}
        }
    }
    return 0;
}

int fuse_start_list_ok(FuseExport *exp)
{
    FuseQueue *q, *done;

    QTAILQ_FOREACH(q, &exp->list, next) {
        q->ctx = iothread_get_aio_context(q->iothread, exp->id);
        if (q->fd < 0) {
            QTAILQ_FOREACH(done, &exp->list, next) {
                iothread_put_aio_context(done->iothread, exp->id);
                if (done == q) {
                    break;
                }
            }
            return -EBADF;
        }
    }
    return 0;
}

void fuse_kick_list(FuseExport *exp)
{
    FuseQueue *q;

    QTAILQ_FOREACH(q, &exp->list, next) {
        aio_notify(iothread_get_aio_context(q->iothread, "fuse-kick"));
        if (q->fd >= 0) {
            iothread_put_aio_context(q->iothread, "fuse-kick");
        }
    }
} // expected-warning{{hold of 'q->iothread' as 'fuse-kick' leaks on this path}}

void fuse_kick_list_ok(FuseExport *exp)
{
    FuseQueue *q;

    QTAILQ_FOREACH(q, &exp->list, next) {
        aio_notify(iothread_get_aio_context(q->iothread, "fuse-kick"));
        iothread_put_aio_context(q->iothread, "fuse-kick");
    }
}

void fuse_kick_list_twice_ok(FuseExport *exp)
{
    FuseQueue *q;

    QTAILQ_FOREACH(q, &exp->list, next) {
        aio_notify(iothread_get_aio_context(q->iothread, "fuse-kick"));
    }
    QTAILQ_FOREACH(q, &exp->list, next) {
        iothread_put_aio_context(q->iothread, "fuse-kick");
    }
}

/* ---- a list of names ---- */

bool fuse_map(StrList *names, const char *holder, Error **errp)
{
    StrList *node;

    for (node = names; node; node = node->next) {
        IOThread *iothread = iothread_by_id(node->value);

        if (!iothread) {
            error_setg(errp, "IOThread \"%s\" object does not exist",
                       node->value);
            return false; // expected-warning{{hold of 'iothread' as 'holder' leaks when this error is returned}}
        }
        aio_notify(iothread_get_aio_context(iothread, holder));
    }
    return true;
}

bool fuse_map_ok(StrList *names, const char *holder, Error **errp)
{
    StrList *node;

    for (node = names; node; node = node->next) {
        if (!iothread_by_id(node->value)) {
            error_setg(errp, "IOThread \"%s\" object does not exist",
                       node->value);
            return false;
        }
    }
    for (node = names; node; node = node->next) {
        IOThread *iothread = iothread_by_id(node->value);

        aio_notify(iothread_get_aio_context(iothread, holder));
    }
    return true;
}

void fuse_unmap_ok(StrList *names, const char *holder)
{
    StrList *node;

    for (node = names; node; node = node->next) {
        IOThread *iothread = iothread_by_id(node->value);

        if (iothread) {
            iothread_put_aio_context(iothread, holder);
        }
    }
}

/* ---- a name per element ---- */

void fuse_kick_named(FuseExport *exp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        g_autofree char *name = g_strdup_printf("fuse/%zu", i);

        aio_notify(iothread_get_aio_context(exp->iothreads[i], name));
        if (exp->draining) {
            return; // expected-warning-re{{hold of 'exp->iothreads[i]' as {{.*}} leaks on this path}}
        }
        iothread_put_aio_context(exp->iothreads[i], name);
    }
}

void fuse_kick_named_ok(FuseExport *exp)
{
    size_t i;

    for (i = 0; i < exp->num_queues; i++) {
        g_autofree char *name = g_strdup_printf("fuse/%zu", i);

        aio_notify(iothread_get_aio_context(exp->iothreads[i], name));
    }
    for (i = 0; i < exp->num_queues; i++) {
        g_autofree char *name = g_strdup_printf("fuse/%zu", i);

        iothread_put_aio_context(exp->iothreads[i], name);
    }
}
