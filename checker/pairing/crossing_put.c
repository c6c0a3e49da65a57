/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wrong with the puts of such a path. */
#include "pairing/crossing_path.h"

#include "pairing/findings.h"
#include "pairing/match.h"
#include "summary/term.h"

/* Whether anything between the two may have taken the hold again. */
static gboolean is_clear(const HcCrossing *c, guint from, guint to,
                         const HcEffect *put)
{
    const HcPath *path = c->path;
    guint i;

    for (i = from + 1; i < to; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (hc_crossing_clouds(c, effect, put) ||
            (effect->kind == HC_EFFECT_ACQUIRE && !effect->matched &&
             hc_same_pair(effect, put))) {
            return FALSE;
        }
    }
    return TRUE;
}

static void report_double(const HcCrossing *c, const HcEffect *first,
                          const HcEffect *put)
{
    g_autofree char *hold = hc_hold_phrase(put->key_text, put->holder_text);
    HcFinding *finding;

    finding = hc_finding_add(c->program->result, HC_MSG_DOUBLE_PUT, &put->place,
                             &first->place, put->function, hold, NULL, NULL);
    hc_finding_note_put(finding, first);
}

static void report_mismatch(const HcCrossing *c, HcMessage message,
                            const HcEffect *get, const HcEffect *put)
{
    HcFinding *finding = hc_finding_add(
        c->program->result, message, &put->place, &get->place, put->function,
        put->key_text, put->holder_text,
        message == HC_MSG_MISMATCH_THREAD ? get->key_text : get->holder_text);

    hc_finding_note_get(finding, get);
}

static void report_unheld(const HcCrossing *c, const HcEffect *put)
{
    g_autofree char *hold = hc_hold_phrase(put->key_text, put->holder_text);
    HcFinding *finding =
        hc_finding_add(c->program->result, HC_MSG_UNHELD_PUT, &put->place, NULL,
                       put->function, hold, NULL, NULL);

    hc_finding_about(finding, put);
}

