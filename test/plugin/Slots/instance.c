// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* TypeInfo.instance_init and .instance_finalize, both in one initialiser. */
#include "qemu/osdep.h"
#include "qom/object.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

static IOThread *pool_iothread;

void pool_setup(Error **errp)
{
    pool_iothread = iothread_create("pool", errp);
}

#define TYPE_INEVER "inever"
OBJECT_DECLARE_SIMPLE_TYPE(INever, INEVER)
struct INever {
    Object parent;
    IOThread *iothread;
    AioContext *ctx;
    char *name;
};

static void inever_init(Object *obj)
{
    INever *s = INEVER(obj);

    s->iothread = iothread_by_id("pool");
    s->ctx = iothread_get_aio_context(s->iothread, "inever"); // expected-warning{{hold of 's->iothread' as 'inever' is never put by 'inever_finalize'}}
}

static void inever_finalize(Object *obj)
{
    INever *s = INEVER(obj);

    g_free(s->name);
}

static const TypeInfo inever_info = {
    .name = TYPE_INEVER,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(INever),
    .instance_init = inever_init,
    .instance_finalize = inever_finalize,
};

#define TYPE_IGOOD "igood"
OBJECT_DECLARE_SIMPLE_TYPE(IGood, IGOOD)
struct IGood {
    Object parent;
    IOThread *iothread;
    AioContext *ctx;
    char *name;
};

/* No guard is needed: finalize runs only after init. */
static void igood_init_ok(Object *obj)
{
    IGood *s = IGOOD(obj);

    s->iothread = iothread_by_id("pool");
    s->ctx = iothread_get_aio_context(s->iothread, "igood");
}

static void igood_finalize_ok(Object *obj)
{
    IGood *s = IGOOD(obj);

    iothread_put_aio_context(s->iothread, "igood");
    g_free(s->name);
}

static const TypeInfo igood_info = {
    .name = TYPE_IGOOD,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(IGood),
    .instance_init = igood_init_ok,
    .instance_finalize = igood_finalize_ok,
};

/* One of two roads through init takes nothing. */
#define TYPE_IMAYBE "imaybe"
OBJECT_DECLARE_SIMPLE_TYPE(IMaybe, IMAYBE)
struct IMaybe {
    Object parent;
    IOThread *iothread;
    AioContext *ctx;
};

static void imaybe_init(Object *obj)
{
    IMaybe *s = IMAYBE(obj);

    s->iothread = iothread_by_id("pool");
    if (s->iothread) {
        s->ctx = iothread_get_aio_context(s->iothread, "imaybe");
    }
}

static void imaybe_finalize(Object *obj)
{
    IMaybe *s = IMAYBE(obj);

    iothread_put_aio_context(s->iothread, "imaybe"); // expected-warning{{hold of 's->iothread' as 'imaybe' is put even when 'imaybe_init' did not take it}}
}

static const TypeInfo imaybe_info = {
    .name = TYPE_IMAYBE,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(IMaybe),
    .instance_init = imaybe_init,
    .instance_finalize = imaybe_finalize,
};

#define TYPE_IASKS "iasks"
OBJECT_DECLARE_SIMPLE_TYPE(IAsks, IASKS)
struct IAsks {
    Object parent;
    IOThread *iothread;
    AioContext *ctx;
};

static void iasks_init_ok(Object *obj)
{
    IAsks *s = IASKS(obj);

    s->iothread = iothread_by_id("pool");
    if (s->iothread) {
        s->ctx = iothread_get_aio_context(s->iothread, "iasks");
    }
}

static void iasks_finalize_ok(Object *obj)
{
    IAsks *s = IASKS(obj);

    if (s->iothread) {
        iothread_put_aio_context(s->iothread, "iasks");
    }
}

static const TypeInfo iasks_info = {
    .name = TYPE_IASKS,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(IAsks),
    .instance_init = iasks_init_ok,
    .instance_finalize = iasks_finalize_ok,
};

/* One hold per object on an IOThread that all share. */
#define TYPE_ISHARED "ishared"
OBJECT_DECLARE_SIMPLE_TYPE(IShared, ISHARED)
struct IShared {
    Object parent;
    AioContext *ctx;
    char *holder;
};

static void ishared_init_ok(Object *obj)
{
    IShared *s = ISHARED(obj);

    s->holder = g_strdup("shared");
    s->ctx = iothread_get_aio_context(pool_iothread, s->holder);
}

static void ishared_finalize_ok(Object *obj)
{
    IShared *s = ISHARED(obj);

    iothread_put_aio_context(pool_iothread, s->holder);
    g_free(s->holder);
}

static const TypeInfo ishared_info = {
    .name = TYPE_ISHARED,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(IShared),
    .instance_init = ishared_init_ok,
    .instance_finalize = ishared_finalize_ok,
};

static void instance_register_types(void)
{
    type_register_static(&inever_info);
    type_register_static(&igood_info);
    type_register_static(&imaybe_info);
    type_register_static(&iasks_info);
    type_register_static(&ishared_info);
}

type_init(instance_register_types)
