/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `holdcheck doctor` looks at.  Each gives a text for the user, or sets
 * @bad: what is wrong and what to do about it.  All are (transfer full).
 */
#ifndef HC_CMD_DIAGNOSIS_H
#define HC_CMD_DIAGNOSIS_H

#include "tree/clang.h"

G_BEGIN_DECLS

/* Whether @clang takes its plugin, by running it on nothing; else @why, one
 * line. */
gboolean hc_diagnose_load(const HcClang *clang, char **why);

/* Do its files exist, do its rows say something? */
char *hc_diagnose_database(const HcDatabase *database, char **bad);

/* Is what the build generates there?  Only ninja's files are understood. */
char *hc_diagnose_headers(const char *build, char **bad);

/* @database, @build: (nullable) */
char *hc_diagnose_git(const HcDatabase *database, const char *build,
                      char **bad);

/* @cache, @build: (nullable); nothing is written. */
char *hc_diagnose_cache(const char *cache, const char *build, char **bad);

G_END_DECLS

#endif
