/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Objects: references, parents, paths; as qom/object.c has them. */
#include "oracle/qom.h"
#include "iothread-holders.h"

static Record *records;
static Object *root, *objects_root;

static void forget(void)
{
    Record *record;

    for (record = records; record; record = record->next) {
        if (record->iothread) {
            iothread_holders_clear(&((IOThread *)record->obj)->holders);
        }
    }
    records = NULL;
    root = objects_root = NULL;
}

static void __attribute__((constructor)) register_forget(void)
{
    oracle_at_reset(forget);
}

Record *oracle_record(const void *obj)
{
    Record *record = oracle_known(obj);

    return record && record->obj ? record : NULL;
}

void oracle_name_object(const void *obj, const char *path)
{
    Record *record;

    oracle_lock();
    record = oracle_known(obj);
    if (!record) {
        record = oracle_keep(sizeof(*record));
        oracle_know(obj, record);
    }
    if (!record->obj) {
        record->component = path ? oracle_keep_string(path) : NULL;
    }
    oracle_unlock();
}

Record *oracle_object(const char *type_name, const char *file, int line)
{
    ObjectClass *klass = oracle_class(type_name);
    Record *record;

    oracle_lock();
    record = oracle_keep(sizeof(*record));
    record->obj = oracle_keep(oracle_instance_size(klass));
    record->id = oracle_keep_string(type_name);
    record->next = records;
    records = record;
    oracle_know(record->obj, record);
    record->obj->ref = 1;
    oracle_unlock();
    oracle_init_instance(record->obj, klass);
    return record;
}

static void name_child(Record *child, const char *name, Object *parent)
{
    child->component = oracle_keep_string(name);
    child->id = child->component;
    child->obj->parent = parent;
    child->obj->ref++;
}

static Object *container(Object **where, const char *name)
{
    Object *parent = name ? object_get_root() : NULL;
    Record *record;

    oracle_lock();
    if (*where) {
        oracle_unlock();
        return *where;
    }
    oracle_unlock();
    record = oracle_object("container", "?", 0);
    oracle_lock();
    if (!*where) {
        *where = record->obj;
        if (name) {
            name_child(record, name, parent);
        }
    }
    oracle_unlock();
    return *where;
}

Object *object_get_root(void)
{
    return container(&root, NULL);
}

Object *object_get_objects_root(void)
{
    return container(&objects_root, "objects");
}

/* "/" and the components from the root down; NULL if the root is not there. */
static char *path_of(const Object *obj)
{
    char *path = NULL;

    for (; obj != root; obj = obj->parent) {
        Record *record = oracle_record(obj);
        g_autofree char *below = path;

        if (!record || !record->component || !obj->parent) {
            return NULL;
        }
        path = below ? g_strconcat("/", record->component, below, NULL)
                     : g_strconcat("/", record->component, NULL);
    }
    return path ? path : g_strdup("/");
}

char *object_get_canonical_path(const Object *obj)
{
    Record *record;
    char *path = NULL;

    oracle_lock();
    record = oracle_known(obj);
    if (record) {
        path = record->obj ? path_of(obj) : g_strdup(record->component);
    }
    oracle_unlock();
    return path;
}

const char *object_get_canonical_path_component(const Object *obj)
{
    Record *record;
    const char *component = NULL;

    oracle_lock();
    record = oracle_record(obj);
    if (record && obj->parent) {
        component = record->component;
    }
    oracle_unlock();
    return component;
}

/* A partial path is taken for a last component; QEMU knows more. */
static bool resolves(Record *record, const char *path)
{
    g_autofree char *own = path_of(record->obj);

    return own && (*path == '/' ? g_str_equal(own, path)
                                : record->component &&
                                      g_str_equal(record->component, path));
}

Object *object_resolve_path_type(const char *path, const char *type_name,
                                 bool *ambiguous)
{
    Object *found = NULL;
    Record *record;
    bool several = false;

    oracle_lock();
    for (record = records; record && path; record = record->next) {
        if (!record->dead && resolves(record, path) &&
            object_dynamic_cast(record->obj, type_name)) {
            several = found;
            found = record->obj;
        }
    }
    oracle_unlock();
    if (ambiguous) {
        *ambiguous = several;
    }
    return several ? NULL : found;
}

Object *object_resolve_path(const char *path, bool *ambiguous)
{
    return object_resolve_path_type(path, TYPE_OBJECT, ambiguous);
}

