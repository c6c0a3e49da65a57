/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The container: filling it and taking it down.  Sorting and merging is in
 * finish.c.
 */
#include "summary/summary.h"

#include "summary/ranges.h"
#include "summary/term.h"

/* Bytes; most files say little. */
#define STRINGS_AT_ONCE 256

static void guard_free(gpointer data)
{
    HcGuard *guard = data;

    g_array_unref(guard->ranges);
    g_free(guard);
}

static void write_free(gpointer data)
{
    HcWrite *write = data;

    g_free(write->field);
    g_free(write);
}

static void call_free(HcUnseenCall *call)
{
    if (call) {
        g_ptr_array_unref(call->args);
        g_ptr_array_unref(call->writes);
        g_ptr_array_unref(call->outs);
        g_free(call);
    }
}

static void effect_free(gpointer data)
{
    HcEffect *effect = data;

    g_free(effect->key_text);
    g_free(effect->holder_text);
    g_free(effect->function);
    g_free(effect->slot_function);
    g_strfreev(effect->owners);
    call_free(effect->call);
    g_free(effect);
}

void hc_path_free(HcPath *path)
{
    g_ptr_array_unref(path->guards);
    g_ptr_array_unref(path->effects);
    g_ptr_array_unref(path->writes);
    g_free(path);
}

static void function_free(gpointer data)
{
    HcFunction *function = data;

    g_free(function->name);
    g_free(function->self_type);
    g_ptr_array_unref(function->paths);
    g_free(function);
}

static void slot_free(gpointer data)
{
    HcSlot *slot = data;

    g_free(slot->group);
    g_free(slot->slot);
    g_free(slot->function);
    g_free(slot);
}

static void field_use_free(gpointer data)
{
    HcFieldUse *use = data;

    g_free(use->type);
    g_free(use->field);
    g_free(use->function);
    g_free(use);
}

HcSummary *hc_summary_new(const char *unit)
{
    HcSummary *summary = g_new0(HcSummary, 1);

    summary->unit = g_strdup(unit);
    summary->functions = g_ptr_array_new_with_free_func(function_free);
    summary->slots = g_ptr_array_new_with_free_func(slot_free);
    summary->field_uses = g_ptr_array_new_with_free_func(field_use_free);
    summary->calls = g_hash_table_new_full(
        g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    summary->terms = hc_term_table_new();
    summary->strings = g_string_chunk_new(STRINGS_AT_ONCE);
    return summary;
}

void hc_summary_free(HcSummary *summary)
{
    if (!summary) {
        return;
    }
    g_free(summary->unit);
    g_ptr_array_unref(summary->functions);
    g_ptr_array_unref(summary->slots);
    g_ptr_array_unref(summary->field_uses);
    g_hash_table_unref(summary->calls);
    g_strfreev(summary->targets);
    g_strfreev(summary->defines);
    g_hash_table_unref(summary->terms);
    g_string_chunk_free(summary->strings);
    g_free(summary);
}

const char *hc_summary_string(HcSummary *summary, const char *text)
{
    return text ? g_string_chunk_insert_const(summary->strings, text) : NULL;
}

HcFunction *hc_summary_add_function(HcSummary *summary, const char *name)
{
    HcFunction *function = g_new0(HcFunction, 1);

    function->name = g_strdup(name);
    function->paths =
        g_ptr_array_new_with_free_func((GDestroyNotify)hc_path_free);
    g_ptr_array_add(summary->functions, function);
    return function;
}

HcPath *hc_path_new(void)
{
    HcPath *path = g_new0(HcPath, 1);

    path->guards = g_ptr_array_new_with_free_func(guard_free);
    path->effects = g_ptr_array_new_with_free_func(effect_free);
    path->writes = g_ptr_array_new_with_free_func(write_free);
    return path;
}

HcPath *hc_function_add_path(HcFunction *function)
{
    HcPath *path = hc_path_new();

    g_ptr_array_add(function->paths, path);
    return path;
}

gboolean hc_same_site(const HcEffect *a, const HcEffect *b)
{
    return hc_place_equal(&a->place, &b->place) &&
           g_strcmp0(a->through, b->through) == 0;
}

guint hc_site_hash(const HcEffect *effect)
{
    return hc_place_hash(&effect->place) * 31 +
           (effect->through ? g_str_hash(effect->through) : 0);
}

HcEffect *hc_effect_copy(const HcEffect *effect)
{
    HcEffect *copy = g_new0(HcEffect, 1);

    *copy = *effect;
    copy->key_text = g_strdup(effect->key_text);
    copy->holder_text = g_strdup(effect->holder_text);
    copy->function = g_strdup(effect->function);
    copy->slot_function = g_strdup(effect->slot_function);
    copy->owners = g_strdupv(effect->owners);
    copy->call = NULL;
    return copy;
}

HcEffect *hc_path_add_effect(HcPath *path, HcEffectKind kind)
{
    HcEffect *effect = g_new0(HcEffect, 1);

    effect->kind = kind;
    g_ptr_array_add(path->effects, effect);
    return effect;
}

HcGuard *hc_path_share_guard(HcPath *path, const HcTerm *term,
                             GArray *ranges)
{
    HcGuard *guard = g_new0(HcGuard, 1);

    guard->term = term;
    guard->ranges = g_array_ref(ranges);
    g_ptr_array_add(path->guards, guard);
    return guard;
}

HcGuard *hc_path_add_guard(HcPath *path, const HcTerm *term)
{
    g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(HcRange));

    return hc_path_share_guard(path, term, ranges);
}

