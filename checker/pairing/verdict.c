/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/verdict.h"

#include "pairing/elsewhere.h"
#include "pairing/findings.h"
#include "pairing/ledger.h"
#include "pairing/independence.h"
#include "pairing/outside.h"
#include "summary/term.h"

static HcProgram *program_of(const HcCase *c)
{
    return c->walk->scope->program;
}

static void silence(const HcCase *c, HcSilence why, const HcEffect *about)
{
    hc_program_silence(program_of(c), why, &about->place);
    hc_ledger_doubt(program_of(c), about, why);
}

static char *phrase(const HcEffect *effect)
{
    return hc_hold_phrase(effect->key_text, effect->holder_text);
}

static const char *step_name(const HcStep *step)
{
    return step->slot ? step->slot->function : step->member.function->name;
}

static const HcStep *step_of(const HcCase *c, guint index)
{
    return index < c->walk->steps->len
           ? g_ptr_array_index(c->walk->steps, index) : NULL;
}

static void note_slot(HcFinding *finding, const HcSlot *slot)
{
    if (slot && hc_place_is_known(&slot->place)) {
        hc_finding_note(finding, HC_NOTE_SLOT_SET, &slot->place,
                        slot->function, slot->slot);
    }
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
                        step_name(step), NULL);
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
    g_autofree char *hold = phrase(fate->first_get);
    HcFinding *finding;

    finding = hc_finding_add(program_of(c)->result, HC_MSG_LEAK_ERROR,
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
    g_autofree char *hold = phrase(get);
    HcFinding *finding;

    if (!step) {
        finding = hc_finding_add(program_of(c)->result, HC_MSG_LEAK_NO_SLOT,
                                 &get->place, &get->place, get->function,
                                 hold, c->sequence->slots[0], NULL);
        hc_finding_about(finding, get);
        note_slot(finding, c->acquire_slot);
        return;
    }
    finding = hc_finding_add(program_of(c)->result, HC_MSG_LEAK_SLOT,
                             &get->place, &get->place, get->function,
                             hold, step_name(step), NULL);
    hc_finding_note_get(finding, get);
    note_slot(finding, step->slot);
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

        if (hc_program_is_ended(program_of(c), get,
                                step->member.function->name) ||
            puts_that(step->member.function, get)) {
            return step;
        }
    }
    return NULL;
}

/* Whether a function that is not composed may have an effect of @kind on the
 * same hold.  If so, that is why nothing is said. */
static gboolean is_outside(const HcCase *c, HcEffectKind kind,
                           const HcEffect *effect, const HcPath *path)
{
    HcScope *scope = c->walk->scope;
    const HcSummary *unit = c->walk->acquire.unit;

    if (hc_elsewhere(scope, unit, kind, effect, path) ||
        (scope->program->whole_program &&
         hc_outside(scope, kind, effect, path))) {
        silence(c, HC_SILENCE_UNSEEN, effect);
        return TRUE;
    }
    if (hc_program_is_partial(scope->program, unit)) {
        silence(c, HC_SILENCE_INCOMPLETE, effect);
        return TRUE;
    }
    return FALSE;
}

/* No combination at all puts the hold: can that be relied on? */
static void judge_never(const HcCase *c, const HcFate *fate)
{
    const HcWalk *walk = c->walk;
    const HcEffect *get = fate->first_get;
    gboolean failed = walk->path->outcome == HC_OUTCOME_FAILURE;

    if (c->unseen) {
        silence(c, HC_SILENCE_UNSEEN, get);
    } else if (c->incomplete || walk->cut_short) {
        silence(c, HC_SILENCE_INCOMPLETE, get);
    } else if (!walk->combinations) {
        silence(c, HC_SILENCE_GUARD_UNKNOWN, get);
    } else if (failed) {
        report_error(c, fate);
    } else if (is_outside(c, HC_EFFECT_RELEASE, get, walk->path)) {
        return;
    } else if (first_miss(fate) && ending_step(c, get) &&
               hc_place_is_known(&first_miss(fate)->exit)) {
        const HcStep *step = ending_step(c, get);
        g_autofree char *hold = phrase(get);
        HcFinding *finding;

        finding = hc_finding_add(program_of(c)->result, HC_MSG_LEAK_SLOT_PATH,
                                 &first_miss(fate)->exit, &get->place,
                                 step_name(step), hold, step_name(step), NULL);
        hc_finding_note_get(finding, get);
    } else {
        report_never(c, fate);
    }
}

