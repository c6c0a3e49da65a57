/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A unit out of its document: all but the summary.
 */
#include "summary/unit_rows.h"

#include <string.h>

static void read_mark(Reader *r, Row *row, HcMark *mark)
{
    mark->kind = hc_rows_int(r, row, 0, HC_MARK_ATTRIBUTE);
    mark->reason = hc_rows_copy(r, row, TRUE);
}

static HcRule read_rule(Reader *r, Row *row)
{
    const char *name = hc_rows_string(r, row, FALSE);
    int i;

    for (i = 0; i < HC_RULE_COUNT; i++) {
        if (g_str_equal(name, hc_rule_name(i))) {
            return i;
        }
    }
    hc_rows_fail(r, row, "no rule '%s'", name);
    return 0;
}

static void read_end(Reader *r, Row *row, guint *line, guint *column)
{
    *line = hc_rows_int(r, row, 0, G_MAXUINT);
    *column = hc_rows_int(r, row, 0, G_MAXUINT);
}

static void replace(Reader *r, Row *row, char **text)
{
    g_free(*text);
    *text = hc_rows_copy(r, row, FALSE);
}

static void read_fixes(Reader *r, Row *row, HcUnitFinding *finding)
{
    Row fixes = hc_rows_inner(r, row);

    while (hc_rows_more(&fixes)) {
        Row inner = hc_rows_inner(r, &fixes);
        HcPlace place = hc_rows_place(r, &inner);
        guint line, column;
        const char *text;

        read_end(r, &inner, &line, &column);
        text = hc_rows_string(r, &inner, FALSE);
        hc_rows_spend(r, row, sizeof(HcUnitFix) + strlen(text));
        hc_unit_finding_add_fix(finding, place, line, column, text);
        hc_rows_end(r, &inner);
    }
}

static void read_finding(Reader *r, Row *row)
{
    HcRule rule = read_rule(r, row);
    const char *text = hc_rows_string(r, row, FALSE);
    HcUnitFinding *finding =
        hc_unit_add_finding(r->unit, rule, text, hc_rows_place(r, row));
    Row notes;

    read_end(r, row, &finding->end_line, &finding->end_column);
    replace(r, row, &finding->function);
    replace(r, row, &finding->key_text);
    replace(r, row, &finding->holder_text);
    replace(r, row, &finding->pair);
    finding->related = hc_rows_place(r, row);
    read_mark(r, row, &finding->mark);
    notes = hc_rows_inner(r, row);
    while (hc_rows_more(&notes)) {
        Row inner = hc_rows_inner(r, &notes);
        HcUnitNoteKind kind = hc_rows_int(r, &inner, 0, HC_UNIT_NOTE_RELATED);
        HcUnitNote *note;

        text = hc_rows_string(r, &inner, FALSE);
        hc_rows_spend(r, row, sizeof(*note) + strlen(text));
        note = hc_unit_finding_add_note(finding, kind, text,
                                        hc_rows_place(r, &inner));
        read_end(r, &inner, &note->end_line, &note->end_column);
        hc_rows_end(r, &inner);
    }
    read_fixes(r, row, finding);
}

static void read_unit_mark(Reader *r, Row *row)
{
    HcUnitMark *mark =
        hc_unit_add_mark(r->unit, hc_rows_place(r, row), HC_MARK_NONE, NULL);

    read_mark(r, row, &mark->mark);
}

static void read_count(Reader *r, Row *row)
{
    HcUnitCount *count = g_new0(HcUnitCount, 1);

    count->name = hc_rows_copy(r, row, FALSE);
    count->value = hc_rows_int(r, row, G_MININT64, G_MAXINT64);
    g_ptr_array_add(r->unit->counts, count);
}

static void read_names(Reader *r, JsonObject *root, const char *name,
                       GPtrArray *names)
{
    JsonArray *list = hc_rows_list(r, root, name);
    Row row = { .array = list, .table = name };

    row.length = list ? json_array_get_length(list) : 0;
    while (hc_rows_more(&row)) {
        row.number = row.at;
        g_ptr_array_add(names, hc_rows_copy(r, &row, FALSE));
    }
}

static void read_unit(Reader *r, JsonObject *root)
{
    HcUnit *unit = r->unit;
    JsonNode *matters = json_object_get_member(root, "matters");

    if (!matters || !JSON_NODE_HOLDS_VALUE(matters) ||
        json_node_get_value_type(matters) != G_TYPE_BOOLEAN) {
        hc_rows_fail(r, NULL, "'matters' is not true or false");
        return;
    }
    unit->matters = json_node_get_boolean(matters);
    hc_read_tables(r, root);
    if (r->what) {
        return;
    }
    hc_read_summary(r, root);
    hc_rows_each(r, root, "findings", read_finding);
    hc_rows_each(r, root, "marks", read_unit_mark);
    read_names(r, root, "files", unit->files);
    hc_rows_each(r, root, "counts", read_count);
    read_names(r, root, "callees", unit->callees);
    read_names(r, root, "mentions", unit->mentions);
    read_names(r, root, "defines", unit->defines);
}

static char *member_text(JsonObject *root, const char *name)
{
    JsonNode *node = json_object_get_member(root, name);

    return node ? hc_rows_text(node) : NULL;
}

HcUnit *hc_unit_from_json(struct _JsonNode *node, char **what)
{
    g_autofree char *name = NULL;
    g_autofree char *producer = NULL;
    JsonObject *root;
    Reader r = { 0 };

    *what = NULL;
    if (!node || !JSON_NODE_HOLDS_OBJECT(node)) {
        *what = g_strdup("not an object");
        return NULL;
    }
    root = json_node_get_object(node);
    name = member_text(root, "unit");
    producer = member_text(root, "producer");
    if (!name || !producer) {
        *what = g_strdup("no unit or no producer");
        return NULL;
    }
    r.unit = hc_unit_new(NULL);
    g_free(r.unit->summary->unit);
    r.unit->summary->unit = g_steal_pointer(&name);
    g_free(r.unit->producer);
    r.unit->producer = g_steal_pointer(&producer);
    r.strings = g_ptr_array_new_with_free_func(g_free);
    r.terms = g_ptr_array_new();
    r.places = g_array_new(FALSE, FALSE, sizeof(HcPlace));
    read_unit(&r, root);
    g_ptr_array_unref(r.strings);
    g_ptr_array_unref(r.terms);
    g_array_unref(r.places);
    if (r.what) {
        *what = r.what;
        g_clear_pointer(&r.unit, hc_unit_free);
    }
    return r.unit;
}
