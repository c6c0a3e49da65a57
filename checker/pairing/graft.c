/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/graft.h"

#include "summary/ranges.h"
#include "summary/term.h"

/* What a callee wrote. */
typedef struct HcGrafted {
    const HcTerm *value;    /* of the linked summary */
    const HcTerm *before;   /* what the caller had there, its term; NULL: it
                             * had not written it */
} HcGrafted;

/* Where terms are read: the caller's own (@call is NULL), or a callee's. */
typedef struct Context {
    HcGraft *graft;
    const HcStock *stock;
    const HcUnseenCall *call;
    GPtrArray *args;        /* of the linked summary */
    GHashTable *given;      /* place -> HcGrafted: the caller's writes */
    gboolean at_entry;      /* loads are not looked up: a guard's */
} Context;

HcStock *hc_stock_new(const HcSummary *unit)
{
    HcStock *stock = g_new0(HcStock, 1);
    GHashTableIter iter;
    gpointer term;

    stock->unit = unit;
    stock->by_id = g_ptr_array_new();
    g_ptr_array_set_size(stock->by_id, unit->next_term);
    g_hash_table_iter_init(&iter, unit->terms);
    while (g_hash_table_iter_next(&iter, &term, NULL)) {
        stock->by_id->pdata[((HcTerm *)term)->id] = term;
    }
    return stock;
}

void hc_stock_free(HcStock *stock)
{
    g_ptr_array_unref(stock->by_id);
    g_free(stock);
}

HcGraft *hc_graft_new(HcSummary *into, const HcStock *caller)
{
    HcGraft *graft = g_new0(HcGraft, 1);

    graft->into = into;
    graft->caller = caller;
    graft->path = hc_path_new();
    graft->values = g_hash_table_new(NULL, NULL);
    graft->memory = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    return graft;
}

HcGraft *hc_graft_copy(const HcGraft *from)
{
    HcGraft *graft = hc_graft_new(from->into, from->caller);
    GHashTableIter iter;
    gpointer key, value;
    guint i;

    for (i = 0; i < from->path->guards->len; i++) {
        const HcGuard *guard = g_ptr_array_index(from->path->guards, i);
        HcGuard *copy = hc_path_add_guard(graft->path, guard->term);

        g_array_append_vals(copy->ranges, guard->ranges->data,
                            guard->ranges->len);
    }
    for (i = 0; i < from->path->effects->len; i++) {
        g_ptr_array_add(
            graft->path->effects,
            hc_effect_copy(g_ptr_array_index(from->path->effects, i)));
    }
    g_hash_table_iter_init(&iter, from->values);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        g_hash_table_insert(graft->values, key, value);
    }
    g_hash_table_iter_init(&iter, from->memory);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        g_hash_table_insert(graft->memory, key,
                            g_memdup2(value, sizeof(HcGrafted)));
    }
    graft->calls = from->calls;
    return graft;
}

void hc_graft_free(HcGraft *graft)
{
    if (graft->path) {
        hc_path_free(graft->path);
    }
    g_hash_table_unref(graft->values);
    g_hash_table_unref(graft->memory);
    g_free(graft);
}

static const HcTerm *translate(const Context *context, const HcTerm *term);

/* "vq[#7].ctx": the index is a term of the stock. */
static char *translate_field(const Context *context, const char *field)
{
    GString *out = g_string_new(NULL);
    const GPtrArray *by_id = context->stock->by_id;

    while (*field) {
        gsize text = strcspn(field, "#");
        const HcTerm *index = NULL;
        char *end;
        gulong id;

        g_string_append_len(out, field, text);
        field += text;
        if (!*field) {
            break;
        }
        id = strtoul(field + 1, &end, 10);
        if (id < by_id->len && by_id->pdata[id]) {
            index = translate(context, by_id->pdata[id]);
        }
        if (index && index->kind == HC_TERM_INT) {
            g_string_append_printf(out, "%" G_GINT64_FORMAT, index->value);
        } else if (index) {
            g_string_append_printf(out, "#%u", index->id);
        } else {
            g_string_append_c(out, '?');
        }
        field = end;
    }
    return g_string_free(out, FALSE);
}

