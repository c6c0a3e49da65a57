/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Linking: calls to functions of other files are replaced by what those do,
 * so that all that comes after sees functions as if they stood in one file.
 */
#ifndef HC_LINK_H
#define HC_LINK_H

#include "pairing/index.h"

G_BEGIN_DECLS

typedef struct HcLink {
    HcSummary **summaries;  /* as many as were given: linked, or as given */
    guint n;
    HcIndex *index;         /* of @summaries */
    GHashTable *called;     /* set of HcFunction of summaries: those that
                             * were called from another file and show there,
                             * or may have been */
    /*< private >*/
    GPtrArray *own;         /* of HcSummary: those made here */
} HcLink;

/*
 * hc_link:
 * @summaries: (array length=n): must outlive the result
 * @whole_program: a function that is in none of them does nothing
 *
 * Returns: (transfer full)
 */
HcLink *hc_link(HcSummary *const *summaries, guint n, gboolean whole_program);
void hc_link_free(HcLink *link);

G_END_DECLS

#endif
