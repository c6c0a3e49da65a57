/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The fake header, with the place of each call told to the oracle, and with
 * what a program needs of QEMU's own to put a machine together.
 */
#ifndef ORACLE_QOM_OBJECT_H
#define ORACLE_QOM_OBJECT_H

#include_next "qom/object.h"

Object *object_get_root(void);
Object *object_get_objects_root(void);
ObjectProperty *object_property_add_child(Object *obj, const char *name,
                                          Object *child);
/*
 * Sets a link that DEFINE_PROP_LINK made; such a link is strong, and let go
 * before instance_finalize runs.
 */
bool object_property_set_link(Object *obj, const char *name, Object *value,
                              Error **errp);

Object *oracle_new(const char *type_name, const char *file, int line);
Object *oracle_ref(void *obj, const char *file, int line);
void oracle_unref(void *obj, const char *file, int line);
void oracle_unparent(Object *obj, const char *function, const char *file,
                     int line);

#ifndef ORACLE_INTERNAL_H
#define object_new(type_name) oracle_new((type_name), __FILE__, __LINE__)
#define object_ref(obj) oracle_ref((obj), __FILE__, __LINE__)
#define object_unref(obj) oracle_unref((obj), __FILE__, __LINE__)
#define object_unparent(obj) \
    oracle_unparent((obj), "object_unparent", __FILE__, __LINE__)
#endif

#endif
