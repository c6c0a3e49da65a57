/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/json.h"

#include "report/escape.h"

void hc_json_text(JsonBuilder *json, const char *name, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    json_builder_set_member_name(json, name);
    json_builder_add_string_value(json, valid);
}

void hc_json_visible(JsonBuilder *json, const char *name, const char *text)
{
    json_builder_set_member_name(json, name);
    hc_json_add_visible(json, text, -1);
}

void hc_json_number(JsonBuilder *json, const char *name, gint64 value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_int_value(json, value);
}

void hc_json_object(JsonBuilder *json, const char *name)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_object(json);
}

void hc_json_array(JsonBuilder *json, const char *name)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_array(json);
}

void hc_json_add_visible(JsonBuilder *json, const char *text, gssize length)
{
    g_autoptr(GString) visible = g_string_new(NULL);

    hc_append_visible(visible, text, length, TRUE);
    json_builder_add_string_value(json, visible->str);
}

void hc_json_write(JsonBuilder *json, gboolean pretty, GString *out)
{
    g_autoptr(JsonGenerator) generator = json_generator_new();
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *text = NULL;
    const char *at;

    json_generator_set_root(generator, root);
    json_generator_set_pretty(generator, pretty);
    json_generator_set_indent(generator, 1);
    text = json_generator_to_data(generator, NULL);
    /* json-glib 1.6 leaves the last control character as it is, which is no
     * JSON.  It can only be in a string. */
    for (at = text; *at; at++) {
        if (*at == '\x1f') {
            g_string_append(out, "\\u001f");
        } else {
            g_string_append_c(out, *at);
        }
    }
    if (pretty) {
        g_string_append_c(out, '\n');
    }
}
