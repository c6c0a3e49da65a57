/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Many summaries, looked up by name: each question costs the same, however
 * many there are.  Also what a name means: one database has many programs,
 * and some names are defined in several of them.
 *
 *   caller in ...         sees definitions in ...
 *   a program             itself, libraries
 *   a library, or no      all; but if that library is linked as a whole and
 *   saying                has the name, it is its own
 */
#ifndef HC_INDEX_H
#define HC_INDEX_H

#include "summary/summary.h"

G_BEGIN_DECLS

/* A function and the unit it stands in. */
typedef struct HcMember {
    const HcSummary *unit;
    const HcFunction *function; /* NULL: it has nothing to do with holds */
} HcMember;

typedef struct HcUseOf {
    const HcSummary *unit;
    const HcFieldUse *use;
} HcUseOf;

typedef struct HcIndex HcIndex;

/* @summaries must outlive it, and get no function more. */
HcIndex *hc_index_new(HcSummary *const *summaries, guint n);
void hc_index_free(HcIndex *index);

/*
 * hc_index_move:
 * @moved: HcSummary and HcFunction -> the one that stands for it from now on,
 *   with the same names and the same uses of fields
 */
void hc_index_move(HcIndex *index, GHashTable *moved);

/* The first function of that name in @unit, or NULL. */
const HcFunction *hc_index_in(const HcIndex *index, const HcSummary *unit,
                              const char *name);

typedef enum HcMeaning {
    HC_MEANS_NONE,       /* it is in no summary */
    HC_MEANS_ONE,
    HC_MEANS_SEVERAL,    /* which one cannot be told */
} HcMeaning;

/*
 * hc_index_meaning:
 * What @name, which @unit does not define, means there.
 *
 * @called: as the callee of a call, so no static function is meant
 * @member: (out): if it is one
 */
HcMeaning hc_index_meaning(const HcIndex *index, const HcSummary *unit,
                           const char *name, gboolean called,
                           HcMember *member);

/* HcMember of that name that other files can call, in the order of the
 * summaries; NULL: none.  (transfer none) */
const GArray *hc_index_external(const HcIndex *index, const char *name);

/* Whether a slot of any file has @function. */
gboolean hc_index_in_slot(const HcIndex *index, const char *function);

/* HcUseOf of a field, in the order of the summaries; NULL: none.
 * (transfer none) */
const GArray *hc_index_uses(const HcIndex *index, const char *field);

/* One function, as two units tell of it: a file that is built twice. */
gboolean hc_same_function(const HcFunction *a, const HcFunction *b);

G_END_DECLS

#endif
