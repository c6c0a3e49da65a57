/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a run to a report: the findings of its units, those of pairing, and
 * what could not be checked.
 */
#ifndef HC_CMD_RESULT_H
#define HC_CMD_RESULT_H

#include "pairing/pairing.h"
#include "report/report.h"
#include "tree/run.h"

G_BEGIN_DECLS

typedef struct HcResult {
    HcReport *report;     /* finished */
    HcReport *callers;    /* finished: who takes a context without a hold in
                           * the classic dialect; empty if not asked for */
    HcSources *sources;
    guint silences[HC_SILENCE_COUNT];
    guint n_failed;       /* files not checked */
    /*< private >*/
    HcFiles *files;
} HcResult;

/*
 * hc_result_new:
 * @whole: @run is of all files there are
 * @root: absolute
 *
 * @files must outlive the result.
 */
HcResult *hc_result_new(const HcRun *run, HcFiles *files,
                        const HcContract *contract, gboolean whole,
                        const char *root);
void hc_result_free(HcResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcResult, hc_result_free)

G_END_DECLS

#endif
