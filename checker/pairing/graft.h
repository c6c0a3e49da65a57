/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One path of a caller, growing: effect by effect it is copied into the linked
 * summary, and where it calls a function of another file, a path of that one
 * is grafted in.
 *
 *   caller's path    get --- CALL f --- put --> exit
 *                              |
 *   f's path                   +-- guards, effects, writes, result
 *
 * The callee's terms speak of its own entry.  There its parameters are the
 * arguments, and memory is what the caller had written until then.
 */
#ifndef HC_GRAFT_H
#define HC_GRAFT_H

#include "summary/summary.h"

G_BEGIN_DECLS

/* A summary that is copied from. */
typedef struct HcStock {
    const HcSummary *unit;
    GPtrArray *by_id;       /* its terms */
} HcStock;

HcStock *hc_stock_new(const HcSummary *unit);
void hc_stock_free(HcStock *stock);

typedef struct HcGraft {
    HcSummary *into;
    const HcStock *caller;
    HcPath *path;           /* guards and effects so far */
    /* NULL: empty, as with most callees */
    GHashTable *values;     /* UNKNOWN of the caller -> what a callee gave */
    GHashTable *memory;     /* place, a LOAD of @into -> HcGrafted */
    guint calls;            /* grafted so far: names what is new in each */
} HcGraft;

HcGraft *hc_graft_new(HcSummary *into, const HcStock *caller);
HcGraft *hc_graft_copy(const HcGraft *graft);
void hc_graft_free(HcGraft *graft);

/* Appends a copy of @effect, which is no call. */
void hc_graft_effect(HcGraft *graft, const HcEffect *effect);

/* Nobody knows what the callee of @effect does. */
void hc_graft_unknown(HcGraft *graft, const HcEffect *effect);

/* Whether the call @effect, as it ended, may have run @path of its callee. */
gboolean hc_graft_may_call(const HcEffect *effect, const HcPath *path);

/*
 * hc_graft_call:
 * @effect: a call
 * @path: of its callee, in @stock, that it may have run
 *
 * Returns: FALSE if that path cannot be the one that ran; the graft is of no
 *   use then.
 */
gboolean hc_graft_call(HcGraft *graft, const HcEffect *effect,
                       const HcStock *stock, const HcPath *path);

/*
 * hc_graft_finish:
 * @path: the caller's, of which all effects were added
 *
 * Returns: (transfer full): the path that results, NULL if its guards
 *   contradict each other.  The graft is of no use then.
 */
HcPath *hc_graft_finish(HcGraft *graft, const HcPath *path);

G_END_DECLS

#endif
