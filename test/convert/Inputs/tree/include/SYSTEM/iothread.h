/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef IOTHREAD_H
#define IOTHREAD_H

#include "block/aio.h"
#include "qom/object.h"
#include "qemu/thread.h"

#define TYPE_IOTHREAD "iothread"

struct IOThread {
    Object parent_obj;

    QemuThread thread;
    AioContext *ctx;
    GSource *source;
    int thread_id;
};
typedef struct IOThread IOThread;

DECLARE_INSTANCE_CHECKER(IOThread, IOTHREAD, TYPE_IOTHREAD)

char *iothread_get_id(IOThread *iothread);
IOThread *iothread_by_id(const char *id);
AioContext *iothread_get_aio_context(IOThread *iothread);
GMainContext *iothread_get_g_main_context(IOThread *iothread);

IOThread *iothread_create(const char *id, Error **errp);
void iothread_stop(IOThread *iothread);
void iothread_destroy(IOThread *iothread);

#endif /* IOTHREAD_H */
