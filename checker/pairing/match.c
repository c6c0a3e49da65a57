/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/match.h"

static GArray *copy_or_new(const GArray *from, guint size)
{
    GArray *copy = g_array_new(FALSE, FALSE, size);

    if (from && from->len) {
        g_array_append_vals(copy, from->data, from->len);
    }
    return copy;
}

void hc_holds_init(HcHolds *holds, const HcHolds *from)
{
    holds->held = copy_or_new(from ? from->held : NULL, sizeof(HcHold));
    holds->loose = copy_or_new(from ? from->loose : NULL, sizeof(HcPut));
}

void hc_holds_clear(HcHolds *holds)
{
    g_array_unref(holds->held);
    g_array_unref(holds->loose);
}

/* Whether the value rests on a field that may have changed meanwhile, or on
 * memory of a composed function of which the content is not known. */
static gboolean is_unsteady(HcScope *scope, const HcTerm *term)
{
    guint i;

    if (term->kind == HC_TERM_UNKNOWN) {
        return TRUE;
    }
    if (term->kind == HC_TERM_LOAD) {
        if (term->args[0]->kind == HC_TERM_HEAP) {
            return TRUE;
        }
        if (*term->text &&
            hc_scope_field(scope, term->text, FALSE) & HC_FIELD_WRITTEN) {
            return TRUE;
        }
    }
    for (i = 0; i < term->n_args; i++) {
        if (is_unsteady(scope, term->args[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static HcRelation soften(HcScope *scope, HcRelation relation,
                         const HcTerm *a, const HcTerm *b)
{
    if (relation == HC_DIFFERENT &&
        (is_unsteady(scope, a) || is_unsteady(scope, b))) {
        return HC_UNKNOWN;
    }
    return relation;
}

HcRelation hc_match_names(HcScope *scope, const HcTerm *a, const HcTerm *b)
{
    if (a == b) {
        return HC_EQUAL;
    }
    if (!a || !b) {
        return HC_UNKNOWN;
    }
    return soften(scope, hc_term_compare_names(a, b), a, b);
}

HcRelation hc_match_keys(HcScope *scope, const HcTerm *a, const HcTerm *b)
{
    if (a == b) {
        return HC_EQUAL;
    }
    return soften(scope, hc_term_compare_objects(a, b), a, b);
}

static gboolean same_pair(const HcEffect *a, const HcEffect *b)
{
    /* Interned in its own summary only. */
    return a->pair == b->pair || g_strcmp0(a->pair, b->pair) == 0;
}

HcRelation hc_match_put(HcScope *scope, const HcHold *hold, const HcPut *put)
{
    HcRelation keys, names;

    if (!same_pair(hold->get, put->effect)) {
        return HC_DIFFERENT;
    }
    keys = hc_match_keys(scope, hold->key, put->key);
    names = hc_match_names(scope, hold->holder, put->holder);
    if (keys == HC_DIFFERENT || names == HC_DIFFERENT) {
        return HC_DIFFERENT;
    }
    return keys == HC_EQUAL && names == HC_EQUAL ? HC_EQUAL : HC_UNKNOWN;
}

static const HcTerm *resolve(const HcFrame *frame, const HcTerm *term)
{
    return term ? hc_frame_resolve(frame, term, HC_READ_CONFIG) : NULL;
}

void hc_holds_get(HcHolds *holds, const HcFrame *frame, const HcEffect *get)
{
    HcHold hold = {
        .get = get,
        .key = resolve(frame, get->key),
        .holder = resolve(frame, get->holder),
        .step = frame->step,
        .state = HC_HELD,
    };

    g_array_append_val(holds->held, hold);
}

HcHold *hc_holds_put(HcHolds *holds, const HcFrame *frame,
                     const HcEffect *put)
{
    HcPut loose = {
        .effect = put,
        .key = resolve(frame, put->key),
        .holder = resolve(frame, put->holder),
        .step = frame->step,
        .doubt = frame->doubt,
    };
    HcHold *given = NULL;
    guint i;

    for (i = 0; i < holds->held->len; i++) {
        HcHold *hold = hc_hold_at(holds, i);

        if ((hold->state != HC_HELD && hold->state != HC_GIVEN) ||
            hc_match_put(frame->scope, hold, &loose) != HC_EQUAL) {
            continue;
        }
        if (hold->state == HC_GIVEN) {
            given = given ? given : hold;
            continue;
        }
        given = hold;
        break;
    }
    if (given) {
        given->state = HC_PUT;
        given->put = put;
        given->put_step = frame->step;
        return given;
    }
    g_array_append_val(holds->loose, loose);
    return NULL;
}

void hc_holds_give_up(HcHolds *holds, const HcFrame *frame,
                      const HcEffect *effect)
{
    const HcTerm *key = resolve(frame, effect->key);
    const HcTerm *holder = resolve(frame, effect->holder);
    guint i;

    for (i = 0; i < holds->held->len; i++) {
        HcHold *hold = hc_hold_at(holds, i);

        if (hold->state != HC_HELD ||
            (effect->pair && !same_pair(effect, hold->get)) ||
            (holder && hc_match_names(frame->scope, holder, hold->holder) ==
                       HC_DIFFERENT)) {
            continue;
        }
        if (!key || key->kind == HC_TERM_UNKNOWN ||
            hc_match_keys(frame->scope, key, hold->key) == HC_EQUAL ||
            hc_frame_reaches(frame, key, hold->key)) {
            hold->state = HC_GIVEN;
            hold->put = effect;
            hold->put_step = frame->step;
            hc_program_silence(frame->scope->program, HC_SILENCE_GIVEN_UP,
                               &hold->get->place);
        }
    }
}

/* The IOThread of a context or of what was made from one. */
static const HcTerm *context_owner(const HcTerm *term)
{
    while (term->kind == HC_TERM_APP && term->n_args &&
           (g_str_equal(term->text, "context") ||
            g_str_equal(term->text, "derived"))) {
        term = term->args[0];
    }
    return term;
}

const HcHold *hc_holds_context(const HcHolds *holds, const HcFrame *frame,
                               const HcEffect *use)
{
    const HcTerm *used = hc_frame_resolve(frame, use->key, HC_READ_NOW);
    const HcTerm *owner = context_owner(used);
    const HcHold *ended = NULL;
    guint i;

    if (owner == used) {
        return NULL;
    }
    for (i = 0; i < holds->held->len; i++) {
        const HcHold *hold = hc_hold_at(holds, i);
        HcRelation same = hc_match_keys(frame->scope, hold->key, owner);

        if (same == HC_EQUAL && hold->state == HC_PUT) {
            ended = hold;
        } else if (same != HC_DIFFERENT && hold->state != HC_PUT) {
            return NULL;
        }
    }
    return ended;
}

typedef enum Fit {
    FIT_UNKNOWN, /* perhaps the same */
    FIT_NAME,    /* same IOThread, other name */
    FIT_THREAD,  /* same name, other IOThread */
    FIT_NONE,
} Fit;

static Fit fit(HcScope *scope, const HcHold *hold, const HcPut *put,
               HcSilence *why)
{
    HcRelation keys = hc_match_keys(scope, hold->key, put->key);
    HcRelation names = hc_match_names(scope, hold->holder, put->holder);

    if (keys == HC_EQUAL && names == HC_DIFFERENT) {
        return FIT_NAME;
    }
    if (keys == HC_DIFFERENT && names == HC_EQUAL && hold->holder) {
        return FIT_THREAD;
    }
    if (keys == HC_DIFFERENT || names == HC_DIFFERENT) {
        return FIT_NONE;
    }
    *why = keys == HC_UNKNOWN ? HC_SILENCE_KEY_UNKNOWN
                              : HC_SILENCE_NAME_UNKNOWN;
    return FIT_UNKNOWN;
}

static void settle_one(HcHolds *holds, HcScope *scope, HcPut *put, Fit wanted)
{
    HcProgram *program = scope->program;
    HcSilence why = HC_SILENCE_KEY_UNKNOWN;
    guint i;

    for (i = 0; i < holds->held->len && !put->settled; i++) {
        HcHold *hold = hc_hold_at(holds, i);

        if (hold->state != HC_HELD || hold->step >= put->step ||
            !same_pair(hold->get, put->effect) ||
            fit(scope, hold, put, &why) != wanted) {
            continue;
        }
        if (wanted == FIT_UNKNOWN) {
            hold->state = HC_MAYBE_PUT;
            hc_program_silence(program, why, &put->effect->place);
        } else if (hc_program_matched_by_other(program, &put->effect->place,
                                               scope->acquire)) {
            /* It is the right put of a hold that another slot takes. */
            continue;
        } else {
            hold->state = HC_WRONGLY_PUT;
            hold->other_thread = wanted == FIT_THREAD;
        }
        hold->put = put->effect;
        hold->put_step = put->step;
        put->settled = TRUE;
    }
}

void hc_holds_settle(HcHolds *holds, HcScope *scope)
{
    Fit wanted;
    guint i;

    /* What may be right comes before what is surely wrong. */
    for (wanted = FIT_UNKNOWN; wanted < FIT_NONE; wanted++) {
        for (i = 0; i < holds->loose->len; i++) {
            HcPut *put = hc_put_at(holds, i);

            if (!put->settled) {
                settle_one(holds, scope, put, wanted);
            }
        }
    }
}
