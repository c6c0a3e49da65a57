/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/graft.h"

#include "pairing/translate.h"
#include "summary/ranges.h"

HcGraft *hc_graft_new(HcSummary *into, const HcStock *caller)
{
    HcGraft *graft = g_new0(HcGraft, 1);

    graft->into = into;
    graft->caller = caller;
    graft->path = hc_path_new();
    return graft;
}

static void set_value(HcGraft *graft, const HcTerm *unknown,
                      const HcTerm *value)
{
    if (!graft->values) {
        graft->values = g_hash_table_new(NULL, NULL);
    }
    g_hash_table_insert(graft->values, (gpointer)unknown, (gpointer)value);
}

static void set_memory(GHashTable **memory, const HcTerm *place,
                       HcGrafted grafted)
{
    if (!*memory) {
        *memory = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    }
    g_hash_table_insert(*memory, (gpointer)place,
                        g_memdup2(&grafted, sizeof(grafted)));
}

static const HcGrafted *get_memory(GHashTable *memory, const HcTerm *place)
{
    return memory ? g_hash_table_lookup(memory, place) : NULL;
}

/* FALSE: what it says contradicts what @path said before.  Found out as soon
 * as that: each call multiplies the ways there are by then. */
static gboolean add_guard(HcPath *path, const HcTerm *term, GArray *ranges)
{
    guint i;

    for (i = 0; i < path->guards->len; i++) {
        HcGuard *guard = g_ptr_array_index(path->guards, i);

        if (guard->term == term) {
            GArray *both = hc_ranges_intersect(guard->ranges, ranges);

            g_array_unref(guard->ranges);
            guard->ranges = both;
            return both->len != 0;
        }
    }
    hc_path_share_guard(path, term, ranges);
    return ranges->len != 0;
}

HcGraft *hc_graft_copy(const HcGraft *from)
{
    HcGraft *graft = hc_graft_new(from->into, from->caller);
    GHashTableIter iter;
    gpointer key, value;
    guint i;

    for (i = 0; i < from->path->guards->len; i++) {
        const HcGuard *guard = g_ptr_array_index(from->path->guards, i);

        hc_path_share_guard(graft->path, guard->term, guard->ranges);
    }
    for (i = 0; i < from->path->effects->len; i++) {
        g_ptr_array_add(
            graft->path->effects,
            hc_effect_copy(g_ptr_array_index(from->path->effects, i)));
    }
    if (from->values) {
        g_hash_table_iter_init(&iter, from->values);
        while (g_hash_table_iter_next(&iter, &key, &value)) {
            set_value(graft, key, value);
        }
    }
    if (from->memory) {
        g_hash_table_iter_init(&iter, from->memory);
        while (g_hash_table_iter_next(&iter, &key, &value)) {
            set_memory(&graft->memory, key, *(HcGrafted *)value);
        }
    }
    graft->calls = from->calls;
    return graft;
}

void hc_graft_free(HcGraft *graft)
{
    if (!graft) {
        return;
    }
    if (graft->path) {
        hc_path_free(graft->path);
    }
    g_clear_pointer(&graft->values, g_hash_table_unref);
    g_clear_pointer(&graft->memory, g_hash_table_unref);
    g_free(graft);
}

static HcEffect *add_effect(const HcReadingAt *context, const HcEffect *effect)
{
    HcEffect *copy = hc_effect_copy(effect);

    copy->key = effect->key ? hc_translate(context, effect->key) : NULL;
    copy->holder = effect->holder ? hc_translate(context, effect->holder)
                                  : NULL;
    copy->grafted |= context->call != NULL;
    /* A parameter's name says less than what it is given. */
    if (context->call && copy->holder &&
        copy->holder->kind == HC_TERM_STRING && copy->holder_text) {
        g_free(copy->holder_text);
        copy->holder_text = g_strdup_printf("'%s'", copy->holder->text);
    }
    g_ptr_array_add(context->graft->path->effects, copy);
    return copy;
}

