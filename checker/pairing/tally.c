/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What each combination of paths did to the holds, added up.
 */
#include "pairing/tally.h"

#include "pairing/stray.h"

static void miss_free(gpointer data)
{
    HcMiss *miss = data;

    g_free(miss->paths);
    g_free(miss->steps);
    g_free(miss);
}

/* G_MAXUINT for a hold that is not the acquire path's to leave behind. */
static guint fate_of(const HcWalk *walk, const HcHold *hold)
{
    guint i;

    if (hold->step != 0 || (hold->state == HC_PUT && hold->put_step == 0)) {
        return G_MAXUINT;
    }
    for (i = 0; i < walk->fates->len; i++) {
        const HcFate *fate = g_ptr_array_index(walk->fates, i);

        if (fate->key == hold->key && fate->holder == hold->holder &&
            hc_same_pair(fate->first_get, hold->get)) {
            return i;
        }
    }
    return G_MAXUINT;
}

void hc_tally_start(HcWalk *walk, const HcHolds *holds)
{
    guint i, at;

    for (i = 0; i < holds->held->len; i++) {
        const HcHold *hold = hc_hold_at(holds, i);
        HcFate *fate;

        if (hold->state == HC_PUT) {
            continue;
        }
        at = fate_of(walk, hold);
        if (at == G_MAXUINT) {
            fate = g_new0(HcFate, 1);
            fate->key = hold->key;
            fate->holder = hold->holder;
            fate->first_get = hold->get;
            fate->misses = g_ptr_array_new_with_free_func(miss_free);
            fate->local_misses = g_ptr_array_new_with_free_func(miss_free);
            g_ptr_array_add(walk->fates, fate);
        } else {
            fate = g_ptr_array_index(walk->fates, at);
        }
        fate->last_get = hold->get;
        fate->gets++;
        fate->given_up |= hold->state == HC_GIVEN;
        fate->reported |= hold->get->reported;
    }
}

static void add_miss(HcWalk *walk, GPtrArray *misses, guint puts)
{
    HcMiss *miss = g_new0(HcMiss, 1);
    guint i;

    miss->puts = puts;
    miss->n_steps = walk->paths_run->len;
    miss->paths = g_new0(const HcPath *, miss->n_steps + 1);
    miss->steps = g_new0(const HcStep *, miss->n_steps + 1);
    for (i = 0; i < miss->n_steps; i++) {
        miss->paths[i] = g_ptr_array_index(walk->paths_run, i);
        miss->steps[i] = g_ptr_array_index(walk->steps_run, i);
    }
    g_ptr_array_add(misses, miss);
}

static void count_puts(HcWalk *walk, const HcHolds *holds, HcDoubt doubt)
{
    gboolean sure = doubt == HC_SURE;
    guint i, k;

    for (k = 0; k < walk->fates->len; k++) {
        HcFate *fate = g_ptr_array_index(walk->fates, k);
        const HcEffect *put = NULL;
        guint puts = 0, maybe = 0, wrong = 0;

        for (i = 0; i < holds->held->len; i++) {
            const HcHold *hold = hc_hold_at(holds, i);

            if (fate_of(walk, hold) != k) {
                continue;
            }
            if (hold->state == HC_PUT) {
                put = put ? put : hold->put;
                puts++;
                fate->putting_steps |= G_GUINT64_CONSTANT(1) <<
                                       MIN(hold->put_step, 63);
            }
            maybe += hold->state == HC_GIVEN || hold->state == HC_MAYBE_PUT;
            wrong += hold->state == HC_WRONGLY_PUT;
        }
        fate->maybe |= maybe > 0;
        fate->wrong |= wrong > 0;
        fate->most_puts = MAX(fate->most_puts, puts);
        fate->any_put = fate->any_put ? fate->any_put : put;
        if (sure && puts > fate->most_sure_puts) {
            fate->most_sure_puts = puts;
            fate->put = put;
        }
        if (puts < fate->gets && !maybe && !wrong) {
            if (sure) {
                add_miss(walk, fate->misses, puts);
            } else if (doubt == HC_DOUBT_LOCAL) {
                add_miss(walk, fate->local_misses, puts);
                fate->doubtful_miss = TRUE;
            } else {
                fate->doubtful_miss = TRUE;
            }
        }
    }
}

/* Whether the put was reached by a condition the acquire path left open. */
static gboolean was_assumed(const HcHolds *holds, const HcHold *hold)
{
    guint i;

    for (i = 0; i < holds->loose->len; i++) {
        const HcPut *put = hc_put_at(holds, i);

        if (put->effect == hold->put && put->assumes) {
            return TRUE;
        }
    }
    return FALSE;
}

