/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writers: a finished report (hc_report_finish()) in each format.  All append
 * to @out; the same report gives the same bytes.  None of them looks at the
 * clock, the environment or the locale.
 */
#ifndef HC_REPORT_WRITE_H
#define HC_REPORT_WRITE_H

#include "report/report.h"

G_BEGIN_DECLS

typedef enum HcTextFlags {
    HC_TEXT_PLAIN = 0,
    HC_TEXT_COLOR = 1 << 0,      /* escape sequences, for a terminal */
    HC_TEXT_SUPPRESSED = 1 << 1, /* also findings that are suppressed */
} HcTextFlags;

/*
 * hc_report_write_text:
 *
 * "file:line:col: warning: text [rule]", the notes below each.  Bytes that
 * could move the cursor, fake a line or hide text come out as \n, \x1b,
 * \u202e, so each finding is one line, whatever its names are.
 */
void hc_report_write_text(const HcReport *report, HcTextFlags flags,
                          GString *out);

typedef enum HcSarifFlags {
    /* What is suppressed is left out: for GitHub, which shows an alert for
     * it all the same. */
    HC_SARIF_ACTIVE = 0,
    /* Everything, with the property "suppressions". */
    HC_SARIF_FULL = 1 << 0,
} HcSarifFlags;

/*
 * hc_report_write_sarif:
 * @sources: (nullable): turns columns from bytes to code points
 *
 * SARIF 2.1.0.
 */
void hc_report_write_sarif(const HcReport *report, HcSources *sources,
                           HcSarifFlags flags, GString *out);

/* GitLab's code quality report; what is suppressed is left out. */
void hc_report_write_gitlab(const HcReport *report, GString *out);

/* The hold map: a line for each place that takes a hold, a note for each put
 * of it. */
void hc_report_write_holds(const HcReport *report, GString *out);

/*
 * hc_report_write_html:
 * @sources: (nullable): for the excerpts
 *
 * One page with all in it, for index.html: findings, hold map, figures.
 */
void hc_report_write_html(const HcReport *report, HcSources *sources,
                          GString *out);

G_END_DECLS

#endif
