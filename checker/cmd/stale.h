/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether the build directory still says how what is staged is compiled.
 */
#ifndef HC_CMD_STALE_H
#define HC_CMD_STALE_H

#include "cmd/tool.h"
#include "tree/change.h"

G_BEGIN_DECLS

/* Why the compile database is out of date: a file that it was made from is
 * newer.  One line; NULL: it is not.  (transfer full) */
char *hc_stale_database(const HcGit *git, const char *build);

/* Which staged files that name a call the database lacks.  One line; NULL:
 * none.  (transfer full) */
char *hc_stale_missing(const HcTool *tool, const HcChange *change,
                       HcFiles *files, const char *build);

G_END_DECLS

#endif