void hc_graft_effect(HcGraft *graft, const HcEffect *effect)
{
    HcReadingAt context = { .graft = graft, .stock = graft->caller };

    add_effect(&context, effect);
}

void hc_graft_unknown(HcGraft *graft, const HcEffect *effect)
{
    HcReadingAt context = { .graft = graft, .stock = graft->caller };
    HcEffect *copy = add_effect(&context, effect);

    copy->kind = HC_EFFECT_GIVE_UP;
    if (effect->call->args->len) {
        copy->key = hc_translate(&context,
                              g_ptr_array_index(effect->call->args, 0));
    }
}

/* @effect of the callee stands where the call @call leads. */
static void add_step(HcSummary *into, HcEffect *effect, const HcEffect *call)
{
    g_autofree char *through = g_strdup_printf(
        "%s%s%u:%u%s%s", call->through ? call->through : "",
        call->through ? " " : "", call->place.line, call->place.column,
        effect->through ? " " : "", effect->through ? effect->through : "");

    effect->through = hc_summary_string(into, through);
}

/* What is never NULL and what is a number need no guard.  FALSE: it cannot
 * be. */
static gboolean add_guards(const HcReadingAt *context, const HcPath *path)
{
    guint i;

    for (i = 0; i < path->guards->len; i++) {
        const HcGuard *guard = g_ptr_array_index(path->guards, i);
        const HcTerm *term = hc_translate(context, guard->term);

        if (term->kind == HC_TERM_INT) {
            if (!hc_ranges_contain(guard->ranges, term->value)) {
                return FALSE;
            }
            continue;
        }
        if (term->kind == HC_TERM_HEAP || term->kind == HC_TERM_ADDR ||
            term->kind == HC_TERM_GLOBAL || term->kind == HC_TERM_STRING ||
            term->kind == HC_TERM_APP) {
            /* A pointer, so unsigned: "not NULL" is 1 and up. */
            g_autoptr(GArray) pointers = hc_ranges_new(1, G_MAXINT64);
            g_autoptr(GArray) both = hc_ranges_intersect(guard->ranges,
                                                         pointers);

            if (!both->len) {
                return FALSE;
            }
            continue;
        }
        if (!add_guard(context->graft->path, term, guard->ranges)) {
            return FALSE;
        }
    }
    return TRUE;
}

gboolean hc_graft_may_call(const HcEffect *effect, const HcPath *path)
{
    HcOutcome called = effect->call->outcome, ran = path->outcome;

    return called == HC_OUTCOME_UNKNOWN || ran == HC_OUTCOME_UNKNOWN ||
           called == ran;
}

/* The caller's writes before the call, by place; NULL: none. */
static GHashTable *given_to(HcGraft *graft, const HcUnseenCall *call)
{
    HcReadingAt caller = { .graft = graft, .stock = graft->caller };
    GHashTable *given = NULL;
    guint i;

    for (i = 0; i < call->writes->len; i++) {
        const HcWrite *write = g_ptr_array_index(call->writes, i);
        const HcTerm *place = hc_translate_place(&caller, HC_TERM_LOAD,
                                       hc_translate(&caller, write->base),
                                       write->field);

        set_memory(&given, place,
                   (HcGrafted) { hc_translate(&caller, write->value),
                                 write->value });
    }
    return given;
}

/* Callee's writes become memory; @given tells what they covered. */
static void write_memory(const HcReadingAt *callee, const HcPath *path)
{
    g_autoptr(GPtrArray) places = NULL;
    g_autoptr(GPtrArray) values = NULL;
    guint i;

    if (!path->writes->len) {
        return;
    }
    places = g_ptr_array_new();
    values = g_ptr_array_new();
    for (i = 0; i < path->writes->len; i++) {
        const HcWrite *write = g_ptr_array_index(path->writes, i);

        g_ptr_array_add(places, (gpointer)hc_translate_place(
            callee, HC_TERM_LOAD, hc_translate(callee, write->base),
            write->field));
        g_ptr_array_add(values, (gpointer)hc_translate(callee, write->value));
    }
    /* All were read at entry, so nothing is written before all are read. */
    for (i = 0; i < places->len; i++) {
        const HcGrafted *given = get_memory(callee->given, places->pdata[i]);

        set_memory(&callee->graft->memory, places->pdata[i],
                   (HcGrafted) { values->pdata[i],
                                 given ? given->before : NULL });
    }
}

