/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The TU summary: what one translation unit says about holds to the rest of
 * the program.  The plugin fills it, the pairing step reads it; between the
 * two it is either handed over in memory (one file, scan-build) or written
 * to disk (the whole tree).  Nothing in it knows Clang.
 *
 * Values are terms.  A term is interned in its summary: two equal terms are
 * one pointer.  Terms speak of the state at *entry* of the function they
 * stand in, so that a release path can be read in the state an acquire path
 * leaves behind: every HC_TERM_LOAD in it is looked up in the other's
 * writes (see pairing/).
 */
#ifndef HC_SUMMARY_H
#define HC_SUMMARY_H

#include <glib.h>

G_BEGIN_DECLS

typedef enum HcTermKind {
    HC_TERM_UNKNOWN, /* text: unique id; equal only to itself, its relation
                      * to anything else is not known.  value: 1 if a function
                      * that was not seen made it, or it is the address of a
                      * local variable; 0 if the plugin lost it */
    HC_TERM_INT,     /* value; NULL is 0 */
    HC_TERM_STRING,  /* text: a literal's content */
    HC_TERM_SELF,    /* the object the slot works on, or the opaque pointer
                      * of a callback; a pointer.  Text: empty */
    HC_TERM_PARAM,   /* value: index of another parameter; a pointer or scalar */
    HC_TERM_GLOBAL,  /* text: name; the address of a global variable.
                      * value: 1 if no other file can name it (static), 2 if
                      * the text begins with the unit it is static in */
    HC_TERM_HEAP,    /* text: unique id; memory allocated on this path,
                      * never NULL, distinct from all that existed before.
                      * value: 1 if it was zeroed and all that was written to
                      * it on this path is among the writes */
    HC_TERM_LOAD,    /* what place (args[0], text) held at function entry;
                      * args[0] is a pointer, text the field path in it, each
                      * step with its record so that equal names are equal
                      * fields: "VirtIOBlk::conf.VirtIOBlkConf::iothread",
                      * "S::vq[2].VQ::ctx"; "" is *args[0] */
    HC_TERM_ADDR,    /* address of place (args[0], text) */
    HC_TERM_APP,     /* text: pure function; equal args, equal value, and it
                      * is never NULL: names ("path", "format", ...) */
    HC_TERM_EXPR,    /* text: operator; args: operands ("&", "==", "+") */
} HcTermKind;

typedef struct HcTerm HcTerm;
struct HcTerm {
    HcTermKind kind;
    guint hash;      /* of text */
    gint64 value;
    char *text;
    guint n_args;
    const HcTerm **args;
    guint id;        /* order of creation, a stable sort key */
};

/* Where something stands in the source.  file is interned. */
typedef struct HcPlace {
    const char *file;
    guint line;
    guint column;
} HcPlace;

typedef enum HcOutcome {
    HC_OUTCOME_SUCCESS, /* no error, also every function that cannot fail */
    HC_OUTCOME_FAILURE, /* errp set, false, negative, NULL */
    HC_OUTCOME_UNKNOWN, /* could not be told */
} HcOutcome;

/* One condition that holds on a path: value of term lies in one of ranges. */
typedef struct HcGuard {
    const HcTerm *term;
    GArray *ranges;     /* of HcRange, sorted, disjoint */
} HcGuard;

typedef struct HcRange {
    gint64 low, high;   /* both ends included */
} HcRange;

typedef enum HcEffectKind {
    HC_EFFECT_ACQUIRE,
    HC_EFFECT_RELEASE,
    HC_EFFECT_USE,      /* a context of key, or a thing derived from it, is
                         * used; only recorded after a release on the path */
    HC_EFFECT_GIVE_UP,  /* the hold went where the path cannot follow (an
                         * unseen function, an unknown container) */
    HC_EFFECT_REGISTER, /* callback: slot_function will run with opaque key */
    HC_EFFECT_CALL,     /* a function of another file that may take or put:
                         * slot_function is called; see HcUnseenCall */
    HC_EFFECT_DROP,     /* key, which was in a table, no longer is; key_text
                         * is the table as spelled */
    HC_EFFECT_LAST = HC_EFFECT_DROP
} HcEffectKind;

#define HC_N_EFFECT_KINDS (HC_EFFECT_LAST + 1)

/* What a function of another file is given, and what became of it on this
 * path.  Terms of the caller; the callee's are read in the state that writes
 * describes. */
