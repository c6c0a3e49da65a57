/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hold map as a report has it, from the one that pairing made.
 */
#ifndef HC_CMD_HOLDS_H
#define HC_CMD_HOLDS_H

#include "pairing/pairing.h"
#include "report/report.h"
#include "tree/run.h"

G_BEGIN_DECLS

/* Names a place of any unit in the report. */
typedef HcReportPlace (*HcPlaceFn)(const HcPlace *place, gpointer opaque);

/* A hold that a unit's own finding is about is not paired, whatever pairing
 * made of the rest of its paths. */
void hc_holds_add(HcReport *report, const HcRun *run,
                  const HcPairing *pairing, HcPlaceFn place,
                  gpointer opaque);

G_END_DECLS

#endif
