/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/spelled.h"

#include "pairing/catalogue.h"
#include "pairing/elsewhere.h"
#include "pairing/findings.h"
#include "pairing/match.h"
#include "summary/term.h"

/* More of them would be a list, not a hint. */
#define MAX_NOTES 3

static void add_literals(GHashTable *literals, const HcTerm *term)
{
    guint i;

    if (!term) {
        return;
    }
    if (term->kind == HC_TERM_STRING) {
        g_hash_table_add(literals, (gpointer)term->text);
    }
    for (i = 0; i < term->n_args; i++) {
        add_literals(literals, term->args[i]);
    }
}

static void add_writes(GHashTable *literals, const GPtrArray *writes)
{
    guint i;

    for (i = 0; i < writes->len; i++) {
        add_literals(literals, ((HcWrite *)writes->pdata[i])->value);
    }
}

static void add_effects(GHashTable *literals, const GPtrArray *effects)
{
    guint i, k;

    for (i = 0; i < effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(effects, i);

        if (effect->kind == HC_EFFECT_ACQUIRE ||
            effect->kind == HC_EFFECT_RELEASE) {
            continue;
        }
        add_literals(literals, effect->key);
        add_literals(literals, effect->holder);
        if (effect->call) {
            for (k = 0; k < effect->call->args->len; k++) {
                add_literals(literals, effect->call->args->pdata[k]);
            }
            add_writes(literals, effect->call->writes);
        }
    }
}

/* The names under which one pair is held. */
typedef struct Names {
    GHashTable *literals;  /* set */
    GHashTable *composed;  /* shape -> HcTerm, one of that shape: formats,
                            * paths */
    gboolean lost;         /* by the plugin: it may be any literal */
} Names;

struct HcSpelled {
    GHashTable *flowing;   /* literals that are more than the name in a get or
                            * a put: a variable may hold them */
    GHashTable *names;     /* pair -> Names */
};

static void names_free(gpointer data)
{
    Names *names = data;

    g_hash_table_unref(names->literals);
    g_hash_table_unref(names->composed);
    g_free(names);
}

void hc_spelled_free(HcSpelled *spelled)
{
    if (spelled) {
        g_hash_table_unref(spelled->flowing);
        g_hash_table_unref(spelled->names);
        g_free(spelled);
    }
}

void hc_spelled_add(HcProgram *program, const HcPath *path)
{
    HcSpelled *spelled = program->spelled;

    if (!spelled) {
        spelled = program->spelled = g_new0(HcSpelled, 1);
        spelled->flowing = g_hash_table_new(g_str_hash, g_str_equal);
        spelled->names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                               names_free);
    }
    add_writes(spelled->flowing, path->writes);
    add_effects(spelled->flowing, path->effects);
    add_literals(spelled->flowing, path->result);
}

static gboolean flows(HcProgram *program, const char *literal)
{
    /* They are noted with the first look into all files. */
    hc_catalogue(program, HC_EFFECT_ACQUIRE);
    return program->spelled &&
           g_hash_table_contains(program->spelled->flowing, literal);
}

/* A string that somebody else made: a parameter, a field of an object, what an
 * unseen function returned.  Not an element of a table that the file itself
 * may fill with literals. */
static gboolean is_from_outside(const HcTerm *term)
{
    while (term->kind == HC_TERM_LOAD && *term->text) {
        term = term->args[0];
    }
    return term->kind == HC_TERM_SELF || term->kind == HC_TERM_PARAM ||
           (term->kind == HC_TERM_UNKNOWN && term->value != 0);
}

gboolean hc_names_apart(HcProgram *program, const HcTerm *a, const HcTerm *b)
{
    if (!a || !b || a == b) {
        return FALSE;
    }
    if (a->kind == HC_TERM_STRING && b->kind == HC_TERM_STRING) {
        return !g_str_equal(a->text, b->text);
    }
    if (b->kind == HC_TERM_STRING) {
        return hc_names_apart(program, b, a);
    }
    /* By its own text, whoever made it. */
    if (a->kind == HC_TERM_STRING &&
        hc_term_compare_names(a, b) == HC_DIFFERENT) {
        return TRUE;
    }
    return a->kind == HC_TERM_STRING && program->whole_program &&
           is_from_outside(b) &&
           !flows(program, a->text);
}

