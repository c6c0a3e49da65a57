/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When two compilations are the same one.
 */
#ifndef HC_TREE_KEY_H
#define HC_TREE_KEY_H

#include "tree/clang.h"
#include "tree/database.h"

G_BEGIN_DECLS

/*
 * hc_entry_key:
 *
 * Hash over clang, plugin, contract, file, folder and the flags that can
 * change what clang sees: not warnings, debug information or colours, nor -I
 * of a folder that has nothing to include (build systems add the folder of
 * the objects).  @kind keeps results of several kinds apart.
 *
 * Returns: (transfer full): NULL and @error if the command is broken
 */
char *hc_entry_key(HcEntry *entry, const HcClang *clang, HcFiles *files,
                   const char *kind, GError **error);

/* Warnings, debug information, colours. */
gboolean hc_flag_is_idle(const char *flag);

G_END_DECLS

#endif
