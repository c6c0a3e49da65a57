/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* The file that defines the API is the implementation. */
// expected-no-diagnostics
#include "qemu/osdep.h"
#include "block/aio.h"
#include "qemu/error-report.h"
#include "sysemu/iothread.h"

AioContext *iothread_get_aio_context(IOThread *iothread, const char *holder)
{
    iothread->holders = g_list_prepend(iothread->holders, g_strdup(holder));
    object_ref(OBJECT(iothread));
    return iothread->ctx;
}

void iothread_put_aio_context(IOThread *iothread, const char *holder)
{
    for (GList *l = iothread->holders; l; l = l->next) {
        if (!g_strcmp0(l->data, holder)) {
            g_free(l->data);
            iothread->holders = g_list_remove(iothread->holders, l->data);
            object_unref(OBJECT(iothread));
            return;
        }
    }
    error_report("iothread: no holder '%s'", holder);
}

/* The class may look at itself. */
static void iothread_init_gcontext(IOThread *iothread)
{
    aio_notify(iothread->ctx);
    aio_context_ref(iothread->ctx);
}

static void iothread_instance_finalize(Object *obj)
{
    IOThread *iothread = IOTHREAD(obj);

    if (iothread->ctx) {
        aio_context_unref(iothread->ctx);
        iothread->ctx = NULL;
    }
}

static void iothread_init(Object *obj)
{
    iothread_init_gcontext(IOTHREAD(obj));
}

static const TypeInfo iothread_info = {
    .name = TYPE_IOTHREAD,
    .instance_size = sizeof(IOThread),
    .instance_init = iothread_init,
    .instance_finalize = iothread_instance_finalize,
};

static void register_types(void)
{
    type_register_static(&iothread_info);
}

type_init(register_types)
