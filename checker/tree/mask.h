/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * C text without what is no code.  No preprocessor: arms of #if stay, macros
 * are not expanded.
 */
#ifndef HC_TREE_MASK_H
#define HC_TREE_MASK_H

#include <glib.h>

G_BEGIN_DECLS

/*
 * hc_mask:
 *
 * Overwrites comments and the inside of strings with blanks, in place; line
 * ends stay.  A string that begins with "holdcheck." stays, too: annotations
 * are strings.
 */
void hc_mask(char *text, gsize length);

/*
 * hc_mask_declarations:
 * @text: masked by hc_mask()
 *
 * Also overwrites names at file scope that are followed by "(": a prototype
 * or the head of a definition, which calls nothing.  Directives stay.
 */
void hc_mask_declarations(char *text, gsize length);

/* A name at file scope, from @from to before @to. */
typedef void (*HcDeclared)(char *text, gsize from, gsize to, gpointer opaque);

/* Each of those names; @found may overwrite it.  @text: masked by hc_mask() */
void hc_mask_each_declared(char *text, gsize length, HcDeclared found,
                           gpointer opaque);

G_END_DECLS

#endif
