/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The verdicts are those of the plugin for one function, on paths that run
 * through several files:
 *
 *   get f ... put f ... put f          put twice
 *   get f as a ... put f as b          put under another name
 *   get f ... put g, of the same name  put of another IOThread
 *   put f, but another path puts       put though it was not taken
 *     what it took itself
 *   get f ... return, but another      leaks on this path
 *     path puts what that get took
 *   get f ... return, and f is a       never put
 *     parameter that nobody keeps
 *
 * A hold is only spoken of where its IOThread and its name are the same terms;
 * what was given up on the way is left alone.
 */
#include "pairing/crossing.h"

#include "pairing/crossing_path.h"
#include "pairing/findings.h"
#include "pairing/loose.h"
#include "summary/term.h"

/* Whether nobody but this function can put it: the IOThread is a parameter,
 * and no function of the program puts any that it may be. */
static gboolean is_never_put(const HcCrossing *c, const HcEffect *get)
{
    return get->holder &&
           (get->key->kind == HC_TERM_PARAM ||
            get->key->kind == HC_TERM_SELF) &&
           (get->holder->kind == HC_TERM_STRING ||
            !hc_term_is_given(get->holder)) &&
           !hc_crossing_is_outside(c, HC_EFFECT_RELEASE, get);
}

static void judge_get(const HcCrossing *c, guint at)
{
    const HcEffect *get = g_ptr_array_index(c->path->effects, at);
    g_autofree char *hold = NULL;
    HcFinding *finding;
    gboolean clouded;

    if (hc_crossing_put_of(c, c->path, at, &clouded) || clouded ||
        c->path->outcome == HC_OUTCOME_FAILURE || !get->key ||
        hc_crossing_keeps(c->path, get->key)) {
        return;
    }
    hold = hc_hold_phrase(get->key_text, get->holder_text);
    if (!hc_crossing_puts_elsewhere(c, get)) {
        if (is_never_put(c, get) &&
            !hc_findings_explain(c->program->result, get)) {
            finding = hc_finding_add(c->program->result, HC_MSG_LEAK_NEVER,
                                     &get->place, &get->place, get->function,
                                     hold, NULL, NULL);
            hc_finding_about(finding, get);
        }
        return;
    }
    finding = hc_finding_add(c->program->result, HC_MSG_LEAK_PATH,
                             &c->path->exit, &get->place, c->function->name,
                             hold, NULL, NULL);
    hc_finding_note_get(finding, get);
}

static const HcTerm *context_owner(const HcTerm *used)
{
    const HcTerm *term = used;

    while (term->kind == HC_TERM_APP && term->n_args &&
           (g_str_equal(term->text, "context") ||
            g_str_equal(term->text, "derived"))) {
        term = term->args[0];
    }
    return term == used ? NULL : term;
}

/* Whether the path did the same before its effect number @at: a helper puts
 * several holds in one statement. */
