/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hold map: for each place that takes a hold, who puts it, on which life
 * cycle, and whether that was shown to be right.  Written while holds are
 * judged, so that map and findings cannot disagree:
 *
 *   a finding is about it             -> not paired
 *   judged, and nothing in doubt      -> paired
 *   anything else                     -> not known, with the reason
 */
#ifndef HC_LEDGER_H
#define HC_LEDGER_H

#include "pairing/walk.h"

G_BEGIN_DECLS

typedef struct HcLedger HcLedger;

HcLedger *hc_ledger_new(void);
void hc_ledger_free(HcLedger *ledger);

/* A row for each get; those put on their own path are settled. */
void hc_ledger_open(HcProgram *program);

/* In the walk of a life cycle @put was seen to put what @get took; @slot:
 * (nullable): that the put's function fills. */
void hc_ledger_put(HcProgram *program, const HcEffect *get,
                   const HcEffect *put, const HcSlot *slot);

/* @get was followed from @slot (nullable) to its end. */
void hc_ledger_followed(HcProgram *program, const HcEffect *get,
                        const HcSlot *slot);

/* ... and something about it could not be told. */
void hc_ledger_doubt(HcProgram *program, const HcEffect *get, HcSilence why);

/* The rows, HcHoldEntry, sorted by place.  After all findings are made.
 * (transfer container) */
GPtrArray *hc_ledger_finish(HcProgram *program);

G_END_DECLS

#endif
