/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reports for the tests, with their source in memory.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "report/report.h"
#include "report/write.h"

G_BEGIN_DECLS

/* Reads "hw/block/vblk.c" and "net/odd.c"; nothing else. */
HcSources *sample_sources(void);

/* Finished.  A leak on an error path, a life cycle, one finding suppressed in
 * each way, two holds, a file that could not be checked, counts. */
HcReport *sample_report(HcSources *sources);

/* Finished: every text is as bad as can be. */
HcReport *sample_hostile(HcSources *sources);

/* Finished: @n findings and holds. */
HcReport *sample_many(guint n, HcSources *sources);

/* Finished: nothing in it. */
HcReport *sample_empty(void);

/* What must nowhere come out as it is. */
extern const char sample_attack[];

/* Compares with the file of test/report/data, byte for byte.  With
 * HOLDCHECK_UPDATE_GOLDEN set it is written instead. */
void sample_golden(const char *name, const GString *got);

G_END_DECLS

#endif
