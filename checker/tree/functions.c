/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/functions.h"
#include "tree/strings.h"

static GHashTable *set_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* Whether it is the function's own doing that a path has this effect. */
static gboolean concerns(const HcEffect *effect, GHashTable *functions,
                         GHashTable *local)
{
    switch (effect->kind) {
    case HC_EFFECT_ACQUIRE:
    case HC_EFFECT_RELEASE:
        return !effect->matched;
    case HC_EFFECT_CALL:
        return g_hash_table_contains(functions, effect->slot_function);
    case HC_EFFECT_REGISTER:
        return effect->slot_function &&
               g_hash_table_contains(local, effect->slot_function);
    default:
        return FALSE;
    }
}

static void add(GHashTable *set, const char *name)
{
    if (name && *name && !g_hash_table_contains(set, name)) {
        g_hash_table_add(set, g_strdup(name));
    }
}

static void add_paths(const HcFunction *function, GHashTable *functions,
                      GHashTable *local)
{
    for (guint i = 0; i < function->paths->len; i++) {
        const HcPath *path = function->paths->pdata[i];

        for (guint j = 0; j < path->effects->len; j++) {
            const HcEffect *effect = path->effects->pdata[j];

            if (concerns(effect, functions, local)) {
                add(local, function->name);
                add(local, effect->function);
            } else if ((effect->kind == HC_EFFECT_ACQUIRE ||
                        effect->kind == HC_EFFECT_RELEASE) &&
                       g_strcmp0(effect->function, function->name) != 0) {
                /* Balanced by its caller here; maybe not by others. */
                add(local, effect->function);
            }
        }
    }
}

/* Callers of the file's functions that take or put do so, too. */
static void add_callers(const HcSummary *summary, GHashTable *local)
{
    g_autoptr(GPtrArray) callers = hc_sorted_keys(summary->calls);

    for (guint i = 0; i < callers->len; i++) {
        GPtrArray *callees =
            g_hash_table_lookup(summary->calls, callers->pdata[i]);

        for (guint j = 0; j < callees->len; j++) {
            if (g_hash_table_contains(local, callees->pdata[j])) {
                add(local, callers->pdata[i]);
            }
        }
    }
}

/* Functions explored and found balanced on all paths are no concern,
 * whomever they call. */
static void remove_balanced(const HcSummary *summary, GHashTable *functions,
                            GHashTable *local)
{
    for (guint i = 0; i < summary->functions->len; i++) {
        const HcFunction *function = summary->functions->pdata[i];
        gboolean concern = !function->complete;

        for (guint j = 0; !concern && j < function->paths->len; j++) {
            const HcPath *path = function->paths->pdata[j];

            for (guint k = 0; !concern && k < path->effects->len; k++) {
                const HcEffect *effect = path->effects->pdata[k];

                concern = concerns(effect, functions, local) ||
                          effect->kind == HC_EFFECT_GIVE_UP;
            }
        }
        if (!concern) {
            g_hash_table_remove(local, function->name);
        }
    }
}

/* Does nothing to holds, but leaves what it is given in memory: who puts it
 * later finds it there. */
static gboolean keeps_argument(const HcFunction *function)
{
    gboolean keeps = FALSE;

    for (guint i = 0; i < function->paths->len; i++) {
        const HcPath *path = function->paths->pdata[i];

        if (path->effects->len) {
            return FALSE;
        }
        for (guint j = 0; !keeps && j < path->writes->len; j++) {
            const HcWrite *write = path->writes->pdata[j];

            keeps = write->value->kind == HC_TERM_SELF ||
                    write->value->kind == HC_TERM_PARAM;
        }
    }
    return keeps && function->complete;
}

/* Whether the file matters by itself.  Functions that only keep what they are
 * given must not make their own file one that matters: what is found would
 * depend on the first guess. */
