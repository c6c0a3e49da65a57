/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/program.h"

#include "pairing/catalogue.h"
#include "pairing/findings.h"
#include "pairing/ledger.h"
#include "pairing/outside.h"
#include "pairing/spelled.h"
#include "pairing/releases.h"
#include "pairing/walk.h"
#include "summary/term.h"

#define MAX_TERMS_KEPT 20000

/* A get or put, and a function that does something to its hold. */
typedef struct Joined {
    const HcEffect *effect;
    const char *function;
} Joined;

static guint joined_hash(gconstpointer key)
{
    const Joined *joined = key;

    return hc_site_hash(joined->effect) * 31 + g_str_hash(joined->function);
}

static gboolean joined_equal(gconstpointer a, gconstpointer b)
{
    const Joined *x = a, *y = b;

    return hc_same_site(x->effect, y->effect) &&
           g_str_equal(x->function, y->function);
}

static guint site_hash(gconstpointer key)
{
    return hc_site_hash(key);
}

static gboolean site_equal(gconstpointer a, gconstpointer b)
{
    return hc_same_site(a, b);
}

/* Only a caller that was explored shows what it calls. */
static gboolean shows(const HcProgram *program, const HcSummary *unit,
                      const char *caller)
{
    const HcFunction *function = hc_index_in(program->index, unit, caller);

    return function && function->paths->len;
}

static void add_called(const HcProgram *program, const HcSummary *unit)
{
    GHashTableIter iter;
    gpointer caller, callees;
    guint i;

    if (!g_hash_table_add(program->callers, (gpointer)unit)) {
        return;
    }
    g_hash_table_iter_init(&iter, unit->calls);
    while (g_hash_table_iter_next(&iter, &caller, &callees)) {
        const GPtrArray *all = callees;

        for (i = 0; shows(program, unit, caller) && i < all->len; i++) {
            const char *callee = g_ptr_array_index(all, i);
            const HcFunction *function =
                g_str_equal(caller, callee)
                ? NULL : hc_index_in(program->index, unit, callee);

            if (function) {
                g_hash_table_add(program->called, (gpointer)function);
            }
        }
    }
}

static gboolean is_complete(const HcSummary *unit)
{
    guint i;

    for (i = 0; i < unit->functions->len; i++) {
        const HcFunction *function = g_ptr_array_index(unit->functions, i);

        if (!function->complete) {
            return FALSE;
        }
    }
    return TRUE;
}

