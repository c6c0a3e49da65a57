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
    HcStock *stock;         /* of @given */
    HcStock *grafts;        /* of @made, once it is wanted */
    Progress *progress;     /* of each function */
} Unit;

typedef struct Linker {
    Unit *units;
    guint n;
    gboolean whole_program;
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

static gboolean unit_calls(const HcSummary *unit)
{
    guint i, k;

    for (i = 0; i < unit->functions->len; i++) {
        const HcFunction *function = g_ptr_array_index(unit->functions, i);

        for (k = 0; k < function->paths->len; k++) {
            if (path_calls(g_ptr_array_index(function->paths, k))) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

/* The one function of that name that another file can call. */
static const HcFunction *find(const Linker *linker, const char *name,
                              guint *unit, guint *at)
{
    const HcFunction *found = NULL;
    guint i, k;

    for (i = 0; i < linker->n; i++) {
        const GPtrArray *functions = linker->units[i].given->functions;

        for (k = 0; k < functions->len; k++) {
            const HcFunction *function = g_ptr_array_index(functions, k);

            if (function->is_static || !g_str_equal(function->name, name)) {
                continue;
            }
            if (found && !hc_same_function(found, function)) {
                return NULL;
            }
            if (!found) {
                found = function;
                *unit = i;
                *at = k;
            }
        }
    }
    return found;
}

static void link_function(Linker *linker, guint unit, guint at);

/* The function that is called, itself linked; NULL if there is no saying. */
static const HcFunction *callee_of(Linker *linker, const HcEffect *effect,
                                   const HcStock **stock)
{
    guint unit, at;
    Unit *where;

    if (!find(linker, effect->slot_function, &unit, &at)) {
        return NULL;
    }
    where = &linker->units[unit];
    if (!where->made) {
        *stock = where->stock;
        return g_ptr_array_index(where->given->functions, at);
    }
    if (where->progress[at] == AT_IT) {
        return NULL; /* recursion */
    }
    if (where->progress[at] == UNTOUCHED || !where->grafts) {
        link_function(linker, unit, at);
        /* Linking adds terms, so what is known of them is taken anew. */
        g_clear_pointer(&where->grafts, hc_stock_free);
        where->grafts = hc_stock_new(where->made);
    }
    *stock = where->grafts;
    return g_ptr_array_index(where->made->functions, at);
}

/* Each of @grafts goes on in as many ways as the callee has. */
static GPtrArray *branch(Linker *linker, GPtrArray *grafts,
                         const HcEffect *effect, gboolean *complete)
{
    const HcStock *stock = NULL;
    const HcFunction *callee = callee_of(linker, effect, &stock);
    GPtrArray *next;
    guint i, k;

    if (!callee || (!callee->paths->len && !callee->complete)) {
        gboolean unknown = callee || !linker->whole_program;

        for (i = 0; unknown && i < grafts->len; i++) {
            hc_graft_unknown(g_ptr_array_index(grafts, i), effect);
        }
        return grafts;
    }
    g_hash_table_add(linker->link->called, g_strdup(callee->name));
    if (!callee->paths->len) {
        return grafts;
    }
    *complete &= callee->complete;
    next = g_ptr_array_new_with_free_func((GDestroyNotify)hc_graft_free);
    for (i = 0; i < grafts->len; i++) {
        for (k = 0; k < callee->paths->len; k++) {
            HcGraft *graft;

            if (next->len >= MAX_PATHS) {
                *complete = FALSE;
                break;
            }
            graft = hc_graft_copy(g_ptr_array_index(grafts, i));
            if (hc_graft_call(graft, effect, stock,
                              g_ptr_array_index(callee->paths, k))) {
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

    g_ptr_array_add(grafts, hc_graft_new(unit->made, unit->stock));
    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->kind == HC_EFFECT_CALL) {
            grafts = branch(linker, grafts, effect, &function->complete);
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
    hc_function_finish(made);
    where->progress[at] = DONE;
}

/* What a file's functions call in others, its callers call, too. */
static void copy_calls(const Linker *linker, Unit *unit)
{
    guint i;

    for (i = 0; i < linker->n; i++) {
        GHashTableIter iter;
        gpointer caller, callees;

        g_hash_table_iter_init(&iter, linker->units[i].given->calls);
        while (g_hash_table_iter_next(&iter, &caller, &callees)) {
            guint k;

            for (k = 0; k < ((GPtrArray *)callees)->len; k++) {
                hc_summary_add_call(unit->made, caller,
                                    ((GPtrArray *)callees)->pdata[k]);
            }
        }
    }
}

/* All but the paths. */
static void prepare(Linker *linker, Unit *unit)
{
    const HcSummary *given = unit->given;
    guint i, k, n;

    unit->made = hc_summary_new(given->unit);
    unit->progress = g_new0(Progress, given->functions->len);
    g_ptr_array_add(linker->link->own, unit->made);
    for (i = 0; i < given->slots->len; i++) {
        const HcSlot *slot = g_ptr_array_index(given->slots, i);

        hc_summary_add_slot(unit->made, slot->group, slot->slot,
                            slot->function, slot->place);
    }
    for (i = 0; i < given->field_uses->len; i++) {
        const HcFieldUse *use = g_ptr_array_index(given->field_uses, i);

        hc_summary_add_field_use(unit->made, use->type, use->field,
                                 use->function, use->escapes);
    }
    for (i = 0; i < given->functions->len; i++) {
        const HcFunction *function = g_ptr_array_index(given->functions, i);
        HcFunction *made = hc_summary_add_function(unit->made,
                                                   function->name);

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
    copy_calls(linker, unit);
}

HcLink *hc_link(HcSummary *const *summaries, guint n, gboolean whole_program)
{
    HcLink *link = g_new0(HcLink, 1);
    Linker linker = {
        .units = g_new0(Unit, n), .n = n, .whole_program = whole_program,
        .link = link,
    };
    guint i, k;

    link->n = n;
    link->summaries = g_new0(HcSummary *, n + 1);
    link->called = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                         NULL);
    link->own = g_ptr_array_new_with_free_func(
        (GDestroyNotify)hc_summary_free);
    for (i = 0; i < n; i++) {
        linker.units[i].given = summaries[i];
    }
    for (i = 0; i < n; i++) {
        Unit *unit = &linker.units[i];

        unit->stock = hc_stock_new(summaries[i]);
        if (unit_calls(summaries[i])) {
            prepare(&linker, unit);
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
        hc_stock_free(linker.units[i].stock);
        g_clear_pointer(&linker.units[i].grafts, hc_stock_free);
        g_free(linker.units[i].progress);
    }
    g_free(linker.units);
    return link;
}

void hc_link_free(HcLink *link)
{
    g_free(link->summaries);
    g_hash_table_unref(link->called);
    g_ptr_array_unref(link->own);
    g_free(link);
}
