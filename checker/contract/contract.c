/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The contract in memory: rows, look-ups, freeing. */
#include "contract/contract.h"
#include "contract/parse.h"

#include <string.h>

static void call_clear(HcCall *call)
{
    g_free(call->function);
}

static void pair_free(HcPair *pair)
{
    g_free(pair->name);
    g_free(pair->dialect);
    g_free(pair->key_type);
    g_free(pair->witness);
    call_clear(&pair->acquire);
    call_clear(&pair->release);
    g_free(pair);
}

static void borrow_free(HcBorrow *borrow)
{
    call_clear(&borrow->call);
    g_free(borrow->unless);
    g_free(borrow);
}

static void context_field_free(HcContextField *field)
{
    g_free(field->type);
    g_free(field->field);
    g_free(field);
}

static void name_free(HcName *name)
{
    g_free(name->function);
    g_strfreev(name->null_in);
    g_free(name);
}

static void fact_free(HcFact *fact)
{
    g_free(fact->function);
    g_free(fact->slot);
    g_free(fact);
}

static void container_free(HcContainer *container)
{
    g_free(container->function);
    g_free(container);
}

static void sequence_free(HcSequence *sequence)
{
    g_strfreev(sequence->slots);
    g_free(sequence);
}

static void life_cycle_free(HcLifeCycle *cycle)
{
    g_free(cycle->acquire);
    g_free(cycle->group);
    g_ptr_array_unref(cycle->success);
    g_ptr_array_unref(cycle->failure);
    g_ptr_array_unref(cycle->without);
    g_free(cycle);
}

static GPtrArray *rows_new(void *free_row)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)free_row);
}

HcLifeCycle *hc_life_cycle_new(void)
{
    HcLifeCycle *cycle = g_new0(HcLifeCycle, 1);

    cycle->success = rows_new(sequence_free);
    cycle->failure = rows_new(sequence_free);
    cycle->without = rows_new(sequence_free);
    return cycle;
}

static void between_free(gpointer row)
{
    HcBetween *between = row;

    g_free(between->slot);
    g_free(between);
}

const HcBetween *hc_contract_between(const HcContract *contract,
                                     const char *slot)
{
    for (guint i = 0; i < contract->between->len; i++) {
        const HcBetween *between = g_ptr_array_index(contract->between, i);

        if (g_str_equal(between->slot, slot)) {
            return between;
        }
    }
    return NULL;
}

HcContract *hc_contract_new(const char *source)
{
    HcContract *contract = g_new0(HcContract, 1);

    contract->source = g_strdup(source);
    contract->pairs = rows_new(pair_free);
    contract->borrows = rows_new(borrow_free);
    contract->context_fields = rows_new(context_field_free);
    contract->names = rows_new(name_free);
    contract->facts = rows_new(fact_free);
    contract->containers = rows_new(container_free);
    contract->life_cycles = rows_new(life_cycle_free);
    contract->between = rows_new(between_free);
    for (int kind = 0; kind < HC_FACT_KINDS; kind++) {
        contract->fact_index[kind] = g_hash_table_new(g_str_hash, g_str_equal);
        contract->fact_prefixes[kind] = g_ptr_array_new();
    }
    contract->name_index = g_hash_table_new(g_str_hash, g_str_equal);
    contract->container_index = g_hash_table_new(g_str_hash, g_str_equal);
    return contract;
}

void hc_contract_free(HcContract *contract)
{
    if (!contract) {
        return;
    }
    /* The indexes borrow their keys from the rows: they go first. */
    for (int kind = 0; kind < HC_FACT_KINDS; kind++) {
        g_hash_table_unref(contract->fact_index[kind]);
        g_ptr_array_unref(contract->fact_prefixes[kind]);
    }
    g_hash_table_unref(contract->name_index);
    g_hash_table_unref(contract->container_index);
    g_ptr_array_unref(contract->pairs);
    g_ptr_array_unref(contract->borrows);
    g_ptr_array_unref(contract->context_fields);
    g_ptr_array_unref(contract->names);
    g_ptr_array_unref(contract->facts);
    g_ptr_array_unref(contract->containers);
    g_ptr_array_unref(contract->life_cycles);
    g_ptr_array_unref(contract->between);
    g_strfreev(contract->fatal_errors);
    g_strfreev(contract->header_bodies);
    g_free(contract->error_type);
    g_free(contract->context_type);
    g_free(contract->source);
    g_free(contract);
}

static gint longer_first(gconstpointer a, gconstpointer b)
{
    const HcFact *left = *(HcFact *const *)a;
    const HcFact *right = *(HcFact *const *)b;
    gsize left_len = strlen(left->function);
    gsize right_len = strlen(right->function);

    return (left_len < right_len) - (left_len > right_len);
}

void hc_contract_index(HcContract *contract)
{
    /* Backwards, so that each row finds the one that follows it. */
    for (guint i = contract->facts->len; i-- > 0;) {
        HcFact *fact = g_ptr_array_index(contract->facts, i);
        GHashTable *index = contract->fact_index[fact->kind];

        fact->next = g_hash_table_lookup(index, fact->function);
        g_hash_table_insert(index, fact->function, fact);
        if (!fact->next && g_str_has_suffix(fact->function, "*")) {
            g_ptr_array_add(contract->fact_prefixes[fact->kind], fact);
        }
    }
    for (int kind = 0; kind < HC_FACT_KINDS; kind++) {
        g_ptr_array_sort(contract->fact_prefixes[kind], longer_first);
    }
    for (guint i = 0; i < contract->names->len; i++) {
        HcName *name = g_ptr_array_index(contract->names, i);

        if (!g_hash_table_contains(contract->name_index, name->function)) {
            g_hash_table_insert(contract->name_index, name->function, name);
        }
    }
    for (guint i = 0; i < contract->containers->len; i++) {
        HcContainer *row = g_ptr_array_index(contract->containers, i);

        g_hash_table_insert(contract->container_index, row->function, row);
    }
}

/* @pattern ends in its only '*'; most differ in the first character. */
static gboolean matches(const char *pattern, const char *function)
{
    while (*pattern == *function && *function) {
        pattern++;
        function++;
    }
    return *pattern == '*';
}

const HcFact *hc_contract_fact(const HcContract *contract,
                               const char *function, HcFactKind kind)
{
    const HcFact *fact;
    const GPtrArray *prefixes;

    if (!function || (guint)kind >= HC_FACT_KINDS) {
        return NULL;
    }
    fact = g_hash_table_lookup(contract->fact_index[kind], function);
    if (fact) {
        return fact;
    }
    prefixes = contract->fact_prefixes[kind];
    for (guint i = 0; i < prefixes->len; i++) {
        fact = g_ptr_array_index(prefixes, i);
        if (matches(fact->function, function)) {
            return fact;
        }
    }
    return NULL;
}

const HcName *hc_contract_name(const HcContract *contract,
                               const char *function)
{
    return function ? g_hash_table_lookup(contract->name_index, function)
                    : NULL;
}

const char *hc_name_text(const HcName *name)
{
    return name->path ? "path" : name->component ? "component"
                                                 : name->function;
}

const HcContainer *hc_contract_container(const HcContract *contract,
                                         const char *function)
{
    return function ? g_hash_table_lookup(contract->container_index, function)
                    : NULL;
}
