/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Single values out of JSON, checked; see reader.h. */
#include "contract/reader.h"

#include <string.h>

#define MAX_ARGS 64

static void render(const At *at, GString *out)
{
    if (!at) {
        return;
    }
    render(at->up, out);
    if (!at->key) {
        g_string_append_printf(out, "[%u]", at->index);
    } else {
        g_string_append_printf(out, "%s%s", out->len ? "." : "", at->key);
    }
}

void hc_fail(Reader *reader, const At *at, const char *format, ...)
{
    GString *key;
    va_list ap;

    if (reader->what) {
        return;
    }
    key = g_string_new(NULL);
    render(at, key);
    reader->key = g_string_free(key, FALSE);
    va_start(ap, format);
    reader->what = g_strdup_vprintf(format, ap);
    va_end(ap);
}

/* The object in @node, or NULL; @allowed lists the keys it may have. */
JsonObject *hc_open_object(Reader *reader, JsonNode *node, const At *at,
                           const char *const *allowed)
{
    JsonObject *object;
    JsonObjectIter iter;
    const char *key;

    if (!JSON_NODE_HOLDS_OBJECT(node)) {
        hc_fail(reader, at, "must be an object");
        return NULL;
    }
    object = json_node_get_object(node);
    json_object_iter_init(&iter, object);
    while (json_object_iter_next(&iter, &key, NULL)) {
        if (!g_strv_contains(allowed, key)) {
            At here = {at, key, 0};

            hc_fail(reader, &here, "unknown key");
            return NULL;
        }
    }
    return object;
}

void hc_each_row(Reader *reader, JsonNode *node, const At *at,
                 HcReadRow *read_row)
{
    JsonArray *array;

    if (!JSON_NODE_HOLDS_ARRAY(node)) {
        hc_fail(reader, at, "must be an array");
        return;
    }
    array = json_node_get_array(node);
    for (guint i = 0; i < json_array_get_length(array); i++) {
        At here = {at, NULL, i};

        read_row(reader, json_array_get_element(array, i), &here);
    }
}

/* The value of @key; a mistake if it is needed and missing. */
JsonNode *hc_read_member(Reader *reader, JsonObject *object, const At *at,
                         const char *key, gboolean needed)
{
    JsonNode *node = object ? json_object_get_member(object, key) : NULL;

    if (object && !node && needed) {
        At here = {at, key, 0};

        hc_fail(reader, &here, "missing");
    }
    return node;
}

static gboolean is_string(JsonNode *node)
{
    return JSON_NODE_HOLDS_VALUE(node) &&
           json_node_get_value_type(node) == G_TYPE_STRING;
}

/* A string that is there and not empty; never NULL, to be freed. */
static char *read_string_node(Reader *reader, JsonNode *node, const At *at)
{
    if (!is_string(node)) {
        hc_fail(reader, at, "must be a string");
        return g_strdup("");
    }
    if (!*json_node_get_string(node)) {
        hc_fail(reader, at, "must not be empty");
    }
    return json_node_dup_string(node);
}

char *hc_read_string(Reader *reader, JsonObject *object, const At *at,
                     const char *key, gboolean needed)
{
    At here = {at, key, 0};
    JsonNode *node = hc_read_member(reader, object, at, key, needed);

    return node ? read_string_node(reader, node, &here) : g_strdup("");
}

/* Index of the string of @key in @words. */
int hc_read_word(Reader *reader, JsonObject *object, const At *at,
                 const char *key, const char *const *words)
{
    At here = {at, key, 0};
    g_autofree char *word = hc_read_string(reader, object, at, key, TRUE);
    g_autofree char *known = NULL;

    for (int i = 0; words[i]; i++) {
        if (!strcmp(word, words[i])) {
            return i;
        }
    }
    known = g_strjoinv(", ", (char **)words);
    hc_fail(reader, &here, "'%s' is none of: %s", word, known);
    return 0;
}

