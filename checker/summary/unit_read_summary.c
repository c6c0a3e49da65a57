/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A summary out of its document.  What pairing relies on is checked here:
 * kinds and indices in range, the shape of terms, that a call has what a call
 * has.
 */
#include "summary/unit_rows.h"

#include <string.h>

static void read_strings(Reader *r, JsonArray *list)
{
    guint i, n = json_array_get_length(list);

    for (i = 0; i < n && !r->what; i++) {
        Row row = { .table = "strings", .number = i };
        char *text = hc_rows_text(json_array_get_element(list, i));

        if (text) {
            g_ptr_array_add(r->strings, text);
        } else {
            hc_rows_fail(r, &row, "not a string");
        }
    }
}

/* Recursion over a term must end, and its text must fit into memory. */
typedef struct Extent {
    guint depth;
    gsize size;
} Extent;

static void read_term(Reader *r, Row *row, GArray *extents, GPtrArray *args)
{
    HcSummary *summary = r->unit->summary;
    HcTermKind kind = hc_rows_int(r, row, 0, HC_TERM_EXPR);
    gint64 value = hc_rows_int(r, row, G_MININT64, G_MAXINT64);
    const char *text = hc_rows_string(r, row, FALSE);
    Extent extent = { 1, 1 };
    const HcTerm *term;

    g_ptr_array_set_size(args, 0);
    while (hc_rows_more(row)) {
        const HcTerm *arg = hc_rows_term(r, row, FALSE);

        if (arg) {
            Extent *part = &g_array_index(extents, Extent, arg->id);

            g_ptr_array_add(args, (gpointer)arg);
            extent.depth = MAX(extent.depth, part->depth + 1);
            extent.size += part->size;
            if (extent.size > HC_TERM_MAX_SIZE) {
                hc_rows_fail(r, row, "the term is too large");
            }
        }
    }
    if (extent.depth > HC_TERM_MAX_DEPTH) {
        hc_rows_fail(r, row, "the term is too deep");
    }
    if (kind == HC_TERM_LOAD || kind == HC_TERM_ADDR ? args->len != 1
        : kind < HC_TERM_LOAD                        ? args->len != 0
                                                     : FALSE) {
        hc_rows_fail(r, row, "a term of kind %d cannot have %u arguments",
                     kind, args->len);
    }
    if (r->what) {
        return;
    }
    term = hc_summary_term(summary, kind, value, text,
                           (const HcTerm *const *)args->pdata, args->len);
    if (term->id != r->terms->len || !g_str_equal(term->text, text)) {
        /* Said before, or another way to say what was. */
        hc_rows_fail(r, row, "the same as terms[%u]", term->id);
        return;
    }
    g_ptr_array_add(r->terms, (gpointer)term);
    g_array_append_val(extents, extent);
}

static void read_terms(Reader *r, JsonArray *list)
{
    g_autoptr(GArray) extents = g_array_new(FALSE, FALSE, sizeof(Extent));
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    guint i, n = json_array_get_length(list);

    for (i = 0; i < n && !r->what; i++) {
        Row row = hc_rows_open(r, list, "terms", i);

        read_term(r, &row, extents, args);
    }
}

static void read_places(Reader *r, JsonArray *list)
{
    guint i, n = json_array_get_length(list);

    for (i = 0; i < n && !r->what; i++) {
        Row row = hc_rows_open(r, list, "places", i);
        HcPlace place;

        place.file = hc_summary_string(r->unit->summary,
                                       hc_rows_string(r, &row, TRUE));
        place.line = hc_rows_int(r, &row, 0, G_MAXUINT);
        place.column = hc_rows_int(r, &row, 0, G_MAXUINT);
        hc_rows_end(r, &row);
        g_array_append_val(r->places, place);
    }
}

