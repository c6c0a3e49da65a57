/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/stray.h"

#include "pairing/crossing_path.h"
#include "pairing/elsewhere.h"
#include "pairing/findings.h"
#include "pairing/outside.h"
#include "pairing/tally.h"
#include "summary/term.h"

/* One get on one path of a release function, in all combinations. */
typedef struct Stray {
    const HcEffect *get;
    const HcStep *step; /* of the walk that is under way */
    const HcSummary *unit;
    const HcFunction *function;
    const HcPath *path;
    gboolean left;          /* in one of them nobody put it */
    gboolean left_for_sure; /* ... and that one can happen */
    gboolean ended;         /* in one of them somebody did, or may have */
    gboolean unclear;       /* not all that may put it is seen */
} Stray;

void hc_stray_free(gpointer stray)
{
    g_free(stray);
}

static Stray *stray_of(GPtrArray *all, const HcEffect *get)
{
    Stray *stray;
    guint i;

    for (i = 0; i < all->len; i++) {
        stray = g_ptr_array_index(all, i);
        if (stray->get == get) {
            return stray;
        }
    }
    stray = g_new0(Stray, 1);
    stray->get = get;
    g_ptr_array_add(all, stray);
    return stray;
}

/* Whether a put that found no hold equal to it may have been this one's:
 * within one function the two were not related before. */
static gboolean may_be_put(const HcWalk *walk, const HcHolds *holds, guint at)
{
    const HcHold *hold = hc_hold_at(holds, at);
    guint i;

    for (i = 0; i < holds->loose->len; i++) {
        const HcPut *put = hc_put_at(holds, i);

        if (put->after > at &&
            hc_match_put(walk->scope, hold, put) != HC_DIFFERENT) {
            return TRUE;
        }
    }
    return FALSE;
}

void hc_stray_note(HcWalk *walk, const HcHolds *holds, HcDoubt doubt)
{
    guint i;

    for (i = 0; i < holds->held->len; i++) {
        const HcHold *hold = hc_hold_at(holds, i);
        Stray *stray;

        if (!hold->step || hold->get->reported) {
            continue;
        }
        stray = stray_of(walk->strays, hold->get);
        stray->step = g_ptr_array_index(walk->steps_run, hold->step - 1);
        stray->path = g_ptr_array_index(walk->paths_run, hold->step - 1);
        if (hold->state != HC_HELD || hc_tally_again(holds, hold) ||
            may_be_put(walk, holds, i)) {
            stray->ended = TRUE;
        } else if (doubt != HC_DOUBT) {
            stray->left = TRUE;
            stray->left_for_sure |= doubt == HC_SURE;
        }
    }
}

/* The acquire slot may run again, and put what it finds. */
static gboolean acquire_may_put(const HcCase *c, const Stray *stray)
{
    const HcFunction *function = c->walk->acquire.function;
    guint i, k;

    for (i = 0; i < function->paths->len; i++) {
        const HcPath *path = g_ptr_array_index(function->paths, i);

        for (k = 0; k < path->effects->len; k++) {
            const HcEffect *put = g_ptr_array_index(path->effects, k);

            if (put->kind == HC_EFFECT_RELEASE && !put->matched &&
                !hc_is_balanced(path, k) &&
                hc_may_be_one_hold(c->walk->scope->program, stray->get, put,
                                   stray->path)) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

void hc_stray_add(const HcCase *c, GPtrArray *all)
{
    const HcWalk *walk = c->walk;
    HcScope *scope = walk->scope;
    guint i;

    for (i = 0; i < walk->strays->len; i++) {
        const Stray *one = g_ptr_array_index(walk->strays, i);
        Stray *sum = stray_of(all, one->get);
        const HcSummary *unit = one->step->member.unit;

        sum->unit = unit;
        sum->function = one->step->member.function;
        sum->path = one->path;
        sum->left |= one->left;
        sum->left_for_sure |= one->left_for_sure;
        sum->ended |= one->ended;
        sum->unclear |=
            c->unseen || c->incomplete || walk->cut_short || !one->step->slot;
        if (one->left && !sum->unclear) {
            sum->unclear =
                acquire_may_put(c, one) ||
                hc_elsewhere(scope, unit, HC_EFFECT_RELEASE, one->get,
                             one->path) ||
                (scope->program->whole_program &&
                 hc_outside(scope, HC_EFFECT_RELEASE, one->get, one->path));
        }
    }
}

static void report(HcProgram *program, const Stray *stray)
{
    const HcEffect *get = stray->get;
    const HcCrossing crossing = {
        program, stray->unit, stray->function, stray->path,
    };
    g_autofree char *hold = hc_hold_phrase(get->key_text, get->holder_text);
    HcFinding *finding;

    if (hc_place_is_known(&stray->path->exit) &&
        hc_crossing_puts_elsewhere(&crossing, get)) {
        finding = hc_finding_add(program->result, HC_MSG_LEAK_PATH,
                                 &stray->path->exit, &get->place,
                                 stray->function->name, hold, NULL, NULL);
        hc_finding_note_get(finding, get);
        return;
    }
    finding = hc_finding_add(program->result, HC_MSG_LEAK_NEVER, &get->place,
                             &get->place, get->function, hold, NULL, NULL);
    hc_finding_about(finding, get);
}

void hc_stray_judge(HcProgram *program, const GPtrArray *all)
{
    guint i;

    for (i = 0; i < all->len; i++) {
        const Stray *stray = g_ptr_array_index(all, i);

        if (!stray->left) {
            continue;
        }
        if (stray->unclear) {
            hc_program_silence(program, HC_SILENCE_UNSEEN, &stray->get->place);
        } else if (stray->left_for_sure || !stray->ended) {
            report(program, stray);
        } else {
            hc_program_silence(program, HC_SILENCE_GUARD_UNKNOWN,
                               &stray->get->place);
        }
    }
}
