/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A unit as text.  The paths of a function have most of their guards, writes
 * and effects in common, and all the same few strings, so each of these is
 * written once, in a table, and named by its index.
 */
#include "summary/unit_format.h"
#include "summary/unit_text.h"

#include <string.h>

typedef struct Writer {
    const HcUnit *unit;
    HcTable strings, places, guards, writes, effects;
    GString *terms, *body;
} Writer;

static void add_string(Writer *w, GString *out, const char *text)
{
    hc_add_int(out, text ? (gint64)hc_put_row(&w->strings, text, TRUE) : -1);
}

static void add_term(GString *out, const HcTerm *term)
{
    hc_add_int(out, term ? (gint64)term->id : -1);
}

static void add_place(Writer *w, GString *out, const HcPlace *place)
{
    GString *row = g_string_new("[");

    add_string(w, row, place->file);
    hc_add_int(row, place->line);
    hc_add_int(row, place->column);
    hc_add_row(&w->places, out, row);
}

static void add_guard(Writer *w, GString *out, const HcGuard *guard)
{
    GString *row = g_string_new("[");
    guint i;

    add_term(row, guard->term);
    for (i = 0; i < guard->ranges->len; i++) {
        const HcRange *range = &g_array_index(guard->ranges, HcRange, i);

        /* Most ranges are open on one side. */
        if (range->low == G_MININT64) {
            g_string_append(row, "null,");
        } else {
            hc_add_int(row, range->low);
        }
        if (range->high == G_MAXINT64) {
            g_string_append(row, "null,");
        } else {
            hc_add_int(row, range->high);
        }
    }
    hc_add_row(&w->guards, out, row);
}

static void add_writes(Writer *w, GString *out, const GPtrArray *writes)
{
    guint i;

    hc_begin(out);
    for (i = 0; i < writes->len; i++) {
        const HcWrite *write = g_ptr_array_index(writes, i);
        GString *row = g_string_new("[");

        add_term(row, write->base);
        add_string(w, row, write->field);
        add_term(row, write->value);
        hc_add_row(&w->writes, out, row);
    }
    hc_end_inner(out);
}

static void add_call(Writer *w, GString *out, const HcUnseenCall *call)
{
    guint i;

    if (!call) {
        g_string_append(out, "null,");
        return;
    }
    hc_begin(out);
    hc_add_int(out, call->outcome);
    add_term(out, call->result);
    hc_begin(out);
    for (i = 0; i < call->args->len; i++) {
        add_term(out, g_ptr_array_index(call->args, i));
    }
    hc_end_inner(out);
    add_writes(w, out, call->writes);
    add_writes(w, out, call->outs);
    hc_end_inner(out);
}

static void add_effect(Writer *w, GString *out, const HcEffect *effect)
{
    GString *row = g_string_new("[");
    char **owner;

    hc_add_int(row, effect->kind);
    add_string(w, row, effect->pair);
    add_term(row, effect->key);
    add_term(row, effect->holder);
    add_string(w, row, effect->key_text);
    add_string(w, row, effect->holder_text);
    add_string(w, row, effect->function);
    add_string(w, row, effect->slot_function);
    add_place(w, row, &effect->place);
    add_string(w, row, effect->through);
    hc_add_int(row, (effect->matched ? 1 : 0) | (effect->reported ? 2 : 0) |
                        (effect->asked ? 4 : 0));
    if (effect->owners) {
        hc_begin(row);
        for (owner = effect->owners; *owner; owner++) {
            add_string(w, row, *owner);
        }
        hc_end_inner(row);
    } else {
        g_string_append(row, "null,");
    }
    add_call(w, row, effect->call);
    hc_add_row(&w->effects, out, row);
}

static void add_path(Writer *w, GString *out, const HcPath *path)
{
    guint i;

    hc_begin(out);
    hc_add_int(out, path->outcome);
    add_place(w, out, &path->exit);
    add_term(out, path->result);
    hc_begin(out);
    for (i = 0; i < path->guards->len; i++) {
        add_guard(w, out, g_ptr_array_index(path->guards, i));
    }
    hc_end_inner(out);
    hc_begin(out);
    for (i = 0; i < path->effects->len; i++) {
        add_effect(w, out, g_ptr_array_index(path->effects, i));
    }
    hc_end_inner(out);
    add_writes(w, out, path->writes);
    hc_end_inner(out);
}

