/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/index.h"

/* A unit with more functions than this gets a table of its own. */
#define FEW 12

typedef struct Named {
    HcMember first;
    gboolean several;    /* not all the same function */
    gboolean any_static;
    GArray *external;    /* of HcMember; NULL: none */
} Named;

struct HcIndex {
    GHashTable *names;   /* name -> Named */
    GHashTable *large;   /* HcSummary -> name -> HcFunction */
    GHashTable *slots;   /* set of functions */
    GHashTable *fields;  /* field -> GArray of HcUseOf */
};

static void named_free(gpointer data)
{
    Named *named = data;

    g_clear_pointer(&named->external, g_array_unref);
    g_free(named);
}

static const HcFunction *search(const HcSummary *unit, const char *name)
{
    guint i;

    for (i = 0; i < unit->functions->len; i++) {
        const HcFunction *function = g_ptr_array_index(unit->functions, i);

        if (g_str_equal(function->name, name)) {
            return function;
        }
    }
    return NULL;
}

static void add_large(HcIndex *index, const HcSummary *unit)
{
    GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);
    guint i;

    for (i = unit->functions->len; i > 0; i--) {
        HcFunction *function = g_ptr_array_index(unit->functions, i - 1);

        g_hash_table_insert(table, function->name, function);
    }
    g_hash_table_insert(index->large, (gpointer)unit, table);
}

const HcFunction *hc_index_in(const HcIndex *index, const HcSummary *unit,
                              const char *name)
{
    GHashTable *table = NULL;

    if (unit->functions->len > FEW) {
        table = g_hash_table_lookup(index->large, unit);
    }
    return table ? g_hash_table_lookup(table, name) : search(unit, name);
}

gboolean hc_same_function(const HcFunction *a, const HcFunction *b)
{
    return g_strcmp0(a->place.file, b->place.file) == 0 &&
           a->place.line == b->place.line;
}

static gboolean same(const HcMember *a, const HcMember *b)
{
    return a->function && b->function
           ? hc_same_function(a->function, b->function)
           : a->function == b->function;
}

static void add_member(HcIndex *index, const char *name,
                       const HcMember *member, gboolean is_static)
{
    Named *named = g_hash_table_lookup(index->names, name);

    if (!named) {
        named = g_new0(Named, 1);
        named->first = *member;
        g_hash_table_insert(index->names, (gpointer)name, named);
    } else if (!same(&named->first, member)) {
        named->several = TRUE;
    }
    named->any_static |= is_static;
    if (!is_static) {
        if (!named->external) {
            named->external = g_array_sized_new(FALSE, FALSE,
                                                sizeof(HcMember), 1);
        }
        g_array_append_val(named->external, *member);
    }
}

static void add_functions(HcIndex *index, const HcSummary *unit)
{
    guint i;

    if (unit->functions->len > FEW) {
        add_large(index, unit);
    }
    for (i = 0; i < unit->functions->len; i++) {
        const HcFunction *function = g_ptr_array_index(unit->functions, i);
        HcMember member = { unit, function };

        /* Of several in one unit the first counts. */
        if (hc_index_in(index, unit, function->name) == function) {
            add_member(index, function->name, &member, function->is_static);
        }
    }
    for (i = 0; unit->defines && unit->defines[i]; i++) {
        HcMember member = { unit, NULL };

        if (!hc_index_in(index, unit, unit->defines[i])) {
            add_member(index, unit->defines[i], &member, FALSE);
        }
    }
}

static void add_fields(HcIndex *index, const HcSummary *unit)
{
    guint i;

    for (i = 0; i < unit->field_uses->len; i++) {
        const HcFieldUse *use = g_ptr_array_index(unit->field_uses, i);
        GArray *uses = g_hash_table_lookup(index->fields, use->field);
        HcUseOf one = { unit, use };

        if (!uses) {
            uses = g_array_sized_new(FALSE, FALSE, sizeof(HcUseOf), 2);
            g_hash_table_insert(index->fields, use->field, uses);
        }
        g_array_append_val(uses, one);
    }
}

