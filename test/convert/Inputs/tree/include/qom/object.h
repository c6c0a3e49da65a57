/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef QOM_OBJECT_H
#define QOM_OBJECT_H

typedef struct Object { int ref; struct Object *parent; } Object;
struct IOThread;
typedef struct ObjectClass { void (*init)(struct IOThread *); } ObjectClass;

#define TYPE_OBJECT "object"
#define OBJECT(obj) ((Object *)(obj))

typedef struct TypeInfo {
    const char *name;
    const char *parent;
    size_t instance_size;
    void (*instance_init)(Object *obj);
    void (*instance_finalize)(Object *obj);
    void (*class_init)(ObjectClass *klass, @CLASS_DATA@);
} TypeInfo;

#define DECLARE_INSTANCE_CHECKER(InstanceType, OBJ_NAME, TYPENAME) \
    static inline G_GNUC_UNUSED InstanceType *OBJ_NAME(const void *obj) \
    { return (InstanceType *)obj; }
#define OBJECT_DECLARE_SIMPLE_TYPE(InstanceType, OBJ_NAME) \
    typedef struct InstanceType InstanceType; \
    DECLARE_INSTANCE_CHECKER(InstanceType, OBJ_NAME, TYPE_##OBJ_NAME)

#define type_init(function) \
    static void __attribute__((constructor)) do_##function(void) \
    { function(); }

void type_register_static(const TypeInfo *info);
Object *object_ref(void *obj);
void object_unref(void *obj);
void object_unparent(Object *obj);
char *object_get_canonical_path(const Object *obj);
const char *object_get_canonical_path_component(const Object *obj);
Object *object_get_objects_root(void);
int object_child_foreach(Object *obj, int (*fn)(Object *child, void *opaque),
                         void *opaque);

#endif
