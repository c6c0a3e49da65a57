/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * -j4 for -j 4: GOption does not take it, but make, ninja and git have taught
 * it everybody.
 */
#ifndef HC_CMD_LETTERS_H
#define HC_CMD_LETTERS_H

#include <glib.h>

G_BEGIN_DECLS

/*
 * hc_letters_split:
 * @argv: the command and its words
 *
 * Returns: (transfer full): @argv, with a value that stands in one word with
 * the letter of its option in a word of its own; what is behind "--" is left
 * as it is
 */
char **hc_letters_split(const GOptionEntry *entries, char **argv);

G_END_DECLS

#endif
