/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A class about as QEMU has it, as far as the converter must know its way
 * around in it
 */

#include "qemu/osdep.h"
#include "qom/object.h"
#include "block/aio.h"
#include "@SYSTEM@/iothread.h"
#include "qapi/error.h"
#include "qapi/qapi-commands-misc.h"
#include "qemu/error-report.h"

static void iothread_instance_init(Object *obj)
{
    IOThread *iothread = IOTHREAD(obj);

    iothread->thread_id = -1;
}

static void iothread_instance_finalize(Object *obj)
{
    IOThread *iothread = IOTHREAD(obj);

    iothread_stop(iothread);
    if (iothread->ctx) {
        aio_context_unref(iothread->ctx);
        iothread->ctx = NULL;
    }
}

/* The class uses its own context: that is no hold. */
static void iothread_init_gcontext(IOThread *iothread)
{
    iothread->source = aio_get_g_source(iothread_get_aio_context(iothread));
}

static void iothread_class_init(ObjectClass *klass, @CLASS_DATA@)
{
    klass->init = iothread_init_gcontext;
}

static const TypeInfo iothread_info = {
    .name = TYPE_IOTHREAD,
    .parent = TYPE_OBJECT,
    .class_init = iothread_class_init,
    .instance_size = sizeof(IOThread),
    .instance_init = iothread_instance_init,
    .instance_finalize = iothread_instance_finalize,
};

static void iothread_register_types(void)
{
    type_register_static(&iothread_info);
}

type_init(iothread_register_types)

char *iothread_get_id(IOThread *iothread)
{
    return g_strdup(object_get_canonical_path_component(OBJECT(iothread)));
}

AioContext *iothread_get_aio_context(IOThread *iothread)
{
    return iothread->ctx;
}

static int query_one_iothread(Object *object, void *opaque)
{
    IOThreadInfoList ***tail = opaque;
    IOThread *iothread = (IOThread *)object;
    IOThreadInfo *info;

    info = g_new0(IOThreadInfo, 1);
    info->id = iothread_get_id(iothread);
    info->thread_id = iothread->thread_id;
    QAPI_LIST_APPEND(*tail, info);
    return 0;
}

IOThreadInfoList *qmp_query_iothreads(Error **errp)
{
    IOThreadInfoList *head = NULL;
    IOThreadInfoList **prev = &head;

    object_child_foreach(object_get_objects_root(), query_one_iothread, &prev);
    return head;
}
