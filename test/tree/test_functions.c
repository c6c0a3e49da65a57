/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/functions.h"

static HcUnit *unit_new(GPtrArray *units, const char *file)
{
    HcUnit *unit = hc_unit_new(file);

    g_ptr_array_add(units, unit);
    return unit;
}

/* A function that other files can call, with one path. */
static HcPath *define(HcUnit *unit, const char *name)
{
    HcFunction *function = hc_summary_add_function(unit->summary, name);

    function->complete = TRUE;
    g_ptr_array_add(unit->defines, g_strdup(name));
    return hc_function_add_path(function);
}

static void add_effect(HcPath *path, HcEffectKind kind, const char *in,
                       gboolean matched)
{
    HcEffect *effect = hc_path_add_effect(path, kind);

    effect->function = g_strdup(in);
    effect->matched = matched;
}

static void expect(GPtrArray *units, const char *names)
{
    g_autoptr(GHashTable) functions = hc_functions_of(units);
    g_auto(GStrv) want = g_strsplit(names, " ", -1);

    g_assert_cmpuint(g_hash_table_size(functions), ==, g_strv_length(want));
    for (char **name = want; *name; name++) {
        g_assert_true(g_hash_table_contains(functions, *name));
    }
}

static GPtrArray *units_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)hc_unit_free);
}

static void test_own(void)
{
    g_autoptr(GPtrArray) units = units_new();
    HcUnit *unit = unit_new(units, "a.c");
    HcPath *path;

    add_effect(define(unit, "takes"), HC_EFFECT_ACQUIRE, "takes", FALSE);
    add_effect(define(unit, "puts"), HC_EFFECT_RELEASE, "puts", FALSE);
    define(unit, "does_nothing");
    /* That word is in too many files, and nobody calls it. */
    add_effect(define(unit, "main"), HC_EFFECT_ACQUIRE, "main", FALSE);
    path = define(unit, "balanced");
    add_effect(path, HC_EFFECT_ACQUIRE, "balanced", TRUE);
    add_effect(path, HC_EFFECT_RELEASE, "balanced", TRUE);
    expect(units, "takes puts");
}

/* Through functions of the file: explored with their callers only. */
static void test_callers(void)
{
    g_autoptr(GPtrArray) units = units_new();
    HcUnit *unit = unit_new(units, "a.c");

    add_effect(define(unit, "top"), HC_EFFECT_ACQUIRE, "bottom", FALSE);
    g_ptr_array_add(unit->defines, g_strdup("middle"));
    hc_summary_add_call(unit->summary, "top", "middle");
    hc_summary_add_call(unit->summary, "middle", "bottom");
    expect(units, "top middle");
}

/* A helper whose only caller here balances it. */
static void test_helper(void)
{
    g_autoptr(GPtrArray) units = units_new();
    HcUnit *unit = unit_new(units, "a.c");
    HcPath *path = define(unit, "balanced");

    add_effect(path, HC_EFFECT_ACQUIRE, "helper", TRUE);
    add_effect(path, HC_EFFECT_RELEASE, "balanced", TRUE);
    g_ptr_array_add(unit->defines, g_strdup("helper"));
    hc_summary_add_call(unit->summary, "balanced", "helper");
    expect(units, "helper");
}

/* Through files, to a fixed point; a circle that takes nothing is none. */
static void test_files(void)
{
    g_autoptr(GPtrArray) units = units_new();
    HcUnit *first = unit_new(units, "a.c");
    HcUnit *second = unit_new(units, "b.c");
    g_autoptr(GHashTable) functions = NULL;
    g_auto(GStrv) mentioned = NULL;

    hc_path_add_call(define(first, "outer"), "inner", HC_OUTCOME_UNKNOWN,
                     NULL);
    hc_path_add_call(define(first, "ping"), "pong", HC_OUTCOME_UNKNOWN, NULL);
    hc_path_add_call(define(second, "pong"), "ping", HC_OUTCOME_UNKNOWN, NULL);
    add_effect(define(second, "inner"), HC_EFFECT_RELEASE, "inner", FALSE);
    expect(units, "outer inner");

    g_ptr_array_add(first->mentions, g_strdup("pong"));
    g_ptr_array_add(first->mentions, g_strdup("inner"));
    functions = hc_functions_of(units);
    mentioned = hc_functions_mentioned(functions, first);
    g_assert_cmpuint(g_strv_length(mentioned), ==, 1);
    g_assert_cmpstr(mentioned[0], ==, "inner");
}

static void test_static(void)
{
    g_autoptr(GPtrArray) units = units_new();
    HcUnit *unit = unit_new(units, "a.c");
    HcFunction *function = hc_summary_add_function(unit->summary, "slot");

    function->is_static = TRUE;
    add_effect(hc_function_add_path(function), HC_EFFECT_ACQUIRE, "slot",
               FALSE);
    expect(units, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/functions/own", test_own);
    g_test_add_func("/functions/callers", test_callers);
    g_test_add_func("/functions/helper", test_helper);
    g_test_add_func("/functions/files", test_files);
    g_test_add_func("/functions/static", test_static);
    return g_test_run();
}