static const HcTerm *place_of(const Context *context, HcTermKind kind,
                              const HcTerm *base, const char *field)
{
    g_autofree char *translated = NULL;

    if (strchr(field, '#')) {
        translated = translate_field(context, field);
        field = translated;
    }
    return hc_summary_term(context->graft->into, kind, 0, field, &base, 1);
}

static const HcTerm *load(const Context *context, const HcTerm *place)
{
    const HcGrafted *given, *grafted;

    if (place->kind != HC_TERM_LOAD || context->at_entry) {
        return place;
    }
    grafted = g_hash_table_lookup(context->graft->memory, place);
    given = context->given ? g_hash_table_lookup(context->given, place)
                           : NULL;
    /* The caller knows nothing of what another callee wrote: only if it has
     * written there since, its own word counts. */
    if (given && (!grafted || grafted->before != given->before)) {
        return given->value;
    }
    if (grafted) {
        return grafted->value;
    }
    if (place->args[0]->kind == HC_TERM_HEAP && place->args[0]->value) {
        return hc_summary_term(context->graft->into, HC_TERM_INT, 0, NULL,
                               NULL, 0);
    }
    return place;
}

/* What is new in a callee is new each time it is called. */
static const HcTerm *fresh(const Context *context, HcTermKind kind,
                           const HcTerm *term)
{
    g_autofree char *text = g_strdup_printf("c%u.%s", context->graft->calls,
                                            term->text);

    return hc_summary_term(context->graft->into, kind, term->value, text,
                           NULL, 0);
}

static const HcTerm *argument(const Context *context, const HcTerm *term)
{
    guint at = term->kind == HC_TERM_SELF ? 0 : (guint)term->value;

    if (at < context->args->len) {
        return g_ptr_array_index(context->args, at);
    }
    return fresh(context, HC_TERM_UNKNOWN, term);
}

static const HcTerm *with_args(const Context *context, const HcTerm *term)
{
    g_autofree const HcTerm **args = g_new(const HcTerm *, term->n_args + 1);
    guint i;

    for (i = 0; i < term->n_args; i++) {
        args[i] = translate(context, term->args[i]);
    }
    return hc_summary_term(context->graft->into, term->kind, term->value,
                           term->text, args, term->n_args);
}

static const HcTerm *translate(const Context *context, const HcTerm *term)
{
    g_autofree char *text = NULL;
    const HcTerm *known;

    switch (term->kind) {
    case HC_TERM_UNKNOWN:
        if (context->call) {
            return fresh(context, HC_TERM_UNKNOWN, term);
        }
        known = g_hash_table_lookup(context->graft->values, term);
        return known ? known : with_args(context, term);
    case HC_TERM_HEAP:
        return context->call ? fresh(context, HC_TERM_HEAP, term)
                             : with_args(context, term);
    case HC_TERM_SELF:
    case HC_TERM_PARAM:
        return context->call ? argument(context, term)
                             : with_args(context, term);
    case HC_TERM_LOAD:
        return load(context,
                    place_of(context, HC_TERM_LOAD,
                             translate(context, term->args[0]), term->text));
    case HC_TERM_ADDR:
        return place_of(context, HC_TERM_ADDR,
                        translate(context, term->args[0]), term->text);
    case HC_TERM_GLOBAL:
        if (context->call && term->value == 1) {
            /* Static in the callee's file; 2: says which file's already. */
            text = g_strdup_printf("%s:%s", context->stock->unit->unit,
                                   term->text);
            return hc_summary_term(context->graft->into, HC_TERM_GLOBAL, 2,
                                   text, NULL, 0);
        }
        return with_args(context, term);
    default:
        return with_args(context, term);
    }
}

