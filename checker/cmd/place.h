/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where things are if nobody says: the root of the source, the cache.
 */
#ifndef HC_CMD_PLACE_H
#define HC_CMD_PLACE_H

#include "cmd/options.h"
#include "tree/database.h"

G_BEGIN_DECLS

/*
 * hc_place_root:
 *
 * The folder that has all files of the database; its parent, if the build
 * directory stands beside it there.  Files given by name: the current folder
 * if it has them all.  Absolute; not dependent on what was changed.
 */
char *hc_place_root(const HcOptions *options, const HcDatabase *database);

/* BUILD/.holdcheck: it goes where the build goes, in CI, too.  Without a build
 * directory the user's cache folder.  NULL: none is wanted. */
char *hc_place_cache(const HcOptions *options);

G_END_DECLS

#endif
