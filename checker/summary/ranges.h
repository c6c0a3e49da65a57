/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sets of integers as sorted, disjoint, non-adjacent ranges.  An empty array
 * is the empty set.
 */
#ifndef HC_RANGES_H
#define HC_RANGES_H

#include "summary/summary.h"

G_BEGIN_DECLS

/* (transfer full) */
GArray *hc_ranges_new(gint64 low, gint64 high);
GArray *hc_ranges_copy(const GArray *ranges);
/* All but zero: what a pointer that is not NULL can be. */
GArray *hc_ranges_new_nonzero(void);

void hc_ranges_add(GArray *ranges, gint64 low, gint64 high);
/* (transfer full) */
GArray *hc_ranges_intersect(const GArray *a, const GArray *b);
GArray *hc_ranges_union(const GArray *a, const GArray *b);
/* All but what is in @ranges.  (transfer full) */
GArray *hc_ranges_invert(const GArray *ranges);

gboolean hc_ranges_contain(const GArray *ranges, gint64 value);
/* Whether all of @part is in @whole. */
gboolean hc_ranges_subset(const GArray *part, const GArray *whole);
gboolean hc_ranges_equal(const GArray *a, const GArray *b);
/* Whether there is no integer outside. */
gboolean hc_ranges_full(const GArray *ranges);
/* Whether it is exactly one value, stored in @value. */
gboolean hc_ranges_single(const GArray *ranges, gint64 *value);

G_END_DECLS

#endif
