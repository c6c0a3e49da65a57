/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/spelled.h"

#include "pairing/elsewhere.h"
#include "pairing/findings.h"
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

/* Literals that are more than the name in a get or a put: a variable may hold
 * them. */
static GHashTable *flowing(HcProgram *program)
{
    guint i, k, n;

    if (program->flowing) {
        return program->flowing;
    }
    program->flowing = g_hash_table_new(g_str_hash, g_str_equal);
    for (i = 0; i < program->n_summaries; i++) {
        const GPtrArray *functions = program->summaries[i]->functions;

        for (k = 0; k < functions->len; k++) {
            const GPtrArray *paths = ((HcFunction *)functions->pdata[k])->paths;

            for (n = 0; n < paths->len; n++) {
                const HcPath *path = g_ptr_array_index(paths, n);

                add_writes(program->flowing, path->writes);
                add_effects(program->flowing, path->effects);
                add_literals(program->flowing, path->result);
            }
        }
    }
    return program->flowing;
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
    return a->kind == HC_TERM_STRING && program->whole_program &&
           is_from_outside(b) &&
           !g_hash_table_contains(flowing(program), a->text);
}

typedef struct Put {
    HcProgram *program;
    const HcEffect *put;
    const HcPath *path;
    GPtrArray *gets;     /* HcEffect: of its IOThread, under other names */
    gboolean held;       /* or it may be */
    gboolean any;        /* there is a get at all */
} Put;

static void add_get(GPtrArray *gets, const HcEffect *get)
{
    guint i;

    for (i = 0; i < gets->len; i++) {
        const HcEffect *known = g_ptr_array_index(gets, i);

        if (hc_place_compare(&known->place, &get->place) == 0) {
            return;
        }
    }
    g_ptr_array_add(gets, (gpointer)get);
}

static void relate(Put *put, const HcSummary *unit, const HcFunction *function,
                   const HcEffect *get)
{
    HcProgram *program = put->program;

    if (get->kind != HC_EFFECT_ACQUIRE ||
        g_strcmp0(get->pair, put->put->pair) != 0) {
        return;
    }
    put->any = TRUE;
    /* A wrapper's own parameter shows in its callers. */
    if (get->holder && get->holder->kind == HC_TERM_PARAM &&
        hc_program_is_called(program, unit, function->name)) {
        return;
    }
    if (!hc_names_apart(program, get->holder, put->put->holder) &&
        hc_term_compare_names(get->holder, put->put->holder) !=
        HC_DIFFERENT) {
        put->held = TRUE;
        return;
    }
    if (hc_keys_may_match(get->key, put->put->key) &&
        !hc_unlike_owners(get, put->put)) {
        add_get(put->gets, get);
    }
}

static void search(Put *put)
{
    HcProgram *program = put->program;
    guint i, k, n, e;

    for (i = 0; i < program->n_summaries && !put->held; i++) {
        const HcSummary *unit = program->summaries[i];

        for (k = 0; k < unit->functions->len; k++) {
            const HcFunction *function = g_ptr_array_index(unit->functions, k);

            for (n = 0; n < function->paths->len; n++) {
                const HcPath *path = g_ptr_array_index(function->paths, n);

                for (e = 0; e < path->effects->len; e++) {
                    relate(put, unit, function, path->effects->pdata[e]);
                }
            }
        }
    }
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
            g_strcmp0(effect->pair, put->put->pair) == 0) {
            found = effect;
        }
    }
    return found;
}

static void judge(HcProgram *program, const HcPath *path,
                  const HcEffect *effect)
{
    g_autoptr(GPtrArray) gets = NULL;
    Put put = { .program = program, .put = effect, .path = path };
    const HcEffect *own;

    if (effect->kind != HC_EFFECT_RELEASE || effect->reported ||
        !effect->holder || effect->holder->kind != HC_TERM_STRING ||
        is_told(program, effect)) {
        return;
    }
    put.gets = gets = g_ptr_array_new();
    search(&put);
    if (!put.any || put.held) {
        return;
    }
    own = own_get(&put);
    if (own) {
        g_ptr_array_set_size(gets, 0);
        g_ptr_array_add(gets, (gpointer)own);
    }
    report(&put);
}

void hc_spelled_puts(HcProgram *program)
{
    guint i, k, n, e;

    for (i = 0; program->whole_program && i < program->n_summaries; i++) {
        const GPtrArray *functions = program->summaries[i]->functions;

        for (k = 0; k < functions->len; k++) {
            const GPtrArray *paths = ((HcFunction *)functions->pdata[k])->paths;

            for (n = 0; n < paths->len; n++) {
                const HcPath *path = g_ptr_array_index(paths, n);

                for (e = 0; e < path->effects->len; e++) {
                    judge(program, path, path->effects->pdata[e]);
                }
            }
        }
    }
}