typedef struct HcUnseenCall {
    GPtrArray *args;        /* const HcTerm *, one for each argument */
    const HcTerm *result;   /* what it returned; NULL: nothing */
    HcOutcome outcome;      /* as its Error ** tells; UNKNOWN: it has none */
    GPtrArray *writes;      /* HcWrite made on this path before the call */
    GPtrArray *outs;        /* HcWrite: what the path then takes to be in
                             * memory that an argument points to, each an
                             * UNKNOWN of its own */
} HcUnseenCall;

typedef struct HcEffect {
    HcEffectKind kind;
    const char *pair;       /* HcPair.name, interned */
    const HcTerm *key;      /* the IOThread; for USE what is used (a LOAD of
                             * the owner's context field) */
    const HcTerm *holder;   /* NULL where the pair has none */
    char *key_text;         /* as spelled: "s->iothread" */
    char *holder_text;      /* holder phrase: "path of 'dev'", "'s->id'" */
    char *function;         /* the function the statement stands in */
    char *slot_function;    /* REGISTER, CALL: the function */
    HcUnseenCall *call;           /* CALL only */
    char **owners;          /* records with a field that leads to the
                             * IOThread; NULL: not known */
    HcPlace place;
    const char *through;    /* the calls that lead from the function to the
                             * place, "12:5 30:9", interned; NULL: it stands
                             * there itself.  A helper is one place for all who
                             * call it. */
    gboolean matched;       /* an acquire already put on this same path, or
                             * the release that put it: balanced, so no
                             * business of other functions; kept for
                             * ordering */
    /* Set where the plugin already reported about this effect on its own
     * path: pairing must stay silent about it. */
    gboolean reported;
    gboolean asked;         /* RELEASE: runs only if there is that IOThread;
                             * the path asked for it after another put, so it
                             * is no condition of all of the path */
    gboolean grafted;       /* of a function of another file, put here by
                             * linking; never on disk */
} HcEffect;

/* At exit, place (base, field) holds value.  Only memory that outlives the
 * function: reached from SELF, parameters, globals or HEAP. */
typedef struct HcWrite {
    const HcTerm *base;
    char *field;
    const HcTerm *value;
} HcWrite;

typedef struct HcPath {
    HcOutcome outcome;
    GPtrArray *guards;   /* HcGuard */
    GPtrArray *effects;  /* HcEffect, in order of execution */
    GPtrArray *writes;   /* HcWrite, sorted by base and field */
    HcPlace exit;        /* the return statement, or the closing brace */
    const HcTerm *result; /* what is returned; NULL: nothing, or not known */
} HcPath;

typedef struct HcFunction {
    char *name;
    HcPlace place;
    char *self_type;     /* record SELF points to as first used ("" unknown) */
    gboolean is_static;  /* no other file can call it by name */
    gboolean complete;   /* every path was explored to its end.  Complete
                          * and without any path: known not to reach the
                          * API, so it was not explored; a function of which
                          * no path came to an end is not complete */
    GPtrArray *paths;    /* HcPath; equal ones are merged */
} HcFunction;

/* A function sits in a slot.  Slots with equal group belong to one type. */
typedef struct HcSlot {
    char *group;         /* name of class_init function, static struct, ... */
    char *slot;          /* "VirtioDeviceClass.realize", "DRIVER.()" */
    char *function;
    HcPlace place;
} HcSlot;

typedef enum HcFieldUseFlags {
    HC_USE_ESCAPES = 1 << 0, /* address taken or named by offsetof: others may
                              * write it (a property) */
    HC_USE_GIVEN = 1 << 1,   /* whenever it runs on an object, the function
                              * leaves there what its caller gives it, so that
                              * any value of the field is possible */
    HC_USE_NEVER = 1 << 2,   /* no use: a pointer that the file reads, of a
                              * record that no other file can look into, and
                              * nothing writes it */
} HcFieldUseFlags;
#define HC_USE_ALL (HC_USE_ESCAPES | HC_USE_GIVEN | HC_USE_NEVER)

/* A function of the file writes a field, or lets its address out of sight.
 * What no function but the acquire slot writes is still zero before it. */
typedef struct HcFieldUse {
    char *type;          /* record name */
    char *field;         /* one step, as in a term: "S::ctx" */
    char *function;      /* "" for a property definition at file scope */
    guint flags;         /* HcFieldUseFlags */
} HcFieldUse;

/* The first letter of what a file is linked into. */
typedef enum HcTarget {
    HC_TARGET_PROGRAM = 'p',
    HC_TARGET_LIBRARY = 'l',   /* all of it is always linked */
    HC_TARGET_ARCHIVE = 'a',   /* what somebody asks for is */
} HcTarget;