HcIndex *hc_index_new(HcSummary *const *summaries, guint n)
{
    HcIndex *index = g_new0(HcIndex, 1);
    guint i, k;

    index->names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                         named_free);
    index->large = g_hash_table_new_full(
        NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
    index->slots = g_hash_table_new(g_str_hash, g_str_equal);
    index->fields = g_hash_table_new_full(
        g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
    for (i = 0; i < n; i++) {
        const GPtrArray *slots = summaries[i]->slots;

        add_functions(index, summaries[i]);
        add_fields(index, summaries[i]);
        for (k = 0; k < slots->len; k++) {
            g_hash_table_add(index->slots,
                             ((HcSlot *)slots->pdata[k])->function);
        }
    }
    return index;
}

void hc_index_free(HcIndex *index)
{
    g_hash_table_unref(index->names);
    g_hash_table_unref(index->large);
    g_hash_table_unref(index->slots);
    g_hash_table_unref(index->fields);
    g_free(index);
}

static gconstpointer now(GHashTable *moved, gconstpointer old)
{
    gconstpointer found = old ? g_hash_table_lookup(moved, old) : NULL;

    return found ? found : old;
}

static void move_member(GHashTable *moved, HcMember *member)
{
    member->unit = now(moved, member->unit);
    member->function = now(moved, member->function);
}

void hc_index_move(HcIndex *index, GHashTable *moved)
{
    GHashTableIter iter;
    gpointer key, value;
    guint i;

    g_hash_table_iter_init(&iter, index->names);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        Named *named = value;

        move_member(moved, &named->first);
        for (i = 0; named->external && i < named->external->len; i++) {
            move_member(moved, &g_array_index(named->external, HcMember, i));
        }
    }
    g_hash_table_iter_init(&iter, index->fields);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        for (i = 0; i < ((GArray *)value)->len; i++) {
            HcUseOf *use = &g_array_index((GArray *)value, HcUseOf, i);

            use->unit = now(moved, use->unit);
        }
    }
    g_hash_table_iter_init(&iter, moved);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        if (g_hash_table_remove(index->large, key)) {
            add_large(index, value);
        }
    }
}

/* The programs of @targets, and nothing but programs: those that see no
 * program but themselves. */
static gboolean is_program(char **targets)
{
    guint i;

    for (i = 0; targets && targets[i]; i++) {
        if (targets[i][0] != HC_TARGET_PROGRAM) {
            return FALSE;
        }
    }
    return targets && *targets;
}

static gboolean is_in(const HcSummary *unit, const char *target)
{
    return unit->targets &&
           g_strv_contains((const char *const *)unit->targets, target);
}

static gboolean sees(const HcSummary *caller, const HcSummary *other)
{
    guint i;

    if (!is_program(caller->targets) || !is_program(other->targets)) {
        return TRUE;
    }
    for (i = 0; caller->targets[i]; i++) {
        if (is_in(other, caller->targets[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

/* What is in all that the caller is in, and always linked with it. */
static gboolean is_own(const HcSummary *caller, const HcSummary *other)
{
    guint i;

    for (i = 0; caller->targets && caller->targets[i]; i++) {
        /* Of an archive's members only those are linked that are wanted. */
        if (caller->targets[i][0] == HC_TARGET_ARCHIVE ||
            !is_in(other, caller->targets[i])) {
            return FALSE;
        }
    }
    return caller->targets && *caller->targets;
}

static HcMeaning choose(const HcSummary *unit, const GArray *members,
                        HcMember *chosen)
{
    const HcMember *one = NULL;
    gboolean any_own = FALSE, several = FALSE;
    guint i;

    for (i = 0; i < members->len; i++) {
        const HcMember *member = &g_array_index(members, HcMember, i);
        gboolean own = is_own(unit, member->unit);

        if ((any_own && !own) || !sees(unit, member->unit)) {
            continue;
        }
        if (own && !any_own) {
            any_own = TRUE;
            several = FALSE;
            one = NULL;
        }
        several |= one && !same(one, member);
        one = one ? one : member;
    }
    if (!one) {
        return HC_MEANS_NONE;
    }
    *chosen = *one;
    return several ? HC_MEANS_SEVERAL : HC_MEANS_ONE;
}

HcMeaning hc_index_meaning(const HcIndex *index, const HcSummary *unit,
                           const char *name, gboolean called,
                           HcMember *member)
{
    const Named *named = g_hash_table_lookup(index->names, name);

    if (!named || (called && !named->external)) {
        return HC_MEANS_NONE;
    }
    if (called || !named->any_static) {
        return choose(unit, named->external, member);
    }
    /* A static function of another file can be meant, too: by a call that
     * was linked in from there. */
    *member = named->first;
    return named->several ? HC_MEANS_SEVERAL : HC_MEANS_ONE;
}

const GArray *hc_index_external(const HcIndex *index, const char *name)
{
    const Named *named = g_hash_table_lookup(index->names, name);

    return named ? named->external : NULL;
}

gboolean hc_index_in_slot(const HcIndex *index, const char *function)
{
    return g_hash_table_contains(index->slots, function);
}

const GArray *hc_index_uses(const HcIndex *index, const char *field)
{
    return g_hash_table_lookup(index->fields, field);
}
