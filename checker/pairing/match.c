/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/match.h"

#include "pairing/outside.h"

static GArray *share_or_new(GArray *from, guint size)
{
    return from ? g_array_ref(from) : g_array_new(FALSE, FALSE, size);
}

void hc_holds_init(HcHolds *holds, const HcHolds *from)
{
    holds->held = share_or_new(from ? from->held : NULL, sizeof(HcHold));
    holds->loose = share_or_new(from ? from->loose : NULL, sizeof(HcPut));
    holds->held_is_shared = holds->loose_is_shared = from != NULL;
}

static void own(GArray **list, gboolean *is_shared)
{
    GArray *shared = *list;

    if (*is_shared) {
        *list = g_array_copy(shared);
        *is_shared = FALSE;
        g_array_unref(shared);
    }
}

void hc_holds_own_held(HcHolds *holds)
{
    own(&holds->held, &holds->held_is_shared);
}

void hc_holds_own_loose(HcHolds *holds)
{
    own(&holds->loose, &holds->loose_is_shared);
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
    if (a->kind == HC_TERM_INT || b->kind == HC_TERM_INT) {
        return HC_DIFFERENT; /* nobody holds NULL */
    }
    return soften(scope, hc_term_compare_objects(a, b), a, b);
}

gboolean hc_same_pair(const HcEffect *a, const HcEffect *b)
{
    /* Interned in its own summary only. */
    return a->pair == b->pair || g_strcmp0(a->pair, b->pair) == 0;
}

HcRelation hc_match_put(HcScope *scope, const HcHold *hold, const HcPut *put)
{
    HcRelation keys, names;

    if (!hc_same_pair(hold->get, put->effect)) {
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

static gboolean is_null_path(const HcTerm *name)
{
    return g_str_equal(name->text, "null-path");
}

const char *hc_null_name(const HcFrame *frame, const HcEffect *effect)
{
    const GPtrArray *names = frame->scope->program->contract->names;
    const HcTerm *name;
    guint i;

    /* Made here; one that was saved is what it was then. */
    if (!effect->holder || effect->holder->kind != HC_TERM_APP ||
        !effect->holder->n_args ||
        (!effect->grafted && !is_null_path(effect->holder))) {
        return NULL;
    }
    name = resolve(frame, effect->holder);
    if (is_null_path(name)) {
        return name->args[0]->text;
    }
    /* Its own file cannot have known in which slot it would run. */
    for (i = 0; i < names->len; i++) {
        const HcName *row = g_ptr_array_index(names, i);

        if (row->null_in && frame->slot && name->args[0] == frame->self &&
            g_str_equal(name->text, hc_name_text(row)) &&
            g_strv_contains((const char *const *)row->null_in,
                            frame->slot->slot)) {
            return row->function;
        }
    }
    return NULL;
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

    hc_holds_own_held(holds);
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
        .after = holds->held->len,
        .assumes = frame->assumes,
    };
    const char *null = hc_null_name(frame, put);
    HcHold *given = NULL;
    guint i;

    if (null) {
        /* Whatever it was at the get, here it is nothing. */
        loose.holder = hc_summary_term(frame->scope->program->pool,
                                       HC_TERM_UNKNOWN, 0, "null", NULL, 0);
    }
    hc_holds_own_held(holds);
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
    hc_holds_own_loose(holds);
    g_array_append_val(holds->loose, loose);
    return NULL;
}

void hc_holds_give_up(HcHolds *holds, const HcFrame *frame,
                      const HcEffect *effect)
{
    const HcTerm *key = resolve(frame, effect->key);
    const HcTerm *holder = resolve(frame, effect->holder);
    guint i;

    hc_holds_own_held(holds);
    for (i = 0; i < holds->held->len; i++) {
        HcHold *hold = hc_hold_at(holds, i);

        if (hold->state != HC_HELD ||
            (effect->pair && !hc_same_pair(effect, hold->get)) ||
            (holder && hc_match_names(frame->scope, holder, hold->holder) ==
                       HC_DIFFERENT)) {
            continue;
        }
        if (!key || key->kind == HC_TERM_UNKNOWN ||
            hc_match_keys(frame->scope, key, hold->key) == HC_EQUAL ||
            hc_frame_reaches(frame, key, hold->key)) {
            if (!hc_outside(frame->scope, HC_EFFECT_RELEASE, hold->get,
                            frame->scope->path)) {
                /* It went out of sight, but there is nobody to put it. */
                continue;
            }
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

/* The last put before @at of what the path takes and puts itself; such pairs
 * are in no list.  @open: how many it has not put by then. */
static const HcEffect *put_itself(const HcFrame *frame, const HcPath *path,
                                  guint at, const HcTerm *owner, gint *open)
{
    const HcEffect *put = NULL;
    guint i;

    *open = 0;
    for (i = 0; i < at; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (!effect->matched || resolve(frame, effect->key) != owner) {
            continue;
        }
        if (effect->kind == HC_EFFECT_ACQUIRE) {
            ++*open;
        } else {
            --*open;
            put = effect;
        }
    }
    return put;
}

gboolean hc_holds_context(const HcHolds *holds, const HcFrame *frame,
                          const HcPath *path, guint at, HcContextEnd *end)
{
    const HcEffect *use = g_ptr_array_index(path->effects, at);
    /* What a field holds may have changed; what the path itself took is a
     * context of that IOThread. */
    HcReading reading = context_owner(use->key) == use->key ? HC_READ_NOW
                                                            : HC_READ_CONFIG;
    const HcTerm *used = hc_frame_resolve(frame, use->key, reading);
    const HcTerm *owner = context_owner(used);
    gint open;
    guint i;

    if (owner == used) {
        return FALSE;
    }
    end->put = put_itself(frame, path, at, owner, &open);
    end->own = end->put != NULL;
    end->step = end->own ? frame->step : 0;
    if (open > 0) {
        return FALSE;
    }
    for (i = 0; i < holds->held->len; i++) {
        const HcHold *hold = hc_hold_at(holds, i);
        HcRelation same = hc_match_keys(frame->scope, hold->key, owner);

        if (same == HC_EQUAL && hold->state == HC_PUT) {
            end->put = end->own ? end->put : hold->put;
            end->step = MAX(end->step, hold->put_step);
        } else if (same != HC_DIFFERENT && hold->state != HC_PUT) {
            return FALSE;
        }
    }
    return end->put != NULL;
}
