/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The contract as data: which calls acquire, release, name, fail, and in
 * which order QEMU calls the slots of a class.
 *
 * Everything the checker knows about QEMU's functions by name stands in
 * contract.json, never in code.  The file is compiled in as the default and
 * can be replaced with the option qemu.iothread:Contract=FILE.
 */
#ifndef HC_CONTRACT_H
#define HC_CONTRACT_H

#include <glib.h>

G_BEGIN_DECLS

/* An argument position; HC_NO_ARG where the row has none. */
#define HC_NO_ARG (-1)

typedef struct HcCall {
    char *function;
    int args;      /* number of parameters in the prototype, -1: any */
    int key;       /* which argument is the IOThread (the key of the hold) */
    int holder;    /* which argument is the holder name, or HC_NO_ARG */
    gboolean returns_context; /* the call's value is the AioContext */
} HcCall;

/* One acquire/release pair. */
typedef struct HcPair {
    char *name;         /* stable id, "iothread", "iothread-ref", ... */
    char *dialect;      /* "holder", "classic" or "any" */
    char *key_type;     /* record the key argument must point to (before casts
                         * to Object), e.g. "IOThread"; "" for any */
    char *witness;      /* the pair is only active where the translation unit
                         * declares this function ("" : always) ... */
    int witness_args;   /* ... with this many parameters */
    HcCall acquire;
    HcCall release;
} HcPair;

/* A context obtained without taking a hold (classic one-argument get). */
typedef struct HcBorrow {
    HcCall call;
    char *unless;    /* not where the translation unit declares this function:
                      * it is another API of the same name; or NULL */
} HcBorrow;

/* A direct field access that yields a context: struct IOThread, field ctx. */
typedef struct HcContextField {
    char *type;
    char *field;
} HcContextField;

typedef enum HcNameKind {
    HC_NAME_COPY,   /* equal to argument OF: g_strdup */
    HC_NAME_PURE,   /* equal arguments give equal names:
                     * object_get_canonical_path, iothread_get_id */
    HC_NAME_FORMAT, /* printf-like, format at OF: g_strdup_printf */
    HC_NAME_CONCAT, /* NULL-terminated list: g_strconcat */
} HcNameKind;

typedef struct HcName {
    char *function;
    HcNameKind kind;
    int of;
    int into;            /* argument whose memory gets the name; HC_NO_ARG: it
                          * is returned */
    gboolean fresh;      /* the caller owns the string (API copies it) */
    gboolean path;       /* a QOM path: shown as "path of 'dev'" */
    gboolean component;  /* one step of such a path: has no slash in it */
    char **null_in;      /* slots ("TypeInfo.instance_finalize") in which the
                          * call returns NULL for the slot's own object */
} HcName;

typedef enum HcFactKind {
    HC_FACT_IDENTITY,   /* returns argument ARG (QOM casts) */
    HC_FACT_FREES,      /* frees the string/object in ARG */
    HC_FACT_NORETURN,   /* does not return */
    HC_FACT_ERROR_SET,  /* sets the Error ** in ARG */
    HC_FACT_ERROR_MOVE, /* moves Error * ARG2 into Error ** ARG (propagate) */
    HC_FACT_ERROR_FREE, /* frees the Error * in ARG */
    HC_FACT_ALLOC,      /* returns fresh memory, never NULL */
    HC_FACT_ALLOC_ZERO, /* the same, zeroed */
    HC_FACT_DERIVES,    /* returns an object tied to the context in ARG
                         * (aio_bh_new_full) */
    HC_FACT_HARMLESS,   /* unseen, but known to put no hold: IOThread, owner
                         * or opaque pointer may be passed to it */
    HC_FACT_RUNS_RELEASE, /* may run the release slots of the object in ARG:
                         * object_unref, object_unparent, qdev_unrealize */
    HC_FACT_DESTROYS,   /* destroys, or otherwise uses, the object tied to a
                         * context in ARG, a use of that context:
                         * qemu_bh_delete, qemu_bh_schedule */
    HC_FACT_CALLBACK,   /* registers function ARG to be called with ARG2 */
    HC_FACT_DRIVER,     /* registers the static struct whose address is ARG,
                         * its slots run with opaque ARG2: tran_add */
    HC_FACT_SLOT_SETTER, /* puts function ARG2 into slot SLOT of the class in
                         * ARG: device_class_set_parent_realize */
    HC_FACT_PROPERTY,   /* makes the place whose address is ARG one that the
                         * user sets, unless ARG2 is NULL: a link property is
                         * read-only then */
} HcFactKind;
#define HC_FACT_KINDS (HC_FACT_PROPERTY + 1)

