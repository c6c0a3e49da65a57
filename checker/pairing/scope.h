/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The functions that are composed with each other, and what all others may
 * do to a field meanwhile.
 */
#ifndef HC_SCOPE_H
#define HC_SCOPE_H

#include "pairing/program.h"

G_BEGIN_DECLS

typedef enum HcFieldTraits {
    HC_FIELD_CHANGES = 1 << 0, /* a function that is not composed may write
                                * it between two that are */
    HC_FIELD_ZERO = 1 << 1,    /* the acquire function writes it, and nobody
                                * that is not composed: zero before that */
    HC_FIELD_WRITTEN = 1 << 3, /* ... whatever that function has to do with
                                * holds: its value is not the first one */
    HC_FIELD_CONFIG = 1 << 2,  /* no function writes it */
    HC_FIELD_GIVEN = 1 << 4,   /* a slot that runs in between writes whatever
                                * it is given, and nobody else anything */
    HC_FIELD_NEVER = 1 << 5,   /* nothing can have written it: NULL, if the
                                * object is new */
} HcFieldTraits;

typedef struct HcScope {
    HcProgram *program;
    GPtrArray *units;      /* of HcSummary */
    GHashTable *functions; /* set of names: all that run when they run */
    GHashTable *acquiring; /* the part of them that the acquire function is;
                            * NULL: not asked for yet */
    GHashTable *fields[2]; /* cache: what was found, and what of places that a
                            * composed function wrote; NULL: none yet */
    HcMember acquirer;     /* the acquire function */
    const char *acquire;   /* name of the acquire function */
    const char *group;     /* of the slots; NULL for none */
    const char *slot;      /* the acquire slot; NULL for none */
    const HcPath *path;    /* of the acquire function that is walked; NULL */
    gboolean hinges;       /* whether that path takes holds depends on what an
                            * unseen function said */
    gboolean is_new;       /* SELF is new, zeroed memory when the first of
                            * them runs */
} HcScope;

HcScope *hc_scope_new(HcProgram *program);
void hc_scope_free(HcScope *scope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcScope, hc_scope_free)

/* Also what it calls and what it registers to be called back. */
void hc_scope_add(HcScope *scope, const HcMember *member);
/* The same for the function that takes the holds. */
void hc_scope_add_acquire(HcScope *scope, const HcMember *member);
gboolean hc_scope_has(const HcScope *scope, const char *function);

/*
 * hc_scope_need_not_run:
 * Whether @function sits in slots of the same class alone, all known to the
 * contract and none of those that run here: stop_ioeventfd() is no end of what
 * realize() took, a device need never be started, and its configuration never
 * be read.
 */
gboolean hc_scope_need_not_run(const HcScope *scope, const char *function);

/*
 * hc_scope_field:
 * @field: a field path; its last step decides, the record type of a term is
 *   not known
 * @own: the place was written by a composed function, so only records that
 *   those write are meant
 */
HcFieldTraits hc_scope_field(HcScope *scope, const char *field, gboolean own);

/* Whether the value of @term, resolved, is one that functions which are not
 * composed write, whatever they have to do with holds. */
gboolean hc_scope_rests_on_others(HcScope *scope, const HcTerm *term);

G_END_DECLS

#endif
