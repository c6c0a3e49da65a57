/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds any of many words in a text, in one pass that looks at a fraction of
 * its bytes (Wu and Manber's way: how far the window may jump is told by the
 * two bytes at its end).
 */
#ifndef HC_TREE_WORDS_H
#define HC_TREE_WORDS_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct HcWords HcWords;

/* Copies the words; empty ones and doubles are never found.
 * (transfer full) */
HcWords *hc_words_new(const char *const *words, guint n);
void hc_words_free(HcWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcWords, hc_words_free)

/*
 * hc_words_next:
 * @at: (inout): where to begin; where the word was found
 *
 * A word counts where no letter, digit or underscore is beside it.
 *
 * Returns: index of the word, or -1 when there is no further one
 */
int hc_words_next(const HcWords *words, const char *text, gsize length,
                  gsize *at);

/* Letters, digits and the underscore, in any locale. */
static inline gboolean hc_is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

G_END_DECLS

#endif
