/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/* A user-creatable object: complete takes, instance_finalize puts. */
#include "qemu/osdep.h"
#include "block/aio.h"
#include "qom/object_interfaces.h"
#include "sysemu/iothread.h"

typedef struct CompareState {
    Object parent;
    IOThread *iothread;
    AioContext *ctx;
    char *holder;
    char *outdev;
} CompareState;
#define TYPE_COLO_COMPARE "colo-compare"
DECLARE_INSTANCE_CHECKER(CompareState, COLO_COMPARE, TYPE_COLO_COMPARE)

static void compare_complete(UserCreatable *uc, Error **errp)
{
    CompareState *s = COLO_COMPARE(uc);

    s->holder = object_get_canonical_path(OBJECT(s));
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
}

static void compare_finalize(Object *obj)
{
    CompareState *s = COLO_COMPARE(obj);

    if (s->ctx) {
        iothread_put_aio_context(s->iothread, s->outdev); // expected-warning{{'s->iothread' is put as 's->outdev' but held as}}
    }
    g_free(s->outdev);
    g_free(s->holder);
}

static void compare_class_init(ObjectClass *oc, const void *data)
{
    UserCreatableClass *ucc = USER_CREATABLE_CLASS(oc);

    ucc->complete = compare_complete;
}

static const TypeInfo compare_info = {
    .name = TYPE_COLO_COMPARE,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(CompareState),
    .instance_finalize = compare_finalize,
    .class_init = compare_class_init,
};

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
    g_free(s->outdev);
    g_free(s->holder);
}

static void mirror_class_init(ObjectClass *oc, const void *data)
{
    UserCreatableClass *ucc = USER_CREATABLE_CLASS(oc);

    ucc->complete = mirror_complete;
}

static const TypeInfo mirror_info = {
    .name = "colo-mirror",
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(CompareState),
    .instance_finalize = mirror_finalize,
    .class_init = mirror_class_init,
};

static void register_types(void)
{
    type_register_static(&compare_info);
    type_register_static(&mirror_info);
}

type_init(register_types)
