/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/outside.h"

#include "pairing/catalogue.h"
#include "pairing/elsewhere.h"
#include "pairing/ledger.h"
#include "pairing/match.h"
#include "pairing/spelled.h"

/* What no name is known of. */
#define NAMELESS ""

typedef struct Outside {
    const HcSummary *unit;
    const HcFunction *function;
    const HcEffect *effect;
    gboolean runs;      /* somebody calls the function, or may */
    gboolean loose;     /* called, but by a call that was not linked */
} Outside;

static gboolean same_hold(const HcEffect *a, const HcEffect *b)
{
    return hc_same_pair(a, b) && a->key == b->key && a->holder == b->holder;
}

gboolean hc_is_balanced(const HcPath *path, guint at)
{
    const HcEffect *put = g_ptr_array_index(path->effects, at);
    gint open = 0;
    guint i;

    for (i = 0; i < at; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->matched || !same_hold(effect, put)) {
            continue;
        }
        if (effect->kind == HC_EFFECT_ACQUIRE) {
            open++;
        } else if (effect->kind == HC_EFFECT_RELEASE && open > 0) {
            open--;
        }
    }
    return open > 0;
}

static void add(GHashTable *index, const HcSummary *unit,
                const HcFunction *function, const HcEffect *effect,
                gboolean runs, gboolean loose)
{
    g_autofree char *name = hc_key_name(effect->key);
    const char *key = name ? name : NAMELESS;
    GPtrArray *list = g_hash_table_lookup(index, key);
    Outside *outside = g_new(Outside, 1);

    if (!list) {
        list = g_ptr_array_new_with_free_func(g_free);
        g_hash_table_insert(index, g_strdup(key), list);
    }
    *outside = (Outside) { unit, function, effect, runs, loose };
    g_ptr_array_add(list, outside);
}

/* What the functions that take and put are looked for under. */
typedef struct Named {
    GHashTable *called_back;  /* sets of names */
    GHashTable *unlinked;     /* by a call that means several: any of them may
                               * run, and none of them shows in the caller */
} Named;

static void add_names(GHashTable *names, const GArray *entries)
{
    guint i;

    for (i = 0; i < entries->len; i++) {
        const char *name = hc_entry_at(entries, i)->effect->slot_function;

        if (name) {
            g_hash_table_add(names, (gpointer)name);
        }
    }
}

/* Whether anything names the function: what takes or puts is looked for in all
 * files, so a function that nobody calls by then is called by nobody. */
static gboolean may_run(const HcProgram *program, const Named *named,
                        const HcFunction *function)
{
    return function->is_static || g_str_equal(function->name, "main") ||
           hc_index_in_slot(program->index, function->name) ||
           g_hash_table_contains(named->called_back, function->name) ||
           g_hash_table_contains(named->unlinked, function->name);
}

static void add_entry(HcProgram *program, GHashTable *index,
                      const Named *named, const HcEntry *entry)
{
    const HcSummary *unit = program->summaries[entry->unit];
    const HcFunction *function = entry->function;
    gboolean loose = g_hash_table_contains(named->unlinked, function->name);

    /* What is called shows in its callers, with better known terms. */
    if (loose || !hc_program_is_called(program, unit, function->name)) {
        add(index, unit, function, entry->effect,
            may_run(program, named, function), loose);
    }
}

