/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * IOThread in both dialects.  By default every user of the context is a
 * holder; with -DHC_CLASSIC this is the interface of released QEMU, where a
 * reference to the object is what keeps it alive.
 */
#ifndef IOTHREAD_H
#define IOTHREAD_H

#include "block/aio.h"
#include "qom/object.h"

#define TYPE_IOTHREAD "iothread"

typedef struct EventLoopBase {
    Object parent;
    int64_t aio_max_batch;
    int64_t thread_pool_min;
    int64_t thread_pool_max;
} EventLoopBase;

struct IOThread {
    EventLoopBase parent_obj;

    QemuThread thread;
    AioContext *ctx;
    bool run_gcontext;
    GMainContext *worker_context;
    GMainLoop *main_loop;
    QemuSemaphore init_done_sem;
    bool stopping;
    bool running;
    int thread_id;
#ifndef HC_CLASSIC
    GList *holders;
#endif
    int64_t poll_max_ns;
    int64_t poll_grow;
    int64_t poll_shrink;
};

DECLARE_INSTANCE_CHECKER(IOThread, IOTHREAD, TYPE_IOTHREAD)

char *iothread_get_id(IOThread *iothread);
IOThread *iothread_by_id(const char *id);
#ifdef HC_CLASSIC
AioContext *iothread_get_aio_context(IOThread *iothread);
#else
AioContext *iothread_get_aio_context(IOThread *iothread, const char *holder);
void iothread_put_aio_context(IOThread *iothread, const char *holder);
#endif
GMainContext *iothread_get_g_main_context(IOThread *iothread);

IOThread *iothread_create(const char *id, Error **errp);
void iothread_stop(IOThread *iothread);
void iothread_destroy(IOThread *iothread);

#endif