static HcEffect *add_effect(const Context *context, const HcEffect *effect)
{
    HcEffect *copy = hc_effect_copy(effect);

    copy->key = effect->key ? translate(context, effect->key) : NULL;
    copy->holder = effect->holder ? translate(context, effect->holder) : NULL;
    g_ptr_array_add(context->graft->path->effects, copy);
    return copy;
}

void hc_graft_effect(HcGraft *graft, const HcEffect *effect)
{
    Context context = { .graft = graft, .stock = graft->caller };

    add_effect(&context, effect);
}

void hc_graft_unknown(HcGraft *graft, const HcEffect *effect)
{
    Context context = { .graft = graft, .stock = graft->caller };
    HcEffect *copy = add_effect(&context, effect);

    copy->kind = HC_EFFECT_GIVE_UP;
    if (effect->call->args->len) {
        copy->key = translate(&context,
                              g_ptr_array_index(effect->call->args, 0));
    }
}

/* What is never NULL and what is a number need no guard.  FALSE: it cannot
 * be. */
static gboolean add_guards(const Context *context, const HcPath *path)
{
    guint i;

    for (i = 0; i < path->guards->len; i++) {
        const HcGuard *guard = g_ptr_array_index(path->guards, i);
        const HcTerm *term = translate(context, guard->term);
        HcGuard *copy;

        if (term->kind == HC_TERM_INT) {
            if (!hc_ranges_contain(guard->ranges, term->value)) {
                return FALSE;
            }
            continue;
        }
        if (term->kind == HC_TERM_HEAP || term->kind == HC_TERM_ADDR ||
            term->kind == HC_TERM_GLOBAL) {
            g_autoptr(GArray) nonzero = hc_ranges_new_nonzero();
            g_autoptr(GArray) both = hc_ranges_intersect(guard->ranges,
                                                         nonzero);

            if (!both->len) {
                return FALSE;
            }
            continue;
        }
        copy = hc_path_add_guard(context->graft->path, term);
        g_array_append_vals(copy->ranges, guard->ranges->data,
                            guard->ranges->len);
    }
    return TRUE;
}

static gboolean outcomes_agree(HcOutcome called, HcOutcome ran)
{
    return called == HC_OUTCOME_UNKNOWN || ran == HC_OUTCOME_UNKNOWN ||
           called == ran;
}

/* The caller's writes before the call, by place. */
static GHashTable *given_to(HcGraft *graft, const HcUnseenCall *call)
{
    Context caller = { .graft = graft, .stock = graft->caller };
    GHashTable *given = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    guint i;

    for (i = 0; i < call->writes->len; i++) {
        const HcWrite *write = g_ptr_array_index(call->writes, i);
        const HcTerm *place = place_of(&caller, HC_TERM_LOAD,
                                       translate(&caller, write->base),
                                       write->field);
        HcGrafted *entry = g_new(HcGrafted, 1);

        entry->value = translate(&caller, write->value);
        entry->before = write->value;
        g_hash_table_insert(given, (gpointer)place, entry);
    }
    return given;
}

/* Callee's writes become memory; @given tells what they covered. */
static void write_memory(const Context *callee, const HcPath *path)
{
    g_autoptr(GPtrArray) places = g_ptr_array_new();
    g_autoptr(GPtrArray) values = g_ptr_array_new();
    guint i;

    for (i = 0; i < path->writes->len; i++) {
        const HcWrite *write = g_ptr_array_index(path->writes, i);

        g_ptr_array_add(places, (gpointer)place_of(
            callee, HC_TERM_LOAD, translate(callee, write->base),
            write->field));
        g_ptr_array_add(values, (gpointer)translate(callee, write->value));
    }
    /* All were read at entry, so nothing is written before all are read. */
    for (i = 0; i < places->len; i++) {
        const HcGrafted *given = g_hash_table_lookup(callee->given,
                                                     places->pdata[i]);
        HcGrafted *entry = g_new(HcGrafted, 1);

        entry->value = values->pdata[i];
        entry->before = given ? given->before : NULL;
        g_hash_table_insert(callee->graft->memory, places->pdata[i], entry);
    }
}

