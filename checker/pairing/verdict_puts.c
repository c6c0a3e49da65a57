/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Puts that are of another hold than they say, or of none, and names that are
 * NULL where they stand.
 */
#include "pairing/findings.h"
#include "pairing/independence.h"
#include "pairing/verdict_case.h"
#include "summary/term.h"

void hc_judge_wrong(const HcCase *c, const HcWrong *wrong)
{
    const HcEffect *put = wrong->put, *get = wrong->get;
    HcFinding *finding;

    if (wrong->fate != G_MAXUINT && wrong->doubt != HC_SURE) {
        const HcFate *fate = g_ptr_array_index(c->walk->fates, wrong->fate);

        if (fate->most_puts && !(wrong->doubt == HC_DOUBT_LOCAL &&
                                 hc_is_independent(c->walk, fate))) {
            /* Put rightly on another path: this one may be for another. */
            hc_case_silence(c, HC_SILENCE_GUARD_UNKNOWN, put);
            return;
        }
    }
    if ((wrong->assumes || wrong->fate == G_MAXUINT) &&
        hc_program_matched(hc_case_program(c), put)) {
        /* It has a get of its own, on a path that answers otherwise. */
        hc_case_silence(c, HC_SILENCE_GUARD_UNKNOWN, put);
        return;
    }
    finding = hc_finding_add(hc_case_program(c)->result,
                             wrong->thread ? HC_MSG_MISMATCH_THREAD
                                           : HC_MSG_MISMATCH_HOLDER,
                             &put->place, &get->place, put->function,
                             put->key_text, put->holder_text,
                             wrong->thread ? get->key_text
                                           : get->holder_text);
    hc_finding_note_get(finding, get);
}

static void judge_unheld(const HcCase *c, const HcExtra *extra)
{
    const HcEffect *first = extra->before;
    const HcWalk *walk = c->walk;
    const HcPath *path = walk->path;
    g_autofree char *hold = hc_case_phrase(extra->put);
    HcFinding *finding;
    guint i;

    for (i = 0; path && i < path->guards->len; i++) {
        const HcGuard *guard = g_ptr_array_index(path->guards, i);

        /* The acquire path may be one that runs on an object on which the
         * acquire slot already ran: "if (s->started) return 0;". */
        if (hc_scope_rests_on_others(walk->scope, guard->term)) {
            hc_case_silence(c, HC_SILENCE_GUARD_UNKNOWN, extra->put);
            return;
        }
    }
    for (i = 0; path && i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        /* Nobody else takes it: that was asked before. */
        if (effect->kind == HC_EFFECT_GIVE_UP &&
            !hc_case_program(c)->whole_program) {
            hc_case_silence(c, HC_SILENCE_GIVEN_UP, extra->put);
            return;
        }
    }
    if (first) {
        finding = hc_finding_add(hc_case_program(c)->result,
                                 HC_MSG_DOUBLE_PUT_SLOT, &extra->put->place,
                                 &first->place, extra->put->function, hold,
                                 walk->acquire.function->name, NULL);
        hc_finding_note_put(finding, first);
        return;
    }
    finding = hc_finding_add(hc_case_program(c)->result, HC_MSG_UNHELD_PUT_SLOT,
                             &extra->put->place, NULL, extra->put->function,
                             hold, walk->acquire.function->name, NULL);
    hc_finding_about(finding, extra->put);
    if (extra->step && extra->step->slot &&
        hc_place_is_known(&extra->step->slot->place)) {
        hc_finding_note(finding, HC_NOTE_SLOT_RUNS,
                        &extra->step->slot->place, hc_step_name(extra->step),
                        NULL);
    }
}

/* Whether it is the put of what another path of the same slot takes; else
 * the hold has nothing to do with this life cycle. */
static gboolean concerns(const HcCase *c, const HcExtra *extra)
{
    const HcPath *path = c->walk->path;

    return extra->first ||
           (hc_program_matched_by(hc_case_program(c), extra->put,
                                  c->walk->acquire.function->name) &&
            (!path || path->outcome != HC_OUTCOME_UNKNOWN));
}

/* Whether what an unseen function told before the put may have to do with
 * whether the hold was taken. */
static gboolean may_hinge(const HcCase *c, const HcExtra *extra)
{
    guint i;

    for (i = 0; extra->doubt != HC_SURE && i < c->walk->fates->len; i++) {
        const HcFate *fate = g_ptr_array_index(c->walk->fates, i);

        if (fate->first_get == extra->get) {
            return !hc_is_independent(c->walk, fate);
        }
    }
    return extra->doubt != HC_SURE;
}

void hc_judge_extra(const HcCase *c, const HcExtra *extra)
{
    g_autofree char *hold = hc_case_phrase(extra->put);
    HcFinding *finding;

    if (!concerns(c, extra)) {
        return;
    }
    if (may_hinge(c, extra)) {
        return;
    }
    if (hc_case_is_outside(c, HC_EFFECT_ACQUIRE, extra->put, NULL)) {
        return;
    }
    if (!extra->first) {
        judge_unheld(c, extra);
        return;
    }
    if (extra->first->reported) {
        return;
    }
    finding = hc_finding_add(hc_case_program(c)->result,
                             extra->first_step == extra->step
                             ? HC_MSG_DOUBLE_PUT : HC_MSG_DOUBLE_PUT_SLOT,
                             &extra->put->place, &extra->first->place,
                             extra->put->function, hold,
                             extra->first_step
                             ? hc_step_name(extra->first_step)
                             : c->walk->acquire.function->name, NULL);
    hc_finding_note_get(finding, extra->get);
    hc_finding_note_put(finding, extra->first);
}

void hc_judge_null(const HcCase *c, const HcNullName *null)
{
    const HcEffect *effect = null->effect;
    HcFinding *finding;

    finding = hc_finding_add(hc_case_program(c)->result, HC_MSG_NAME_FINALIZE,
                             &effect->place, NULL, effect->function,
                             null->maker, hc_step_name(null->step), NULL);
    hc_finding_about(finding, effect);
    hc_case_note_slot(finding, null->step->slot);
}