static gboolean did_before(const HcCrossing *c, guint at, const HcEffect *put)
{
    guint i;

    for (i = 0; i < at; i++) {
        const HcEffect *effect = g_ptr_array_index(c->path->effects, i);

        if (effect->kind == HC_EFFECT_RELEASE &&
            hc_crossing_same_hold(effect, put) &&
            hc_same_site(effect, put)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Whether what the put number @at of @path puts was the path's own, and put
 * before. */
static gboolean puts_again(const HcCrossing *c, const HcPath *path, guint at)
{
    const HcEffect *put = g_ptr_array_index(path->effects, at);
    guint i;

    for (i = at; i > 0; i--) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i - 1);

        if (hc_crossing_same_hold(effect, put)) {
            return effect->kind == HC_EFFECT_RELEASE &&
                   (effect->matched || hc_crossing_ends_own(c, path, i - 1));
        }
    }
    return FALSE;
}

/* Whether the function, on some path, puts a hold on @key that somebody else
 * took, and has not done so before the use number @at. */
static gboolean may_hold_another(const HcCrossing *c, const HcTerm *key,
                                 guint at)
{
    guint i, k;

    for (i = 0; i < c->function->paths->len; i++) {
        const HcPath *path = g_ptr_array_index(c->function->paths, i);

        for (k = 0; k < path->effects->len; k++) {
            const HcEffect *effect = g_ptr_array_index(path->effects, k);

            if (effect->kind == HC_EFFECT_RELEASE && !effect->matched &&
                effect->key == key && !did_before(c, at, effect) &&
                !hc_crossing_ends_own(c, path, k) && !puts_again(c, path, k)) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

/* Whether a hold as that of @get is left before the effect number @at.  What
 * puts it before it is taken puts another. */
static gboolean is_open(const HcCrossing *c, const HcEffect *get, guint at)
{
    guint open = 0, i;

    for (i = 0; i < at; i++) {
        const HcEffect *effect = g_ptr_array_index(c->path->effects, i);

        if (!hc_crossing_same_hold(effect, get)) {
            continue;
        }
        if (effect->kind == HC_EFFECT_ACQUIRE) {
            open++;
        } else if (effect->kind == HC_EFFECT_RELEASE && open > 0) {
            open--;
        }
    }
    return open > 0;
}

/* A context whose holds were all put before, as far as this path knows. */
static void judge_use(const HcCrossing *c, guint at)
{
    const HcEffect *use = g_ptr_array_index(c->path->effects, at);
    const HcTerm *key = use->key ? context_owner(use->key) : NULL;
    const HcEffect *put = NULL;
    HcFinding *finding;
    guint i;

    for (i = 0; key && i < at; i++) {
        const HcEffect *effect = g_ptr_array_index(c->path->effects, i);

        if (hc_crossing_clouds(c, effect, use) ||
            (effect->kind == HC_EFFECT_ACQUIRE && effect->key == key &&
             is_open(c, effect, at))) {
            return;
        }
        if (effect->kind == HC_EFFECT_RELEASE && effect->key == key) {
            put = effect;
        }
    }
    if (!put || may_hold_another(c, key, at)) {
        return;
    }
    finding = hc_finding_add(c->program->result, HC_MSG_USE_AFTER_PUT,
                             &use->place, &put->place, use->function,
                             use->key_text, put->key_text, NULL);
    hc_finding_note_put(finding, put);
}

static void judge_path(const HcCrossing *c)
{
    gboolean in_slot = hc_sits_in_slot(c->program, c->function->name);
    guint i;

    for (i = 0; i < c->path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(c->path->effects, i);

        if (effect->matched || effect->reported) {
            continue;
        }
        if (effect->kind == HC_EFFECT_USE) {
            judge_use(c, i);
        } else if (effect->kind == HC_EFFECT_RELEASE) {
            hc_crossing_judge_put(c, i, in_slot);
        }
    }
    /* Once it is known what the puts tell.  What a slot takes, another may
     * put. */
    for (i = 0; i < c->path->effects->len && !in_slot; i++) {
        const HcEffect *effect = g_ptr_array_index(c->path->effects, i);

        if (effect->kind == HC_EFFECT_ACQUIRE && !effect->matched &&
            !effect->reported) {
            judge_get(c, i);
        }
    }
}

static gboolean crosses(const HcFunction *function)
{
    guint i, k;

    for (i = 0; i < function->paths->len; i++) {
        const HcPath *path = g_ptr_array_index(function->paths, i);

        for (k = 0; k < path->effects->len; k++) {
            if (((HcEffect *)path->effects->pdata[k])->grafted) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

void hc_crossing_holds(HcProgram *program, const HcSummary *unit)
{
    guint i, k;

    for (i = 0; i < unit->functions->len; i++) {
        const HcFunction *function = g_ptr_array_index(unit->functions, i);

        if (!crosses(function) ||
            hc_program_is_called(program, unit, function->name)) {
            continue;
        }
        for (k = 0; k < function->paths->len; k++) {
            HcCrossing crossing = {
                .program = program,
                .unit = unit,
                .function = function,
                .path = g_ptr_array_index(function->paths, k),
            };

            judge_path(&crossing);
        }
    }
}
