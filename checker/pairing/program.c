/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/program.h"

#include "pairing/findings.h"
#include "pairing/ledger.h"
#include "pairing/outside.h"
#include "pairing/spelled.h"
#include "pairing/releases.h"
#include "pairing/walk.h"
#include "summary/term.h"

#define MAX_TERMS_KEPT 20000

HcProgram *hc_program_new(const HcContract *contract,
                          HcSummary *const *summaries, guint n,
                          GHashTable *linked, gboolean whole_program)
{
    HcProgram *program = g_new0(HcProgram, 1);

    program->contract = contract;
    program->summaries = summaries;
    program->n_summaries = n;
    program->linked = linked;
    program->whole_program = whole_program;
    program->result = hc_pairing_new();
    program->ledger = hc_ledger_new();
    program->pool = hc_summary_new("");
    program->index = hc_index_new(summaries, n);
    program->own = hc_summary_new("");
    program->nothing = hc_summary_add_function(program->own, "");
    program->nothing->complete = TRUE;
    hc_function_add_path(program->nothing);
    program->matched = g_hash_table_new_full(
        g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
    program->ended = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                           NULL);
    program->called = g_hash_table_new_full(
        NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
    program->silenced = g_hash_table_new_full(g_str_hash, g_str_equal,
                                              g_free, NULL);
    program->by_id = g_hash_table_new_full(
        NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
    return program;
}

void hc_program_free(HcProgram *program)
{
    hc_ledger_free(program->ledger);
    hc_outside_free(program);
    hc_summary_free(program->pool);
    hc_summary_free(program->own);
    hc_index_free(program->index);
    hc_releases_free(program->releases);
    hc_walk_free(program->walk);
    g_hash_table_unref(program->matched);
    g_hash_table_unref(program->ended);
    g_hash_table_unref(program->called);
    g_hash_table_unref(program->silenced);
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

gboolean hc_program_is_called(const HcProgram *program,
                              const HcSummary *unit, const char *name)
{
    GHashTable *set = g_hash_table_lookup(program->called, unit);

    if (!set) {
        GHashTableIter iter;
        gpointer caller, callees;
        guint i;

        set = g_hash_table_new(g_str_hash, g_str_equal);
        g_hash_table_iter_init(&iter, unit->calls);
        while (g_hash_table_iter_next(&iter, &caller, &callees)) {
            const HcFunction *function = hc_index_in(program->index, unit,
                                                     caller);

            /* Only a caller that was explored shows what it calls. */
            if (!function || !function->paths->len) {
                continue;
            }
            for (i = 0; i < ((GPtrArray *)callees)->len; i++) {
                char *callee = g_ptr_array_index((GPtrArray *)callees, i);

                if (!g_str_equal(caller, callee)) {
                    g_hash_table_add(set, callee);
                }
            }
        }
        g_hash_table_insert(program->called, (gpointer)unit, set);
    }
    return g_hash_table_contains(set, name) ||
           (g_hash_table_size(program->linked) &&
            g_hash_table_contains(program->linked,
                                  hc_index_in(program->index, unit, name)));
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
    g_autofree char *where = hc_place_key(place);

    if (program->judging &&
        g_hash_table_add(program->silenced,
                         g_strdup_printf("%d %s", silence, where))) {
        program->result->silences[silence]++;
    }
}

void hc_program_match(HcProgram *program, const HcPlace *place,
                      const char *acquire)
{
    g_autofree char *key = hc_place_key(place);
    GHashTable *set = g_hash_table_lookup(program->matched, key);

    if (!set) {
        set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_hash_table_insert(program->matched, g_strdup(key), set);
    }
    g_hash_table_add(set, g_strdup(acquire));
}

static char *end_key(const HcPlace *get, const char *function)
{
    g_autofree char *place = hc_place_key(get);

    return g_strdup_printf("%s %s", place, function);
}

void hc_program_end(HcProgram *program, const HcPlace *get,
                    const char *function)
{
    g_hash_table_add(program->ended, end_key(get, function));
}

gboolean hc_program_is_ended(const HcProgram *program, const HcPlace *get,
                             const char *function)
{
    g_autofree char *key = end_key(get, function);

    return g_hash_table_contains(program->ended, key);
}

static GHashTable *matched_set(const HcProgram *program,
                               const HcPlace *place)
{
    g_autofree char *key = hc_place_key(place);

    return g_hash_table_lookup(program->matched, key);
}

gboolean hc_program_matched(const HcProgram *program, const HcPlace *place)
{
    return matched_set(program, place) != NULL;
}

gboolean hc_program_matched_by(const HcProgram *program,
                               const HcPlace *place, const char *acquire)
{
    GHashTable *set = matched_set(program, place);

    return set && g_hash_table_contains(set, acquire);
}

gboolean hc_program_matched_by_other(const HcProgram *program,
                                     const HcPlace *place,
                                     const char *acquire)
{
    GHashTable *set = matched_set(program, place);

    return set && g_hash_table_size(set) >
                  (guint)g_hash_table_contains(set, acquire);
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
