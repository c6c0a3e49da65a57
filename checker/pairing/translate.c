/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/translate.h"

#include "summary/term.h"

HcStock *hc_stock_new(const HcSummary *unit)
{
    HcStock *stock = g_new0(HcStock, 1);

    stock->unit = unit;
    stock->by_id = hc_terms_by_id(unit);
    return stock;
}

void hc_stock_free(HcStock *stock)
{
    g_ptr_array_unref(stock->by_id);
    g_free(stock);
}

static const HcTerm *index_of(guint id, gpointer opaque)
{
    const HcReadingAt *context = opaque;
    const GPtrArray *by_id = context->stock->by_id;

    return id < by_id->len && by_id->pdata[id]
           ? hc_translate(context, by_id->pdata[id]) : NULL;
}

const HcTerm *hc_translate_place(const HcReadingAt *context, HcTermKind kind,
                              const HcTerm *base, const char *field)
{
    g_autofree char *translated = NULL;

    if (strchr(field, '#')) {
        translated = hc_field_with_indices(field, index_of,
                                           (gpointer)context);
        field = translated;
    }
    return hc_summary_term(context->graft->into, kind, 0, field, &base, 1);
}

const HcTerm *hc_translate_load(const HcReadingAt *context, const HcTerm *place)
{
    const HcGrafted *given, *grafted;

    if (place->kind != HC_TERM_LOAD || context->at_entry) {
        return place;
    }
    grafted = context->graft->memory
              ? g_hash_table_lookup(context->graft->memory, place) : NULL;
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

/* "c2.v7": v7 of the second call.  Most conditions of a callee are on such, so
 * this is done without printf. */
static char *numbered(const HcReadingAt *context, const char *text)
{
    char number[16], *first = number + sizeof(number);
    guint rest = context->graft->calls;

    *--first = '\0';
    do {
        *--first = '0' + rest % 10;
        rest /= 10;
    } while (rest);
    return g_strconcat("c", first, ".", text, NULL);
}

/* What is new in a callee is new each time it is called. */
static const HcTerm *fresh(const HcReadingAt *context, HcTermKind kind,
                           const HcTerm *term)
{
    g_autofree char *text = numbered(context, term->text);

    return hc_summary_term(context->graft->into, kind, term->value, text,
                           NULL, 0);
}

static const HcTerm *argument(const HcReadingAt *context, const HcTerm *term)
{
    guint at = term->kind == HC_TERM_SELF ? 0 : (guint)term->value;
    g_autofree char *text = NULL;

    if (at < context->args->len) {
        return g_ptr_array_index(context->args, at);
    }
    /* Not passed at all: the index is no part of what it is. */
    text = numbered(context, term->text);
    return hc_summary_term(context->graft->into, HC_TERM_UNKNOWN, 0, text,
                           NULL, 0);
}

static const HcTerm *with_args(const HcReadingAt *context, const HcTerm *term)
{
    g_autofree const HcTerm **args = g_new(const HcTerm *, term->n_args + 1);
    guint i;

    for (i = 0; i < term->n_args; i++) {
        args[i] = hc_translate(context, term->args[i]);
    }
    return hc_summary_term_like(context->graft->into, term, args);
}

const HcTerm *hc_translate(const HcReadingAt *context, const HcTerm *term)
{
    g_autofree char *text = NULL;
    const HcTerm *known;

    switch (term->kind) {
    case HC_TERM_UNKNOWN:
        if (context->call) {
            return fresh(context, HC_TERM_UNKNOWN, term);
        }
        known = context->graft->values
                ? g_hash_table_lookup(context->graft->values, term) : NULL;
        return known ? known : with_args(context, term);
    case HC_TERM_HEAP:
        return context->call ? fresh(context, HC_TERM_HEAP, term)
                             : with_args(context, term);
    case HC_TERM_SELF:
    case HC_TERM_PARAM:
        return context->call ? argument(context, term)
                             : with_args(context, term);
    case HC_TERM_LOAD:
        return hc_translate_load(context,
                    hc_translate_place(context, HC_TERM_LOAD,
                             hc_translate(context, term->args[0]), term->text));
    case HC_TERM_ADDR:
        return hc_translate_place(context, HC_TERM_ADDR,
                        hc_translate(context, term->args[0]), term->text);
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
