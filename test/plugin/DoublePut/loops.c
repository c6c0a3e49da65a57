// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* One element, or one hold, put by two turns or by two loops. */
#include "qemu/osdep.h"
#include "qemu/queue.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct ScsiQueue {
    IOThread *iothread;
    int depth;
    QTAILQ_ENTRY(ScsiQueue) next;
} ScsiQueue;

typedef struct ScsiHost {
    IOThread *iothread;
    IOThread **iothreads;
    size_t n;
    QTAILQ_HEAD(, ScsiQueue) queues;
    bool broken;
} ScsiHost;

bool scsi_queue_ok(size_t i);

/* One get before the loop, one put in each turn. */
void scsi_scan(ScsiHost *s)
{
    size_t i;

    aio_notify(iothread_get_aio_context(s->iothread, "scsi-scan"));
    for (i = 0; i < 2; i++) {
        iothread_put_aio_context(s->iothread, "scsi-scan"); // expected-warning{{hold of 's->iothread' as 'scsi-scan' is put twice}}
    }
}

void scsi_scan_ok(ScsiHost *s)
{
    size_t i;

    for (i = 0; i < 2; i++) {
        aio_notify(iothread_get_aio_context(s->iothread, "scsi-scan"));
    }
    for (i = 0; i < 2; i++) {
        iothread_put_aio_context(s->iothread, "scsi-scan");
    }
}

/* Put in the turn, then put again after the break. */
void scsi_find(ScsiHost *s)
{
    size_t i;

    for (i = 0; i < s->n; i++) {
        aio_notify(iothread_get_aio_context(s->iothreads[i], "scsi-find"));
        iothread_put_aio_context(s->iothreads[i], "scsi-find");
        if (!scsi_queue_ok(i)) {
            iothread_put_aio_context(s->iothreads[i], "scsi-find"); // expected-warning{{hold of 's->iothreads[i]' as 'scsi-find' is put twice}}
            break;
        }
    }
}

void scsi_find_ok(ScsiHost *s)
{
    size_t i;

    for (i = 0; i < s->n; i++) {
        aio_notify(iothread_get_aio_context(s->iothreads[i], "scsi-find"));
        if (!scsi_queue_ok(i)) {
            iothread_put_aio_context(s->iothreads[i], "scsi-find");
            break;
        }
        iothread_put_aio_context(s->iothreads[i], "scsi-find");
    }
}

/* Two loops over all elements. */
void scsi_stop(ScsiHost *s)
{
    size_t i;

    for (i = 0; i < s->n; i++) {
        aio_notify(iothread_get_aio_context(s->iothreads[i], "scsi"));
    }
    for (i = 0; i < s->n; i++) {
        iothread_put_aio_context(s->iothreads[i], "scsi");
    }
    if (s->broken) {
        for (i = 0; i < s->n; i++) {
            iothread_put_aio_context(s->iothreads[i], "scsi"); // expected-warning{{hold of 's->iothreads[i]' as 'scsi' is put twice}}
        }
    }
}

void scsi_stop_ok(ScsiHost *s)
{
    size_t i;

    for (i = 0; i < s->n; i++) {
        aio_notify(iothread_get_aio_context(s->iothreads[i], "scsi"));
    }
    if (s->broken) {
        for (i = s->n; i > 0; i--) {
            iothread_put_aio_context(s->iothreads[i - 1], "scsi");
        }
        return;
    }
    for (i = 0; i < s->n; i++) {
        iothread_put_aio_context(s->iothreads[i], "scsi");
    }
}

/* A list: the element was put in its turn already. */
void scsi_list(ScsiHost *s)
{
    ScsiQueue *q;

    QTAILQ_FOREACH(q, &s->queues, next) {
        aio_notify(iothread_get_aio_context(q->iothread, "scsi-list"));
        iothread_put_aio_context(q->iothread, "scsi-list");
        if (q->depth) {
            continue;
        }
        iothread_put_aio_context(q->iothread, "scsi-list"); // expected-warning{{hold of 'q->iothread' as 'scsi-list' is put twice}}
    }
}

void scsi_list_ok(ScsiHost *s)
{
    ScsiQueue *q;

    QTAILQ_FOREACH(q, &s->queues, next) {
        aio_notify(iothread_get_aio_context(q->iothread, "scsi-list"));
        if (q->depth) {
            iothread_put_aio_context(q->iothread, "scsi-list");
            continue;
        }
        iothread_put_aio_context(q->iothread, "scsi-list");
    }
}