/* What of a name a literal is compared with: its own literals, and where it
 * has a path or anything else in between. */
static void add_shape(GString *shape, const HcTerm *term)
{
    guint i;

    if (term->kind == HC_TERM_STRING) {
        g_string_append(shape, term->text);
    } else if (term->kind == HC_TERM_APP && g_str_equal(term->text, "path")) {
        g_string_append_c(shape, '\002');
    } else if (term->kind == HC_TERM_APP &&
               g_str_equal(term->text, "format")) {
        for (i = 0; i < term->n_args; i++) {
            add_shape(shape, term->args[i]);
        }
    } else {
        g_string_append_c(shape, '\001');
    }
}

static void add_name(HcProgram *program, const HcSummary *unit,
                     const HcFunction *function, const HcEffect *get)
{
    GHashTable *table = program->spelled->names;
    Names *names = g_hash_table_lookup(table, get->pair ? get->pair : "");
    const HcTerm *holder = get->holder;

    if (!names) {
        names = g_new0(Names, 1);
        names->literals = g_hash_table_new(g_str_hash, g_str_equal);
        names->composed = g_hash_table_new_full(g_str_hash, g_str_equal,
                                                g_free, NULL);
        g_hash_table_insert(table, (gpointer)(get->pair ? get->pair : ""),
                            names);
    }
    if (!holder) {
        names->lost = TRUE;
    } else if (holder->kind == HC_TERM_STRING) {
        g_hash_table_add(names->literals, holder->text);
    } else if (holder->kind == HC_TERM_APP) {
        GString *shape = g_string_new(NULL);

        add_shape(shape, holder);
        g_hash_table_insert(names->composed, g_string_free(shape, FALSE),
                            (gpointer)holder);
    } else if (!is_from_outside(holder) &&
               /* A wrapper's own parameter shows in its callers. */
               !(holder->kind == HC_TERM_PARAM &&
                 hc_program_is_called(program, unit, function->name))) {
        names->lost = TRUE;
    }
}

typedef void (*EffectFn)(HcProgram *program, const HcSummary *unit,
                         const HcFunction *function, const HcPath *path,
                         const HcEffect *effect, gpointer opaque);

static void for_effects(HcProgram *program, HcEffectKind kind, EffectFn fn,
                        gpointer opaque)
{
    const GArray *all = hc_catalogue(program, kind);
    guint i;

    for (i = 0; i < all->len; i++) {
        const HcEntry *entry = hc_entry_at(all, i);

        fn(program, program->summaries[entry->unit], entry->function,
           entry->path, entry->effect, opaque);
    }
}

static void on_get(HcProgram *program, const HcSummary *unit,
                   const HcFunction *function, const HcPath *path,
                   const HcEffect *effect, gpointer opaque)
{
    add_name(program, unit, function, effect);
}

/* Whether any get may be under the literal @name; no get at all counts, too:
 * then it is not the name that is wrong. */
static gboolean may_be_held(HcProgram *program, const char *pair,
                            const HcTerm *name)
{
    const Names *names = g_hash_table_lookup(program->spelled->names,
                                             pair ? pair : "");
    GHashTableIter iter;
    gpointer composed;

    if (!names || names->lost ||
        g_hash_table_contains(names->literals, name->text) ||
        flows(program, name->text)) {
        return TRUE;
    }
    g_hash_table_iter_init(&iter, names->composed);
    while (g_hash_table_iter_next(&iter, NULL, &composed)) {
        if (hc_term_compare_names(composed, name) != HC_DIFFERENT) {
            return TRUE;
        }
    }
    return FALSE;
}

