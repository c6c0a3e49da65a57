/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The contract as a text search needs it: which words make a text one that
 * can matter.
 */
#ifndef HC_TREE_VOCABULARY_H
#define HC_TREE_VOCABULARY_H

#include "contract/contract.h"
#include "tree/words.h"

G_BEGIN_DECLS

typedef struct HcVocabulary HcVocabulary;

/* @contract and @names may be nothing.  (transfer full) */
HcVocabulary *hc_vocabulary_new(const HcContract *contract,
                                const char *const *names, guint n);
void hc_vocabulary_free(HcVocabulary *vocabulary);

/* All words that any text which matters has one of, to look for first;
 * the last one is "include".  (transfer none) */
const HcWords *hc_vocabulary_words(const HcVocabulary *vocabulary);

/* The index of "include". */
int hc_vocabulary_include(const HcVocabulary *vocabulary);

/*
 * hc_vocabulary_matters:
 * @text: masked, see mask.h
 */
gboolean hc_vocabulary_matters(const HcVocabulary *vocabulary,
                               const char *text, gsize length);

/* The same for a header's code, where a field that is read does not count:
 * its type and a field of that name stand in many a header. */
gboolean hc_vocabulary_calls(const HcVocabulary *vocabulary, const char *text,
                             gsize length);

G_END_DECLS

#endif