static void judge_twice(const HcCase *c, const HcFate *fate)
{
    g_autofree char *hold = phrase(fate->last_get);
    HcFinding *finding;

    if (c->unseen || c->incomplete || c->walk->cut_short) {
        silence(c, HC_SILENCE_INCOMPLETE, fate->last_get);
        return;
    }
    if (fate->most_sure_puts < fate->most_puts) {
        silence(c, HC_SILENCE_GUARD_UNKNOWN, fate->last_get);
        return;
    }
    finding = hc_finding_add(program_of(c)->result, HC_MSG_LEAK_TWICE,
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
    g_autofree char *hold = phrase(fate->first_get);
    guint i;

    for (i = 0; i < misses->len; i++) {
        const HcMiss *miss = g_ptr_array_index(misses, i);
        guint at = blamed(fate, miss);
        const HcStep *step = at == G_MAXUINT ? NULL : miss->steps[at];
        HcFinding *finding;

        /* What put it elsewhere did not run at all here. */
        if (!step || !hc_place_is_known(&miss->paths[at]->exit)) {
            silence(c, HC_SILENCE_GUARD_UNKNOWN, fate->first_get);
            continue;
        }
        finding = hc_finding_add(program_of(c)->result,
                                 HC_MSG_LEAK_SLOT_PATH,
                                 &miss->paths[at]->exit,
                                 &fate->first_get->place,
                                 step_name(step), hold, step_name(step),
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

static void judge_fate(const HcCase *c, const HcFate *fate)
{
    hc_ledger_followed(program_of(c), fate->first_get, c->acquire_slot);
    hc_ledger_followed(program_of(c), fate->last_get, c->acquire_slot);
    if (fate->put) {
        hc_ledger_put(program_of(c), fate->first_get, fate->put,
                      putting_slot(c, fate));
        hc_ledger_put(program_of(c), fate->last_get, fate->put,
                      putting_slot(c, fate));
    }
    if (fate->given_up || fate->maybe) {
        hc_ledger_doubt(program_of(c), fate->first_get, HC_SILENCE_GIVEN_UP);
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
        silence(c, HC_SILENCE_GUARD_UNKNOWN, fate->first_get);
    }
}

static void judge_wrong(const HcCase *c, const HcWrong *wrong)
{
    const HcEffect *put = wrong->put, *get = wrong->get;
    HcFinding *finding;

    if (wrong->fate != G_MAXUINT && wrong->doubt != HC_SURE) {
        const HcFate *fate = g_ptr_array_index(c->walk->fates, wrong->fate);

        if (fate->most_puts && !(wrong->doubt == HC_DOUBT_LOCAL &&
                                 hc_is_independent(c->walk, fate))) {
            /* Put rightly on another path: this one may be for another. */
            silence(c, HC_SILENCE_GUARD_UNKNOWN, put);
            return;
        }
    }
    if ((wrong->assumes || wrong->fate == G_MAXUINT) &&
        hc_program_matched(program_of(c), put)) {
        /* It has a get of its own, on a path that answers otherwise. */
        silence(c, HC_SILENCE_GUARD_UNKNOWN, put);
        return;
    }
    finding = hc_finding_add(program_of(c)->result,
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
    g_autofree char *hold = phrase(extra->put);
    HcFinding *finding;
    guint i;

    for (i = 0; path && i < path->guards->len; i++) {
        const HcGuard *guard = g_ptr_array_index(path->guards, i);

        /* The acquire path may be one that runs on an object on which the
         * acquire slot already ran: "if (s->started) return 0;". */
        if (hc_scope_rests_on_others(walk->scope, guard->term)) {
            silence(c, HC_SILENCE_GUARD_UNKNOWN, extra->put);
            return;
        }
    }
    for (i = 0; path && i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        /* Nobody else takes it: that was asked before. */
        if (effect->kind == HC_EFFECT_GIVE_UP &&
            !program_of(c)->whole_program) {
            silence(c, HC_SILENCE_GIVEN_UP, extra->put);
            return;
        }
    }
    if (first) {
        finding = hc_finding_add(program_of(c)->result,
                                 HC_MSG_DOUBLE_PUT_SLOT, &extra->put->place,
                                 &first->place, extra->put->function, hold,
                                 walk->acquire.function->name, NULL);
        hc_finding_note_put(finding, first);
        return;
    }
    finding = hc_finding_add(program_of(c)->result, HC_MSG_UNHELD_PUT_SLOT,
                             &extra->put->place, NULL, extra->put->function,
                             hold, walk->acquire.function->name, NULL);
    hc_finding_about(finding, extra->put);
    if (extra->step && extra->step->slot &&
        hc_place_is_known(&extra->step->slot->place)) {
        hc_finding_note(finding, HC_NOTE_SLOT_RUNS,
                        &extra->step->slot->place, step_name(extra->step),
                        NULL);
    }
}

/* Whether it is the put of what another path of the same slot takes; else
 * the hold has nothing to do with this life cycle. */
static gboolean concerns(const HcCase *c, const HcExtra *extra)
{
    const HcPath *path = c->walk->path;

    return extra->first ||
           (hc_program_matched_by(program_of(c), extra->put,
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

static void judge_extra(const HcCase *c, const HcExtra *extra)
{
    g_autofree char *hold = phrase(extra->put);
    HcFinding *finding;

    if (!concerns(c, extra)) {
        return;
    }
    if (may_hinge(c, extra)) {
        return;
    }
    if (is_outside(c, HC_EFFECT_ACQUIRE, extra->put, NULL)) {
        return;
    }
    if (!extra->first) {
        judge_unheld(c, extra);
        return;
    }
    if (extra->first->reported) {
        return;
    }
    finding = hc_finding_add(program_of(c)->result,
                             extra->first_step == extra->step
                             ? HC_MSG_DOUBLE_PUT : HC_MSG_DOUBLE_PUT_SLOT,
                             &extra->put->place, &extra->first->place,
                             extra->put->function, hold,
                             extra->first_step
                             ? step_name(extra->first_step)
                             : c->walk->acquire.function->name, NULL);
    hc_finding_note_get(finding, extra->get);
    hc_finding_note_put(finding, extra->first);
}

static void judge_late_use(const HcCase *c, const HcLateUse *late)
{
    HcEffect any = *late->put;
    HcFinding *finding;

    /* A hold under whatever name keeps the IOThread, and the function puts
     * one that it did not take. */
    any.holder = NULL;
    if (late->later && (c->unseen || c->incomplete)) {
        silence(c, HC_SILENCE_INCOMPLETE, late->use);
        return;
    }
    if ((late->own || late->later) &&
        is_outside(c, HC_EFFECT_ACQUIRE, &any, NULL)) {
        silence(c, HC_SILENCE_UNSEEN, late->use);
        return;
    }
    finding = hc_finding_add(program_of(c)->result, HC_MSG_USE_AFTER_PUT,
                             &late->use->place, &late->put->place,
                             late->use->function, late->use->key_text,
                             late->put->key_text, NULL);
    hc_finding_note_put(finding, late->put);
}

static void judge_again(const HcCase *c, const HcAgain *again)
{
    g_autofree char *hold = phrase(again->get);
    HcFinding *finding;

    if (c->unseen || c->incomplete || c->walk->cut_short) {
        silence(c, HC_SILENCE_INCOMPLETE, again->get);
        return;
    }
    if (is_outside(c, HC_EFFECT_RELEASE, again->get, NULL)) {
        return;
    }
    finding = hc_finding_add(program_of(c)->result, HC_MSG_LEAK_TWICE,
                             &again->get->place, &again->first_get->place,
                             again->get->function, hold, NULL, NULL);
    hc_finding_note_get(finding, again->first_get);
    hc_finding_note_put(finding, again->put);
}

static void judge_null(const HcCase *c, const HcNullName *null)
{
    const HcEffect *effect = null->effect;
    HcFinding *finding;

    finding = hc_finding_add(program_of(c)->result, HC_MSG_NAME_FINALIZE,
                             &effect->place, NULL, effect->function,
                             null->maker, step_name(null->step), NULL);
    hc_finding_about(finding, effect);
    note_slot(finding, null->step->slot);
}

void hc_judge(const HcCase *c)
{
    const HcWalk *walk = c->walk;
    guint i;

    if (!program_of(c)->judging || walk->impossible) {
        return;
    }
    for (i = 0; walk->path && i < walk->fates->len; i++) {
        judge_fate(c, g_ptr_array_index(walk->fates, i));
    }
    for (i = 0; i < walk->wrongs->len; i++) {
        judge_wrong(c, g_ptr_array_index(walk->wrongs, i));
    }
    for (i = 0; i < walk->extras->len; i++) {
        judge_extra(c, g_ptr_array_index(walk->extras, i));
    }
    for (i = 0; i < walk->again->len; i++) {
        judge_again(c, g_ptr_array_index(walk->again, i));
    }
    for (i = 0; i < walk->null_names->len; i++) {
        judge_null(c, g_ptr_array_index(walk->null_names, i));
    }
    for (i = 0; i < walk->late_uses->len; i++) {
        judge_late_use(c, g_ptr_array_index(walk->late_uses, i));
    }
}
