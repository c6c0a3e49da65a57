/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `holdcheck lsp`: stands where an editor expects clangd.
 */
#ifndef HC_LSP_LSP_H
#define HC_LSP_LSP_H

#include <glib.h>

G_BEGIN_DECLS

/* @argv: "lsp" first.  Returns: exit status */
int hc_lsp(char **argv);

G_END_DECLS

#endif