HcProgram *hc_program_new(const HcContract *contract, const HcLink *link,
                          gboolean whole_program)
{
    HcProgram *program = g_new0(HcProgram, 1);
    guint i;

    program->contract = contract;
    program->summaries = link->summaries;
    program->n_summaries = link->n;
    program->linked = link->called;
    program->index = link->index;
    program->whole_program = whole_program;
    program->result = hc_pairing_new();
    program->ledger = hc_ledger_new();
    program->pool = hc_summary_new("");
    program->own = hc_summary_new("");
    program->nothing = hc_summary_add_function(program->own, "");
    program->nothing->complete = TRUE;
    hc_function_add_path(program->nothing);
    program->matched = g_hash_table_new(site_hash, site_equal);
    program->matched_by = g_hash_table_new_full(joined_hash, joined_equal,
                                                g_free, NULL);
    program->ended = g_hash_table_new_full(joined_hash, joined_equal, g_free,
                                           NULL);
    program->called = g_hash_table_new(NULL, NULL);
    program->callers = g_hash_table_new(NULL, NULL);
    program->partial = g_hash_table_new(NULL, NULL);
    for (i = 0; i < link->n; i++) {
        if (!is_complete(link->summaries[i])) {
            g_hash_table_add(program->partial, (gpointer)link->summaries[i]);
        }
    }
    for (i = 0; i < HC_SILENCE_COUNT; i++) {
        program->silenced[i] = g_hash_table_new(hc_place_hash,
                                                hc_place_equal);
    }
    program->by_id = g_hash_table_new_full(
        NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
    return program;
}

void hc_program_free(HcProgram *program)
{
    guint i;

    hc_ledger_free(program->ledger);
    hc_outside_free(program);
    hc_summary_free(program->pool);
    hc_summary_free(program->own);
    hc_releases_free(program->releases);
    hc_catalogue_free(program);
    hc_walk_free(program->walk);
    g_clear_pointer(&program->cycles, g_hash_table_unref);
    g_hash_table_unref(program->matched);
    g_hash_table_unref(program->matched_by);
    g_hash_table_unref(program->ended);
    g_hash_table_unref(program->called);
    g_hash_table_unref(program->callers);
    g_hash_table_unref(program->partial);
    for (i = 0; i < HC_SILENCE_COUNT; i++) {
        g_hash_table_unref(program->silenced[i]);
    }
    g_hash_table_unref(program->by_id);
    hc_spelled_free(program->spelled);
    g_free(program);
}

void hc_program_forget_terms(HcProgram *program)
{
    /* Making it anew costs more than a few terms. */
    if (g_hash_table_size(program->pool->terms) > MAX_TERMS_KEPT) {
        hc_summary_free(program->pool);
        program->pool = hc_summary_new("");
    }
}

gboolean hc_program_find(const HcProgram *program, const HcSummary *unit,
                         const char *name, HcMember *member)
{
    member->unit = unit;
    member->function = hc_index_in(program->index, unit, name);
    if (!member->function) {
        switch (hc_index_meaning(program->index, unit, name, FALSE, member)) {
        case HC_MEANS_SEVERAL:
            return FALSE;
        case HC_MEANS_NONE:
            break;
        case HC_MEANS_ONE:
            if (!member->function) {
                member->function = program->nothing;
            }
            break;
        }
    }
    if (member->function && member->function->paths->len) {
        return TRUE;
    }
    if (member->function ? member->function->complete
                         : program->whole_program ||
                           (g_hash_table_contains(unit->calls, name) &&
                            !hc_program_is_called(program, unit, name))) {
        /* Seen, and it cannot reach the API: it has no effect on holds.  What
         * has a caller may have been followed from there alone. */
        member->function = program->nothing;
        return TRUE;
    }
    return FALSE;
}

gboolean hc_path_matters(const HcPath *path)
{
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (!effect->matched && effect->kind != HC_EFFECT_USE) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean hc_member_matters(const HcMember *member)
{
    const GPtrArray *paths = member->function->paths;
    guint i;

    for (i = 0; i < paths->len; i++) {
        if (hc_path_matters(g_ptr_array_index(paths, i))) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean hc_program_leaves_for_later(const HcProgram *program,
                                     const HcSummary *unit,
                                     const HcEffect *effect)
{
    HcMember member;

    return effect->kind == HC_EFFECT_REGISTER &&
           (!effect->slot_function ||
            !hc_program_find(program, unit, effect->slot_function, &member) ||
            !member.function->complete || hc_member_matters(&member));
}

/* For a name that @unit has no paths of. */
static gboolean is_named_in_call(const HcProgram *program,
                                 const HcSummary *unit, const char *name)
{
    GHashTableIter iter;
    gpointer caller, callees;

    g_hash_table_iter_init(&iter, unit->calls);
    while (g_hash_table_iter_next(&iter, &caller, &callees)) {
        if (!g_str_equal(caller, name) &&
            g_ptr_array_find_with_equal_func(callees, name, g_str_equal,
                                             NULL) &&
            shows(program, unit, caller)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean hc_program_is_called(const HcProgram *program,
                              const HcSummary *unit, const char *name)
{
    const HcFunction *function = hc_index_in(program->index, unit, name);

    add_called(program, unit);
    return function ? g_hash_table_contains(program->called, function) ||
                      g_hash_table_contains(program->linked, function)
                    : is_named_in_call(program, unit, name);
}

gboolean hc_program_is_partial(const HcProgram *program,
                               const HcSummary *unit)
{
    return g_hash_table_contains(program->partial, unit);
}

const HcTerm *hc_program_term(HcProgram *program, const HcSummary *unit,
                              guint id)
{
    GPtrArray *terms = g_hash_table_lookup(program->by_id, unit);

    if (!terms) {
        terms = hc_terms_by_id(unit);
        g_hash_table_insert(program->by_id, (gpointer)unit, terms);
    }
    return id < terms->len ? g_ptr_array_index(terms, id) : NULL;
}

void hc_program_silence(HcProgram *program, HcSilence silence,
                        const HcPlace *place)
{
    if (program->judging &&
        g_hash_table_add(program->silenced[silence], (gpointer)place)) {
        program->result->silences[silence]++;
    }
}

/* Whether it was not joined before. */
static gboolean join(GHashTable *set, const HcEffect *effect,
                     const char *function)
{
    const Joined joined = { effect, function };

    return !g_hash_table_contains(set, &joined) &&
           g_hash_table_add(set, g_memdup2(&joined, sizeof(joined)));
}

static gboolean is_joined(GHashTable *set, const HcEffect *effect,
                          const char *function)
{
    const Joined joined = { effect, function };

    return g_hash_table_contains(set, &joined);
}

void hc_program_match(HcProgram *program, const HcEffect *put,
                      const char *acquire)
{
    guint takers;

    if (join(program->matched_by, put, acquire)) {
        takers = GPOINTER_TO_UINT(g_hash_table_lookup(program->matched,
                                                      put));
        g_hash_table_insert(program->matched, (gpointer)put,
                            GUINT_TO_POINTER(takers + 1));
    }
}

void hc_program_end(HcProgram *program, const HcEffect *get,
                    const char *function)
{
    join(program->ended, get, function);
}

gboolean hc_program_is_ended(const HcProgram *program, const HcEffect *get,
                             const char *function)
{
    return is_joined(program->ended, get, function);
}

gboolean hc_program_matched(const HcProgram *program, const HcEffect *put)
{
    return g_hash_table_contains(program->matched, put);
}

gboolean hc_program_matched_by(const HcProgram *program,
                               const HcEffect *put, const char *acquire)
{
    return is_joined(program->matched_by, put, acquire);
}

gboolean hc_program_matched_by_other(const HcProgram *program,
                                     const HcEffect *put,
                                     const char *acquire)
{
    guint takers = GPOINTER_TO_UINT(g_hash_table_lookup(program->matched,
                                                        put));

    return takers > (guint)is_joined(program->matched_by, put, acquire);
}

/* Those of that name in other files that @unit may call. */
static void add_external(const HcProgram *program, const HcSummary *unit,
                         const char *name, GHashTable *names)
{
    HcMember member;
    const GArray *all;
    guint i;

    switch (hc_index_meaning(program->index, unit, name, TRUE, &member)) {
    case HC_MEANS_NONE:
        g_hash_table_add(names, (gpointer)name);
        break;
    case HC_MEANS_ONE:
        hc_program_closure(program, member.unit, name, names);
        break;
    case HC_MEANS_SEVERAL:
        all = hc_index_external(program->index, name);
        for (i = 0; i < all->len; i++) {
            /* Each, though they are one name in the set. */
            g_hash_table_remove(names, name);
            hc_program_closure(program,
                               g_array_index(all, HcMember, i).unit, name,
                               names);
        }
        break;
    }
}

void hc_program_closure(const HcProgram *program, const HcSummary *unit,
                        const char *function, GHashTable *names)
{
    GPtrArray *callees;
    guint i;

    if (!g_hash_table_add(names, (gpointer)function)) {
        return;
    }
    callees = g_hash_table_lookup(unit->calls, function);
    for (i = 0; callees && i < callees->len; i++) {
        const char *callee = g_ptr_array_index(callees, i);

        if (g_hash_table_contains(names, callee)) {
            continue;
        }
        if (hc_index_in(program->index, unit, callee) ||
            g_hash_table_contains(unit->calls, callee)) {
            hc_program_closure(program, unit, callee, names);
        } else {
            add_external(program, unit, callee, names);
        }
    }
}

char *hc_last_field(const char *field)
{
    const char *last = strrchr(field, '.');

    last = last ? last + 1 : field;
    return g_strndup(last, strcspn(last, "["));
}
