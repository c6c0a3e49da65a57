/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The multiset of holds along composed paths: which put ends which hold.
 */
#ifndef HC_MATCH_H
#define HC_MATCH_H

#include "pairing/state.h"

G_BEGIN_DECLS

typedef enum HcHoldState {
    HC_HELD,
    HC_PUT,
    HC_GIVEN,       /* to where it cannot be followed */
    HC_MAYBE_PUT,   /* by a put whose relation to it is not known */
    HC_WRONGLY_PUT, /* by a put under another name or of another IOThread */
} HcHoldState;

typedef struct HcHold {
    const HcEffect *get;
    const HcTerm *key, *holder;
    guint step;
    HcHoldState state;
    const HcEffect *put;      /* what ended it */
    guint put_step;
    gboolean other_thread;    /* wrongly put: same name, other IOThread */
} HcHold;

/* A release that found no hold equal to it when it ran. */
typedef struct HcPut {
    const HcEffect *effect;
    const HcTerm *key, *holder;
    guint step;
    HcDoubt doubt;
    guint after;    /* holds that were taken before it */
    gboolean assumes;
    gboolean settled;
} HcPut;

typedef struct HcHolds {
    GArray *held;   /* of HcHold, in order of the gets */
    GArray *loose;  /* of HcPut, in order */
    /* with what it was made from: few paths change them */
    gboolean held_is_shared, loose_is_shared;
} HcHolds;

#define hc_hold_at(holds, i) (&g_array_index((holds)->held, HcHold, i))
#define hc_put_at(holds, i) (&g_array_index((holds)->loose, HcPut, i))

/* As @from, which must not change while it is shared; NULL: none. */
void hc_holds_init(HcHolds *holds, const HcHolds *from);
/* Before anything in a list is changed. */
void hc_holds_own_held(HcHolds *holds);
void hc_holds_own_loose(HcHolds *holds);
void hc_holds_clear(HcHolds *holds);

/* Like hc_term_compare_names/objects, but sees that a field may have been
 * written by a function that is not composed. */
HcRelation hc_match_names(HcScope *scope, const HcTerm *a, const HcTerm *b);
HcRelation hc_match_keys(HcScope *scope, const HcTerm *a, const HcTerm *b);

/* Two calls of one pair of the contract, in whichever files. */
gboolean hc_same_pair(const HcEffect *a, const HcEffect *b);

/* Whether @put would be the put of @hold, whatever became of it. */
HcRelation hc_match_put(HcScope *scope, const HcHold *hold, const HcPut *put);

/*
 * hc_null_name:
 * The function of the contract that made the holder name of @effect and
 * returns NULL in the slot in which the frame runs; NULL if the name is none
 * of those.
 */
const char *hc_null_name(const HcFrame *frame, const HcEffect *effect);

void hc_holds_get(HcHolds *holds, const HcFrame *frame, const HcEffect *get);
/* Returns: the hold that is put, NULL if there is none equal. */
HcHold *hc_holds_put(HcHolds *holds, const HcFrame *frame,
                     const HcEffect *put);
void hc_holds_give_up(HcHolds *holds, const HcFrame *frame,
                      const HcEffect *effect);

/* How a context came to its end. */
typedef struct HcContextEnd {
    const HcEffect *put;
    guint step;      /* of the put */
    gboolean own;    /* the path took the hold itself */
} HcContextEnd;

/*
 * hc_holds_context:
 * Whether effect number @at of @path, which the frame runs, uses a context
 * whose last hold was put on these paths, and which put that was.
 */
gboolean hc_holds_context(const HcHolds *holds, const HcFrame *frame,
                          const HcPath *path, guint at, HcContextEnd *end);

/* At the end of all paths: relates the puts that are left to the holds that
 * are left. */
void hc_holds_settle(HcHolds *holds, HcScope *scope);

/*
 * hc_holds_overdrawn:
 * @put: one that found no hold
 *
 * Whether it is one put too many, whichever put is of which hold: there are
 * fewer holds it may be about than puts that may be about these.
 *
 * Returns: one of those holds, or NULL.
 */
const HcHold *hc_holds_overdrawn(const HcHolds *holds, HcScope *scope,
                                 const HcPut *put);

G_END_DECLS

#endif
