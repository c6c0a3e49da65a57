/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the formats want to know about a rule beyond its name.
 */
#ifndef HC_REPORT_RULES_H
#define HC_REPORT_RULES_H

#include "report/report.h"

G_BEGIN_DECLS

/* A file of the source tree, compiled in by embed.cmake. */
typedef struct HcEmbedded {
    const char *name;  /* NULL ends the table */
    const char *text;
} HcEmbedded;

/* "qemu.iothread.HoldLeak".  (transfer none) */
const char *hc_rule_id(HcRule rule);

/* docs/rules/RULE.md without its links, which lead nowhere from a report. */
const char *hc_rule_page(HcRule rule);

/* The first paragraph of the page, on one line.  (transfer full) */
char *hc_rule_summary(HcRule rule);

/* GitLab's: "minor", "major", "critical". */
const char *hc_rule_severity(HcRule rule);

G_END_DECLS

#endif
