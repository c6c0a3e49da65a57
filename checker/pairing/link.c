/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/link.h"

#include "pairing/graft.h"
#include "pairing/program.h"

/* Ways through one function with all it calls; a function with more is judged
 * by these. */
#define MAX_PATHS 2048

typedef enum Progress { UNTOUCHED, AT_IT, DONE } Progress;

typedef struct Unit {
    const HcSummary *given;
    HcSummary *made;        /* NULL: it calls nothing of other files */
    HcStock *stock;         /* of @given, once it is wanted */
    HcStock *grafts;        /* of @made, once it is wanted */
    Progress *progress;     /* of each function */
} Unit;

typedef struct Linker {
    Unit *units;
    guint n;
    gboolean whole_program;
    HcIndex *index;         /* of what was given, while calls are linked */
    GHashTable *moved;      /* what was given -> what was made of it */
    GHashTable *numbers;    /* HcSummary that was given -> index in units */
    HcLink *link;
} Linker;

static gboolean path_calls(const HcPath *path)
{
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        if (((HcEffect *)path->effects->pdata[i])->kind == HC_EFFECT_CALL) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean function_calls(const HcFunction *function)
{
    guint i;

    for (i = 0; i < function->paths->len; i++) {
        if (path_calls(g_ptr_array_index(function->paths, i))) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean unit_calls(const HcSummary *unit)
{
    guint i;

    for (i = 0; i < unit->functions->len; i++) {
        if (function_calls(g_ptr_array_index(unit->functions, i))) {
            return TRUE;
        }
    }
    return FALSE;
}

static void link_function(Linker *linker, guint unit, guint at);

/* What was made of @given, a function of @unit, or itself. */
static const HcFunction *shown(const Unit *unit, const HcFunction *given,
                               guint *at)
{
    if (!unit->made) {
        return given;
    }
    g_ptr_array_find(unit->given->functions, given, at);
    return g_ptr_array_index(unit->made->functions, *at);
}

static Unit *unit_of(const Linker *linker, const HcMember *member)
{
    return &linker->units[GPOINTER_TO_UINT(
        g_hash_table_lookup(linker->numbers, member->unit))];
}

static void mark_called(Linker *linker, const HcMember *member)
{
    guint at;

    if (member->function) {
        g_hash_table_add(linker->link->called,
                         (gpointer)shown(unit_of(linker, member),
                                         member->function, &at));
    }
}

/* Any of several: each is called, for all that is known. */
static void mark_all_called(Linker *linker, const char *name)
{
    const GArray *all = hc_index_external(linker->index, name);
    guint i;

    for (i = 0; i < all->len; i++) {
        mark_called(linker, &g_array_index(all, HcMember, i));
    }
}

static const HcStock *stock_of(Unit *unit)
{
    if (!unit->stock) {
        unit->stock = hc_stock_new(unit->given);
    }
    return unit->stock;
}

/* The function that is called, itself linked; NULL if there is no saying. */
static const HcFunction *linked(Linker *linker, const HcMember *member,
                                const HcStock **stock)
{
    Unit *where = unit_of(linker, member);
    const HcFunction *function;
    guint at = 0;

    function = shown(where, member->function, &at);
    if (!where->made) {
        *stock = stock_of(where);
        return function;
    }
    if (where->progress[at] == AT_IT) {
        return NULL; /* recursion */
    }
    if (where->progress[at] == UNTOUCHED || !where->grafts) {
        link_function(linker, where - linker->units, at);
        /* Linking adds terms, so what is known of them is taken anew. */
        g_clear_pointer(&where->grafts, hc_stock_free);
        where->grafts = hc_stock_new(where->made);
    }
    *stock = where->grafts;
    return function;
}

/* The callee of @effect: one, none that does anything (TRUE and NULL), or
 * there is no saying. */
static gboolean callee_of(Linker *linker, const Unit *unit,
                          const HcEffect *effect, const HcFunction **callee,
                          const HcStock **stock)
{
    const char *name = effect->slot_function;
    HcMember member;

    *callee = NULL;
    switch (hc_index_meaning(linker->index, unit->given, name, TRUE,
                             &member)) {
    case HC_MEANS_NONE:
        return linker->whole_program;
    case HC_MEANS_SEVERAL:
        mark_all_called(linker, name);
        return FALSE;
    case HC_MEANS_ONE:
        break;
    }
    if (!member.function) {
        return TRUE;
    }
    *callee = linked(linker, &member, stock);
    if (*callee && ((*callee)->paths->len || (*callee)->complete)) {
        mark_called(linker, &member);
        return TRUE;
    }
    return FALSE;
}

/* The paths of @callee that the call @effect may have run. */
static GPtrArray *ways_through(const HcFunction *callee,
                               const HcEffect *effect)
{
    GPtrArray *ways = g_ptr_array_new();
    guint i;

    for (i = 0; i < callee->paths->len; i++) {
        HcPath *path = g_ptr_array_index(callee->paths, i);

        if (hc_graft_may_call(effect, path)) {
            g_ptr_array_add(ways, path);
        }
    }
    return ways;
}

/* Each of @grafts goes on in as many ways as the callee has. */
static GPtrArray *branch(Linker *linker, const Unit *unit, GPtrArray *grafts,
                         const HcEffect *effect, gboolean *complete)
{
    const HcStock *stock = NULL;
    g_autoptr(GPtrArray) ways = NULL;
    const HcFunction *callee;
    GPtrArray *next;
    guint i, k;

    if (!callee_of(linker, unit, effect, &callee, &stock)) {
        for (i = 0; i < grafts->len; i++) {
            hc_graft_unknown(g_ptr_array_index(grafts, i), effect);
        }
        return grafts;
    }
    if (!callee || !callee->paths->len) {
        return grafts;
    }
    *complete &= callee->complete;
    ways = ways_through(callee, effect);
    next = g_ptr_array_new_with_free_func((GDestroyNotify)hc_graft_free);
    for (i = 0; i < grafts->len; i++) {
        for (k = 0; k < ways->len; k++) {
            HcGraft *graft;

            if (next->len >= MAX_PATHS) {
                *complete = FALSE;
                break;
            }
            /* The last way needs no copy of its own. */
            graft = k + 1 < ways->len
                    ? hc_graft_copy(g_ptr_array_index(grafts, i))
                    : g_steal_pointer(&g_ptr_array_index(grafts, i));
            if (hc_graft_call(graft, effect, stock,
                              g_ptr_array_index(ways, k))) {
                g_ptr_array_add(next, graft);
            } else {
                hc_graft_free(graft);
            }
        }
    }
    g_ptr_array_unref(grafts);
    return next;
}

static void link_path(Linker *linker, Unit *unit, const HcPath *path,
                      HcFunction *function)
{
    GPtrArray *grafts =
        g_ptr_array_new_with_free_func((GDestroyNotify)hc_graft_free);
    guint i, k;

    g_ptr_array_add(grafts, hc_graft_new(unit->made, stock_of(unit)));
    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->kind == HC_EFFECT_CALL) {
            grafts = branch(linker, unit, grafts, effect,
                            &function->complete);
            continue;
        }
        for (k = 0; k < grafts->len; k++) {
            hc_graft_effect(g_ptr_array_index(grafts, k), effect);
        }
    }
    for (i = 0; i < grafts->len && function->paths->len < MAX_PATHS; i++) {
        HcPath *whole = hc_graft_finish(g_ptr_array_index(grafts, i), path);

        if (whole) {
            g_ptr_array_add(function->paths, whole);
        }
    }
    g_ptr_array_unref(grafts);
}

static void link_function(Linker *linker, guint unit, guint at)
{
    Unit *where = &linker->units[unit];
    const HcFunction *given = g_ptr_array_index(where->given->functions, at);
    HcFunction *made = g_ptr_array_index(where->made->functions, at);
    guint i;

    if (where->progress[at] != UNTOUCHED) {
        return;
    }
    where->progress[at] = AT_IT;
    for (i = 0; i < given->paths->len; i++) {
        link_path(linker, where, g_ptr_array_index(given->paths, i), made);
    }
    /* What was only copied is in order. */
    if (function_calls(given)) {
        hc_function_finish(made);
    }
    where->progress[at] = DONE;
}

static void copy_calls(Unit *unit)
{
    GHashTableIter iter;
    gpointer caller, callees;
    guint i;

    g_hash_table_iter_init(&iter, unit->given->calls);
    while (g_hash_table_iter_next(&iter, &caller, &callees)) {
        for (i = 0; i < ((GPtrArray *)callees)->len; i++) {
            hc_summary_add_call(unit->made, caller,
                                ((GPtrArray *)callees)->pdata[i]);
        }
    }
}

/* What linking does not change is one for both. */
static void share(GPtrArray **made, GPtrArray *given)
{
    g_ptr_array_unref(*made);
    *made = g_ptr_array_ref(given);
}

/* All but the paths. */
static void prepare(Linker *linker, Unit *unit)
{
    const HcSummary *given = unit->given;
    guint i, k, n;

    unit->made = hc_summary_new(given->unit);
    unit->made->targets = g_strdupv(given->targets);
    unit->made->defines = g_strdupv(given->defines);
    unit->progress = g_new0(Progress, given->functions->len);
    g_ptr_array_add(linker->link->own, unit->made);
    share(&unit->made->slots, given->slots);
    share(&unit->made->field_uses, given->field_uses);
    g_hash_table_insert(linker->moved, (gpointer)given, unit->made);
    for (i = 0; i < given->functions->len; i++) {
        HcFunction *function = g_ptr_array_index(given->functions, i);
        HcFunction *made = hc_summary_add_function(unit->made,
                                                   function->name);

        g_hash_table_insert(linker->moved, function, made);
        made->place = function->place;
        made->self_type = g_strdup(function->self_type);
        made->is_static = function->is_static;
        made->complete = function->complete;
        for (k = 0; k < function->paths->len; k++) {
            const HcPath *path = g_ptr_array_index(function->paths, k);

            for (n = 0; n < path->effects->len; n++) {
                const HcEffect *effect = g_ptr_array_index(path->effects, n);

                if (effect->kind == HC_EFFECT_CALL) {
                    hc_summary_add_call(unit->made, function->name,
                                        effect->slot_function);
                }
            }
        }
    }
    copy_calls(unit);
}

HcLink *hc_link(HcSummary *const *summaries, guint n, gboolean whole_program)
{
    HcLink *link = g_new0(HcLink, 1);
    Linker linker = {
        .units = g_new0(Unit, n), .n = n, .whole_program = whole_program,
        .index = hc_index_new(summaries, n),
        .numbers = g_hash_table_new(NULL, NULL),
        .moved = g_hash_table_new(NULL, NULL), .link = link,
    };
    guint i, k;

    link->n = n;
    link->summaries = g_new0(HcSummary *, n + 1);
    link->called = g_hash_table_new(NULL, NULL);
    link->own = g_ptr_array_new_with_free_func(
        (GDestroyNotify)hc_summary_free);
    for (i = 0; i < n; i++) {
        linker.units[i].given = summaries[i];
        g_hash_table_insert(linker.numbers, summaries[i],
                            GUINT_TO_POINTER(i));
        if (unit_calls(summaries[i])) {
            prepare(&linker, &linker.units[i]);
        }
    }
    for (i = 0; i < n; i++) {
        Unit *unit = &linker.units[i];

        for (k = 0; unit->made && k < unit->made->functions->len; k++) {
            link_function(&linker, i, k);
        }
        link->summaries[i] = unit->made ? unit->made : summaries[i];
    }
    for (i = 0; i < n; i++) {
        g_clear_pointer(&linker.units[i].stock, hc_stock_free);
        g_clear_pointer(&linker.units[i].grafts, hc_stock_free);
        g_free(linker.units[i].progress);
    }
    g_free(linker.units);
    hc_index_move(linker.index, linker.moved);
    link->index = linker.index;
    g_hash_table_unref(linker.numbers);
    g_hash_table_unref(linker.moved);
    return link;
}

void hc_link_free(HcLink *link)
{
    hc_index_free(link->index);
    g_free(link->summaries);
    g_hash_table_unref(link->called);
    g_ptr_array_unref(link->own);
    g_free(link);
}
