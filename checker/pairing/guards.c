/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/guards.h"

#include "pairing/expression.h"
#include "summary/ranges.h"

/* What is known of @term, narrowed by each path that spoke of it. */
static const GArray *lookup(const HcFrame *frame, const HcTerm *term)
{
    guint i;

    for (; frame; frame = frame->before) {
        for (i = frame->known ? frame->known->len : 0; i > 0; i--) {
            HcKnown *known = g_ptr_array_index(frame->known, i - 1);

            if (known->term == term) {
                return known->ranges;
            }
        }
    }
    return NULL;
}

static void known_free(gpointer data)
{
    HcKnown *known = data;

    g_array_unref(known->ranges);
    g_free(known);
}

static void learn(HcFrame *frame, const HcTerm *term, GArray *ranges)
{
    HcKnown *known = g_new(HcKnown, 1);

    known->term = term;
    known->ranges = ranges;
    if (!frame->known) {
        frame->known = g_ptr_array_new_with_free_func(known_free);
    }
    g_ptr_array_add(frame->known, known);
}

static gboolean is_never_null(const HcTerm *term)
{
    switch (term->kind) {
    case HC_TERM_STRING:
    case HC_TERM_SELF:
    case HC_TERM_GLOBAL:
    case HC_TERM_HEAP:
    case HC_TERM_ADDR:
    case HC_TERM_APP:
        return TRUE;
    default:
        return FALSE;
    }
}

/* Puts the constants in that are known by now: "n & 8" with n known. */
static const HcTerm *substitute(const HcFrame *frame, const HcTerm *term)
{
    HcProgram *program = frame->scope->program;
    g_autofree const HcTerm **args = NULL;
    const GArray *ranges;
    gint64 value;
    guint i;

    if (term->kind != HC_TERM_EXPR) {
        ranges = lookup(frame, term);
        return ranges && hc_ranges_single(ranges, &value)
               ? hc_pool_int(program, value) : term;
    }
    args = g_new(const HcTerm *, term->n_args);
    for (i = 0; i < term->n_args; i++) {
        args[i] = substitute(frame, term->args[i]);
    }
    term = hc_summary_term_like(program->pool, term, args);
    return hc_expression_fold(program, term);
}

/* Whether a value that @term depends on stands in @other, too. */
static gboolean shares(const HcTerm *term, const HcTerm *other)
{
    guint i;

    if (term->kind == HC_TERM_EXPR) {
        for (i = 0; i < term->n_args; i++) {
            if (shares(term->args[i], other)) {
                return TRUE;
            }
        }
        return FALSE;
    }
    if (term->kind == HC_TERM_INT) {
        return FALSE;
    }
    if (other->kind == HC_TERM_EXPR) {
        for (i = 0; i < other->n_args; i++) {
            if (shares(term, other->args[i])) {
                return TRUE;
            }
        }
        return FALSE;
    }
    return term == other;
}

/* "features & 4" says nothing of "features & 8". */
static gboolean disjoint_bits(const HcTerm *a, const HcTerm *b)
{
    return a->kind == HC_TERM_EXPR && b->kind == HC_TERM_EXPR &&
           a->n_args == 2 && b->n_args == 2 &&
           g_str_equal(a->text, "&") && g_str_equal(b->text, "&") &&
           a->args[0] == b->args[0] &&
           a->args[1]->kind == HC_TERM_INT &&
           b->args[1]->kind == HC_TERM_INT &&
           !(a->args[1]->value & b->args[1]->value);
}

/* Two conditions on one value that are no plain ranges of it: whether they
 * can hold together is beyond us. */