static void read_guard(Reader *r, Row *row, HcPath *path)
{
    const HcTerm *term = hc_rows_term(r, row, FALSE);
    HcGuard *guard = hc_path_add_guard(path, term);
    HcRange last = { 0 };

    hc_rows_spend(r, row, sizeof(*guard) + 64 + row->length * sizeof(last));
    while (hc_rows_more(row)) {
        HcRange range;

        range.low = hc_rows_bound(r, row, G_MININT64);
        range.high = hc_rows_bound(r, row, G_MAXINT64);
        if (range.low > range.high ||
            (guard->ranges->len &&
             (last.high == G_MAXINT64 || range.low <= last.high + 1))) {
            hc_rows_fail(r, row, "ranges that are not in order");
        }
        g_array_append_val(guard->ranges, range);
        last = range;
    }
}

static void read_writes(Reader *r, Row *list, GPtrArray *writes)
{
    while (hc_rows_more(list)) {
        Row row = hc_rows_follow(r, list, r->writes, "writes");
        HcWrite *write = g_new0(HcWrite, 1);

        hc_rows_spend(r, &row, sizeof(*write) + 32);
        write->base = hc_rows_term(r, &row, FALSE);
        write->field = hc_rows_copy(r, &row, FALSE);
        write->value = hc_rows_term(r, &row, TRUE);
        hc_rows_end(r, &row);
        g_ptr_array_add(writes, write);
    }
}

static void read_call(Reader *r, Row *row, HcUnseenCall *call)
{
    Row list;

    call->outcome = hc_rows_int(r, row, 0, HC_OUTCOME_UNKNOWN);
    call->result = hc_rows_term(r, row, TRUE);
    list = hc_rows_inner(r, row);
    while (hc_rows_more(&list)) {
        g_ptr_array_add(call->args,
                        (gpointer)hc_rows_term(r, &list, TRUE));
        hc_rows_spend(r, row, sizeof(gpointer));
    }
    list = hc_rows_inner(r, row);
    read_writes(r, &list, call->writes);
    list = hc_rows_inner(r, row);
    read_writes(r, &list, call->outs);
    hc_rows_end(r, row);
}

static char **read_owners(Reader *r, Row *row)
{
    GPtrArray *owners;
    Row list;

    if (!hc_rows_optional(r, row, &list)) {
        return NULL;
    }
    owners = g_ptr_array_new();
    while (hc_rows_more(&list)) {
        g_ptr_array_add(owners, hc_rows_copy(r, &list, FALSE));
    }
    hc_rows_spend(r, row, (owners->len + 1) * sizeof(gpointer));
    g_ptr_array_add(owners, NULL);
    return (char **)g_ptr_array_free(owners, FALSE);
}

static void read_effect(Reader *r, Row *row, HcPath *path)
{
    HcEffectKind kind = hc_rows_int(r, row, 0, HC_EFFECT_LAST);
    HcEffect *effect = kind == HC_EFFECT_CALL
                           ? hc_path_add_call(path, NULL, 0, NULL)
                           : hc_path_add_effect(path, kind);
    guint flags;
    Row call;

    hc_rows_spend(r, row, sizeof(*effect) + 32);
    effect->pair = hc_summary_string(r->unit->summary,
                                     hc_rows_string(r, row, TRUE));
    effect->key = hc_rows_term(r, row, TRUE);
    effect->holder = hc_rows_term(r, row, TRUE);
    effect->key_text = hc_rows_copy(r, row, TRUE);
    effect->holder_text = hc_rows_copy(r, row, TRUE);
    effect->function = hc_rows_copy(r, row, TRUE);
    effect->slot_function = hc_rows_copy(r, row, TRUE);
    effect->place = hc_rows_place(r, row);
    effect->through = hc_summary_string(r->unit->summary,
                                        hc_rows_string(r, row, TRUE));
    flags = hc_rows_int(r, row, 0, 7);
    effect->matched = (flags & 1) != 0;
    effect->reported = (flags & 2) != 0;
    effect->asked = (flags & 4) != 0;
    effect->owners = read_owners(r, row);
    if (hc_rows_optional(r, row, &call) != (kind == HC_EFFECT_CALL)) {
        hc_rows_fail(r, row, "a call that is none, or none that is one");
    } else if (effect->call) {
        hc_rows_spend(r, row, sizeof(*effect->call) + 128);
        read_call(r, &call, effect->call);
    }
    if ((kind == HC_EFFECT_CALL || kind == HC_EFFECT_REGISTER) &&
        !effect->slot_function) {
        hc_rows_fail(r, row, "no function");
    }
    if ((kind == HC_EFFECT_ACQUIRE || kind == HC_EFFECT_RELEASE) &&
        (!effect->key || !effect->pair)) {
        hc_rows_fail(r, row, "no key or no pair");
    }
    hc_rows_end(r, row);
}

