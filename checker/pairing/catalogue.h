/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every effect of the program, by kind.  Many ask for all gets or all puts;
 * most files have neither, and to look into each of them is what costs.
 */
#ifndef HC_CATALOGUE_H
#define HC_CATALOGUE_H

#include "pairing/program.h"

G_BEGIN_DECLS

/* Where an effect stands. */
typedef struct HcEntry {
    const HcEffect *effect;
    const HcPath *path;
    const HcFunction *function;
    guint at;            /* index of the effect on the path */
    guint unit;          /* index of its summary */
} HcEntry;

/* HcEntry of all effects of @kind, in the order of files and of what stands in
 * them.  (transfer none) */
const GArray *hc_catalogue(HcProgram *program, HcEffectKind kind);

#define hc_entry_at(entries, i) (&g_array_index(entries, HcEntry, i))

void hc_catalogue_free(HcProgram *program);

G_END_DECLS

#endif