/* Whether @path leaves a hold on that IOThread. */
static gboolean leaves(const HcCrossing *c, const HcPath *path,
                       const HcEffect *put)
{
    gboolean clouded;
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *get = g_ptr_array_index(path->effects, i);

        if (get->kind == HC_EFFECT_ACQUIRE && !get->matched &&
            get->key == put->key && !hc_crossing_put_of(c, path, i, &clouded)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* A path that found set what another one sets when it takes and keeps such a
 * hold: there was an earlier call, and that took it. */
static gboolean marks_earlier_call(const HcCrossing *c, const HcEffect *put)
{
    guint i, k, n;

    for (i = 0; i < c->path->guards->len; i++) {
        const HcGuard *guard = g_ptr_array_index(c->path->guards, i);
        const HcTerm *place = guard->term;

        for (k = 0; k < c->function->paths->len; k++) {
            const HcPath *path = g_ptr_array_index(c->function->paths, k);

            for (n = 0; n < path->writes->len; n++) {
                const HcWrite *write = g_ptr_array_index(path->writes, n);

                if (place->kind == HC_TERM_LOAD && write->value != place &&
                    write->base == place->args[0] &&
                    g_str_equal(write->field, place->text) &&
                    leaves(c, path, put)) {
                    return TRUE;
                }
            }
        }
    }
    return FALSE;
}

/* The function takes it and puts it on another path, so it ends nobody else's
 * on this one; or it fails here, before it takes it. */
static gboolean is_unheld(const HcCrossing *c, guint at)
{
    const HcEffect *put = g_ptr_array_index(c->path->effects, at);
    gboolean own = FALSE, clouded;
    guint i, k;

    for (i = at + 1; i < c->path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(c->path->effects, i);

        /* To put what was given and take it anew is a change. */
        if (effect->kind == HC_EFFECT_ACQUIRE && !effect->matched &&
            effect->key == put->key &&
            !hc_crossing_put_of(c, c->path, i, &clouded) &&
            (!effect->holder || !put->holder ||
             hc_term_compare_names(effect->holder, put->holder) !=
                 HC_DIFFERENT)) {
            return FALSE;
        }
    }
    for (i = 0; i < c->function->paths->len && !own; i++) {
        const HcPath *path = g_ptr_array_index(c->function->paths, i);

        for (k = 0; k < path->effects->len && !own; k++) {
            const HcEffect *effect = g_ptr_array_index(path->effects, k);

            own = hc_crossing_same_hold(effect, put) &&
                  (effect->kind == HC_EFFECT_RELEASE
                       ? effect->matched || hc_crossing_ends_own(c, path, k)
                       : effect->kind == HC_EFFECT_ACQUIRE &&
                             c->path->outcome == HC_OUTCOME_FAILURE);
        }
    }
    return own && !marks_earlier_call(c, put);
}

/* Whether a life cycle showed what is wrong with the put. */
static gboolean is_told(const HcCrossing *c, const HcEffect *put)
{
    const GPtrArray *findings = c->program->result->findings;
    guint i;

    for (i = 0; i < findings->len; i++) {
        const HcFinding *finding = g_ptr_array_index(findings, i);
        HcRule rule = hc_message_rule(finding->message);

        if ((rule == HC_RULE_HOLDER_MISMATCH || rule == HC_RULE_DOUBLE_PUT) &&
            hc_place_compare(&finding->place, &put->place) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Taking the next IOThread and putting the last one is how to change it. */
static gboolean is_change(const HcCrossing *c, const HcEffect *get)
{
    return c->path->outcome != HC_OUTCOME_FAILURE &&
           hc_crossing_keeps(c->path, get->key);
}

/* How the put differs from @get, which was not put by then; FALSE: it cannot be
 * meant for it. */
static gboolean is_mismatch(const HcCrossing *c, const HcEffect *get,
                            const HcEffect *put, HcMessage *message)
{
    if (get->kind != HC_EFFECT_ACQUIRE || get->matched ||
        !hc_same_pair(get, put) || !get->holder || !put->holder) {
        return FALSE;
    }
    if (get->key == put->key) {
        *message = HC_MSG_MISMATCH_HOLDER;
        return hc_term_compare_names(get->holder, put->holder) == HC_DIFFERENT;
    }
    *message = HC_MSG_MISMATCH_THREAD;
    return get->holder == put->holder && !is_change(c, get) &&
           hc_term_compare_objects(get->key, put->key) == HC_DIFFERENT;
}

/* Whether another file was given the IOThread of the put by then: the plugin
 * leaves it to us. */
static gboolean crosses_before(const HcCrossing *c, guint at)
{
    const HcEffect *put = g_ptr_array_index(c->path->effects, at);
    guint i;

    for (i = 0; i <= at; i++) {
        const HcEffect *effect = g_ptr_array_index(c->path->effects, i);

        if (effect->grafted && effect->key == put->key) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Whether @put, of what the put number @before put, is one too many: a slot may
 * put twice what another took twice. */
static gboolean is_double(const HcCrossing *c, guint before,
                          const HcEffect *put, gboolean in_slot)
{
    const HcEffect *other = g_ptr_array_index(c->path->effects, before);

    return !in_slot || hc_crossing_ends_own(c, c->path, before) ||
           (other->matched &&
            !hc_crossing_is_outside(c, HC_EFFECT_ACQUIRE, put));
}

void hc_crossing_judge_put(const HcCrossing *c, guint at, gboolean in_slot)
{
    const HcEffect *put = g_ptr_array_index(c->path->effects, at);
    const HcEffect *other;
    gboolean crossed = crosses_before(c, at);
    gboolean clouded, ended;
    HcMessage message;
    guint i;

    if (hc_crossing_ends_own(c, c->path, at)) {
        return; /* as it should be */
    }
    for (i = at; i > 0; i--) {
        other = g_ptr_array_index(c->path->effects, i - 1);
        if (hc_crossing_clouds(c, other, put)) {
            return;
        }
        if (other->kind == HC_EFFECT_RELEASE &&
            hc_crossing_same_hold(other, put)) {
            if (crossed && is_double(c, i - 1, put, in_slot)) {
                report_double(c, other, put);
            }
            return;
        }
        if (is_mismatch(c, other, put, &message) &&
            is_clear(c, i - 1, at, put)) {
            ended = hc_crossing_put_of(c, c->path, i - 1, &clouded) || clouded;
            /* A slot puts what another took. */
            if (!ended && !marks_earlier_call(c, put) &&
                (in_slot ? !hc_crossing_is_outside(c, HC_EFFECT_ACQUIRE, put)
                         : crossed)) {
                report_mismatch(c, message, other, put);
                return;
            }
        }
    }
    if (!is_told(c, put) && is_unheld(c, at)) {
        report_unheld(c, put);
    }
}
