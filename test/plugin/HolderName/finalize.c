/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* In instance_finalize the object has no path any more. */
#include "qemu/osdep.h"
#include "block/aio.h"
#include "qom/object_interfaces.h"
#include "sysemu/iothread.h"

typedef struct CompareState {
    Object parent;
    IOThread *iothread;
    AioContext *ctx;
    char *holder;
} CompareState;
#define TYPE_COLO_COMPARE "colo-compare"
DECLARE_INSTANCE_CHECKER(CompareState, COLO_COMPARE, TYPE_COLO_COMPARE)

/* The path is asked for again. */
static void compare_complete(UserCreatable *uc, Error **errp)
{
    CompareState *s = COLO_COMPARE(uc);
    g_autofree char *path = object_get_canonical_path(OBJECT(s));

    s->ctx = iothread_get_aio_context(s->iothread, path);
}

static void compare_finalize(Object *obj)
{
    CompareState *s = COLO_COMPARE(obj);
    g_autofree char *path = object_get_canonical_path(obj);

    if (s->ctx) {
        iothread_put_aio_context(s->iothread, path); // expected-warning{{'object_get_canonical_path' returns NULL in 'compare_finalize', this holder name cannot equal the one held}}
    }
}

static void compare_class_init(ObjectClass *oc, const void *data)
{
    USER_CREATABLE_CLASS(oc)->complete = compare_complete;
}

static const TypeInfo compare_info = {
    .name = TYPE_COLO_COMPARE,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(CompareState),
    .instance_finalize = compare_finalize,
    .class_init = compare_class_init,
};

/* The path was saved. */
static void mirror_complete(UserCreatable *uc, Error **errp)
{
    CompareState *s = COLO_COMPARE(uc);

    s->holder = object_get_canonical_path(OBJECT(s));
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
}

static void mirror_finalize(Object *obj)
{
    CompareState *s = COLO_COMPARE(obj);

    if (s->ctx) {
        iothread_put_aio_context(s->iothread, s->holder);
    }
    g_free(s->holder);
}

static void mirror_class_init(ObjectClass *oc, const void *data)
{
    USER_CREATABLE_CLASS(oc)->complete = mirror_complete;
}

static const TypeInfo mirror_info = {
    .name = "colo-mirror",
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(CompareState),
    .instance_finalize = mirror_finalize,
    .class_init = mirror_class_init,
};

/* The path is asked for in a helper. */
static void filter_complete(UserCreatable *uc, Error **errp)
{
    CompareState *s = COLO_COMPARE(uc);
    g_autofree char *path = object_get_canonical_path(OBJECT(s));

    s->ctx = iothread_get_aio_context(s->iothread, path);
}

static void filter_release(CompareState *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));

    iothread_put_aio_context(s->iothread, path); // expected-warning{{'object_get_canonical_path' returns NULL in 'filter_finalize', this holder name cannot equal the one held}}
}

static void filter_finalize(Object *obj)
{
    CompareState *s = COLO_COMPARE(obj);

    if (s->ctx) {
        filter_release(s);
    }
}

static void filter_class_init(ObjectClass *oc, const void *data)
{
    USER_CREATABLE_CLASS(oc)->complete = filter_complete;
}

static const TypeInfo filter_info = {
    .name = "colo-filter",
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(CompareState),
    .instance_finalize = filter_finalize,
    .class_init = filter_class_init,
};

/* A literal is what it is, in finalize too. */
static void rewriter_complete(UserCreatable *uc, Error **errp)
{
    CompareState *s = COLO_COMPARE(uc);

    s->ctx = iothread_get_aio_context(s->iothread, "colo-rewriter");
}

static void rewriter_release(CompareState *s)
{
    iothread_put_aio_context(s->iothread, "colo-rewriter");
}

static void rewriter_finalize(Object *obj)
{
    CompareState *s = COLO_COMPARE(obj);

    if (s->ctx) {
        rewriter_release(s);
    }
}

static void rewriter_class_init(ObjectClass *oc, const void *data)
{
    USER_CREATABLE_CLASS(oc)->complete = rewriter_complete;
}

static const TypeInfo rewriter_info = {
    .name = "colo-rewriter",
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(CompareState),
    .instance_finalize = rewriter_finalize,
    .class_init = rewriter_class_init,
};

static void register_types(void)
{
    type_register_static(&compare_info);
    type_register_static(&mirror_info);
    type_register_static(&filter_info);
    type_register_static(&rewriter_info);
}

type_init(register_types)
