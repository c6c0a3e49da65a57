/* SPDX-License-Identifier: GPL-2.0-or-later */
/* References, life and paths of IOThreads and other objects. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/iothread.h"
#include "case.h"

#define NEW(id) iothread_create(id, &error_abort)

static void lost_ref(void)
{
    object_ref(OBJECT(NEW("io0"))); /* ! leaked-ref */
}

static void lost_ref_ok(void)
{
    IOThread *t = NEW("io0");

    object_ref(OBJECT(t));
    object_unref(OBJECT(t));
}

/* References have no names: an unref is for the latest. */
static void lost_first_ref(void)
{
    IOThread *t = NEW("io0");

    object_ref(OBJECT(t)); /* ! leaked-ref */
    object_ref(OBJECT(t));
    object_unref(OBJECT(t));
}

static void unref_of_parent(void)
{
    IOThread *t = NEW("io0");

    object_unref(OBJECT(t)); /* ! unref-of-others */
}

/* It takes the hold's reference: the object goes while it is held. */
static void unref_of_hold(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");

    iothread_destroy(t);
    object_unref(OBJECT(t)); /* ! unref-of-others */
    aio_notify(ctx);         /* ! used-after-death */
    iothread_put_aio_context(t, "a");
}

static void unref_beside_hold_ok(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");

    object_ref(OBJECT(t));
    iothread_destroy(t);
    object_unref(OBJECT(t));
    aio_notify(ctx);
    iothread_put_aio_context(t, "a");
}

static void after_the_end(void)
{
    IOThread *t = NEW("io0");

    iothread_destroy(t);
    object_ref(OBJECT(t));            /* ! used-after-death */
    object_unref(OBJECT(t));          /* ! unref-of-others */
    iothread_destroy(t);              /* ! used-after-death */
    object_unparent(OBJECT(t));       /* ! used-after-death */
    iothread_get_aio_context(t, "a"); /* ! used-after-death */
    iothread_put_aio_context(t, "a");
    iothread_put_aio_context(t, "a"); /* ! put-twice */
}

static void before_the_end_ok(void)
{
    IOThread *t = NEW("io0");

    object_ref(OBJECT(t));
    iothread_destroy(t);
    iothread_destroy(t);
    iothread_get_aio_context(t, "a");
    iothread_put_aio_context(t, "a");
    object_unref(OBJECT(t));
}

static void object_new_is_a_reference(void)
{
    object_new(TYPE_IOTHREAD); /* ! leaked-ref */
}

static void object_new_is_a_reference_ok(void)
{
    Object *obj = object_new(TYPE_IOTHREAD);

    object_property_add_child(object_get_objects_root(), "io0", obj);
    object_unref(obj);
    assert(iothread_by_id("io0") == IOTHREAD(obj));
    iothread_get_aio_context(IOTHREAD(obj), "a");
    iothread_put_aio_context(IOTHREAD(obj), "a");
}

/* g_autoptr calls through a pointer; it counts, at no place. */
static void autoptr_ok(void)
{
    g_autoptr(Object) obj = object_ref(OBJECT(NEW("io0")));

    assert(object_get_canonical_path_component(obj));
}

static void other_objects(void)
{
    Object *obj = object_new("container");

    object_unref(obj);
    object_unref(obj); /* ! unref-of-others */
}

static void other_objects_ok(void)
{
    Object *obj = object_new("container");

    object_ref(obj);
    object_unref(obj);
    object_unref(obj);
}

static void check_path(const Object *obj, const char *expected)
{
    g_autofree char *path = object_get_canonical_path(obj);

    assert(g_strcmp0(path, expected) == 0);
}

static void paths_ok(void)
{
    Object *outer = object_new("container"), *inner = object_new("container");
    IOThread *t = NEW("io0");
    g_autofree char *id = iothread_get_id(t);
    bool ambiguous;

    assert(g_str_equal(id, "io0"));
    check_path(OBJECT(t), "/objects/io0");
    check_path(object_get_root(), "/");
    check_path(inner, NULL);
    object_property_add_child(outer, "backend", inner);
    check_path(inner, NULL);
    object_property_add_child(object_get_root(), "vblk0", outer);
    check_path(inner, "/vblk0/backend");
    assert(object_resolve_path("/vblk0/backend", NULL) == inner);
    assert(object_resolve_path("backend", &ambiguous) == inner && !ambiguous);
    assert(!object_resolve_path_type("backend", TYPE_IOTHREAD, NULL));
    object_property_add_child(object_get_root(), "backend", object_new("container"));
    assert(!object_resolve_path("backend", &ambiguous) && ambiguous);
    object_unparent(outer);
    check_path(outer, NULL);
    check_path(inner, NULL);
    object_unref(inner);
    object_unref(outer);
}

static void deleted_while_held_ok(void)
{
    IOThread *t = NEW("io0");
    AioContext *ctx = iothread_get_aio_context(t, "a");
    Error *err = NULL;

    assert(!iothread_create("io0", &err) && err);
    error_free_or_abort(&err);
    iothread_destroy(t);
    assert(!iothread_by_id("io0") && !iothread_get_id(t));
    check_path(OBJECT(t), NULL);
    assert(NEW("io0") != t);
    aio_notify(ctx);
    iothread_put_aio_context(t, "a");
}

const Case objects_cases[] = {
    CASE(lost_ref),
    CASE(lost_ref_ok),
    CASE(lost_first_ref),
    CASE(unref_of_parent),
    CASE(unref_of_hold),
    CASE(unref_beside_hold_ok),
    CASE(after_the_end),
    CASE(before_the_end_ok),
    CASE(object_new_is_a_reference),
    CASE(object_new_is_a_reference_ok),
    CASE(autoptr_ok),
    CASE(other_objects),
    CASE(other_objects_ok),
    CASE(paths_ok),
    CASE(deleted_while_held_ok),
    { NULL, NULL },
};