int hc_read_number(Reader *reader, JsonObject *object, const At *at,
                   const char *key, gboolean needed)
{
    At here = {at, key, 0};
    JsonNode *node = hc_read_member(reader, object, at, key, needed);

    if (!node) {
        return HC_NO_ARG;
    }
    if (!JSON_NODE_HOLDS_VALUE(node) ||
        json_node_get_value_type(node) != G_TYPE_INT64) {
        hc_fail(reader, &here, "must be a whole number");
        return 0;
    }
    if (json_node_get_int(node) < 0) {
        hc_fail(reader, &here, "must not be negative");
        return 0;
    }
    if (json_node_get_int(node) > MAX_ARGS) {
        hc_fail(reader, &here, "must be at most %d", MAX_ARGS);
        return 0;
    }
    return json_node_get_int(node);
}

gboolean hc_read_flag(Reader *reader, JsonObject *object, const At *at,
                      const char *key)
{
    At here = {at, key, 0};
    JsonNode *node = hc_read_member(reader, object, at, key, FALSE);

    if (!node) {
        return FALSE;
    }
    if (!JSON_NODE_HOLDS_VALUE(node) ||
        json_node_get_value_type(node) != G_TYPE_BOOLEAN) {
        hc_fail(reader, &here, "must be true or false");
        return FALSE;
    }
    return json_node_get_boolean(node);
}

/* Is it an identifier of C?  With @star, a prefix of one may end in '*'. */
static gboolean is_function(const char *name, gboolean star)
{
    gsize length = strspn(name, G_CSET_a_2_z G_CSET_A_2_Z "0123456789_");

    if (!length || g_ascii_isdigit(*name)) {
        return FALSE;
    }
    return !name[length] || (star && !strcmp(name + length, "*"));
}

char *hc_read_function_node(Reader *reader, JsonNode *node, const At *at,
                            gboolean star)
{
    char *name = read_string_node(reader, node, at);

    if (!is_function(name, star)) {
        hc_fail(reader, at, "'%s' is not the name of a function%s", name,
             star ? " or a prefix*" : "");
    }
    return name;
}

char *hc_read_function(Reader *reader, JsonObject *object, const At *at,
                       gboolean star)
{
    At here = {at, "function", 0};
    JsonNode *node = hc_read_member(reader, object, at, "function", TRUE);

    return node ? hc_read_function_node(reader, node, &here, star)
                : g_strdup("");
}

/* "Type.field"; @driver also allows "Type.()", a driver that is registered. */
static gboolean is_slot(const char *slot, gboolean driver)
{
    const char *dot = strchr(slot, '.');
    gsize fields;

    if (!dot || dot == slot ||
        strspn(slot, G_CSET_a_2_z G_CSET_A_2_Z "0123456789_") !=
            (gsize)(dot - slot)) {
        return FALSE;
    }
    fields = strspn(dot + 1, G_CSET_a_2_z G_CSET_A_2_Z "0123456789_.");
    return (driver && !strcmp(dot, ".()")) || (fields && !dot[1 + fields]);
}

static char *read_slot_node(Reader *reader, JsonNode *node, const At *at,
                            gboolean driver)
{
    char *slot = read_string_node(reader, node, at);

    if (!is_slot(slot, driver)) {
        hc_fail(reader, at, "'%s' is not a slot like \"DeviceClass.realize\"",
             slot);
    }
    return slot;
}

char *hc_read_slot(Reader *reader, JsonObject *object, const At *at,
                   const char *key, gboolean driver)
{
    At here = {at, key, 0};
    JsonNode *node = hc_read_member(reader, object, at, key, TRUE);

    return node ? read_slot_node(reader, node, &here, driver) : g_strdup("");
}

/* A NULL-terminated list of slots, or of plain strings. */
char **hc_read_strings(Reader *reader, JsonNode *node, const At *at,
                       gboolean slots)
{
    GPtrArray *strings = g_ptr_array_new();
    JsonArray *array = NULL;

    if (node && JSON_NODE_HOLDS_ARRAY(node)) {
        array = json_node_get_array(node);
    } else if (node) {
        hc_fail(reader, at, "must be an array");
    }
    for (guint i = 0; array && i < json_array_get_length(array); i++) {
        At here = {at, NULL, i};
        JsonNode *element = json_array_get_element(array, i);

        g_ptr_array_add(strings,
                        slots ? read_slot_node(reader, element, &here, FALSE)
                              : read_string_node(reader, element, &here));
    }
    g_ptr_array_add(strings, NULL);
    return (char **)g_ptr_array_free(strings, FALSE);
}
