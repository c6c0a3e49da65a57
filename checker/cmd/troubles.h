/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What could not be checked, and what a run cost, on standard error.
 */
#ifndef HC_CMD_TROUBLES_H
#define HC_CMD_TROUBLES_H

#include "cmd/result.h"

G_BEGIN_DECLS

/* One line for each file that was not checked; a cause that many share is
 * told once.  @build: (nullable) */
void hc_troubles_say(const HcRun *run, const char *root, const char *build);

/* The same lines, not said.  (transfer full): char * */
GPtrArray *hc_troubles(const HcRun *run, const char *root, const char *build);
/* One line for people: on a terminal only. */
void hc_summary_say(const HcRun *run, const HcResult *result);

/* How to build all generated headers of a QEMU build, and of most others.
 * @build: (nullable).  (transfer full) */
char *hc_headers_command(const char *build);

/* "search 0.05 s" and the like; @times in microseconds. */
typedef struct HcTimes {
    gint64 search, clang, join, report, total;
} HcTimes;

/* The counts of --stats, into the report, too. */
void hc_stats_add(HcReport *report, const HcRun *run, const HcResult *result);
void hc_stats_say(const HcReport *report, const HcTimes *times);

G_END_DECLS

#endif
