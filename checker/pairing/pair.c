/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/pairing.h"

#include "pairing/crossing.h"
#include "pairing/dropped.h"
#include "pairing/findings.h"
#include "pairing/ledger.h"
#include "pairing/lifecycle.h"
#include "pairing/link.h"
#include "pairing/spelled.h"
#include "pairing/loose.h"

HcPairing *hc_pair(const HcContract *contract, HcSummary *const *summaries,
                   guint n, gboolean whole_program)
{
    HcLink *link = hc_link(summaries, n, whole_program);
    HcProgram *program = hc_program_new(contract, link, whole_program);
    g_autofree gboolean *lives = g_new0(gboolean, n + 1);
    HcPairing *result;
    guint i;

    /* Whose hold a put is, must be known of all puts before any is judged:
     * the first round only joins. */
    for (i = 0; i < n; i++) {
        lives[i] = hc_life_cycles(program, link->summaries[i]);
        hc_program_forget_terms(program);
    }
    program->judging = TRUE;
    hc_ledger_open(program);
    for (i = 0; i < n; i++) {
        if (lives[i]) {
            hc_life_cycles(program, link->summaries[i]);
        }
        if (link->summaries[i] != summaries[i]) {
            hc_crossing_holds(program, link->summaries[i]);
        }
        hc_loose_holds(program, link->summaries[i]);
        hc_program_forget_terms(program);
    }
    hc_dropped_holds(program);
    hc_spelled_puts(program);
    hc_findings_finish(program->result);
    result = program->result;
    result->holds = hc_ledger_finish(program);
    hc_program_free(program);
    hc_link_free(link);
    return result;
}
