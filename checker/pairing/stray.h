/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Holds that a release slot takes for itself.  No life cycle waits for their
 * end: what the slot, and those after it, leave is lost.
 */
#ifndef HC_STRAY_H
#define HC_STRAY_H

#include "pairing/verdict.h"

G_BEGIN_DECLS

/* Notes, at the end of a combination, what became of such holds.  @holds:
 * settled. */
void hc_stray_note(HcWalk *walk, const HcHolds *holds, HcDoubt doubt);

/* Adds what the walk noted to what those before it noted in this life
 * cycle. */
void hc_stray_add(const HcCase *c, GPtrArray *all);

/* Speaks of what is lost for certain.  @all: what hc_stray_add() added. */
void hc_stray_judge(HcProgram *program, const GPtrArray *all);

/* For arrays of them. */
void hc_stray_free(gpointer stray);

G_END_DECLS

#endif
