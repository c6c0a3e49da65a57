/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HC_LOOSE_H
#define HC_LOOSE_H

#include "pairing/program.h"

G_BEGIN_DECLS

/* Judges the holds of functions that no life cycle starts with. */
void hc_loose_holds(HcProgram *program, const HcSummary *unit);

/* Whether a slot of any file has @function. */
gboolean hc_sits_in_slot(const HcProgram *program, const char *function);

G_END_DECLS

#endif