typedef struct HcSummary {
    char *unit;                /* main file */
    GPtrArray *functions;      /* HcFunction, sorted by place */
    GPtrArray *slots;          /* HcSlot, in source order */
    GPtrArray *field_uses;     /* HcFieldUse, sorted */
    GHashTable *calls;         /* char * caller -> GPtrArray of char * callee:
                                * direct calls between functions of the file */
    /* Set by who joins summaries, never on disk; NULL: not known. */
    char **targets;            /* what the file is linked into: a HcTarget,
                                * then the name */
    char **defines;            /* functions defined here that other files can
                                * call, and that may stand under functions
                                * or not */
    /*< private >*/
    GHashTable *terms;
    GStringChunk *strings;
    guint next_term;
} HcSummary;

HcSummary *hc_summary_new(const char *unit);
void hc_summary_free(HcSummary *summary);

/* Interned copy of @text, lives as long as the summary. */
const char *hc_summary_string(HcSummary *summary, const char *text);

/*
 * hc_summary_term: (transfer none)
 * The one term of this shape.  @text may be NULL for "".
 */
const HcTerm *hc_summary_term(HcSummary *summary, HcTermKind kind,
                              gint64 value, const char *text,
                              const HcTerm *const *args, guint n_args);

/*
 * hc_summary_term_like: (transfer none)
 * @term: of any summary
 * @args: as many as it has
 *
 * The term that differs from @term in its arguments alone.
 */
const HcTerm *hc_summary_term_like(HcSummary *summary, const HcTerm *term,
                                   const HcTerm *const *args);

/* A path that belongs to no function yet; g_ptr_array_add() to paths.
 * (transfer full) */
HcPath *hc_path_new(void);
void hc_path_free(HcPath *path);
/* All but the call, with the same terms.  (transfer full) */
/* Whether the two are one statement, reached by the same calls. */
gboolean hc_same_site(const HcEffect *a, const HcEffect *b);
guint hc_site_hash(const HcEffect *effect);
HcEffect *hc_effect_copy(const HcEffect *effect);

HcFunction *hc_summary_add_function(HcSummary *summary, const char *name);
HcPath *hc_function_add_path(HcFunction *function);
/* A call of @callee as the next effect; arguments and writes are added to
 * its HcEffect.call. */
HcEffect *hc_path_add_call(HcPath *path, const char *callee,
                           HcOutcome outcome, const HcTerm *result);
void hc_call_add_write(HcUnseenCall *call, const HcTerm *base,
                       const char *field, const HcTerm *value);
void hc_call_add_out(HcUnseenCall *call, const HcTerm *base,
                     const char *field, const HcTerm *value);
/* All return the new, zeroed element, owned by the array. */
HcEffect *hc_path_add_effect(HcPath *path, HcEffectKind kind);
HcGuard *hc_path_add_guard(HcPath *path, const HcTerm *term);
/* One that has the ranges of another guard. */
HcGuard *hc_path_share_guard(HcPath *path, const HcTerm *term,
                             GArray *ranges);
void hc_guard_add_range(HcGuard *guard, gint64 low, gint64 high);
void hc_path_add_write(HcPath *path, const HcTerm *base, const char *field,
                       const HcTerm *value);
void hc_summary_add_slot(HcSummary *summary, const char *group,
                         const char *slot, const char *function,
                         HcPlace place);
void hc_summary_add_field_use(HcSummary *summary, const char *type,
                              const char *field, const char *function,
                              guint flags);
void hc_summary_add_call(HcSummary *summary, const char *caller,
                         const char *callee);

/* Sorts one function's paths; equal ones are merged. */
void hc_function_finish(HcFunction *function);
/* Sorts what must be sorted; equal paths are merged. */
void hc_summary_finish(HcSummary *summary);

/* One readable text of all of it, for tests and -analyzer-config
 * qemu.iothread:DumpSummary=true.  (transfer full) */
char *hc_summary_dump(const HcSummary *summary);

typedef enum HcRelation {
    HC_EQUAL,
    HC_DIFFERENT,
    HC_UNKNOWN,
} HcRelation;

/*
 * hc_term_compare_names: whether two holder names are the same string.
 * Equal: same term.  Different: two unlike literals; "format" terms alike in
 * all but a literal piece; names of different origin (a path against a field,
 * a literal not beginning with '/' against a path, two different places read
 * at entry, paths of two different objects).  All else unknown.
 */
HcRelation hc_term_compare_names(const HcTerm *a, const HcTerm *b);

/* Whether two pointers are the same object; same places rule. */
HcRelation hc_term_compare_objects(const HcTerm *a, const HcTerm *b);

G_END_DECLS

#endif
