/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the preprocessor made of a file: its identity and where it came from.
 */
#ifndef HC_TREE_TEXT_H
#define HC_TREE_TEXT_H

#include <glib.h>

G_BEGIN_DECLS

/*
 * hc_text_identity:
 * @text: output of clang -E
 * @main_file: as in its line markers
 * @files: (out): char *, all names in line markers but those in <>
 *
 * Equal for two texts of the same words, wherever the headers came from, if
 * the main file's words stand on the same lines.
 *
 * Returns: (transfer full): a hash
 */
char *hc_text_identity(const char *text, gsize length, const char *main_file,
                       GPtrArray **files);

G_END_DECLS

#endif
