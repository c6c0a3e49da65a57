/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HC_TALLY_H
#define HC_TALLY_H

#include "pairing/walk.h"

G_BEGIN_DECLS

/* Counts the holds that the acquire path leaves behind. */
void hc_tally_start(HcWalk *walk, const HcHolds *holds);

/* The hold that is @left was taken by a release slot that put an equal one,
 * taken before: that one; NULL: there is none. */
const HcHold *hc_tally_again(const HcHolds *holds, const HcHold *left);

/* Adds what became of them after HcWalk.paths_run. */
void hc_tally_end(HcWalk *walk, const HcHolds *holds, HcDoubt doubt);

G_END_DECLS

#endif
