/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a change touches or causes.
 */
#ifndef HC_CMD_SINCE_H
#define HC_CMD_SINCE_H

#include "report/report.h"
#include "tree/change.h"

G_BEGIN_DECLS

/*
 * hc_since_filter:
 * @now: finished; keeps what was not found @then, and what has its place or
 *   a step on a changed line
 * @then: (nullable): finished; NULL: nothing changed
 */
void hc_since_filter(HcReport *now, const HcReport *then, HcChange *change);

/*
 * hc_news_filter:
 *
 * Keeps of @now only what was not found @then.  The same is also what has
 * another fingerprint, because its function or its holder is called otherwise
 * now, but its place on a line that was not changed.
 */
void hc_news_filter(HcReport *now, const HcReport *then, HcChange *change);

/* Keeps what has its place or a step in one of @paths. */
void hc_paths_filter(HcReport *report, char **paths);

G_END_DECLS

#endif
