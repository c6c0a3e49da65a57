/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Holds that are kept in a table.  Who takes them out of it has to put them,
 * for nobody finds them any more:
 *
 *   keep  table[key] = f, which this path took
 *   put   f = table[key], put and dropped    so this is the way of the program
 *   leak  f = table[key], dropped and not put
 *
 * It is only said of tables that are kept so all over the program: nothing
 * goes in that was not taken on that path, and nothing is put that stays.
 */
#include "pairing/dropped.h"

#include "pairing/catalogue.h"
#include "pairing/elsewhere.h"
#include "pairing/findings.h"
#include "pairing/match.h"
#include "summary/ranges.h"

typedef struct Table {
    const HcEffect *get;  /* of the first that is kept in it; NULL: none */
    gboolean unclear;     /* what is in it need not be held */
    gboolean put;         /* somebody puts what he drops */
    GPtrArray *leaks;     /* HcEffect: drops without a put */
} Table;

static void table_free(gpointer data)
{
    Table *table = data;

    g_ptr_array_unref(table->leaks);
    g_free(table);
}

static Table *table_of(GHashTable *tables, const char *name)
{
    Table *table = g_hash_table_lookup(tables, name);

    if (!table) {
        table = g_new0(Table, 1);
        table->leaks = g_ptr_array_new();
        g_hash_table_insert(tables, g_strdup(name), table);
    }
    return table;
}

static gboolean is_place(const char *field)
{
    return *field == '[';
}

static const HcEffect *taken_on(const HcPath *path, const HcTerm *key)
{
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->kind == HC_EFFECT_ACQUIRE && effect->key == key) {
            return effect;
        }
    }
    return NULL;
}

/* Whether @path does with @key what ends its being in the table: @kind, or
 * gives it to somebody not seen. */
static gboolean has_effect(const HcPath *path, const HcTerm *key,
                           HcEffectKind kind)
{
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->key == key &&
            (effect->kind == kind || effect->kind == HC_EFFECT_GIVE_UP)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Kept somewhere else from now on, or the caller's. */
static gboolean is_moved(const HcPath *path, const HcTerm *key)
{
    return hc_keeps(path, key) || path->result == key;
}

/* Whether the path knows that there is one under that key. */
static gboolean is_there(const HcPath *path, const HcTerm *key)
{
    guint i;

    for (i = 0; i < path->guards->len; i++) {
        const HcGuard *guard = g_ptr_array_index(path->guards, i);

        if (guard->term == key) {
            return !hc_ranges_contain(guard->ranges, 0);
        }
    }
    return FALSE;
}

static void note_writes(GHashTable *tables, const HcPath *path)
{
    guint i;

    for (i = 0; i < path->writes->len; i++) {
        const HcWrite *write = g_ptr_array_index(path->writes, i);
        g_autofree char *name = is_place(write->field)
            ? hc_write_name(path, write) : NULL;
        const HcEffect *get;
        Table *table;

        if (!name || write->value->kind == HC_TERM_INT) {
            continue;
        }
        table = table_of(tables, name);
        get = taken_on(path, write->value);
        table->unclear |= !get;
        if (get && !get->matched && !table->get) {
            table->get = get;
        }
    }
}

static void note_effects(GHashTable *tables, const HcPath *path)
{
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);
        const HcTerm *key = effect->key;
        g_autofree char *name = NULL;
        Table *table;

        if (!key || key->kind != HC_TERM_LOAD || !is_place(key->text) ||
            (effect->kind != HC_EFFECT_RELEASE &&
             effect->kind != HC_EFFECT_DROP)) {
            continue;
        }
        name = hc_key_name(key);
        if (!name) {
            continue;
        }
        table = table_of(tables, name);
        if (effect->kind == HC_EFFECT_RELEASE) {
            if (has_effect(path, key, HC_EFFECT_DROP)) {
                table->put = TRUE;
            } else {
                table->unclear = TRUE;
            }
        } else if (is_there(path, key) && !is_moved(path, key) &&
                   !has_effect(path, key, HC_EFFECT_RELEASE)) {
            g_ptr_array_add(table->leaks, (gpointer)effect);
        }
    }
}

static void report(HcProgram *program, const Table *table)
{
    guint i;

    for (i = 0; i < table->leaks->len; i++) {
        const HcEffect *drop = g_ptr_array_index(table->leaks, i);
        g_autofree char *hold = hc_hold_phrase(table->get->key_text,
                                               table->get->holder_text);
        HcFinding *finding = hc_finding_add(
            program->result, HC_MSG_LEAK_DROPPED, &drop->place,
            &table->get->place, drop->function, hold, drop->key_text, NULL);

        hc_finding_note_get(finding, table->get);
    }
}

void hc_dropped_holds(HcProgram *program)
{
    g_autoptr(GHashTable) tables = g_hash_table_new_full(
        g_str_hash, g_str_equal, g_free, table_free);
    GHashTableIter iter;
    gpointer value;
    guint i, k, n;

    if (!hc_catalogue(program, HC_EFFECT_DROP)->len) {
        return;
    }
    for (i = 0; i < program->n_summaries; i++) {
        const HcSummary *unit = program->summaries[i];

        for (k = 0; k < unit->functions->len; k++) {
            const HcFunction *function = g_ptr_array_index(unit->functions,
                                                           k);

            /* What is called shows in its callers, with better known
             * terms. */
            for (n = 0; n < function->paths->len &&
                        !hc_program_is_called(program, unit, function->name);
                 n++) {
                note_writes(tables, g_ptr_array_index(function->paths, n));
                note_effects(tables, g_ptr_array_index(function->paths, n));
            }
        }
    }
    /* In any order: findings are sorted at the end. */
    g_hash_table_iter_init(&iter, tables);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Table *table = value;

        if (table->get && table->put && !table->unclear) {
            report(program, table);
        }
    }
}
