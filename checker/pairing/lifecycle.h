/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HC_LIFECYCLE_H
#define HC_LIFECYCLE_H

#include "pairing/program.h"

G_BEGIN_DECLS

/* Walks every life cycle of which @unit fills the acquire slot.  Returns:
 * whether there is any whose acquire function takes a hold. */
gboolean hc_life_cycles(HcProgram *program, const HcSummary *unit);

/* Whether @function sits in a slot that a life cycle runs even though its
 * acquire slot failed. */
gboolean hc_runs_after_failure(const HcProgram *program,
                               const HcSummary *unit, const char *function);

G_END_DECLS

#endif