static GHashTable *index_new(HcProgram *program, const Named *named,
                             HcEffectKind kind)
{
    GHashTable *index = g_hash_table_new_full(
        g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    const GArray *entries = hc_catalogue(program, kind);
    guint i;

    for (i = 0; i < entries->len; i++) {
        const HcEntry *entry = hc_entry_at(entries, i);

        if (!entry->effect->matched &&
            !(kind == HC_EFFECT_RELEASE &&
              (hc_program_matched(program, entry->effect) ||
               hc_is_balanced(entry->path, entry->at)))) {
            add_entry(program, index, named, entry);
        }
    }
    return index;
}

static GHashTable *index_of(HcProgram *program, HcEffectKind kind)
{
    if (!program->outside[0]) {
        g_autoptr(GHashTable) called_back = g_hash_table_new(g_str_hash,
                                                             g_str_equal);
        g_autoptr(GHashTable) unlinked = g_hash_table_new(g_str_hash,
                                                          g_str_equal);
        Named named = { called_back, unlinked };

        add_names(called_back, hc_catalogue(program, HC_EFFECT_REGISTER));
        add_names(unlinked, hc_catalogue(program, HC_EFFECT_CALL));
        add_names(unlinked, hc_catalogue(program, HC_EFFECT_GIVE_UP));
        program->outside[0] = index_new(program, &named, HC_EFFECT_ACQUIRE);
        program->outside[1] = index_new(program, &named, HC_EFFECT_RELEASE);
    }
    return program->outside[kind == HC_EFFECT_RELEASE];
}

/* @idle: functions that nobody calls count, too */
static gboolean is_in(HcScope *scope, GHashTable *index, const char *name,
                      const HcEffect *effect, const HcPath *path,
                      gboolean idle)
{
    const GPtrArray *list = g_hash_table_lookup(index, name);
    guint i;

    for (i = 0; list && i < list->len; i++) {
        const Outside *outside = g_ptr_array_index(list, i);

        if ((idle || outside->runs) &&
            (outside->loose ||
             !hc_scope_has(scope, outside->function->name)) &&
            hc_may_be_one_hold(scope->program, effect, outside->effect,
                               path) &&
            !hc_scope_need_not_run(scope, outside->function->name)) {
            return TRUE;
        }
    }
    return FALSE;
}

typedef gboolean Wanted(HcProgram *program, const HcEffect *get,
                        const HcEffect *put, const HcPath *path);

/* The first put that is @wanted, of what @path keeps the IOThread in. */
static const HcEffect *find_kept(HcProgram *program, const HcEffect *get,
                                 const HcPath *path, Wanted *wanted)
{
    GHashTable *index = index_of(program, HC_EFFECT_RELEASE);
    guint at = 0, k;
    char *field;

    while ((field = hc_kept_name(path, get->key, &at))) {
        const GPtrArray *list = g_hash_table_lookup(index, field);

        g_free(field);
        for (k = 0; list && k < list->len; k++) {
            const HcEffect *put = ((Outside *)list->pdata[k])->effect;

            if (wanted(program, get, put, path)) {
                return put;
            }
        }
    }
    return NULL;
}

/* The hold map shows all that may be meant. */
static gboolean note_put(HcProgram *program, const HcEffect *get,
                         const HcEffect *put, const HcPath *path)
{
    if (hc_may_be_one_hold(program, get, put, path)) {
        hc_ledger_put(program, get, put, NULL);
    }
    return FALSE;
}

static gboolean is_misnamed(HcProgram *program, const HcEffect *get,
                            const HcEffect *put, const HcPath *path)
{
    return hc_same_pair(put, get) && !hc_unlike_owners(get, put) &&
           hc_names_apart(program, get->holder, put->holder);
}

/* Whether an effect on one of the fields that @path keeps the IOThread in may
 * be meant. */
static gboolean is_in_copies(HcScope *scope, GHashTable *index,
                             const HcEffect *effect, const HcPath *path,
                             gboolean idle)
{
    gboolean found = FALSE;
    guint at = 0;
    char *field;

    while (!found && (field = hc_kept_name(path, effect->key, &at))) {
        found = is_in(scope, index, field, effect, path, idle);
        g_free(field);
    }
    return found;
}

gboolean hc_outside_kept(HcScope *scope, const HcEffect *get,
                         const HcPath *path)
{
    GHashTable *index;

    if (!scope->program->whole_program || !scope->program->judging) {
        return TRUE;
    }
    index = index_of(scope->program, HC_EFFECT_RELEASE);
    /* Outside of life cycles nobody knows what else is part of it all. */
    find_kept(scope->program, get, path, note_put);
    return is_in(scope, index, NAMELESS, get, path, TRUE) ||
           is_in_copies(scope, index, get, path, TRUE);
}

const HcEffect *hc_outside_misnamed(HcScope *scope, const HcEffect *get,
                                    const HcPath *path)
{
    return find_kept(scope->program, get, path, is_misnamed);
}

/* Looked up by its id, and left in a field: that is what it is put by. */
static gboolean is_kept(const HcEffect *get, const HcPath *path)
{
    return get->key && get->key->kind == HC_TERM_UNKNOWN &&
           hc_keeps(path, get->key);
}

static gboolean is_outside(HcScope *scope, HcEffectKind kind,
                           const HcEffect *effect, const HcPath *path,
                           gboolean idle)
{
    g_autofree char *name = hc_key_name(effect->key);
    GHashTable *index;
    GHashTableIter iter;
    gpointer key;

    if (!scope->program->whole_program || !scope->program->judging) {
        return TRUE;
    }
    index = index_of(scope->program, kind);
    if (!name && !is_kept(effect, path)) {
        g_hash_table_iter_init(&iter, index);
        while (g_hash_table_iter_next(&iter, &key, NULL)) {
            if (is_in(scope, index, key, effect, path, idle)) {
                return TRUE;
            }
        }
        return FALSE;
    }
    return is_in(scope, index, NAMELESS, effect, path, idle) ||
           (name && is_in(scope, index, name, effect, path, idle)) ||
           is_in_copies(scope, index, effect, path, idle);
}

gboolean hc_outside(HcScope *scope, HcEffectKind kind, const HcEffect *effect,
                    const HcPath *path)
{
    return is_outside(scope, kind, effect, path, FALSE);
}

gboolean hc_outside_idle(HcScope *scope, HcEffectKind kind,
                         const HcEffect *effect, const HcPath *path)
{
    return is_outside(scope, kind, effect, path, TRUE);
}

void hc_outside_free(HcProgram *program)
{
    g_clear_pointer(&program->outside[0], g_hash_table_unref);
    g_clear_pointer(&program->outside[1], g_hash_table_unref);
}
