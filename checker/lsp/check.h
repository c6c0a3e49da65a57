/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One analysis of what an editor has open, in a process of its own: it can be
 * killed at any moment, a crash is nobody else's, and its memory goes with
 * it.  One JSON document in, one out.
 *
 *   in   {build, encoding, related, documents: [{uri, path, version, text}]}
 *   out  {left, documents: [{uri, version, diagnostics, actions, hovers}]}
 *
 * left: something of the tree was not known; `holdcheck check` fills the
 * cache.  See facts.h for the rest.
 */
#ifndef HC_LSP_CHECK_H
#define HC_LSP_CHECK_H

#include <glib.h>

G_BEGIN_DECLS

/*
 * hc_lsp_check:
 * @argv: options of `holdcheck check`, "check" first, without -p; reads
 *   standard input
 *
 * Returns: exit status; what went wrong was said on standard error
 */
int hc_lsp_check(char **argv);

G_END_DECLS

#endif
