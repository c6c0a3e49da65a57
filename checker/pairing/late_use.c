/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/late_use.h"

/* Whether @path runs, or does not, by what a function that is not composed
 * leaves in a field: a device that was stopped does not ask its context for
 * anything, though nobody of those that run here stopped it. */
static gboolean hinges_on_others(const HcFrame *frame, const HcPath *path)
{
    guint i;

    for (i = 0; i < path->guards->len; i++) {
        const HcGuard *guard = g_ptr_array_index(path->guards, i);
        const HcTerm *term = hc_frame_resolve(frame, guard->term, HC_READ_NOW);

        if (hc_scope_rests_on_others(frame->scope, term)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Whether @put on @path is followed by @use, and no get stands between. */
static gboolean follows(const HcPath *path, const HcEffect *put,
                        const HcEffect *use, gboolean *puts)
{
    gboolean is_put = FALSE;
    guint i;

    *puts = FALSE;
    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->kind == HC_EFFECT_RELEASE && hc_same_site(effect, put)) {
            *puts = is_put = TRUE;
        } else if (effect->kind == HC_EFFECT_ACQUIRE) {
            is_put = FALSE;
        } else if (is_put && effect->kind == HC_EFFECT_USE &&
                   hc_same_site(effect, use)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Whether all paths of the function that have the put have the use behind it:
 * which of them it is then does not matter. */
static gboolean always_follows(const HcFunction *function,
                               const HcEffect *put, const HcEffect *use)
{
    guint i;

    for (i = 0; i < function->paths->len; i++) {
        gboolean puts;

        if (!follows(g_ptr_array_index(function->paths, i), put, use, &puts) &&
            puts) {
            return FALSE;
        }
    }
    return function->complete;
}

void hc_late_use_note(HcWalk *walk, const HcHolds *holds,
                      const HcFrame *frame, const HcPath *path, guint at,
                      const HcStep *step)
{
    const HcEffect *use = g_ptr_array_index(path->effects, at);
    HcContextEnd end;
    HcLateUse *late;

    if (use->reported || !use->key ||
        !hc_holds_context(holds, frame, path, at, &end)) {
        return;
    }
    if (frame->doubt == HC_DOUBT &&
        !(step && frame->before->doubt != HC_DOUBT &&
          end.step == frame->step &&
          always_follows(step->member.function, end.put, use))) {
        return;
    }
    /* What the acquire function itself takes and puts was judged where it
     * stands. */
    if (end.own && frame->step == 0) {
        return;
    }
    if (end.step < frame->step &&
        (frame->doubt != HC_SURE || hinges_on_others(frame, path))) {
        return;
    }
    late = g_new0(HcLateUse, 1);
    late->use = use;
    late->put = end.put;
    late->own = end.own;
    late->later = end.step < frame->step;
    g_ptr_array_add(walk->late_uses, late);
}
