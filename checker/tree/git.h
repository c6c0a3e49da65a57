/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Asking git, by its plumbing.
 */
#ifndef HC_TREE_GIT_H
#define HC_TREE_GIT_H

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * hc_git:
 * @argv: without "git"
 *
 * Returns: (transfer full): what it wrote; NULL and @error if it failed
 */
GBytes *hc_git(const char *directory, const char *const *argv,
               GError **error);

G_END_DECLS

#endif
