/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/independence.h"

#include "pairing/state.h"
#include "summary/ranges.h"
#include "summary/term.h"

static gboolean takes(const HcPath *path, const HcEffect *get)
{
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->kind == HC_EFFECT_ACQUIRE && !effect->matched &&
            hc_same_site(effect, get)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Whether every unknown condition of @path is one of @other, too. */
static gboolean shares_unknowns(const HcPath *path, const HcPath *other)
{
    guint i, k;

    for (i = 0; i < path->guards->len; i++) {
        const HcGuard *guard = g_ptr_array_index(path->guards, i);
        gboolean found = !hc_term_is_vague(guard->term);

        for (k = 0; k < other->guards->len && !found; k++) {
            const HcGuard *same = g_ptr_array_index(other->guards, k);

            found = same->term == guard->term &&
                    hc_ranges_equal(same->ranges, guard->ranges);
        }
        if (!found) {
            return FALSE;
        }
    }
    return TRUE;
}

/* Whether the conditions of the two exclude each other; @vague: only those on
 * unknown values, or only the others. */
static gboolean exclude(const HcPath *path, const HcPath *other,
                        gboolean vague)
{
    guint i, k;

    for (i = 0; i < path->guards->len; i++) {
        const HcGuard *guard = g_ptr_array_index(path->guards, i);

        if (hc_term_is_vague(guard->term) != vague) {
            continue;
        }
        for (k = 0; k < other->guards->len; k++) {
            const HcGuard *same = g_ptr_array_index(other->guards, k);
            g_autoptr(GArray) both = NULL;

            if (same->term != guard->term) {
                continue;
            }
            both = hc_ranges_intersect(same->ranges, guard->ranges);
            if (!both->len) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

/* A loop puts a number of holds; that it puts none is no early return.
 * @put: not of those that another loop puts; NULL: of any. */
static gboolean puts_in_a_loop(const HcFunction *function,
                               const HcEffect *put)
{
    guint i, k, n;

    for (i = 0; i < function->paths->len; i++) {
        const HcPath *path = g_ptr_array_index(function->paths, i);

        for (k = 0; k < path->effects->len; k++) {
            const HcEffect *effect = g_ptr_array_index(path->effects, k);

            if (put && !hc_same_site(effect, put)) {
                continue;
            }
            for (n = 0; n < k && effect->kind == HC_EFFECT_RELEASE; n++) {
                const HcEffect *before = g_ptr_array_index(path->effects, n);

                if (before->kind == HC_EFFECT_RELEASE &&
                    hc_same_site(before, effect)) {
                    return TRUE;
                }
            }
        }
    }
    return FALSE;
}

gboolean hc_is_independent(const HcWalk *walk, const HcFate *fate)
{
    const HcFunction *function = walk->acquire.function;
    guint i, k;

    for (i = 0; i < walk->steps->len; i++) {
        const HcStep *step = g_ptr_array_index(walk->steps, i);

        if (puts_in_a_loop(step->member.function, fate->any_put)) {
            return FALSE;
        }
    }
    for (i = 0; i < function->paths->len; i++) {
        const HcPath *other = g_ptr_array_index(function->paths, i);

        if (other->outcome == HC_OUTCOME_FAILURE ||
            takes(other, fate->first_get)) {
            continue;
        }
        for (k = 0; k < function->paths->len; k++) {
            const HcPath *path = g_ptr_array_index(function->paths, k);

            if (path->outcome != HC_OUTCOME_FAILURE &&
                takes(path, fate->first_get) &&
                !exclude(path, other, FALSE) &&
                (!shares_unknowns(path, other) ||
                 !shares_unknowns(other, path))) {
                return FALSE;
            }
        }
    }
    return fate->gets == 1;
}

/* Whether the two take at the same places. */
static gboolean take_alike(const HcPath *path, const HcPath *other)
{
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->kind == HC_EFFECT_ACQUIRE && !effect->matched &&
            !takes(other, effect)) {
            return FALSE;
        }
    }
    return TRUE;
}

gboolean hc_hinges_on_unknown(const HcFunction *function, const HcPath *path)
{
    gboolean vague = FALSE;
    guint i;

    for (i = 0; i < path->guards->len && !vague; i++) {
        const HcGuard *guard = g_ptr_array_index(path->guards, i);

        vague = hc_term_is_vague(guard->term);
    }
    for (i = 0; vague && i < function->paths->len; i++) {
        const HcPath *other = g_ptr_array_index(function->paths, i);

        if (other->outcome != HC_OUTCOME_FAILURE &&
            !(take_alike(path, other) && take_alike(other, path)) &&
            exclude(path, other, TRUE) && !exclude(path, other, FALSE)) {
            return TRUE;
        }
    }
    return FALSE;
}