static void read_path(Reader *r, Row *row, HcFunction *function)
{
    HcPath *path = hc_function_add_path(function);
    Row list;

    hc_rows_spend(r, row, sizeof(*path) + 256);
    path->outcome = hc_rows_int(r, row, 0, HC_OUTCOME_UNKNOWN);
    path->exit = hc_rows_place(r, row);
    path->result = hc_rows_term(r, row, TRUE);
    list = hc_rows_inner(r, row);
    while (hc_rows_more(&list)) {
        Row guard = hc_rows_follow(r, &list, r->guards, "guards");

        read_guard(r, &guard, path);
    }
    list = hc_rows_inner(r, row);
    while (hc_rows_more(&list)) {
        Row effect = hc_rows_follow(r, &list, r->effects, "effects");

        read_effect(r, &effect, path);
    }
    list = hc_rows_inner(r, row);
    read_writes(r, &list, path->writes);
    hc_rows_end(r, row);
}

static void read_function(Reader *r, Row *row)
{
    HcFunction *function = hc_summary_add_function(
        r->unit->summary, hc_rows_string(r, row, FALSE));
    guint flags;
    Row paths;

    function->place = hc_rows_place(r, row);
    function->self_type = hc_rows_copy(r, row, TRUE);
    flags = hc_rows_int(r, row, 0, 3);
    function->is_static = (flags & 1) != 0;
    function->complete = (flags & 2) != 0;
    paths = hc_rows_inner(r, row);
    while (hc_rows_more(&paths)) {
        Row path = hc_rows_inner(r, &paths);

        read_path(r, &path, function);
    }
}

static void read_slot(Reader *r, Row *row)
{
    const char *group = hc_rows_string(r, row, FALSE);
    const char *slot = hc_rows_string(r, row, FALSE);
    const char *function = hc_rows_string(r, row, FALSE);

    hc_summary_add_slot(r->unit->summary, group, slot, function,
                        hc_rows_place(r, row));
}

static void read_field_use(Reader *r, Row *row)
{
    const char *type = hc_rows_string(r, row, FALSE);
    const char *field = hc_rows_string(r, row, FALSE);
    const char *function = hc_rows_string(r, row, FALSE);

    hc_summary_add_field_use(r->unit->summary, type, field, function,
                             hc_rows_int(r, row, 0, HC_USE_ALL));
}

static void read_calls(Reader *r, Row *row)
{
    const char *caller = hc_rows_string(r, row, FALSE);
    GPtrArray *callees = g_ptr_array_new_with_free_func(g_free);

    while (hc_rows_more(row)) {
        g_ptr_array_add(callees, hc_rows_copy(r, row, FALSE));
    }
    if (!g_hash_table_insert(r->unit->summary->calls, g_strdup(caller),
                             callees)) {
        hc_rows_fail(r, row, "a caller that is there already");
    }
}

/* What all the rest refers to by number. */
void hc_read_tables(Reader *r, JsonObject *root)
{
    JsonArray *strings = hc_rows_list(r, root, "strings");
    JsonArray *terms = hc_rows_list(r, root, "terms");
    JsonArray *places = hc_rows_list(r, root, "places");

    r->guards = hc_rows_list(r, root, "guards");
    r->writes = hc_rows_list(r, root, "writes");
    r->effects = hc_rows_list(r, root, "effects");
    if (!r->what) {
        read_strings(r, strings);
        read_terms(r, terms);
        read_places(r, places);
    }
}

void hc_read_summary(Reader *r, JsonObject *root)
{
    hc_rows_each(r, root, "functions", read_function);
    hc_rows_each(r, root, "slots", read_slot);
    hc_rows_each(r, root, "fieldUses", read_field_use);
    hc_rows_each(r, root, "calls", read_calls);
}
