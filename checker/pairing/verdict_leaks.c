/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Holds that the acquire slot leaves, and what became of them.
 */
#include "pairing/findings.h"
#include "pairing/independence.h"
#include "pairing/ledger.h"
#include "pairing/verdict_case.h"
#include "summary/term.h"

static const HcStep *step_of(const HcCase *c, guint index)
{
    return index < c->walk->steps->len
           ? g_ptr_array_index(c->walk->steps, index) : NULL;
}

/* "'foo_unrealize' returns here without the put". */
static void note_skips(HcFinding *finding, const HcStep *step,
                       const HcPath *path)
{
    if (!path && step->member.function->paths->len) {
        path = g_ptr_array_index(step->member.function->paths, 0);
    }
    if (path && hc_place_is_known(&path->exit)) {
        hc_finding_note(finding, HC_NOTE_SLOT_SKIPS, &path->exit,
                        hc_step_name(step), NULL);
    }
}

static const HcPath *first_miss(const HcFate *fate)
{
    const HcMiss *miss = fate->misses->len
                         ? g_ptr_array_index(fate->misses, 0) : NULL;

    return miss && miss->n_steps ? miss->paths[0] : NULL;
}

/* The acquire slot failed and nothing that runs then puts the hold. */
static void report_error(const HcCase *c, const HcFate *fate)
{
    const HcPath *path = c->walk->path;
    g_autofree char *hold = hc_case_phrase(fate->first_get);
    HcFinding *finding;

    finding = hc_finding_add(hc_case_program(c)->result, HC_MSG_LEAK_ERROR,
                             &path->exit, &fate->first_get->place,
                             c->walk->acquire.function->name,
                             hold, NULL, NULL);
    hc_finding_note_get(finding, fate->first_get);
    if (c->walk->steps->len) {
        note_skips(finding, step_of(c, 0), first_miss(fate));
    }
}

static void report_never(const HcCase *c, const HcFate *fate)
{
    const HcEffect *get = fate->first_get;
    const HcStep *step = step_of(c, 0);
    g_autofree char *hold = hc_case_phrase(get);
    HcFinding *finding;

    if (!step) {
        finding = hc_finding_add(hc_case_program(c)->result,
                                 HC_MSG_LEAK_NO_SLOT, &get->place,
                                 &get->place, get->function, hold,
                                 c->sequence->slots[0], NULL);
        hc_finding_about(finding, get);
        hc_case_note_slot(finding, c->acquire_slot);
        return;
    }
    finding = hc_finding_add(hc_case_program(c)->result, HC_MSG_LEAK_SLOT,
                             &get->place, &get->place, get->function,
                             hold, hc_step_name(step), NULL);
    hc_finding_note_get(finding, get);
    hc_case_note_slot(finding, step->slot);
    note_skips(finding, step, first_miss(fate));
}

/* Whether @function has a put of that very hold on some path, though not on
 * one that can follow. */
