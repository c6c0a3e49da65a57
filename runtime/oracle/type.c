/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Types, classes and casts, as qom/object.c has them. */
#define _GNU_SOURCE
#include "oracle/qom.h"
#include <pthread.h>

struct TypeImpl {
    TypeInfo info;
    Type parent; /* known once the class is there */
    ObjectClass *class;
    size_t instance_size;
    size_t class_size;
    Type next;
};

/* Recursive: a class_init may ask for other classes. */
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static Type types;
static bool own_types;

static Type add_type(const TypeInfo *info)
{
    Type type = g_new0(struct TypeImpl, 1);

    type->info = *info;
    type->next = types;
    types = type;
    return type;
}

/* The latest of a name counts: programs that are run in turn share names. */
Type type_register_static(const TypeInfo *info)
{
    Type type;

    pthread_mutex_lock(&lock);
    type = add_type(info);
    pthread_mutex_unlock(&lock);
    return type;
}

void type_register_static_array(const TypeInfo *infos, int nr_infos)
{
    int i;

    for (i = 0; i < nr_infos; i++) {
        type_register_static(&infos[i]);
    }
}

/* Constructors of programs run in any order; nothing here minds. */
void register_module_init(void (*fn)(void), int type)
{
    fn();
}

static Type find_type(const char *name)
{
    Type type;
    size_t i;

    for (;;) {
        for (type = types; type; type = type->next) {
            if (g_str_equal(type->info.name, name)) {
                return type;
            }
        }
        if (own_types) {
            break;
        }
        own_types = true;
        for (i = 0; oracle_own_type(i); i++) {
            add_type(oracle_own_type(i));
        }
    }
    fprintf(stderr, "oracle: no type '%s'\n", name);
    abort();
}

static ObjectClass *class_of(Type type);

static void add_interface(Type type, const char *name)
{
    Type interface = find_type(name);
    InterfaceClass *klass;

    class_of(interface);
    klass = g_malloc0(interface->class_size);
    memcpy(klass, interface->class, interface->class_size);
    klass->parent_class.type = interface;
    klass->interface_type = interface;
    type->class->interfaces = g_slist_prepend(type->class->interfaces, klass);
}

static void inherit(Type type)
{
    Type parent = type->parent;
    GSList *entry;

    class_of(parent);
    if (!type->instance_size) {
        type->instance_size = parent->instance_size;
    }
    if (!type->class_size) {
        type->class_size = parent->class_size;
    }
    type->class = g_malloc0(type->class_size);
    memcpy(type->class, parent->class, parent->class_size);
    type->class->interfaces = NULL;
    for (entry = parent->class->interfaces; entry; entry = entry->next) {
        InterfaceClass *from = entry->data;
        size_t size = from->interface_type->class_size;
        InterfaceClass *klass = g_malloc0(size);

        memcpy(klass, from, size);
        type->class->interfaces =
            g_slist_prepend(type->class->interfaces, klass);
    }
}

static ObjectClass *class_of(Type type)
{
    const InterfaceInfo *interface;
    const char *parent;

    if (type->class) {
        return type->class;
    }
    type->instance_size = type->info.instance_size;
    type->class_size = type->info.class_size;
    parent = type->info.parent;
    if (parent) {
        type->parent = find_type(parent);
        inherit(type);
    } else {
        type->class = g_malloc0(type->class_size);
    }
    type->class->type = type;
    for (interface = type->info.interfaces; interface && interface->type;
         interface++) {
        add_interface(type, interface->type);
    }
    if (type->info.class_init) {
        type->info.class_init(type->class, type->info.class_data);
    }
    return type->class;
}

ObjectClass *oracle_class(const char *type_name)
{
    ObjectClass *klass;

    pthread_mutex_lock(&lock);
    klass = class_of(find_type(type_name));
    pthread_mutex_unlock(&lock);
    return klass;
}

size_t oracle_instance_size(ObjectClass *klass)
{
    return klass->type->instance_size;
}

static void init_instance(Object *obj, Type type)
{
    if (type->parent) {
        init_instance(obj, type->parent);
    }
    if (type->info.instance_init) {
        type->info.instance_init(obj);
    }
}

void oracle_init_instance(Object *obj, ObjectClass *klass)
{
    obj->class = klass;
    init_instance(obj, klass->type);
}

void oracle_finalize_instance(Object *obj)
{
    Type type;

    for (type = obj->class->type; type; type = type->parent) {
        if (type->info.instance_finalize) {
            type->info.instance_finalize(obj);
        }
    }
}

/* ---- casts ---- */

static bool is_a(Type type, const char *name)
{
    for (; type; type = type->parent) {
        if (g_str_equal(type->info.name, name)) {
            return true;
        }
    }
    return false;
}

static ObjectClass *cast(ObjectClass *klass, const char *name)
{
    GSList *entry;

    if (!klass || is_a(klass->type, name)) {
        return klass;
    }
    for (entry = klass->interfaces; entry; entry = entry->next) {
        if (is_a(((ObjectClass *)entry->data)->type, name)) {
            return entry->data;
        }
    }
    return NULL;
}

static void *check(void *result, const char *name, const char *file, int line)
{
    if (!result) {
        fprintf(stderr, "%s:%d: oracle: this is no '%s'\n", file, line, name);
        abort();
    }
    return result;
}

Object *object_dynamic_cast(Object *obj, const char *type_name)
{
    return obj && cast(obj->class, type_name) ? obj : NULL;
}

/* What object_new() did not make has no class and is taken at its word. */
Object *object_dynamic_cast_assert(Object *obj, const char *type_name,
                                   const char *file, int line, const char *func)
{
    if (!obj || !obj->class) {
        return obj;
    }
    return check(object_dynamic_cast(obj, type_name), type_name, file, line);
}

ObjectClass *object_class_dynamic_cast_assert(ObjectClass *klass,
                                              const char *type_name,
                                              const char *file, int line,
                                              const char *func)
{
    return check(cast(klass, type_name), type_name, file, line);
}

ObjectClass *object_get_class(Object *obj)
{
    return obj->class;
}

const char *object_get_typename(const Object *obj)
{
    return obj->class->type->info.name;
}