static gboolean touches_holds(const HcSummary *summary)
{
    for (guint i = 0; i < summary->functions->len; i++) {
        const GPtrArray *paths =
            ((HcFunction *)summary->functions->pdata[i])->paths;

        for (guint j = 0; j < paths->len; j++) {
            const HcPath *path = paths->pdata[j];

            for (guint k = 0; k < path->effects->len; k++) {
                const HcEffect *effect = path->effects->pdata[k];

                if (effect->kind == HC_EFFECT_ACQUIRE ||
                    effect->kind == HC_EFFECT_RELEASE) {
                    return TRUE;
                }
            }
        }
    }
    return FALSE;
}

static void add_unit(const HcUnit *unit, GHashTable *functions)
{
    g_autoptr(GHashTable) local = set_new();
    const HcSummary *summary = unit->summary;
    guint before;

    do {
        before = g_hash_table_size(local);
        for (guint i = 0; i < summary->functions->len; i++) {
            add_paths(summary->functions->pdata[i], functions, local);
        }
        add_callers(summary, local);
    } while (g_hash_table_size(local) != before);
    remove_balanced(summary, functions, local);
    for (guint i = 0; touches_holds(summary) && i < summary->functions->len;
         i++) {
        const HcFunction *function = summary->functions->pdata[i];

        if (keeps_argument(function)) {
            add(local, function->name);
        }
    }
    for (guint i = 0; i < unit->defines->len; i++) {
        const char *name = unit->defines->pdata[i];

        /* No file calls main(), and many say the word. */
        if (g_hash_table_contains(local, name) && strcmp(name, "main") != 0) {
            add(functions, name);
        }
    }
}

GHashTable *hc_functions_of(const GPtrArray *units)
{
    GHashTable *functions = set_new();
    guint before;

    do {
        before = g_hash_table_size(functions);
        for (guint i = 0; i < units->len; i++) {
            add_unit(units->pdata[i], functions);
        }
    } while (g_hash_table_size(functions) != before);
    return functions;
}

char **hc_functions_mentioned(GHashTable *functions, const HcUnit *unit)
{
    GPtrArray *names = g_ptr_array_new();

    for (guint i = 0; i < unit->mentions->len; i++) {
        if (g_hash_table_contains(functions, unit->mentions->pdata[i])) {
            g_ptr_array_add(names, g_strdup(unit->mentions->pdata[i]));
        }
    }
    g_ptr_array_sort(names, hc_compare_strings);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

void hc_functions_add(GHashTable *to, GHashTable *from)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, from);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        add(to, name);
    }
}

gboolean hc_functions_equal(GHashTable *a, GHashTable *b)
{
    GHashTableIter iter;
    gpointer name;

    if (g_hash_table_size(a) != g_hash_table_size(b)) {
        return FALSE;
    }
    g_hash_table_iter_init(&iter, a);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        if (!g_hash_table_contains(b, name)) {
            return FALSE;
        }
    }
    return TRUE;
}

GHashTable *hc_functions_load(const HcCache *cache)
{
    GHashTable *functions = set_new();
    g_autofree char *path = hc_cache_path(cache, "functions");
    g_autofree char *text = NULL;
    g_auto(GStrv) names = NULL;

    if (path && g_file_get_contents(path, &text, NULL, NULL)) {
        names = g_strsplit(text, "\n", -1);
        for (char **name = names; *name; name++) {
            if (**name && g_str_is_ascii(*name)) {
                g_hash_table_add(functions, g_strdup(*name));
            }
        }
    }
    return functions;
}

void hc_functions_save(const HcCache *cache, GHashTable *functions)
{
    g_autofree char *path = hc_cache_path(cache, "functions");
    g_autofree char *text = hc_sorted_lines(functions);
    g_autofree char *old = NULL;

    if (path && (!g_file_get_contents(path, &old, NULL, NULL) ||
                 strcmp(old, text) != 0)) {
        g_file_set_contents(path, text, -1, NULL);
    }
}
