/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A summary as text, for people and for FileCheck.
 */
#include "summary/dump.h"

#include "summary/term.h"

static const char *const outcomes[] = {
    [HC_OUTCOME_SUCCESS] = "success",
    [HC_OUTCOME_FAILURE] = "failure",
    [HC_OUTCOME_UNKNOWN] = "unknown",
};

static const char *const kinds[] = {
    [HC_EFFECT_ACQUIRE] = "acquire",
    [HC_EFFECT_RELEASE] = "release",
    [HC_EFFECT_USE] = "use",
    [HC_EFFECT_GIVE_UP] = "give-up",
    [HC_EFFECT_REGISTER] = "register",
    [HC_EFFECT_CALL] = "call",
    [HC_EFFECT_DROP] = "drop",
};

/* Paths are compared by their text, often: this is what most of it is. */
static void append_all(GString *out, const char *const *texts)
{
    for (; *texts; texts++) {
        g_string_append(out, *texts);
    }
}

#define APPEND(out, ...) \
    append_all(out, (const char *const[]) { __VA_ARGS__, NULL })

static void dump_place(GString *out, const HcPlace *place)
{
    g_string_append(out, place->file ? place->file : "?");
    g_string_append_printf(out, ":%u:%u", place->line, place->column);
}

static void dump_bound(GString *out, gint64 value)
{
    if (value == G_MININT64) {
        g_string_append(out, "min");
    } else if (value == G_MAXINT64) {
        g_string_append(out, "max");
    } else {
        g_string_append_printf(out, "%" G_GINT64_FORMAT, value);
    }
}

static void dump_guard(GString *out, const HcGuard *guard)
{
    guint i;

    g_string_append(out, "    when ");
    hc_term_append(out, guard->term);
    g_string_append(out, " in");
    for (i = 0; i < guard->ranges->len; i++) {
        const HcRange *range = &g_array_index(guard->ranges, HcRange, i);

        g_string_append(out, " [");
        dump_bound(out, range->low);
        if (range->low != range->high) {
            g_string_append_c(out, ',');
            dump_bound(out, range->high);
        }
        g_string_append_c(out, ']');
    }
    g_string_append_c(out, '\n');
}

static void dump_writes(GString *out, const GPtrArray *writes,
                        const char *head);

static void dump_call(GString *out, const HcEffect *effect)
{
    const HcUnseenCall *call = effect->call;
    guint i;

    g_string_append_printf(out, "    call %s(", effect->slot_function);
    for (i = 0; i < call->args->len; i++) {
        g_string_append(out, i ? ", " : "");
        hc_term_append(out, g_ptr_array_index(call->args, i));
    }
    g_string_append_printf(out, ") %s", outcomes[call->outcome]);
    if (call->result) {
        g_string_append(out, " gives ");
        hc_term_append(out, call->result);
    }
    g_string_append_printf(out, " in %s at ",
                           effect->function ? effect->function : "?");
    dump_place(out, &effect->place);
    g_string_append_c(out, '\n');
    dump_writes(out, call->writes, "      given ");
    dump_writes(out, call->outs, "      found ");
}

static void dump_effect(GString *out, const HcEffect *effect)
{
    if (effect->call) {
        dump_call(out, effect);
        return;
    }
    APPEND(out, "    ", kinds[effect->kind]);
    if (effect->pair) {
        APPEND(out, " ", effect->pair);
    }
    if (effect->slot_function) {
        APPEND(out, " ", effect->slot_function);
    }
    g_string_append(out, " key=");
    hc_term_append(out, effect->key);
    if (effect->holder) {
        g_string_append(out, " holder=");
        hc_term_append(out, effect->holder);
    }
    if (effect->key_text) {
        APPEND(out, " '", effect->key_text, "'");
    }
    if (effect->holder_text) {
        APPEND(out, " as ", effect->holder_text);
    }
    APPEND(out, " in ", effect->function ? effect->function : "?", " at ");
    dump_place(out, &effect->place);
    if (effect->through) {
        APPEND(out, " through ", effect->through);
    }
    if (effect->matched) {
        g_string_append(out, " matched");
    }
    if (effect->reported) {
        g_string_append(out, " reported");
    }
    if (effect->asked) {
        g_string_append(out, " asked");
    }
    g_string_append_c(out, '\n');
}