/* Read with the rest of the callee's terms, before anything is written. */
static void read_back_result(const HcReadingAt *callee, const HcPath *path)
{
    if (callee->call->result && path->result) {
        set_value(callee->graft, callee->call->result,
                  hc_translate(callee, path->result));
    }
}

/* What the caller took for unknown has a value now. */
static void read_back(const HcReadingAt *callee)
{
    HcGraft *graft = callee->graft;
    HcReadingAt caller = { .graft = graft, .stock = graft->caller };
    guint i;

    for (i = 0; i < callee->call->outs->len; i++) {
        const HcWrite *out = g_ptr_array_index(callee->call->outs, i);
        const HcTerm *place = hc_translate_place(&caller, HC_TERM_LOAD,
                                       hc_translate(&caller, out->base),
                                       out->field);

        set_value(graft, out->value, hc_translate_load(callee, place));
    }
}

gboolean hc_graft_call(HcGraft *graft, const HcEffect *effect,
                       const HcStock *stock, const HcPath *path)
{
    HcReadingAt caller = { .graft = graft, .stock = graft->caller };
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    g_autoptr(GHashTable) given = NULL;
    HcReadingAt callee = {
        .graft = graft, .stock = stock, .call = effect->call, .args = args,
    };
    guint i;

    for (i = 0; i < effect->call->args->len; i++) {
        g_ptr_array_add(args, (gpointer)hc_translate(
            &caller, g_ptr_array_index(effect->call->args, i)));
    }
    given = given_to(graft, effect->call);
    callee.given = given;
    graft->calls++;
    if (!add_guards(&callee, path)) {
        return FALSE;
    }
    for (i = 0; i < path->effects->len; i++) {
        add_step(graft->into,
                 add_effect(&callee, g_ptr_array_index(path->effects, i)),
                 effect);
    }
    read_back_result(&callee, path);
    write_memory(&callee, path);
    read_back(&callee);
    return TRUE;
}

HcPath *hc_graft_finish(HcGraft *graft, const HcPath *path)
{
    /* Conditions stand without their order: those on memory are taken to be
     * of the beginning. */
    HcReadingAt entry = {
        .graft = graft, .stock = graft->caller, .at_entry = TRUE,
    };
    HcReadingAt exit = { .graft = graft, .stock = graft->caller };
    GHashTableIter iter;
    gpointer key, value;
    HcPath *whole;
    guint i;

    if (!add_guards(&entry, path)) {
        return NULL;
    }
    whole = g_steal_pointer(&graft->path);
    whole->outcome = path->outcome;
    whole->exit = path->exit;
    whole->result = path->result ? hc_translate(&exit, path->result) : NULL;
    for (i = 0; i < path->writes->len; i++) {
        const HcWrite *write = g_ptr_array_index(path->writes, i);
        const HcTerm *place = hc_translate_place(&exit, HC_TERM_LOAD,
                                       hc_translate(&exit, write->base),
                                       write->field);
        const HcGrafted *grafted = get_memory(graft->memory, place);

        if (grafted && grafted->before == write->value) {
            continue;
        }
        if (grafted) {
            g_hash_table_remove(graft->memory, place);
        }
        if (place->kind == HC_TERM_LOAD) {
            hc_path_add_write(whole, place->args[0], place->text,
                              hc_translate(&exit, write->value));
        }
    }
    if (!graft->memory) {
        return whole;
    }
    g_hash_table_iter_init(&iter, graft->memory);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        const HcTerm *place = key;

        if (place->kind == HC_TERM_LOAD) {
            hc_path_add_write(whole, place->args[0], place->text,
                              ((HcGrafted *)value)->value);
        }
    }
    return whole;
}
