/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The verdicts are those of the plugin for one function, on paths that run
 * through several files:
 *
 *   get f ... put f ... put f          put twice
 *   get f as a ... put f as b          put under another name
 *   get f ... return, but another      leaks on this path
 *     path puts what that get took
 *
 * A hold is only spoken of where its IOThread and its name are the same terms;
 * what was given up on the way is left alone.
 */
#include "pairing/crossing.h"

#include "pairing/findings.h"
#include "pairing/loose.h"
#include "pairing/match.h"
#include "summary/term.h"

typedef struct Crossing {
    HcProgram *program;
    const HcSummary *unit;
    const HcFunction *function;
    const HcPath *path;
} Crossing;

static gboolean same_hold(const HcEffect *a, const HcEffect *b)
{
    return hc_same_pair(a, b) && a->key && a->key == b->key &&
           a->holder == b->holder;
}

/* Somebody unseen, or a callback, may have taken or put it. */
static gboolean clouds(const Crossing *c, const HcEffect *effect,
                       const HcEffect *get)
{
    return (effect->kind == HC_EFFECT_GIVE_UP &&
            (!effect->pair || hc_same_pair(effect, get))) ||
           hc_program_leaves_for_later(c->program, c->unit, effect);
}

/* The effect that puts what the effect at @from took; NULL: none.  @clouded:
 * it may have been put out of sight. */
static const HcEffect *put_of(const Crossing *c, const HcPath *path,
                              guint from, gboolean *clouded)
{
    const HcEffect *get = g_ptr_array_index(path->effects, from);
    guint open = 1, i;

    *clouded = FALSE;
    for (i = from + 1; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (clouds(c, effect, get)) {
            *clouded = TRUE;
            return NULL;
        }
        if (effect->matched || !same_hold(get, effect)) {
            continue;
        }
        if (effect->kind == HC_EFFECT_ACQUIRE) {
            open++;
        } else if (effect->kind == HC_EFFECT_RELEASE && --open == 0) {
            return effect;
        }
    }
    return NULL;
}

/* The IOThread, or its context, or what is made on that. */
static gboolean leads_to(const HcTerm *term, const HcTerm *key)
{
    return term == key || (term->kind == HC_TERM_APP && term->n_args &&
                           term->args[0] == key);
}

static gboolean is_kept(const HcPath *path, const HcTerm *key)
{
    guint i;

    for (i = 0; i < path->writes->len; i++) {
        if (leads_to(((HcWrite *)path->writes->pdata[i])->value, key)) {
            return TRUE;
        }
    }
    return path->result && leads_to(path->result, key);
}