/* Read with the rest of the callee's terms, before anything is written. */
static void read_back_result(const Context *callee, const HcPath *path)
{
    if (callee->call->result && path->result) {
        g_hash_table_insert(callee->graft->values,
                            (gpointer)callee->call->result,
                            (gpointer)translate(callee, path->result));
    }
}

/* What the caller took for unknown has a value now. */
static void read_back(const Context *callee)
{
    HcGraft *graft = callee->graft;
    Context caller = { .graft = graft, .stock = graft->caller };
    guint i;

    for (i = 0; i < callee->call->outs->len; i++) {
        const HcWrite *out = g_ptr_array_index(callee->call->outs, i);
        const HcTerm *place = place_of(&caller, HC_TERM_LOAD,
                                       translate(&caller, out->base),
                                       out->field);

        g_hash_table_insert(graft->values, (gpointer)out->value,
                            (gpointer)load(callee, place));
    }
}

gboolean hc_graft_call(HcGraft *graft, const HcEffect *effect,
                       const HcStock *stock, const HcPath *path)
{
    Context caller = { .graft = graft, .stock = graft->caller };
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    g_autoptr(GHashTable) given = NULL;
    Context callee = {
        .graft = graft, .stock = stock, .call = effect->call, .args = args,
    };
    guint i;

    if (!outcomes_agree(effect->call->outcome, path->outcome)) {
        return FALSE;
    }
    for (i = 0; i < effect->call->args->len; i++) {
        g_ptr_array_add(args, (gpointer)translate(
            &caller, g_ptr_array_index(effect->call->args, i)));
    }
    given = given_to(graft, effect->call);
    callee.given = given;
    graft->calls++;
    if (!add_guards(&callee, path)) {
        return FALSE;
    }
    for (i = 0; i < path->effects->len; i++) {
        add_effect(&callee, g_ptr_array_index(path->effects, i));
    }
    read_back_result(&callee, path);
    write_memory(&callee, path);
    read_back(&callee);
    return TRUE;
}

static gboolean contradicts_itself(HcPath *path)
{
    guint i, k;

    for (i = 0; i < path->guards->len; i++) {
        HcGuard *a = g_ptr_array_index(path->guards, i);

        for (k = i + 1; k < path->guards->len; ) {
            HcGuard *b = g_ptr_array_index(path->guards, k);
            GArray *both;

            if (a->term != b->term) {
                k++;
                continue;
            }
            both = hc_ranges_intersect(a->ranges, b->ranges);
            g_array_unref(a->ranges);
            a->ranges = both;
            g_ptr_array_remove_index(path->guards, k);
        }
        if (!a->ranges->len) {
            return TRUE;
        }
    }
    return FALSE;
}

HcPath *hc_graft_finish(HcGraft *graft, const HcPath *path)
{
    /* Conditions stand without their order: those on memory are taken to be
     * of the beginning. */
    Context entry = {
        .graft = graft, .stock = graft->caller, .at_entry = TRUE,
    };
    Context exit = { .graft = graft, .stock = graft->caller };
    GHashTableIter iter;
    gpointer key, value;
    HcPath *whole;
    guint i;

    if (!add_guards(&entry, path) || contradicts_itself(graft->path)) {
        return NULL;
    }
    whole = g_steal_pointer(&graft->path);
    whole->outcome = path->outcome;
    whole->exit = path->exit;
    whole->result = path->result ? translate(&exit, path->result) : NULL;
    for (i = 0; i < path->writes->len; i++) {
        const HcWrite *write = g_ptr_array_index(path->writes, i);
        const HcTerm *place = place_of(&exit, HC_TERM_LOAD,
                                       translate(&exit, write->base),
                                       write->field);
        const HcGrafted *grafted = g_hash_table_lookup(graft->memory, place);

        if (grafted && grafted->before == write->value) {
            continue;
        }
        g_hash_table_remove(graft->memory, place);
        if (place->kind == HC_TERM_LOAD) {
            hc_path_add_write(whole, place->args[0], place->text,
                              translate(&exit, write->value));
        }
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
