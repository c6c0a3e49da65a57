/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Places and messages in SARIF's words.
 */
#include "report/sarif_place.h"

#include <string.h>

#include "report/escape.h"

void hc_sarif_message(JsonBuilder *json, const char *text)
{
    g_autoptr(GString) plain = g_string_new(NULL);
    const char *at;

    for (at = text; *at; at++) {
        g_string_append_c(plain, *at);
        if (*at == '{' || *at == '}') {
            g_string_append_c(plain, *at);
        } else if (*at == ']' && at[1] == '(') {
            /* "[text](target)" is a link in a plain message, too.  Viewers
             * disagree on backslashes; a space is safe in all of them. */
            g_string_append_c(plain, ' ');
        }
    }
    hc_json_object(json, "message");
    hc_json_text(json, "text", plain->str);
    json_builder_end_object(json);
}

/* Clang counts bytes, SARIF has no such unit. */
static guint code_points(HcSources *sources, const HcReportPlace *place,
                         guint line, guint column)
{
    gsize length, i;
    const char *text = sources ? hc_sources_line(sources, place->file, line,
                                                 &length)
                               : NULL;
    guint points = column;

    for (i = 0; text && i + 1 < column && i < length; i++) {
        /* A byte that only goes on with a code point. */
        points -= ((guchar)text[i] & 0xc0) == 0x80;
    }
    return MAX(points, 1);
}

/* Some readers have no room for more, and drop the whole file. */
static void add_position(JsonBuilder *json, const char *name, guint value)
{
    hc_json_number(json, name, MIN(value, G_MAXINT32));
}

static void add_region(JsonBuilder *json, HcSources *sources,
                       const HcReportPlace *place)
{
    hc_json_object(json, "region");
    add_position(json, "startLine", place->line);
    if (place->column) {
        add_position(json, "startColumn",
                     code_points(sources, place, place->line,
                                 place->column));
        if (place->end_line >= place->line && place->end_column) {
            add_position(json, "endLine", place->end_line);
            add_position(json, "endColumn",
                         code_points(sources, place, place->end_line,
                                     place->end_column));
        }
    }
    json_builder_end_object(json);
}

void hc_sarif_physical(JsonBuilder *json, HcSources *sources,
                       const HcReportPlace *place)
{
    g_autofree char *uri = NULL;

    if (!place->file) {
        return;
    }
    uri = hc_path_uri(place->file);
    hc_json_object(json, "physicalLocation");
    hc_json_object(json, "artifactLocation");
    hc_json_text(json, "uri", uri);
    if (!g_path_is_absolute(place->file)) {
        hc_json_text(json, "uriBaseId", HC_SARIF_ROOT);
    }
    json_builder_end_object(json);
    if (place->line) {
        add_region(json, sources, place);
    }
    json_builder_end_object(json);
}

void hc_sarif_location(JsonBuilder *json, HcSources *sources,
                       const HcReportPlace *place, const char *text,
                       const char *function)
{
    json_builder_begin_object(json);
    hc_sarif_physical(json, sources, place);
    if (function && *function) {
        hc_json_array(json, "logicalLocations");
        json_builder_begin_object(json);
        hc_json_text(json, "name", function);
        hc_json_text(json, "kind", "function");
        json_builder_end_object(json);
        json_builder_end_array(json);
    }
    if (text) {
        hc_sarif_message(json, text);
    }
    json_builder_end_object(json);
}