/* Whether another path of the function puts what this statement takes. */
static gboolean is_put_elsewhere(const Crossing *c, const HcEffect *get)
{
    guint i, k;

    for (i = 0; i < c->function->paths->len; i++) {
        const HcPath *path = g_ptr_array_index(c->function->paths, i);

        if (path == c->path || path->outcome == HC_OUTCOME_FAILURE) {
            continue;
        }
        for (k = 0; k < path->effects->len; k++) {
            const HcEffect *effect = g_ptr_array_index(path->effects, k);
            gboolean clouded;

            if (effect->kind == HC_EFFECT_ACQUIRE && !effect->matched &&
                hc_same_site(effect, get) &&
                put_of(c, path, k, &clouded)) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

static void judge_get(const Crossing *c, guint at)
{
    const HcEffect *get = g_ptr_array_index(c->path->effects, at);
    g_autofree char *hold = NULL;
    HcFinding *finding;
    gboolean clouded;

    if (put_of(c, c->path, at, &clouded) || clouded ||
        c->path->outcome == HC_OUTCOME_FAILURE || !get->key ||
        is_kept(c->path, get->key) || !is_put_elsewhere(c, get)) {
        return;
    }
    hold = hc_hold_phrase(get->key_text, get->holder_text);
    finding = hc_finding_add(c->program->result, HC_MSG_LEAK_PATH,
                             &c->path->exit, &get->place, c->function->name,
                             hold, NULL, NULL);
    hc_finding_note_get(finding, get);
}

/* Whether anything between the two may have taken the hold again. */
static gboolean is_clear(const Crossing *c, guint from, guint to,
                         const HcEffect *put)
{
    const HcPath *path = c->path;
    guint i;

    for (i = from + 1; i < to; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (clouds(c, effect, put) ||
            (effect->kind == HC_EFFECT_ACQUIRE && !effect->matched &&
             hc_same_pair(effect, put))) {
            return FALSE;
        }
    }
    return TRUE;
}

static void report_double(const Crossing *c, const HcEffect *first,
                          const HcEffect *put)
{
    g_autofree char *hold = hc_hold_phrase(put->key_text, put->holder_text);
    HcFinding *finding;

    finding = hc_finding_add(c->program->result, HC_MSG_DOUBLE_PUT,
                             &put->place, &first->place, put->function, hold,
                             NULL, NULL);
    hc_finding_note_put(finding, first);
}

static void report_misnamed(const Crossing *c, const HcEffect *get,
                            const HcEffect *put)
{
    HcFinding *finding =
        hc_finding_add(c->program->result, HC_MSG_MISMATCH_HOLDER,
                       &put->place, &get->place, put->function,
                       put->key_text, put->holder_text, get->holder_text);

    hc_finding_note_get(finding, get);
}

/* Whether the put number @at ends what the path itself took. */
static gboolean ends_own(const Crossing *c, guint at)
{
    const HcEffect *put = g_ptr_array_index(c->path->effects, at);
    gboolean clouded;
    guint i;

    for (i = at; i > 0; i--) {
        const HcEffect *get = g_ptr_array_index(c->path->effects, i - 1);

        if (get->kind == HC_EFFECT_ACQUIRE && !get->matched &&
            same_hold(get, put) && put_of(c, c->path, i - 1, &clouded) == put) {
            return TRUE;
        }
    }
    return FALSE;
}

static void judge_put(const Crossing *c, guint at, gboolean in_slot)
{
    const HcEffect *put = g_ptr_array_index(c->path->effects, at);
    const HcEffect *other;
    gboolean clouded, ended;
    guint i;

    if (ends_own(c, at)) {
        return; /* as it should be */
    }
    for (i = at; i > 0; i--) {
        other = g_ptr_array_index(c->path->effects, i - 1);
        if (clouds(c, other, put)) {
            return;
        }
        if (other->kind == HC_EFFECT_RELEASE && same_hold(other, put)) {
            /* A slot may put twice what another took twice. */
            if ((other->grafted || put->grafted) &&
                (!in_slot || ends_own(c, i - 1))) {
                report_double(c, other, put);
            }
            return;
        }
        if (other->kind == HC_EFFECT_ACQUIRE && !other->matched &&
            hc_same_pair(other, put) && other->key == put->key &&
            other->holder && put->holder && is_clear(c, i - 1, at, put) &&
            hc_term_compare_names(other->holder, put->holder) ==
            HC_DIFFERENT) {
            ended = put_of(c, c->path, i - 1, &clouded) || clouded;
            if (!ended && (other->grafted || put->grafted)) {
                report_misnamed(c, other, put);
            }
            return;
        }
    }
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

/* A context whose holds were all put before, as far as this path knows. */
static void judge_use(const Crossing *c, guint at)
{
    const HcEffect *use = g_ptr_array_index(c->path->effects, at);
    const HcTerm *key = use->key ? context_owner(use->key) : NULL;
    const HcEffect *put = NULL;
    HcFinding *finding;
    gint open = 0;
    guint i;

    for (i = 0; key && i < at; i++) {
        const HcEffect *effect = g_ptr_array_index(c->path->effects, i);

        if (clouds(c, effect, use)) {
            return;
        }
        if (effect->key != key) {
            continue;
        }
        if (effect->kind == HC_EFFECT_ACQUIRE) {
            open++;
        } else if (effect->kind == HC_EFFECT_RELEASE) {
            open--;
            put = effect;
        }
    }
    if (!put || open > 0) {
        return;
    }
    finding = hc_finding_add(c->program->result, HC_MSG_USE_AFTER_PUT,
                             &use->place, &put->place, use->function,
                             use->key_text, put->key_text, NULL);
    hc_finding_note_put(finding, put);
}

static void judge_path(const Crossing *c)
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
        } else if (effect->kind == HC_EFFECT_ACQUIRE) {
            /* What a slot takes, another may put. */
            if (!in_slot) {
                judge_get(c, i);
            }
        } else if (effect->kind == HC_EFFECT_RELEASE) {
            judge_put(c, i, in_slot);
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
            Crossing crossing = {
                .program = program,
                .unit = unit,
                .function = function,
                .path = g_ptr_array_index(function->paths, k),
            };

            judge_path(&crossing);
        }
    }
}
