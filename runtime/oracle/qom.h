/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QEMU's side of the oracle: what its parts know of objects and contexts. */
#ifndef ORACLE_QOM_H
#define ORACLE_QOM_H

#include "qemu/osdep.h"
#include "oracle/internal.h"
#include "qom/object.h"
#include "sysemu/iothread.h"

typedef struct Link {
    Object *value;
    struct Link *next;
} Link;

/* What is known of an object; lives, as the object itself, until reset. */
typedef struct Record Record;
struct Record {
    Object *obj;           /* NULL for one named by oracle_name_object() */
    const char *component; /* the last part of its path while parented; for
                            * one that was named, all of it */
    const char *id;        /* for the log: the latest component, or the type */
    unsigned iothread;     /* its number, if it is one */
    unsigned refs;         /* by object_new() and object_ref(), not undone */
    bool was_put;          /* some hold was put */
    bool was_unref;        /* some such reference was undone */
    bool dead;             /* the last reference went, and what ran then */
    Link *links;           /* strong ones, let go before instance_finalize */
    Record *next;
};

/* object.c; the first wants the lock, the others take it. */

/* Returns: (nullable): NULL if object_new() did not make @obj */
Record *oracle_record(const void *obj);
/* Drops a reference that is not the program's own, such as a parent's. */
void oracle_drop(Record *record, const char *file, int line);
/* object_new(), but nothing but a parent or an unref will keep it. */
Record *oracle_object(const char *type_name, const char *file, int line);

/* type.c */

void oracle_init_instance(Object *obj, ObjectClass *klass);
void oracle_finalize_instance(Object *obj);
ObjectClass *oracle_class(const char *type_name);
size_t oracle_instance_size(ObjectClass *klass);

/* device.c */

/* Returns: (nullable): the @n-th of the types that are always there */
const TypeInfo *oracle_own_type(size_t n);

/* aio.c */

/* @iothread: (nullable): whose context it is; wants the lock */
AioContext *oracle_context_new(IOThread *iothread);
/* Runs what is scheduled, but not what that schedules; true if any was. */
bool oracle_run(AioContext *ctx);

/* iothread.c */

extern const TypeInfo oracle_iothread_type;

/* Wants the lock. */
void oracle_log_use(IOThread *iothread, const char *function, const char *file,
                    int line);

#endif
