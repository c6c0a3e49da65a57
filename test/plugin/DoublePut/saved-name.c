// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* Put by a complete that fails, by a name that it saved; finalize runs all the
 * same and reads it again. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"
#include "sysemu/iothread.h"

bool open_it(Error **errp);

#define OBJECT_OF(Type, fn) \
    static void fn##_class_init(ObjectClass *klass, const void *data) \
    { \
        USER_CREATABLE_CLASS(klass)->complete = fn##_complete; \
    } \
    static const TypeInfo fn##_types[] = { \
        { .name = #fn, .parent = TYPE_OBJECT, .instance_size = sizeof(Type), \
          .class_init = fn##_class_init, .instance_finalize = fn##_finalize, \
          .interfaces = (const InterfaceInfo[]) { \
              { TYPE_USER_CREATABLE }, { } } }, \
    }; \
    DEFINE_TYPES(fn##_types)

typedef struct Kept {
    Object parent;
    IOThread *iothread;
    char *name;
    bool held;
} Kept;

static void kept_complete(UserCreatable *uc, Error **errp)
{
    Kept *s = (Kept *)uc;

    s->name = object_get_canonical_path(OBJECT(s));
    iothread_get_aio_context(s->iothread, s->name);
    s->held = true;
    if (!open_it(errp)) {
        iothread_put_aio_context(s->iothread, s->name);
    }
}

static void kept_finalize(Object *obj)
{
    Kept *s = (Kept *)obj;

    if (s->held) {
        iothread_put_aio_context(s->iothread, s->name); // expected-warning {{hold of 's->iothread' as 's->name' was already put by 'kept_complete'}}
    }
}

OBJECT_OF(Kept, kept)

typedef struct Cleared {
    Object parent;
    IOThread *iothread;
    char *name;
    bool held;
} Cleared;

static void cleared_complete(UserCreatable *uc, Error **errp)
{
    Cleared *s = (Cleared *)uc;

    s->name = object_get_canonical_path(OBJECT(s));
    iothread_get_aio_context(s->iothread, s->name);
    s->held = true;
    if (!open_it(errp)) {
        iothread_put_aio_context(s->iothread, s->name);
        s->held = false;
    }
}

static void cleared_finalize(Object *obj)
{
    Cleared *s = (Cleared *)obj;

    if (s->held) {
        iothread_put_aio_context(s->iothread, s->name);
    }
}

OBJECT_OF(Cleared, cleared)