static void add_function(Writer *w, GString *out, const HcFunction *function)
{
    guint i;

    hc_begin(out);
    add_string(w, out, function->name);
    add_place(w, out, &function->place);
    add_string(w, out, function->self_type);
    hc_add_int(out,
               (function->is_static ? 1 : 0) | (function->complete ? 2 : 0));
    hc_begin(out);
    for (i = 0; i < function->paths->len; i++) {
        add_path(w, out, g_ptr_array_index(function->paths, i));
    }
    hc_end_inner(out);
    hc_end_inner(out);
}

static void add_slot(Writer *w, GString *out, const HcSlot *slot)
{
    hc_begin(out);
    add_string(w, out, slot->group);
    add_string(w, out, slot->slot);
    add_string(w, out, slot->function);
    add_place(w, out, &slot->place);
    hc_end_inner(out);
}

static void add_field_use(Writer *w, GString *out, const HcFieldUse *use)
{
    hc_begin(out);
    add_string(w, out, use->type);
    add_string(w, out, use->field);
    add_string(w, out, use->function);
    hc_add_int(out, use->flags);
    hc_end_inner(out);
}

static void add_calls(Writer *w, GString *out)
{
    GList *callers = g_list_sort(
        g_hash_table_get_keys(w->unit->summary->calls), (GCompareFunc)strcmp);
    GList *l;
    guint i;

    for (l = callers; l; l = l->next) {
        GPtrArray *callees =
            g_hash_table_lookup(w->unit->summary->calls, l->data);

        hc_begin(out);
        add_string(w, out, l->data);
        for (i = 0; i < callees->len; i++) {
            add_string(w, out, g_ptr_array_index(callees, i));
        }
        hc_end_inner(out);
    }
    g_list_free(callers);
}

static void add_mark(Writer *w, GString *out, const HcMark *mark)
{
    hc_add_int(out, mark->kind);
    add_string(w, out, mark->reason);
}

static void add_finding(Writer *w, GString *out, const HcUnitFinding *finding)
{
    guint i;

    hc_begin(out);
    add_string(w, out, hc_rule_name(finding->rule));
    add_string(w, out, finding->text);
    add_place(w, out, &finding->place);
    hc_add_int(out, finding->end_line);
    hc_add_int(out, finding->end_column);
    add_string(w, out, finding->function);
    add_string(w, out, finding->key_text);
    add_string(w, out, finding->holder_text);
    add_string(w, out, finding->pair);
    add_place(w, out, &finding->related);
    add_mark(w, out, &finding->mark);
    hc_begin(out);
    for (i = 0; i < finding->notes->len; i++) {
        const HcUnitNote *note = g_ptr_array_index(finding->notes, i);

        hc_begin(out);
        hc_add_int(out, note->kind);
        add_string(w, out, note->text);
        add_place(w, out, &note->place);
        hc_add_int(out, note->end_line);
        hc_add_int(out, note->end_column);
        hc_end_inner(out);
    }
    hc_end_inner(out);
    hc_begin(out);
    for (i = 0; i < finding->fixes->len; i++) {
        const HcUnitFix *fix = g_ptr_array_index(finding->fixes, i);

        hc_begin(out);
        add_place(w, out, &fix->place);
        hc_add_int(out, fix->end_line);
        hc_add_int(out, fix->end_column);
        add_string(w, out, fix->text);
        hc_end_inner(out);
    }
    hc_end_inner(out);
    hc_end_inner(out);
}

static int compare_ids(gconstpointer a, gconstpointer b)
{
    const HcTerm *x = *(HcTerm *const *)a, *y = *(HcTerm *const *)b;

    return x->id < y->id ? -1 : x->id > y->id;
}

/*
 * All terms, also those that nothing refers to: the field "[#7]" names a term
 * by its id, so ids must come back as they are.  A term is younger than its
 * arguments, so these stand before it.
 */
