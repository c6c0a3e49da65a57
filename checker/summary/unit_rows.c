/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary/unit_rows.h"

#include <string.h>

void hc_rows_fail(Reader *r, const Row *row, const char *format, ...)
{
    g_autofree char *what = NULL;
    va_list ap;

    if (r->what) {
        return;
    }
    va_start(ap, format);
    what = g_strdup_vprintf(format, ap);
    va_end(ap);
    r->what = row ? g_strdup_printf("%s[%u]: %s", row->table, row->number,
                                    what)
                  : g_steal_pointer(&what);
}

void hc_rows_spend(Reader *r, const Row *row, gsize bytes)
{
    r->memory += bytes;
    if (r->memory > HC_UNIT_MAX_MEMORY) {
        hc_rows_fail(r, row, "it would take too much memory");
    }
}

JsonArray *hc_rows_list(Reader *r, JsonObject *root, const char *name)
{
    JsonNode *node = json_object_get_member(root, name);

    if (!node || !JSON_NODE_HOLDS_ARRAY(node)) {
        hc_rows_fail(r, NULL, "there is no list '%s'", name);
        return NULL;
    }
    return json_node_get_array(node);
}

static Row open_node(Reader *r, JsonNode *node, const char *table,
                     guint number)
{
    Row row = { .table = table, .number = number };

    if (r->what) {
        return row;
    }
    if (!JSON_NODE_HOLDS_ARRAY(node)) {
        hc_rows_fail(r, &row, "not a list");
        return row;
    }
    row.array = json_node_get_array(node);
    row.length = json_array_get_length(row.array);
    return row;
}

Row hc_rows_open(Reader *r, JsonArray *array, const char *table, guint number)
{
    return open_node(r, json_array_get_element(array, number), table, number);
}

gboolean hc_rows_more(const Row *row)
{
    return row->at < row->length;
}

void hc_rows_end(Reader *r, Row *row)
{
    if (!r->what && hc_rows_more(row)) {
        hc_rows_fail(r, row, "too long");
    }
}

static JsonNode *next(Reader *r, Row *row)
{
    if (r->what) {
        row->at = row->length; /* whoever loops is done */
        return NULL;
    }
    if (!hc_rows_more(row)) {
        hc_rows_fail(r, row, "too short");
        return NULL;
    }
    return json_array_get_element(row->array, row->at++);
}

static gint64 int_of(Reader *r, Row *row, JsonNode *node, gint64 least,
                     gint64 most)
{
    gint64 value;

    if (!node) {
        return CLAMP(0, least, most);
    }
    if (!JSON_NODE_HOLDS_VALUE(node) ||
        json_node_get_value_type(node) != G_TYPE_INT64) {
        hc_rows_fail(r, row, "not a number");
        return CLAMP(0, least, most);
    }
    value = json_node_get_int(node);
    if (value < least || value > most) {
        hc_rows_fail(r, row, "%" G_GINT64_FORMAT " is out of range", value);
        return CLAMP(0, least, most);
    }
    return value;
}

gint64 hc_rows_int(Reader *r, Row *row, gint64 least, gint64 most)
{
    return int_of(r, row, next(r, row), least, most);
}

gint64 hc_rows_bound(Reader *r, Row *row, gint64 open)
{
    JsonNode *node = next(r, row);

    if (!node || JSON_NODE_HOLDS_NULL(node)) {
        return open;
    }
    return int_of(r, row, node, G_MININT64, G_MAXINT64);
}

/* An index below @length, or -1: none. */
static gint64 next_index(Reader *r, Row *row, guint length, gboolean nullable)
{
    JsonNode *node = next(r, row);

    return node ? int_of(r, row, node, nullable ? -1 : 0, (gint64)length - 1)
                : -1;
}

const char *hc_rows_string(Reader *r, Row *row, gboolean nullable)
{
    gint64 index = next_index(r, row, r->strings->len, nullable);

    const char *text;

    if (r->what || index < 0) {
        return r->what ? "" : NULL;
    }
    text = g_ptr_array_index(r->strings, index);
    /* Whoever asks keeps a copy. */
    hc_rows_spend(r, row, strlen(text) + 1);
    return r->what ? "" : text;
}

char *hc_rows_copy(Reader *r, Row *row, gboolean nullable)
{
    return g_strdup(hc_rows_string(r, row, nullable));
}

const HcTerm *hc_rows_term(Reader *r, Row *row, gboolean nullable)
{
    gint64 index = next_index(r, row, r->terms->len, nullable);

    return r->what || index < 0 ? NULL : g_ptr_array_index(r->terms, index);
}

HcPlace hc_rows_place(Reader *r, Row *row)
{
    HcPlace none = { 0 };
    gint64 index = next_index(r, row, r->places->len, FALSE);

    return r->what ? none : g_array_index(r->places, HcPlace, index);
}

Row hc_rows_inner(Reader *r, Row *row)
{
    JsonNode *node = next(r, row);
    Row none = { .table = row->table, .number = row->number };

    return node ? open_node(r, node, row->table, row->number) : none;
}

gboolean hc_rows_optional(Reader *r, Row *row, Row *inner)
{
    JsonNode *node = next(r, row);

    if (!node || JSON_NODE_HOLDS_NULL(node)) {
        return FALSE;
    }
    *inner = open_node(r, node, row->table, row->number);
    return !r->what;
}

Row hc_rows_follow(Reader *r, Row *row, JsonArray *array, const char *table)
{
    gint64 index = next_index(r, row, json_array_get_length(array), FALSE);
    Row none = { .table = table };

    return r->what ? none : hc_rows_open(r, array, table, index);
}

void hc_rows_each(Reader *r, JsonObject *root, const char *name,
                  void (*read_row)(Reader *r, Row *row))
{
    JsonArray *list = hc_rows_list(r, root, name);
    guint i, n = list ? json_array_get_length(list) : 0;

    for (i = 0; i < n && !r->what; i++) {
        Row row = hc_rows_open(r, list, name, i);

        /* For the element itself. */
        hc_rows_spend(r, &row, 64);
        read_row(r, &row);
        hc_rows_end(r, &row);
    }
}

static gboolean is_string(JsonNode *node)
{
    return JSON_NODE_HOLDS_VALUE(node) &&
           json_node_get_value_type(node) == G_TYPE_STRING;
}

char *hc_rows_text(JsonNode *node)
{
    JsonArray *array;
    char *text;
    gsize length;

    if (is_string(node)) {
        return json_node_dup_string(node);
    }
    if (!JSON_NODE_HOLDS_ARRAY(node)) {
        return NULL;
    }
    array = json_node_get_array(node);
    if (json_array_get_length(array) != 1 ||
        !is_string(json_array_get_element(array, 0))) {
        return NULL;
    }
    /* Ends with a zero byte of its own. */
    text = (char *)g_base64_decode(json_array_get_string_element(array, 0),
                                   &length);
    if (strlen(text) != length) {
        g_clear_pointer(&text, g_free);
    }
    return text;
}
