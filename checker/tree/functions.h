/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which functions are the business of other files: those that take or put,
 * by themselves or through others.
 */
#ifndef HC_TREE_FUNCTIONS_H
#define HC_TREE_FUNCTIONS_H

#include "summary/unit.h"
#include "tree/cache.h"

G_BEGIN_DECLS

/*
 * hc_functions_of:
 * @units: HcUnit
 *
 * Returns: (transfer full): set of char *, the smallest that is complete;
 * functions that other files can call by name
 */
GHashTable *hc_functions_of(const GPtrArray *units);

/* The members of @functions that @unit mentions, sorted, NULL at the end.
 * (transfer full) */
char **hc_functions_mentioned(GHashTable *functions, const HcUnit *unit);

/* As the last run of the tree as it is left them in the cache; a broken file
 * is a bad guess, no more.  (transfer full) */
GHashTable *hc_functions_load(const HcCache *cache);
void hc_functions_save(const HcCache *cache, GHashTable *functions);

/* All of @from are in @to, too, from now on. */
void hc_functions_add(GHashTable *to, GHashTable *from);

gboolean hc_functions_equal(GHashTable *a, GHashTable *b);

G_END_DECLS

#endif
