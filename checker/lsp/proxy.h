/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Between an editor and its language server.
 *
 *   editor ----> server     as it comes, before anybody looks at it
 *   editor <---- server     frame by frame: as it came, or with ours added
 *            ^-- analyst    between two frames
 */
#ifndef HC_LSP_PROXY_H
#define HC_LSP_PROXY_H

#include "lsp/analyst.h"

G_BEGIN_DECLS

/*
 * hc_proxy_run:
 * @argv: the server
 *
 * Until the server ends.
 *
 * Returns: its exit status; if a signal ended it, that ends this process,
 * too.  -1: it could not be started, which was said
 */
int hc_proxy_run(const char *const *argv, const HcAnalystOptions *options);

G_END_DECLS

#endif