static gboolean is_entangled(const HcFrame *frame, const HcTerm *term)
{
    guint i;

    for (frame = frame->before; frame; frame = frame->before) {
        for (i = 0; frame->known && i < frame->known->len; i++) {
            HcKnown *known = g_ptr_array_index(frame->known, i);

            if (known->term != term &&
                (term->kind == HC_TERM_EXPR ||
                 known->term->kind == HC_TERM_EXPR) &&
                shares(term, known->term) &&
                !disjoint_bits(term, known->term)) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

static void doubt(HcFrame *frame, HcDoubt more)
{
    frame->doubt = MAX(frame->doubt, more);
}

static gboolean admit(HcFrame *frame, const HcGuard *guard)
{
    HcProgram *program = frame->scope->program;
    /* Peeling puts others in their place and leaves these as they are. */
    g_autoptr(GArray) ranges = g_array_ref(guard->ranges);
    g_autoptr(GArray) both = NULL;
    const HcTerm *term = hc_frame_resolve(frame, guard->term, HC_READ_NOW);
    const GArray *known;

    if (term->kind == HC_TERM_EXPR && !lookup(frame, term)) {
        term = substitute(frame, term);
    }
    term = hc_expression_peel(program, term, &ranges);
    if (term->kind == HC_TERM_INT) {
        return hc_ranges_contain(ranges, term->value);
    }
    if (is_never_null(term)) {
        /* A pointer, so unsigned: "not NULL" is 1 and up. */
        g_autoptr(GArray) pointers = hc_ranges_new(1, G_MAXINT64);

        both = hc_ranges_intersect(pointers, ranges);
        if (both->len && !hc_ranges_equal(both, pointers)) {
            doubt(frame, HC_DOUBT);
        }
        return both->len != 0;
    }
    known = lookup(frame, term);
    if (known && hc_ranges_subset(known, ranges)) {
        return known->len != 0;
    }
    both = known ? hc_ranges_intersect(known, ranges) : g_array_ref(ranges);
    if (!both->len) {
        return FALSE;
    }
    if (hc_term_is_vague(term)) {
        doubt(frame, hc_term_is_foreign(term, frame->step) ? HC_DOUBT
                                                           : HC_DOUBT_LOCAL);
    } else if (!known && is_entangled(frame, term)) {
        doubt(frame, HC_DOUBT);
    } else if (!known && frame->step > 0 && frame->scope->hinges) {
        /* The same question as the one that decided the get, perhaps. */
        doubt(frame, HC_DOUBT_LOCAL);
    }
    frame->assumes |= frame->step > 0 && !known;
    learn(frame, term, g_steal_pointer(&both));
    return TRUE;
}

/* "Not NULL" of an IOThread that the path takes: the API was given it, so it
 * need not be what the code asks. */
static gboolean comes_with_get(const HcPath *path, const HcGuard *guard)
{
    guint i;

    if (hc_ranges_contain(guard->ranges, 0) ||
        !hc_ranges_contain(guard->ranges, G_MAXINT64)) {
        return FALSE;
    }
    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->kind == HC_EFFECT_ACQUIRE && effect->key == guard->term) {
            return TRUE;
        }
    }
    return FALSE;
}

/* An IOThread is configuration, in a global, too: it may well be there. */
static gboolean may_be_there(const HcFrame *frame, const HcGuard *guard)
{
    const HcTerm *term = hc_frame_resolve(frame, guard->term, HC_READ_CONFIG);
    const GArray *known = lookup(frame, term);
    g_autoptr(GArray) both = NULL;

    if (term->kind == HC_TERM_INT) {
        return hc_ranges_contain(guard->ranges, term->value);
    }
    both = known ? hc_ranges_intersect(known, guard->ranges) : NULL;
    return !both || both->len;
}

gboolean hc_guards_admit(HcFrame *frame, const HcPath *path)
{
    guint i;

    for (i = 0; i < path->guards->len; i++) {
        const HcGuard *guard = g_ptr_array_index(path->guards, i);
        gboolean admitted = frame->step > 0 && comes_with_get(path, guard)
                            ? may_be_there(frame, guard)
                            : admit(frame, guard);

        if (!admitted) {
            return FALSE;
        }
    }
    return TRUE;
}

gboolean hc_guards_know_null(const HcFrame *frame, const HcTerm *term)
{
    /* "At most 0" of a pointer, as the engine says it. */
    g_autoptr(GArray) null = hc_ranges_new(G_MININT64, 0);
    const GArray *known;

    term = hc_frame_resolve(frame, term, HC_READ_CONFIG);
    if (term->kind == HC_TERM_INT) {
        return term->value == 0;
    }
    known = lookup(frame, term);
    return known && known->len && hc_ranges_subset(known, null);
}
