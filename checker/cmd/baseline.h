/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings that are known and accepted, each with a reason: a JSON file that
 * is committed with the code.  Entries are matched by fingerprint, so code
 * may move.
 */
#ifndef HC_CMD_BASELINE_H
#define HC_CMD_BASELINE_H

#include "report/report.h"

G_BEGIN_DECLS

typedef struct HcBaseline {
    GPtrArray *rows;      /* in the order of the file */
    /*< private >*/
    GHashTable *by_fingerprint;
} HcBaseline;

/*
 * hc_baseline_load:
 * @strict: an entry without a reason is an error; else only a broken file is
 *
 * Returns: (transfer full): NULL and @error, one line
 */
HcBaseline *hc_baseline_load(const char *path, gboolean strict,
                             GError **error);
void hc_baseline_free(HcBaseline *baseline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcBaseline, hc_baseline_free)

/* Suppresses what is known.  Returns one line for each entry that nothing
 * was found for; char *.  (transfer full) */
GPtrArray *hc_baseline_apply(const HcBaseline *baseline, HcReport *report);

/*
 * hc_baseline_write:
 * @old: (nullable): its reasons are kept
 * @unexplained: (out): entries whose reason somebody has to write
 *
 * All findings of the report that are not suppressed in the source.
 */
void hc_baseline_write(const HcReport *report, const HcBaseline *old,
                       GString *out, guint *unexplained);

G_END_DECLS

#endif
