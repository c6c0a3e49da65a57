/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/crossing_path.h"

#include "pairing/match.h"
#include "pairing/outside.h"

gboolean hc_crossing_same_hold(const HcEffect *a, const HcEffect *b)
{
    return hc_same_pair(a, b) && a->key && a->key == b->key &&
           a->holder == b->holder;
}

gboolean hc_crossing_clouds(const HcCrossing *c, const HcEffect *effect,
                            const HcEffect *get)
{
    return (effect->kind == HC_EFFECT_GIVE_UP &&
            (!effect->pair || hc_same_pair(effect, get))) ||
           hc_program_leaves_for_later(c->program, c->unit, effect);
}

const HcEffect *hc_crossing_put_of(const HcCrossing *c, const HcPath *path,
                                   guint from, gboolean *clouded)
{
    const HcEffect *get = g_ptr_array_index(path->effects, from);
    guint open = 1, i;

    *clouded = FALSE;
    for (i = from + 1; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (hc_crossing_clouds(c, effect, get)) {
            *clouded = TRUE;
            return NULL;
        }
        if (effect->matched || !hc_crossing_same_hold(get, effect)) {
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
    return term == key ||
           (term->kind == HC_TERM_APP && term->n_args && term->args[0] == key);
}

gboolean hc_crossing_keeps(const HcPath *path, const HcTerm *key)
{
    guint i;

    for (i = 0; i < path->writes->len; i++) {
        if (leads_to(((HcWrite *)path->writes->pdata[i])->value, key)) {
            return TRUE;
        }
    }
    return path->result && leads_to(path->result, key);
}

gboolean hc_crossing_ends_own(const HcCrossing *c, const HcPath *path, guint at)
{
    const HcEffect *put = g_ptr_array_index(path->effects, at);
    gboolean clouded;
    guint i;

    for (i = at; i > 0; i--) {
        const HcEffect *get = g_ptr_array_index(path->effects, i - 1);

        if (get->kind == HC_EFFECT_ACQUIRE && !get->matched &&
            hc_crossing_same_hold(get, put) &&
            hc_crossing_put_of(c, path, i - 1, &clouded) == put) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean hc_crossing_puts_elsewhere(const HcCrossing *c, const HcEffect *get)
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

            if (effect->kind == HC_EFFECT_ACQUIRE &&
                hc_same_site(effect, get) &&
                (effect->matched ||
                 hc_crossing_put_of(c, path, k, &clouded))) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

gboolean hc_crossing_is_outside(const HcCrossing *c, HcEffectKind kind,
                                const HcEffect *effect)
{
    const HcMember member = {c->unit, (HcFunction *)c->function};
    g_autoptr(HcScope) scope = hc_scope_new(c->program);

    hc_scope_add(scope, &member);
    return hc_outside_idle(scope, kind, effect, c->path);
}
