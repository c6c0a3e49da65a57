/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/value.h"

#include <string.h>

/* json-glib recurses. */
#define MAX_DEPTH 512

static JsonNode *member(JsonObject *object, const char *name)
{
    return object ? json_object_get_member(object, name) : NULL;
}

JsonObject *hc_value_object(JsonObject *object, const char *name)
{
    JsonNode *node = member(object, name);

    return node && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node)
                                                : NULL;
}

JsonArray *hc_value_array(JsonObject *object, const char *name)
{
    JsonNode *node = member(object, name);

    return node && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node)
                                               : NULL;
}

const char *hc_value_text(JsonObject *object, const char *name)
{
    JsonNode *node = member(object, name);

    return node && JSON_NODE_HOLDS_VALUE(node) &&
                   json_node_get_value_type(node) == G_TYPE_STRING
        ? json_node_get_string(node) : NULL;
}

gboolean hc_value_number(JsonObject *object, const char *name, gint64 *value)
{
    JsonNode *node = member(object, name);

    if (!node || !JSON_NODE_HOLDS_VALUE(node) ||
        json_node_get_value_type(node) != G_TYPE_INT64) {
        return FALSE;
    }
    *value = json_node_get_int(node);
    return TRUE;
}

gboolean hc_value_true(JsonObject *object, const char *name)
{
    JsonNode *node = member(object, name);

    return node && JSON_NODE_HOLDS_VALUE(node) &&
           json_node_get_value_type(node) == G_TYPE_BOOLEAN &&
           json_node_get_boolean(node);
}

static gboolean read_position(JsonObject *object, HcPosition *position)
{
    gint64 line, column;

    if (!hc_value_number(object, "line", &line) ||
        !hc_value_number(object, "character", &column) || line < 0 ||
        line > G_MAXINT || column < 0) {
        return FALSE;
    }
    position->line = line;
    /* Some say "the end of the line" with the largest number they have. */
    position->column = MIN(column, G_MAXINT);
    return TRUE;
}

gboolean hc_value_span(JsonObject *range, HcSpan *span)
{
    return read_position(hc_value_object(range, "start"), &span->start) &&
           read_position(hc_value_object(range, "end"), &span->end);
}

static void add_position(JsonObject *range, const char *name,
                         HcPosition position)
{
    JsonObject *object = json_object_new();

    json_object_set_int_member(object, "line", position.line);
    json_object_set_int_member(object, "character", position.column);
    json_object_set_object_member(range, name, object);
}

JsonNode *hc_value_new_span(const HcSpan *span)
{
    JsonNode *node = json_node_alloc();
    JsonObject *range = json_object_new();

    add_position(range, "start", span->start);
    add_position(range, "end", span->end);
    json_node_take_object(json_node_init(node, JSON_NODE_OBJECT), range);
    return node;
}

JsonObject *hc_value_path(JsonObject *object, const char *path)
{
    g_auto(GStrv) names = g_strsplit(path, ".", -1);

    for (char **name = names; object && *name; name++) {
        object = hc_value_object(object, *name);
    }
    return object;
}

static gboolean is_too_deep(const char *text, gsize length)
{
    gboolean quoted = FALSE;
    guint depth = 0;

    for (gsize i = 0; i < length; i++) {
        if (quoted) {
            if (text[i] == '\\') {
                i++;
            } else if (text[i] == '"') {
                quoted = FALSE;
            }
            continue;
        }
        if (text[i] == '"') {
            quoted = TRUE;
        } else if (text[i] == '[' || text[i] == '{') {
            if (++depth > MAX_DEPTH) {
                return TRUE;
            }
        } else if ((text[i] == ']' || text[i] == '}') && depth) {
            depth--;
        }
    }
    return FALSE;
}

JsonNode *hc_value_parse(const char *text, gsize length)
{
    g_autoptr(JsonParser) parser = NULL;

    if (!length || is_too_deep(text, length) ||
        !g_utf8_validate_len(text, length, NULL)) {
        return NULL;
    }
    parser = json_parser_new();
    return json_parser_load_from_data(parser, text, length, NULL)
        ? json_parser_steal_root(parser) : NULL;
}

char *hc_value_write(JsonNode *node, gsize *length)
{
    g_autoptr(JsonGenerator) generator = json_generator_new();

    json_generator_set_root(generator, node);
    return json_generator_to_data(generator, length);
}

char *hc_value_id(JsonObject *message)
{
    const char *text = hc_value_text(message, "id");
    gint64 number;

    if (text) {
        return g_strconcat("\"", text, NULL);
    }
    return hc_value_number(message, "id", &number)
        ? g_strdup_printf("%" G_GINT64_FORMAT, number) : NULL;
}
