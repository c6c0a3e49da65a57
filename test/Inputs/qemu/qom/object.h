/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The QEMU Object Model, as far as devices and their IOThreads meet it. */
#ifndef QEMU_OBJECT_H
#define QEMU_OBJECT_H

#include "qapi/error.h"
#include "qemu/osdep.h"
#include "qemu/queue.h"

typedef struct TypeImpl *Type;
typedef struct TypeInfo TypeInfo;
typedef struct InterfaceClass InterfaceClass;
typedef struct InterfaceInfo InterfaceInfo;
typedef struct ObjectProperty ObjectProperty;

typedef void(ObjectUnparent)(Object *obj);
typedef void(ObjectFree)(void *obj);
typedef void(ObjectPropertyAccessor)(Object *obj, Visitor *v,
                                     const char *name, void *opaque,
                                     Error **errp);
typedef void(ObjectPropertyRelease)(Object *obj, const char *name,
                                    void *opaque);

#define TYPE_OBJECT "object"

struct ObjectClass {
    Type type;
    GSList *interfaces;
    ObjectUnparent *unparent;
    GHashTable *properties;
};

struct Object {
    ObjectClass *class;
    ObjectFree *free;
    GHashTable *properties;
    uint32_t ref;
    Object *parent;
};

struct TypeInfo {
    const char *name;
    const char *parent;

    size_t instance_size;
    size_t instance_align;
    void (*instance_init)(Object *obj);
    void (*instance_post_init)(Object *obj);
    void (*instance_finalize)(Object *obj);

    bool abstract;
    size_t class_size;

    void (*class_init)(ObjectClass *klass, const void *data);
    void (*class_base_init)(ObjectClass *klass, const void *data);
    const void *class_data;

    const InterfaceInfo *interfaces;
};

struct InterfaceInfo {
    const char *type;
};

struct InterfaceClass {
    ObjectClass parent_class;
    Type interface_type;
};

#define OBJECT(obj) ((Object *) (obj))
#define OBJECT_CLASS(class) ((ObjectClass *) (class))

#define OBJECT_CHECK(type, obj, name) \
    ((type *) object_dynamic_cast_assert(OBJECT(obj), (name), __FILE__, \
                                         __LINE__, __func__))
#define OBJECT_CLASS_CHECK(class_type, class, name) \
    ((class_type *) object_class_dynamic_cast_assert( \
        OBJECT_CLASS(class), (name), __FILE__, __LINE__, __func__))
#define OBJECT_GET_CLASS(class, obj, name) \
    OBJECT_CLASS_CHECK(class, object_get_class(OBJECT(obj)), name)
#define INTERFACE_CHECK(interface, obj, name) \
    ((interface *) object_dynamic_cast_assert(OBJECT((obj)), (name), \
                                              __FILE__, __LINE__, __func__))

#define DECLARE_INSTANCE_CHECKER(InstanceType, OBJ_NAME, TYPENAME) \
    static inline G_GNUC_UNUSED InstanceType *OBJ_NAME(const void *obj) \
    { \
        return OBJECT_CHECK(InstanceType, obj, TYPENAME); \
    }
#define DECLARE_CLASS_CHECKERS(ClassType, OBJ_NAME, TYPENAME) \
    static inline G_GNUC_UNUSED ClassType *OBJ_NAME##_GET_CLASS( \
        const void *obj) \
    { \
        return OBJECT_GET_CLASS(ClassType, obj, TYPENAME); \
    } \
    static inline G_GNUC_UNUSED ClassType *OBJ_NAME##_CLASS( \
        const void *klass) \
    { \
        return OBJECT_CLASS_CHECK(ClassType, klass, TYPENAME); \
    }
#define DECLARE_OBJ_CHECKERS(InstanceType, ClassType, OBJ_NAME, TYPENAME) \
    DECLARE_INSTANCE_CHECKER(InstanceType, OBJ_NAME, TYPENAME) \
    DECLARE_CLASS_CHECKERS(ClassType, OBJ_NAME, TYPENAME)

#define OBJECT_DECLARE_TYPE(InstanceType, ClassType, MODULE_OBJ_NAME) \
    typedef struct InstanceType InstanceType; \
    typedef struct ClassType ClassType; \
    G_DEFINE_AUTOPTR_CLEANUP_FUNC(InstanceType, object_unref) \
    DECLARE_OBJ_CHECKERS(InstanceType, ClassType, MODULE_OBJ_NAME, \
                         TYPE_##MODULE_OBJ_NAME)
#define OBJECT_DECLARE_SIMPLE_TYPE(InstanceType, MODULE_OBJ_NAME) \
    typedef struct InstanceType InstanceType; \
    G_DEFINE_AUTOPTR_CLEANUP_FUNC(InstanceType, object_unref) \
    DECLARE_INSTANCE_CHECKER(InstanceType, MODULE_OBJ_NAME, \
                             TYPE_##MODULE_OBJ_NAME)

Object *object_dynamic_cast(Object *obj, const char *type_name);
Object *object_dynamic_cast_assert(Object *obj, const char *type_name,
                                   const char *file, int line,
                                   const char *func);
ObjectClass *object_class_dynamic_cast_assert(ObjectClass *klass,
                                              const char *type_name,
                                              const char *file, int line,
                                              const char *func);
ObjectClass *object_get_class(Object *obj);
const char *object_get_typename(const Object *obj);

Object *object_new(const char *type_name);
Object *object_ref(void *obj);
void object_unref(void *obj);
void object_unparent(Object *obj);

char *object_get_canonical_path(const Object *obj);
const char *object_get_canonical_path_component(const Object *obj);
Object *object_resolve_path(const char *path, bool *ambiguous);
Object *object_resolve_path_type(const char *path, const char *type_name,
                                 bool *ambiguous);

void object_property_allow_set_link(const Object *obj, const char *name,
                                    Object *child, Error **errp);
ObjectProperty *object_property_add_link(
    Object *obj, const char *name, const char *type, Object **targetp,
    void (*check)(const Object *obj, const char *name, Object *val,
                  Error **errp),
    int flags);
ObjectProperty *object_class_property_add_link(
    ObjectClass *oc, const char *name, const char *type, ptrdiff_t offset,
    void (*check)(const Object *obj, const char *name, Object *val,
                  Error **errp),
    int flags);
#define OBJ_PROP_LINK_STRONG 0x1
ObjectProperty *object_class_property_add_bool(
    ObjectClass *oc, const char *name, bool (*get)(Object *obj, Error **errp),
    void (*set)(Object *obj, bool value, Error **errp));
ObjectProperty *object_class_property_add_str(
    ObjectClass *oc, const char *name, char *(*get)(Object *obj, Error **errp),
    void (*set)(Object *obj, const char *value, Error **errp));

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Object, object_unref)

Type type_register_static(const TypeInfo *info);
void type_register_static_array(const TypeInfo *infos, int nr_infos);
#define DEFINE_TYPES(type_array) \
    static void do_qemu_init_##type_array(void) \
    { \
        type_register_static_array(type_array, ARRAY_SIZE(type_array)); \
    } \
    type_init(do_qemu_init_##type_array)

#endif
