/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Terms of one summary as terms of the linked one.
 */
#ifndef HC_TRANSLATE_H
#define HC_TRANSLATE_H

#include "pairing/graft.h"

G_BEGIN_DECLS

/* What a callee wrote. */
typedef struct HcGrafted {
    const HcTerm *value;    /* of the linked summary */
    const HcTerm *before;   /* what the caller had there, its term; NULL: it
                             * had not written it */
} HcGrafted;

/* Where terms are read: the caller's own (@call is NULL), or a callee's. */
typedef struct HcReadingAt {
    HcGraft *graft;
    const HcStock *stock;
    const HcUnseenCall *call;
    GPtrArray *args;        /* of the linked summary */
    GHashTable *given;      /* place -> HcGrafted: the caller's writes; NULL:
                             * none */
    gboolean at_entry;      /* loads are not looked up: a guard's */
} HcReadingAt;

const HcTerm *hc_translate(const HcReadingAt *at, const HcTerm *term);

/* (@base, @field), @base translated already: its address or what it holds at
 * entry. */
const HcTerm *hc_translate_place(const HcReadingAt *at, HcTermKind kind,
                                 const HcTerm *base, const char *field);

/* What @place, a LOAD of the linked summary, holds now. */
const HcTerm *hc_translate_load(const HcReadingAt *at, const HcTerm *place);

G_END_DECLS

#endif
