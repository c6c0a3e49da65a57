/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The source lines that a page needs: those around each place, and those
 * between two steps of a path that are not far apart.
 */
#ifndef HC_REPORT_EXCERPT_H
#define HC_REPORT_EXCERPT_H

#include "report/json.h"
#include "report/report.h"

G_BEGIN_DECLS

typedef struct HcExcerpts HcExcerpts;

/* @sources: (nullable).  Returns: (transfer full) */
HcExcerpts *hc_excerpts_new(HcSources *sources);
void hc_excerpts_free(HcExcerpts *excerpts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcExcerpts, hc_excerpts_free)

/*
 * hc_excerpts_add:
 * Asks for the lines around @place and adds it to the array that is open:
 * [file, line, column, from, to].  file is its index in what
 * hc_excerpts_write() writes, -1 for none; column as Clang counts; from and
 * to are offsets in UTF-16 units in the line as written, -1 if not known.
 */
void hc_excerpts_add(HcExcerpts *excerpts, JsonBuilder *json,
                     const HcReportPlace *place);

/* Asks for what is between two places, too. */
void hc_excerpts_join(HcExcerpts *excerpts, const HcReportPlace *a,
                      const HcReportPlace *b);

/* Member "files": [{"name", "runs": [[first line, [text, ...]], ...]}] */
void hc_excerpts_write(HcExcerpts *excerpts, JsonBuilder *json);

G_END_DECLS

#endif
