/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The puts that found no hold equal to them, and the holds that found no put.
 */
#include "pairing/match.h"

typedef enum Fit {
    FIT_UNKNOWN, /* perhaps the same */
    FIT_NAME,    /* same IOThread, other name */
    FIT_THREAD,  /* same name, other IOThread */
    FIT_NONE,
} Fit;

static Fit fit(HcScope *scope, const HcHold *hold, const HcPut *put,
               HcSilence *why)
{
    HcRelation keys = hc_match_keys(scope, hold->key, put->key);
    HcRelation names = hc_match_names(scope, hold->holder, put->holder);

    if (keys == HC_EQUAL && names == HC_DIFFERENT) {
        return FIT_NAME;
    }
    if (keys == HC_DIFFERENT && names == HC_EQUAL && hold->holder) {
        return FIT_THREAD;
    }
    if (keys == HC_DIFFERENT || names == HC_DIFFERENT) {
        return FIT_NONE;
    }
    *why = keys == HC_UNKNOWN ? HC_SILENCE_KEY_UNKNOWN
                              : HC_SILENCE_NAME_UNKNOWN;
    return FIT_UNKNOWN;
}

/* Whether @put can be about @hold at all.  On the acquire path itself what is
 * wrong in one file was judged there, with better knowledge. */
static gboolean may_settle(const HcHold *hold, const HcPut *put, Fit wanted)
{
    if (hold->state != HC_HELD || !hc_same_pair(hold->get, put->effect)) {
        return FALSE;
    }
    if (hold->step != put->step) {
        return TRUE;
    }
    return put->step == 0 && (wanted == FIT_UNKNOWN || put->effect->grafted ||
                              hold->get->grafted);
}

static void settle_one(HcHolds *holds, HcScope *scope, HcPut *put, Fit wanted)
{
    HcProgram *program = scope->program;
    HcSilence why = HC_SILENCE_KEY_UNKNOWN;
    guint i;

    for (i = 0; i < put->after && !put->settled; i++) {
        HcHold *hold = hc_hold_at(holds, i);

        if (!may_settle(hold, put, wanted) ||
            fit(scope, hold, put, &why) != wanted) {
            continue;
        }
        if (wanted == FIT_UNKNOWN) {
            hold->state = HC_MAYBE_PUT;
            hc_program_silence(program, why, &put->effect->place);
        } else if (hc_program_matched_by_other(program, put->effect,
                                               scope->acquire)) {
            /* It is the right put of a hold that another slot takes. */
            continue;
        } else {
            hold->state = HC_WRONGLY_PUT;
            hold->other_thread = wanted == FIT_THREAD;
        }
        hold->put = put->effect;
        hold->put_step = put->step;
        put->settled = TRUE;
    }
}

/* The put number @at says the same as one that has its hold already. */
static gboolean repeats(const HcHolds *holds, guint at)
{
    const HcPut *put = hc_put_at(holds, at);
    guint i;

    for (i = 0; i < at; i++) {
        const HcPut *before = hc_put_at(holds, i);

        if (before->settled && before->key == put->key &&
            before->holder == put->holder) {
            return TRUE;
        }
    }
    return FALSE;
}

void hc_holds_settle(HcHolds *holds, HcScope *scope)
{
    gboolean again;
    Fit wanted;
    guint i;

    if (!holds->loose->len) {
        return;
    }
    hc_holds_own_held(holds);
    hc_holds_own_loose(holds);
    /* What may be right comes before what is surely wrong, and what says
     * something new before what says it again. */
    for (wanted = FIT_UNKNOWN; wanted < FIT_NONE; wanted++) {
        for (again = FALSE; again <= TRUE; again++) {
            for (i = 0; i < holds->loose->len; i++) {
                HcPut *put = hc_put_at(holds, i);

                if (!put->settled && repeats(holds, i) == again) {
                    settle_one(holds, scope, put, wanted);
                }
            }
        }
    }
}

/* The put that ended @hold, as it was read. */
static HcPut put_of(const HcHolds *holds, const HcHold *hold)
{
    HcPut put = {
        .effect = hold->put, .key = hold->key, .holder = hold->holder,
    };
    guint i;

    for (i = 0; i < holds->loose->len; i++) {
        const HcPut *loose = hc_put_at(holds, i);

        if (loose->settled && loose->effect == hold->put &&
            loose->step == hold->put_step) {
            return *loose;
        }
    }
    return put;
}

/* Whether all that @put may have been meant for was put by others; what those
 * may have been meant for is added to @wanted. */
static gboolean is_taken(const HcHolds *holds, HcScope *scope,
                         const HcPut *put, guint before, gboolean *wanted)
{
    guint i;

    for (i = 0; i < before; i++) {
        const HcHold *hold = hc_hold_at(holds, i);

        if (wanted[i] || hc_match_put(scope, hold, put) == HC_DIFFERENT) {
            continue;
        }
        if ((hold->state != HC_PUT && hold->state != HC_MAYBE_PUT) ||
            hc_match_names(scope, hold->holder, put->holder) != HC_EQUAL) {
            return FALSE;
        }
        wanted[i] = TRUE;
    }
    return TRUE;
}

const HcHold *hc_holds_overdrawn(const HcHolds *holds, HcScope *scope,
                                 const HcPut *put)
{
    g_autofree gboolean *wanted = g_new0(gboolean, put->after + 1);
    g_autofree gboolean *seen = g_new0(gboolean, put->after + 1);
    const HcHold *last = NULL;
    gboolean more = TRUE;
    guint i;

    /* How two lists relate is not known; of one list the number tells. */
    if (put->assumes ||
        !is_taken(holds, scope, put, put->after, wanted)) {
        return NULL;
    }
    while (more) {
        more = FALSE;
        for (i = 0; i < put->after; i++) {
            HcPut other;

            if (!wanted[i] || seen[i]) {
                continue;
            }
            more = seen[i] = TRUE;
            last = hc_hold_at(holds, i);
            other = put_of(holds, last);
            if (!is_taken(holds, scope, &other, put->after, wanted)) {
                return NULL;
            }
        }
    }
    return last;
}