static void put_terms(Writer *w)
{
    GHashTableIter iter;
    gpointer term;
    GPtrArray *terms = g_ptr_array_new();
    guint i, k;

    g_hash_table_iter_init(&iter, w->unit->summary->terms);
    while (g_hash_table_iter_next(&iter, &term, NULL)) {
        g_ptr_array_add(terms, term);
    }
    g_ptr_array_sort(terms, compare_ids);
    for (i = 0; i < terms->len; i++) {
        const HcTerm *one = g_ptr_array_index(terms, i);

        g_string_append(w->terms, i ? ",\n[" : "[");
        hc_add_int(w->terms, one->kind);
        hc_add_int(w->terms, one->value);
        add_string(w, w->terms, one->text);
        for (k = 0; k < one->n_args; k++) {
            add_term(w->terms, one->args[k]);
        }
        hc_end(w->terms);
    }
    g_ptr_array_unref(terms);
}

static void open_list(GString *out, const char *name)
{
    g_string_append_printf(out, ",\n\"%s\":[", name);
}

static void put_table(GString *out, const char *name, const GString *rows)
{
    open_list(out, name);
    g_string_append_len(out, rows->str, rows->len);
    g_string_append_c(out, ']');
}

/* A list of the body, an element a line. */
#define PUT_LIST(w, name, array, add_one) \
    do { \
        guint index; \
        \
        open_list((w)->body, name); \
        for (index = 0; index < (array)->len; index++) { \
            g_string_append_c((w)->body, '\n'); \
            add_one(w, (w)->body, g_ptr_array_index(array, index)); \
        } \
        hc_end((w)->body); \
    } while (0)

static void add_unit_mark(Writer *w, GString *out, const HcUnitMark *mark)
{
    hc_begin(out);
    add_place(w, out, &mark->place);
    add_mark(w, out, &mark->mark);
    hc_end_inner(out);
}

static void add_count(Writer *w, GString *out, const HcUnitCount *count)
{
    hc_begin(out);
    add_string(w, out, count->name);
    hc_add_int(out, count->value);
    hc_end_inner(out);
}

static void put_body(Writer *w)
{
    const HcUnit *unit = w->unit;
    const HcSummary *summary = unit->summary;

    PUT_LIST(w, "functions", summary->functions, add_function);
    PUT_LIST(w, "slots", summary->slots, add_slot);
    PUT_LIST(w, "fieldUses", summary->field_uses, add_field_use);
    open_list(w->body, "calls");
    add_calls(w, w->body);
    hc_end(w->body);
    PUT_LIST(w, "findings", unit->findings, add_finding);
    PUT_LIST(w, "marks", unit->marks, add_unit_mark);
    PUT_LIST(w, "files", unit->files, add_string);
    PUT_LIST(w, "counts", unit->counts, add_count);
    PUT_LIST(w, "callees", unit->callees, add_string);
    PUT_LIST(w, "mentions", unit->mentions, add_string);
    PUT_LIST(w, "defines", unit->defines, add_string);
}

void hc_unit_to_text(const HcUnit *unit, GString *out)
{
    Writer w = { .unit = unit };

    hc_table_init(&w.strings);
    hc_table_init(&w.places);
    hc_table_init(&w.guards);
    hc_table_init(&w.writes);
    hc_table_init(&w.effects);
    w.terms = g_string_new(NULL);
    w.body = g_string_new(NULL);
    put_terms(&w);
    put_body(&w);

    g_string_append(out, "\"producer\":");
    hc_put_string(out, unit->producer);
    g_string_append(out, ",\n\"unit\":");
    hc_put_string(out, unit->summary->unit);
    g_string_append_printf(out, ",\n\"matters\":%s",
                           unit->matters ? "true" : "false");
    put_table(out, "strings", w.strings.rows);
    put_table(out, "terms", w.terms);
    put_table(out, "places", w.places.rows);
    put_table(out, "guards", w.guards.rows);
    put_table(out, "writes", w.writes.rows);
    put_table(out, "effects", w.effects.rows);
    g_string_append_len(out, w.body->str, w.body->len);
    g_string_append(out, "}\n");

    hc_table_clear(&w.strings);
    hc_table_clear(&w.places);
    hc_table_clear(&w.guards);
    hc_table_clear(&w.writes);
    hc_table_clear(&w.effects);
    g_string_free(w.terms, TRUE);
    g_string_free(w.body, TRUE);
}