typedef struct HcFact {
    char *function;     /* "virtio_*": a trailing star matches a prefix */
    HcFactKind kind;
    int arg;
    int arg2;
    char *slot;         /* HC_FACT_SLOT_SETTER only */
    const struct HcFact *next; /* further row of the same function and kind
                                * (one call registers two callbacks) */
} HcFact;

typedef enum HcContainerOp {
    HC_CONTAINER_KEEP,  /* VALUE is in it from now on, under KEY */
    HC_CONTAINER_FIND,  /* returns what is in it under KEY, or NULL */
    HC_CONTAINER_DROP,  /* what is in it under KEY no longer is */
    HC_CONTAINER_VISIT, /* CALLBACK is called with each key and value */
    HC_CONTAINER_SWEEP, /* ... and those of which it returns not 0 go */
} HcContainerOp;

/* A function of a table or a list, which keeps pointers for its owner. */
typedef struct HcContainer {
    char *function;
    HcContainerOp op;
    int container;   /* argument; HC_NO_ARG nowhere */
    int key;         /* argument, or parameter of the callback; HC_NO_ARG:
                      * things are not told apart by a key */
    int value;       /* likewise; HC_NO_ARG with FIND and DROP */
    int callback;    /* argument of VISIT and SWEEP, else HC_NO_ARG */
} HcContainer;

/* One way the life of an object can go on, slots in the order they run;
 * each element "Type.field". */
typedef struct HcSequence {
    char **slots;
} HcSequence;

typedef struct HcLifeCycle {
    char *acquire;          /* "VirtioDeviceClass.realize" */
    GPtrArray *success;     /* of HcSequence: what may follow a success */
    GPtrArray *failure;     /* ... a failure of the acquire slot itself */
    GPtrArray *without;     /* what may run on an object whose acquire slot
                             * never ran */
    char *group;            /* "class": slots set in one class_init or by the
                             * TypeInfo that names it; "driver": one static
                             * struct; the acquire slot of a driver registered
                             * by a call (tran_add) is spelled "DRIVER.()" */
} HcLifeCycle;

/* A slot that runs any number of times between an acquire slot of its class
 * and what releases. */
typedef struct HcBetween {
    char *slot;             /* "VirtioDeviceClass.set_features" */
    gboolean optional;      /* or never: an object may come to its end first */
} HcBetween;

typedef struct HcContract {
    char *source;              /* file name, or "built-in contract" */
    GPtrArray *pairs;          /* HcPair */
    GPtrArray *borrows;        /* HcBorrow */
    GPtrArray *context_fields; /* HcContextField */
    GPtrArray *names;          /* HcName */
    GPtrArray *facts;          /* HcFact */
    GPtrArray *containers;     /* HcContainer */
    GPtrArray *life_cycles;    /* HcLifeCycle */
    GPtrArray *between;        /* HcBetween */
    char **fatal_errors;       /* "error_abort", "error_fatal" */
    char **header_bodies;      /* (nullable): static functions of headers that
                                * stand behind macros, or in others of them */
    char *error_type;          /* "Error" */
    char *context_type;        /* "AioContext" */

    /* Private: what the functions below look up in. */
    GHashTable *fact_index[HC_FACT_KINDS];
    GPtrArray *fact_prefixes[HC_FACT_KINDS]; /* longest first */
    GHashTable *name_index;
    GHashTable *container_index;
} HcContract;

/*
 * hc_contract_load:
 * @path: a file, or NULL for the contract that is compiled in
 * @message: (out) (transfer full): on failure one line that names the file,
 *   the line and the key, without a trailing newline
 *
 * Returns: (transfer full): the contract, or NULL.
 */
HcContract *hc_contract_load(const char *path, char **message);
void hc_contract_free(HcContract *contract);

/* The row of @slot; NULL: it is none that runs in between. */
const HcBetween *hc_contract_between(const HcContract *contract,
                                     const char *slot);

/*
 * hc_contract_fact:
 * Returns: (transfer none) (nullable): the first row of @kind for @function
 * (HcFact.next has more); an exact name wins over a prefix, a longer prefix
 * over a shorter one.
 */
const HcFact *hc_contract_fact(const HcContract *contract,
                               const char *function, HcFactKind kind);
const HcName *hc_contract_name(const HcContract *contract,
                               const char *function);
/* What the names that @name makes are called in a summary: HcTerm.text of an
 * APP.  (transfer none) */
const char *hc_name_text(const HcName *name);
const HcContainer *hc_contract_container(const HcContract *contract,
                                         const char *function);

G_END_DECLS

#endif
