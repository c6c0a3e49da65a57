/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hold map: each place that takes a hold, who puts it, and whether that
 * is known to be right.
 */
#ifndef HC_CMD_HOLDS_H
#define HC_CMD_HOLDS_H

#include "pairing/pairing.h"
#include "report/report.h"
#include "tree/run.h"

G_BEGIN_DECLS

/*
 * hc_holds_add:
 *
 * What the summaries show by themselves: a hold put on the path that takes it
 * is one function's business and paired; one that a finding is about is not;
 * for the rest puts of the same owner are listed, and whether they always run
 * is not known here.  Pairing knows, but does not say it hold by hold yet.
 */
void hc_holds_add(HcReport *report, const HcRun *run,
                  const HcPairing *pairing);

G_END_DECLS

#endif