void hc_guard_add_range(HcGuard *guard, gint64 low, gint64 high)
{
    hc_ranges_add(guard->ranges, low, high);
}

HcEffect *hc_path_add_call(HcPath *path, const char *callee,
                           HcOutcome outcome, const HcTerm *result)
{
    HcEffect *effect = hc_path_add_effect(path, HC_EFFECT_CALL);

    effect->slot_function = g_strdup(callee);
    effect->call = g_new0(HcUnseenCall, 1);
    effect->call->args = g_ptr_array_new();
    effect->call->writes = g_ptr_array_new_with_free_func(write_free);
    effect->call->outs = g_ptr_array_new_with_free_func(write_free);
    effect->call->outcome = outcome;
    effect->call->result = result;
    return effect;
}

static void add_write(GPtrArray *writes, const HcTerm *base,
                      const char *field, const HcTerm *value)
{
    g_autofree char *joined = NULL;
    HcWrite *write;
    guint i;

    if (base->kind == HC_TERM_ADDR) {
        joined = hc_field_join(base->text, field);
        base = base->args[0];
        field = joined;
    }
    for (i = 0; i < writes->len; i++) {
        write = g_ptr_array_index(writes, i);
        if (write->base == base && g_str_equal(write->field, field)) {
            write->value = value;
            return;
        }
    }
    write = g_new0(HcWrite, 1);
    write->base = base;
    write->field = g_strdup(field);
    write->value = value;
    g_ptr_array_add(writes, write);
}

void hc_path_add_write(HcPath *path, const HcTerm *base, const char *field,
                       const HcTerm *value)
{
    add_write(path->writes, base, field, value);
}

void hc_call_add_write(HcUnseenCall *call, const HcTerm *base,
                       const char *field, const HcTerm *value)
{
    add_write(call->writes, base, field, value);
}

void hc_call_add_out(HcUnseenCall *call, const HcTerm *base,
                     const char *field, const HcTerm *value)
{
    add_write(call->outs, base, field, value);
}

void hc_summary_add_slot(HcSummary *summary, const char *group,
                         const char *slot, const char *function,
                         HcPlace place)
{
    HcSlot *entry = g_new0(HcSlot, 1);

    entry->group = g_strdup(group);
    entry->slot = g_strdup(slot);
    entry->function = g_strdup(function);
    entry->place = place;
    g_ptr_array_add(summary->slots, entry);
}

void hc_summary_add_field_use(HcSummary *summary, const char *type,
                              const char *field, const char *function,
                              guint flags)
{
    HcFieldUse *use = g_new0(HcFieldUse, 1);

    use->type = g_strdup(type);
    use->field = g_strdup(field);
    use->function = g_strdup(function);
    use->flags = flags;
    g_ptr_array_add(summary->field_uses, use);
}

void hc_summary_add_call(HcSummary *summary, const char *caller,
                         const char *callee)
{
    GPtrArray *callees = g_hash_table_lookup(summary->calls, caller);

    if (!callees) {
        callees = g_ptr_array_new_with_free_func(g_free);
        g_hash_table_insert(summary->calls, g_strdup(caller), callees);
    }
    if (!g_ptr_array_find_with_equal_func(callees, callee, g_str_equal,
                                          NULL)) {
        g_ptr_array_add(callees, g_strdup(callee));
    }
}