typedef struct Put {
    HcProgram *program;
    const HcEffect *put;
    const HcPath *path;
    GPtrArray *gets;     /* HcEffect: that may be of its IOThread */
} Put;

static void add_get(HcProgram *program, const HcSummary *unit,
                    const HcFunction *function, const HcPath *path,
                    const HcEffect *get, gpointer opaque)
{
    Put *put = opaque;
    guint i;

    if (!hc_same_pair(get, put->put) ||
        !hc_keys_may_match(get->key, put->put->key) ||
        hc_unlike_owners(get, put->put)) {
        return;
    }
    for (i = 0; i < put->gets->len; i++) {
        const HcEffect *known = g_ptr_array_index(put->gets, i);

        if (hc_place_compare(&known->place, &get->place) == 0) {
            return;
        }
    }
    g_ptr_array_add(put->gets, (gpointer)get);
}

/* Something was said of this statement. */
static gboolean is_told(const HcProgram *program, const HcEffect *put)
{
    guint i;

    for (i = 0; i < program->result->findings->len; i++) {
        const HcFinding *finding =
            g_ptr_array_index(program->result->findings, i);

        if (hc_place_compare(&finding->place, &put->place) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static int compare_gets(gconstpointer a, gconstpointer b)
{
    const HcEffect *x = *(HcEffect *const *)a;
    const HcEffect *y = *(HcEffect *const *)b;

    return hc_place_compare(&x->place, &y->place);
}

static void report(const Put *put)
{
    const HcEffect *effect = put->put;
    const HcEffect *get = put->gets->len ? put->gets->pdata[0] : NULL;
    HcFinding *finding;
    guint i;

    if (put->gets->len == 1) {
        finding = hc_finding_add(put->program->result, HC_MSG_MISMATCH_HOLDER,
                                 &effect->place, &get->place,
                                 effect->function, effect->key_text,
                                 effect->holder_text, get->holder_text);
    } else {
        finding = hc_finding_add(put->program->result, HC_MSG_MISMATCH_NOBODY,
                                 &effect->place, NULL,
                                 effect->function, effect->key_text,
                                 effect->holder_text, NULL);
        hc_finding_about(finding, effect);
    }
    g_ptr_array_sort(put->gets, compare_gets);
    for (i = 0; i < MIN(put->gets->len, MAX_NOTES); i++) {
        hc_finding_note_get(finding, put->gets->pdata[i]);
    }
}

/* The get of the same IOThread on the put's own path: no doubt which hold was
 * meant. */
static const HcEffect *own_get(const Put *put)
{
    const HcEffect *found = NULL;
    guint i;

    for (i = 0; i < put->path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(put->path->effects, i);

        if (effect == put->put) {
            break;
        }
        if (effect->kind == HC_EFFECT_ACQUIRE &&
            effect->key == put->put->key &&
            hc_same_pair(effect, put->put)) {
            found = effect;
        }
    }
    return found;
}

static void judge(HcProgram *program, const HcSummary *unit,
                  const HcFunction *function, const HcPath *path,
                  const HcEffect *effect, gpointer opaque)
{
    g_autoptr(GPtrArray) gets = NULL;
    Put put = { program, effect, path, NULL };
    const HcEffect *own;

    if (effect->reported || !effect->holder ||
        effect->holder->kind != HC_TERM_STRING ||
        may_be_held(program, effect->pair, effect->holder) ||
        is_told(program, effect)) {
        return;
    }
    put.gets = gets = g_ptr_array_new();
    own = own_get(&put);
    if (own) {
        g_ptr_array_add(gets, (gpointer)own);
    } else {
        for_effects(program, HC_EFFECT_ACQUIRE, add_get, &put);
    }
    report(&put);
}

void hc_spelled_puts(HcProgram *program)
{
    if (!program->whole_program) {
        return;
    }
    for_effects(program, HC_EFFECT_ACQUIRE, on_get, NULL);
    for_effects(program, HC_EFFECT_RELEASE, judge, NULL);
}
