/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The holder API, as iothread.c has it in QEMU, with a log.  No thread runs:
 * what is scheduled runs in aio_poll() and when the IOThread dies.
 */
#include "oracle/qom.h"
#include "iothread-holders.h"

/* The program has the released API, in which references are the holds. */
static bool classic;

static void forget(void)
{
    classic = false;
}

static void __attribute__((constructor)) register_forget(void)
{
    oracle_at_reset(forget);
}

static void iothread_instance_init(Object *obj)
{
    IOThread *iothread = (IOThread *)obj;

    oracle_lock();
    oracle_record(obj)->iothread = oracle_next_iothread();
    iothread->ctx = oracle_context_new(iothread);
    iothread->running = true;
    oracle_unlock();
}

const TypeInfo oracle_iothread_type = {
    .name = TYPE_IOTHREAD,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(IOThread),
    .instance_init = iothread_instance_init,
};

/* As if made with -object: iothread_by_id() finds it. */
IOThread *oracle_iothread_create(const char *id, Error **errp, const char *file,
                                 int line)
{
    Object *parent = object_get_objects_root();
    Record *record;

    if (iothread_by_id(id)) {
        error_setg(errp, "attempt to add duplicate property '%s' to object",
                   id);
        return NULL;
    }
    record = oracle_object(TYPE_IOTHREAD, file, line);
    object_property_add_child(parent, id, record->obj);
    oracle_lock();
    oracle_log(ORACLE_CREATE, record->iothread, record->id, NULL,
               "iothread_create", file, line);
    oracle_unlock();
    oracle_drop(record, file, line);
    return (IOThread *)record->obj;
}

void iothread_stop(IOThread *iothread)
{
    oracle_run(iothread->ctx);
}

char *iothread_get_id(IOThread *iothread)
{
    return g_strdup(object_get_canonical_path_component(OBJECT(iothread)));
}

IOThread *iothread_by_id(const char *id)
{
    return (IOThread *)object_resolve_path_type(id, TYPE_IOTHREAD, NULL);
}

/*
 * The record of @iothread, with the lock; NULL without it, and that there is
 * no IOThread is in the log.
 */
static Record *enter(IOThread *iothread, const char *holder,
                     const char *function, const char *file, int line)
{
    Record *record;

    oracle_lock();
    record = oracle_record(iothread);
    if (record && record->iothread) {
        return record;
    }
    if (iothread) {
        fprintf(stderr, "%s:%d: oracle: %s() of what is no IOThread\n", file,
                line, function);
        abort();
    }
    oracle_log(ORACLE_NULL_IOTHREAD, 0, NULL, holder, function, file, line);
    oracle_unlock();
    return NULL;
}

AioContext *oracle_get(IOThread *iothread, const char *holder, const char *file,
                       int line)
{
    static const char function[] = "iothread_get_aio_context";
    Record *record = enter(iothread, holder, function, file, line);

    if (!record) {
        return NULL;
    }
    if (record->obj->ref == 0) {
        oracle_log(ORACLE_USE_AFTER_DEATH, record->iothread, record->id, holder,
                   function, file, line);
    }
    if (!holder || !*holder) {
        oracle_log(ORACLE_GET_NULL_NAME, record->iothread, record->id, holder,
                   function, file, line);
    } else {
        oracle_log(ORACLE_GET, record->iothread, record->id, holder, function,
                   file, line);
        iothread_holders_add(&iothread->holders, holder);
        record->obj->ref += record->obj->ref > 0; /* nothing comes back */
    }
    oracle_unlock();
    return iothread->ctx;
}

void oracle_put(IOThread *iothread, const char *holder, const char *file,
                int line)
{
    static const char function[] = "iothread_put_aio_context";
    Record *record = enter(iothread, holder, function, file, line);
    OracleEventKind kind = ORACLE_PUT_UNKNOWN;

    if (!record) {
        return;
    }
    if (!holder || !*holder) {
        kind = ORACLE_PUT_NULL_NAME;
    } else if (iothread_holders_remove(&iothread->holders, holder)) {
        kind = ORACLE_PUT;
        record->was_put = true;
    }
    oracle_log(kind, record->iothread, record->id, holder, function, file,
               line);
    oracle_unlock();
    /* With no lock: the last reference runs what is still scheduled. */
    if (kind == ORACLE_PUT) {
        oracle_drop(record, file, line);
    }
}

void oracle_log_use(IOThread *iothread, const char *function, const char *file,
                    int line)
{
    Record *record = oracle_record(iothread);
    bool held = classic ? record->refs : !!iothread->holders;
    bool was_held = classic ? record->was_unref : record->was_put;
    OracleEventKind kind = ORACLE_USE;

    if (record->dead) {
        kind = ORACLE_USE_AFTER_DEATH;
    } else if (!held && was_held) {
        kind = ORACLE_USE_AFTER_PUT;
    } else if (!held && !classic) {
        kind = ORACLE_USE_UNHELD;
    }
    oracle_log(kind, record->iothread, record->id, NULL, function, file, line);
}

AioContext *oracle_get_classic(IOThread *iothread, const char *file, int line)
{
    static const char function[] = "iothread_get_aio_context";

    if (!enter(iothread, NULL, function, file, line)) {
        return NULL;
    }
    classic = true;
    oracle_log_use(iothread, function, file, line);
    oracle_unlock();
    return iothread->ctx;
}

/* Never run, but not NULL either: programs ask for that. */
GMainContext *oracle_get_g_main_context(IOThread *iothread, const char *file,
                                        int line)
{
    static const char function[] = "iothread_get_g_main_context";

    if (!enter(iothread, NULL, function, file, line)) {
        return NULL;
    }
    oracle_log_use(iothread, function, file, line);
    oracle_unlock();
    return (GMainContext *)iothread->ctx;
}

/* ---- what is called with no place ---- */

AioContext *iothread_get_aio_context(IOThread *iothread, const char *holder)
{
    return oracle_get(iothread, holder, "?", 0);
}

void iothread_put_aio_context(IOThread *iothread, const char *holder)
{
    oracle_put(iothread, holder, "?", 0);
}

GMainContext *iothread_get_g_main_context(IOThread *iothread)
{
    return oracle_get_g_main_context(iothread, "?", 0);
}

IOThread *iothread_create(const char *id, Error **errp)
{
    return oracle_iothread_create(id, errp, "?", 0);
}

void iothread_destroy(IOThread *iothread)
{
    oracle_unparent(OBJECT(iothread), "iothread_destroy", "?", 0);
}
