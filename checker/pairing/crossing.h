/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One function that takes and puts through functions of other files: what the
 * plugin could not see on its own paths.
 */
#ifndef HC_CROSSING_H
#define HC_CROSSING_H

#include "pairing/program.h"

G_BEGIN_DECLS

/* Judges each function of @unit, linked, that sits in no slot. */
void hc_crossing_holds(HcProgram *program, const HcSummary *unit);

G_END_DECLS

#endif