/* A fake ObjectProperty says no more than that it worked. */
ObjectProperty *object_property_add_child(Object *obj, const char *name,
                                          Object *child)
{
    Record *record;

    oracle_lock();
    record = oracle_record(child);
    g_assert(record && !child->parent);
    name_child(record, name, obj);
    oracle_unlock();
    return (ObjectProperty *)child;
}

static void finalize(Record *record, const char *file, int line)
{
    Object *obj = record->obj;
    Record *child;
    Link *link;

    if (record->iothread) {
        oracle_run(((IOThread *)obj)->ctx);
    }
    oracle_lock();
    record->dead = true;
    if (record->iothread) {
        oracle_log(ORACLE_DEATH, record->iothread, record->id, NULL,
                   "object_finalize", file, line);
    }
    link = record->links;
    record->links = NULL;
    child = records;
    while (child) {
        if (child->obj->parent == obj) {
            oracle_unlock();
            oracle_unparent(child->obj, "object_unparent", file, line);
            oracle_lock();
            child = records;
        } else {
            child = child->next;
        }
    }
    oracle_unlock();
    for (; link; link = link->next) {
        oracle_drop(oracle_record(link->value), file, line);
    }
    oracle_finalize_instance(obj);
}

void oracle_drop(Record *record, const char *file, int line)
{
    bool last;

    oracle_lock();
    last = record->obj->ref > 0 && --record->obj->ref == 0;
    oracle_unlock();
    if (last) {
        finalize(record, file, line);
    }
}

Object *oracle_new(const char *type_name, const char *file, int line)
{
    Record *record = oracle_object(type_name, file, line);

    oracle_lock();
    record->refs++;
    if (record->iothread) {
        oracle_log(ORACLE_CREATE, record->iothread, record->id, NULL,
                   "object_new", file, line);
        oracle_log(ORACLE_REF, record->iothread, record->id, NULL, "object_new",
                   file, line);
    }
    oracle_unlock();
    return record->obj;
}

Object *oracle_ref(void *obj, const char *file, int line)
{
    Record *record;

    oracle_lock();
    record = oracle_record(obj);
    if (record && record->obj->ref == 0) {
        oracle_log(ORACLE_USE_AFTER_DEATH, record->iothread, record->id, NULL,
                   "object_ref", file, line);
    } else if (record) {
        record->obj->ref++;
        record->refs++;
        if (record->iothread) {
            oracle_log(ORACLE_REF, record->iothread, record->id, NULL,
                       "object_ref", file, line);
        }
    }
    oracle_unlock();
    return obj;
}

void oracle_unref(void *obj, const char *file, int line)
{
    Record *record;
    OracleEventKind kind = ORACLE_UNREF;

    oracle_lock();
    record = oracle_record(obj);
    if (!record) {
        oracle_unlock();
        return;
    }
    if (record->obj->ref == 0 || record->refs == 0) {
        kind = ORACLE_OVER_UNREF;
    } else {
        record->refs--;
        record->was_unref = true;
    }
    if (record->iothread || kind == ORACLE_OVER_UNREF) {
        oracle_log(kind, record->iothread, record->id, NULL, "object_unref",
                   file, line);
    }
    oracle_unlock();
    oracle_drop(record, file, line);
}

void oracle_unparent(Object *obj, const char *function, const char *file,
                     int line)
{
    Record *record;
    bool parented;

    oracle_lock();
    record = oracle_record(obj);
    parented = record && obj->parent;
    if (record && record->iothread && (parented || record->dead)) {
        oracle_log(record->dead ? ORACLE_USE_AFTER_DEATH : ORACLE_DESTROY,
                   record->iothread, record->id, NULL, function, file, line);
    }
    oracle_unlock();
    if (!record) {
        oracle_name_object(obj, NULL);
    }
    if (!parented) {
        return;
    }
    if (obj->class->unparent) {
        obj->class->unparent(obj);
    }
    oracle_lock();
    parented = obj->parent;
    obj->parent = NULL;
    record->component = NULL;
    oracle_unlock();
    if (parented) {
        oracle_drop(record, file, line);
    }
}

/* ---- what is called with no place: g_autoptr, function pointers ---- */

Object *object_new(const char *type_name)
{
    return oracle_new(type_name, "?", 0);
}

Object *object_ref(void *obj)
{
    return oracle_ref(obj, "?", 0);
}

void object_unref(void *obj)
{
    oracle_unref(obj, "?", 0);
}

void object_unparent(Object *obj)
{
    oracle_unparent(obj, "object_unparent", "?", 0);
}