static gboolean puts_that(const HcFunction *function, const HcEffect *get)
{
    guint i, k;

    for (i = 0; i < function->paths->len; i++) {
        const HcPath *path = g_ptr_array_index(function->paths, i);

        for (k = 0; k < path->effects->len; k++) {
            const HcEffect *effect = g_ptr_array_index(path->effects, k);

            if (effect->kind == HC_EFFECT_RELEASE && !effect->matched &&
                effect->key == get->key && effect->holder == get->holder) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

/* The release function that puts what other paths of the acquire slot take at
 * the same place: it is its path that is wrong, then. */
static const HcStep *ending_step(const HcCase *c, const HcEffect *get)
{
    guint i;

    for (i = 0; i < c->walk->steps->len; i++) {
        const HcStep *step = g_ptr_array_index(c->walk->steps, i);

        if (hc_program_is_ended(hc_case_program(c), get,
                                step->member.function->name) ||
            puts_that(step->member.function, get)) {
            return step;
        }
    }
    return NULL;
}

/* No combination at all puts the hold: can that be relied on? */
static void judge_never(const HcCase *c, const HcFate *fate)
{
    const HcWalk *walk = c->walk;
    const HcEffect *get = fate->first_get;
    gboolean failed = walk->path->outcome == HC_OUTCOME_FAILURE;

    if (c->unseen) {
        hc_case_silence(c, HC_SILENCE_UNSEEN, get);
    } else if (c->incomplete || walk->cut_short) {
        hc_case_silence(c, HC_SILENCE_INCOMPLETE, get);
    } else if (!walk->combinations) {
        hc_case_silence(c, HC_SILENCE_GUARD_UNKNOWN, get);
    } else if (failed) {
        report_error(c, fate);
    } else if (hc_case_is_outside(c, HC_EFFECT_RELEASE, get, walk->path)) {
        return;
    } else if (first_miss(fate) && ending_step(c, get) &&
               hc_place_is_known(&first_miss(fate)->exit)) {
        const HcStep *step = ending_step(c, get);
        g_autofree char *hold = hc_case_phrase(get);
        HcFinding *finding;

        finding = hc_finding_add(hc_case_program(c)->result,
                                 HC_MSG_LEAK_SLOT_PATH,
                                 &first_miss(fate)->exit, &get->place,
                                 hc_step_name(step), hold,
                                 hc_step_name(step), NULL);
        hc_finding_note_get(finding, get);
    } else {
        report_never(c, fate);
    }
}

static void judge_twice(const HcCase *c, const HcFate *fate)
{
    g_autofree char *hold = hc_case_phrase(fate->last_get);
    HcFinding *finding;

    if (c->unseen || c->incomplete || c->walk->cut_short) {
        hc_case_silence(c, HC_SILENCE_INCOMPLETE, fate->last_get);
        return;
    }
    if (fate->most_sure_puts < fate->most_puts) {
        hc_case_silence(c, HC_SILENCE_GUARD_UNKNOWN, fate->last_get);
        return;
    }
    finding = hc_finding_add(hc_case_program(c)->result, HC_MSG_LEAK_TWICE,
                             &fate->last_get->place, &fate->first_get->place,
                             fate->last_get->function, hold, NULL, NULL);
    hc_finding_note_get(finding, fate->first_get);
    hc_finding_note_put(finding, fate->put);
}

/* The function to blame for a miss: the first that puts on other paths. */
static guint blamed(const HcFate *fate, const HcMiss *miss)
{
    guint i;

    for (i = 0; i < miss->n_steps; i++) {
        if (miss->paths[i] && fate->putting_steps >> MIN(i + 1, 63) & 1) {
            return i;
        }
    }
    return G_MAXUINT;
}

static void judge_paths(const HcCase *c, const HcFate *fate,
                        const GPtrArray *misses)
{
    g_autofree char *hold = hc_case_phrase(fate->first_get);
    guint i;

    for (i = 0; i < misses->len; i++) {
        const HcMiss *miss = g_ptr_array_index(misses, i);
        guint at = blamed(fate, miss);
        const HcStep *step = at == G_MAXUINT ? NULL : miss->steps[at];
        HcFinding *finding;

        /* What put it elsewhere did not run at all here. */
        if (!step || !hc_place_is_known(&miss->paths[at]->exit)) {
            hc_case_silence(c, HC_SILENCE_GUARD_UNKNOWN, fate->first_get);
            continue;
        }
        finding = hc_finding_add(hc_case_program(c)->result,
                                 HC_MSG_LEAK_SLOT_PATH,
                                 &miss->paths[at]->exit,
                                 &fate->first_get->place,
                                 hc_step_name(step), hold, hc_step_name(step),
                                 NULL);
        hc_finding_note_get(finding, fate->first_get);
    }
}

/* The slot that is seen to put it. */
static const HcSlot *putting_slot(const HcCase *c, const HcFate *fate)
{
    guint i;

    for (i = 0; i < c->walk->steps->len; i++) {
        if (fate->putting_steps >> MIN(i + 1, 63) & 1) {
            return step_of(c, i)->slot;
        }
    }
    return NULL;
}

void hc_judge_fate(const HcCase *c, const HcFate *fate)
{
    hc_ledger_followed(hc_case_program(c), fate->first_get, c->acquire_slot);
    hc_ledger_followed(hc_case_program(c), fate->last_get, c->acquire_slot);
    if (fate->put) {
        hc_ledger_put(hc_case_program(c), fate->first_get, fate->put,
                      putting_slot(c, fate));
        hc_ledger_put(hc_case_program(c), fate->last_get, fate->put,
                      putting_slot(c, fate));
    }
    if (fate->given_up || fate->maybe) {
        hc_ledger_doubt(hc_case_program(c), fate->first_get,
                        HC_SILENCE_GIVEN_UP);
    }
    if (fate->given_up || fate->reported) {
        return;
    }
    if (fate->most_puts == 0) {
        if (!fate->maybe && !fate->wrong) {
            judge_never(c, fate);
        }
    } else if (fate->most_puts < fate->gets) {
        if (!fate->maybe && !fate->wrong) {
            judge_twice(c, fate);
        }
    } else if (fate->misses->len && fate->most_sure_puts == fate->gets) {
        /* Nothing is sure of a path that might be a failure. */
        if (c->walk->path->outcome != HC_OUTCOME_UNKNOWN) {
            judge_paths(c, fate, fate->misses);
        }
    } else if (fate->local_misses->len && fate->most_puts == fate->gets &&
               c->walk->path->outcome == HC_OUTCOME_SUCCESS &&
               hc_is_independent(c->walk, fate)) {
        judge_paths(c, fate, fate->local_misses);
    } else if (fate->misses->len || fate->doubtful_miss) {
        hc_case_silence(c, HC_SILENCE_GUARD_UNKNOWN, fate->first_get);
    }
}

void hc_judge_again(const HcCase *c, const HcAgain *again)
{
    g_autofree char *hold = hc_case_phrase(again->get);
    HcFinding *finding;

    if (c->unseen || c->incomplete || c->walk->cut_short) {
        hc_case_silence(c, HC_SILENCE_INCOMPLETE, again->get);
        return;
    }
    if (hc_case_is_outside(c, HC_EFFECT_RELEASE, again->get, NULL)) {
        return;
    }
    finding = hc_finding_add(hc_case_program(c)->result, HC_MSG_LEAK_TWICE,
                             &again->get->place, &again->first_get->place,
                             again->get->function, hold, NULL, NULL);
    hc_finding_note_get(finding, again->first_get);
    hc_finding_note_put(finding, again->put);
}