static void dump_writes(GString *out, const GPtrArray *writes,
                        const char *head)
{
    guint i;

    for (i = 0; i < writes->len; i++) {
        const HcWrite *write = g_ptr_array_index(writes, i);

        g_string_append(out, head);
        hc_term_append(out, write->base);
        APPEND(out, "->", write->field, " = ");
        hc_term_append(out, write->value);
        g_string_append_c(out, '\n');
    }
}

static void dump_head(GString *out, const HcPath *path)
{
    APPEND(out, "  path ", outcomes[path->outcome], " exit ");
    dump_place(out, &path->exit);
    g_string_append_c(out, '\n');
}

static void dump_tail(GString *out, const HcPath *path)
{
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        dump_effect(out, g_ptr_array_index(path->effects, i));
    }
    dump_writes(out, path->writes, "    write ");
    if (path->result) {
        g_string_append(out, "    result ");
        hc_term_append(out, path->result);
        g_string_append_c(out, '\n');
    }
}

void hc_dump_path_body(GString *out, const HcPath *path)
{
    dump_head(out, path);
    dump_tail(out, path);
}

static void dump_path(GString *out, const HcPath *path)
{
    guint i;

    dump_head(out, path);
    for (i = 0; i < path->guards->len; i++) {
        dump_guard(out, g_ptr_array_index(path->guards, i));
    }
    dump_tail(out, path);
}

static void dump_function(GString *out, const HcFunction *function)
{
    guint i;

    g_string_append_printf(out, "function %s at ", function->name);
    dump_place(out, &function->place);
    if (function->self_type && *function->self_type) {
        g_string_append_printf(out, " self %s", function->self_type);
    }
    g_string_append(out, function->complete ? "\n" : " incomplete\n");
    for (i = 0; i < function->paths->len; i++) {
        dump_path(out, g_ptr_array_index(function->paths, i));
    }
}

static void dump_slots(GString *out, const HcSummary *summary)
{
    guint i;

    for (i = 0; i < summary->slots->len; i++) {
        const HcSlot *slot = g_ptr_array_index(summary->slots, i);

        g_string_append_printf(out, "slot %s %s = %s at ", slot->group,
                               slot->slot, slot->function);
        dump_place(out, &slot->place);
        g_string_append_c(out, '\n');
    }
}

static void dump_field_uses(GString *out, const HcSummary *summary)
{
    guint i;

    for (i = 0; i < summary->field_uses->len; i++) {
        const HcFieldUse *use = g_ptr_array_index(summary->field_uses, i);

        if (use->flags & HC_USE_NEVER) {
            g_string_append_printf(out, "field %s.%s never written\n",
                                   use->type, use->field);
            continue;
        }
        g_string_append_printf(out, "field %s.%s by %s%s%s\n", use->type,
                               use->field,
                               *use->function ? use->function : "property",
                               use->flags & HC_USE_ESCAPES ? " escapes" : "",
                               use->flags & HC_USE_GIVEN ? " given" : "");
    }
}

static void dump_calls(GString *out, const HcSummary *summary)
{
    GList *callers = g_list_sort(g_hash_table_get_keys(summary->calls),
                                 (GCompareFunc)strcmp);
    GList *l;
    guint i;

    for (l = callers; l; l = l->next) {
        GPtrArray *callees = g_hash_table_lookup(summary->calls, l->data);

        for (i = 0; i < callees->len; i++) {
            g_string_append_printf(out, "call %s -> %s\n", (char *)l->data,
                                   (char *)g_ptr_array_index(callees, i));
        }
    }
    g_list_free(callers);
}

char *hc_summary_dump(const HcSummary *summary)
{
    GString *out = g_string_new(NULL);
    guint i;

    g_string_append_printf(out, "unit %s\n", summary->unit);
    dump_slots(out, summary);
    dump_field_uses(out, summary);
    dump_calls(out, summary);
    for (i = 0; i < summary->functions->len; i++) {
        dump_function(out, g_ptr_array_index(summary->functions, i));
    }
    return g_string_free(out, FALSE);
}