static void note_wrongs(HcWalk *walk, const HcHolds *holds, HcDoubt doubt)
{
    guint i;

    for (i = 0; i < holds->held->len; i++) {
        const HcHold *hold = hc_hold_at(holds, i);
        HcWrong *wrong;

        if (hold->state != HC_WRONGLY_PUT || hold->get->reported ||
            hold->put->reported) {
            continue;
        }
        if (hold->step == 0 && hold->put_step == 0) {
            /* crossing_put.c knows more of what the path itself did. */
            continue;
        }
        wrong = g_new0(HcWrong, 1);
        wrong->put = hold->put;
        wrong->get = hold->get;
        wrong->fate = fate_of(walk, hold);
        wrong->thread = hold->other_thread;
        wrong->doubt = doubt;
        wrong->assumes = was_assumed(holds, hold);
        g_ptr_array_add(walk->wrongs, wrong);
    }
}

/* The function that ran as step @number; 0 is the acquire function. */
static const HcStep *ran(const HcWalk *walk, guint number)
{
    return number ? g_ptr_array_index(walk->steps_run, number - 1) : NULL;
}

static void note_extra(HcWalk *walk, const HcHolds *holds, const HcPut *put)
{
    const HcHold *before = NULL;
    HcExtra *extra;
    guint i;

    if (put->doubt == HC_DOUBT || put->effect->reported || put->step == 0) {
        return;
    }
    before = hc_holds_overdrawn(holds, walk->scope, put);
    for (i = 0; i < holds->held->len && !before; i++) {
        const HcHold *hold = hc_hold_at(holds, i);

        switch (hc_match_put(walk->scope, hold, put)) {
        case HC_EQUAL:
            if (hold->state != HC_PUT) {
                return;
            }
            /* What was taken only afterwards was not put by then. */
            before = i < put->after ? hold : NULL;
            break;
        case HC_UNKNOWN:
            hc_program_silence(walk->scope->program, HC_SILENCE_KEY_UNKNOWN,
                               &put->effect->place);
            return;
        case HC_DIFFERENT:
            break;
        }
    }
    /* What an unseen function says may tell what was put before; not within
     * one path. */
    if (put->doubt != HC_SURE &&
        !(before && before->put_step == put->step)) {
        return;
    }
    extra = g_new0(HcExtra, 1);
    extra->put = put->effect;
    extra->doubt = put->doubt;
    extra->step = ran(walk, put->step);
    if (before) {
        extra->get = before->get;
        extra->first = before->put;
        extra->first_step = ran(walk, before->put_step);
    }
    for (i = walk->own_puts->len; i > 0 && !extra->before; i--) {
        const HcPut *own = &g_array_index(walk->own_puts, HcPut, i - 1);

        if (own->key == put->key && own->holder == put->holder &&
            hc_same_pair(own->effect, put->effect)) {
            extra->before = own->effect;
        }
    }
    g_ptr_array_add(walk->extras, extra);
}

const HcHold *hc_tally_again(const HcHolds *holds, const HcHold *left)
{
    guint i;

    for (i = 0; i < holds->held->len; i++) {
        const HcHold *hold = hc_hold_at(holds, i);

        if (hold->state == HC_PUT && hold->step < left->step &&
            hold->put_step == left->step && hold->key == left->key &&
            hold->holder == left->holder &&
            hc_same_pair(hold->get, left->get)) {
            return hold;
        }
    }
    return NULL;
}

static void note_again(HcWalk *walk, const HcHolds *holds,
                       const HcHold *left)
{
    const HcHold *first = hc_tally_again(holds, left);
    HcAgain *again;

    if (first) {
        again = g_new0(HcAgain, 1);
        again->get = left->get;
        again->first_get = first->get;
        again->put = first->put;
        g_ptr_array_add(walk->again, again);
    }
}

void hc_tally_end(HcWalk *walk, const HcHolds *before, HcDoubt doubt)
{
    HcHolds holds;
    guint i;

    walk->combinations++;
    hc_holds_init(&holds, before);
    hc_holds_settle(&holds, walk->scope);
    count_puts(walk, &holds, doubt);
    note_wrongs(walk, &holds, doubt);
    hc_stray_note(walk, &holds, doubt);
    for (i = 0; i < holds.held->len && doubt == HC_SURE; i++) {
        const HcHold *hold = hc_hold_at(&holds, i);

        if (hold->step && hold->state == HC_HELD && !hold->get->reported) {
            note_again(walk, &holds, hold);
        }
    }
    for (i = 0; i < holds.loose->len; i++) {
        const HcPut *put = hc_put_at(&holds, i);

        if (!put->settled) {
            note_extra(walk, &holds, put);
        }
    }
    hc_holds_clear(&holds);
}
