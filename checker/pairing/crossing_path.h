/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One path of a function that takes and puts through functions of other files:
 * what became of its holds.
 */
#ifndef HC_CROSSING_PATH_H
#define HC_CROSSING_PATH_H

#include "pairing/program.h"

G_BEGIN_DECLS

typedef struct HcCrossing {
    HcProgram *program;
    const HcSummary *unit;
    const HcFunction *function;
    const HcPath *path;
} HcCrossing;

gboolean hc_crossing_same_hold(const HcEffect *a, const HcEffect *b);

/* Somebody unseen, or a callback, may have taken or put it. */
gboolean hc_crossing_clouds(const HcCrossing *c, const HcEffect *effect,
                            const HcEffect *get);

/* The effect that puts what the effect at @from took; NULL: none.  @clouded:
 * it may have been put out of sight. */
const HcEffect *hc_crossing_put_of(const HcCrossing *c, const HcPath *path,
                                   guint from, gboolean *clouded);

/* Whether the put number @at ends what @path itself took. */
gboolean hc_crossing_ends_own(const HcCrossing *c, const HcPath *path,
                              guint at);

/* Whether another path of the function, one that does not fail, puts what the
 * statement of @get takes. */
gboolean hc_crossing_puts_elsewhere(const HcCrossing *c, const HcEffect *get);

/* Whether @path leaves the IOThread, or what comes from it, in memory. */
gboolean hc_crossing_keeps(const HcPath *path, const HcTerm *key);

/* Whether another function of the program may take, or put, the hold of
 * @effect. */
gboolean hc_crossing_is_outside(const HcCrossing *c, HcEffectKind kind,
                                const HcEffect *effect);

/* crossing_put.c: speaks of the put number @at.  @in_slot: what the function
 * puts another may have taken. */
void hc_crossing_judge_put(const HcCrossing *c, guint at, gboolean in_slot);

G_END_DECLS

#endif
