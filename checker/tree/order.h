/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which of some files is parsed before which: a file is best looked at when it
 * is known what the functions of others do that it calls, or it has to be
 * looked at again.  Goes by the text alone, and may be wrong: what is found
 * does not depend on it, only how often clang is run.
 */
#ifndef HC_TREE_ORDER_H
#define HC_TREE_ORDER_H

#include "tree/files.h"
#include "tree/vocabulary.h"

G_BEGIN_DECLS

typedef struct HcOrder HcOrder;

/*
 * hc_order_new:
 * @paths: of @n files; the same one may be there several times
 * @words: what makes a function one that others wait for
 */
HcOrder *hc_order_new(HcFiles *files, const HcVocabulary *words,
                      const char *const *paths, guint n);
void hc_order_free(HcOrder *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcOrder, hc_order_free)

/*
 * hc_order_take:
 *
 * Returns: the index of the first file that waits for no other, which runs
 * from now on; -1 when all that are left wait for some that run.  Those that
 * wait for each other go by their number.
 */
int hc_order_take(HcOrder *order);

/* How many run. */
guint hc_order_running(const HcOrder *order);

/* The file no longer runs. */
void hc_order_done(HcOrder *order, guint index);

G_END_DECLS

#endif
