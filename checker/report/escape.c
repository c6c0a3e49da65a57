/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/escape.h"

#include <string.h>

static gboolean is_harmless(gunichar c)
{
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_UNASSIGNED:
        return FALSE;
    default:
        return TRUE;
    }
}

static void append_escape(GString *out, gunichar c)
{
    if (c == '\n') {
        g_string_append(out, "\\n");
    } else if (c == '\t') {
        g_string_append(out, "\\t");
    } else if (c == '\r') {
        g_string_append(out, "\\r");
    } else if (c < 0x80) {
        g_string_append_printf(out, "\\x%02x", c);
    } else if (c < 0x10000) {
        g_string_append_printf(out, "\\u%04x", c);
    } else {
        g_string_append_printf(out, "\\U%08x", c);
    }
}

void hc_append_visible(GString *out, const char *text, gssize length,
                       gboolean tabs)
{
    const char *at = text;
    const char *end = text + (length < 0 ? (gssize)strlen(text) : length);

    while (at < end) {
        gunichar c = g_utf8_get_char_validated(at, end - at);

        if (c == (gunichar)-1 || c == (gunichar)-2) {
            g_string_append_printf(out, "\\x%02x", (guchar)*at++);
            continue;
        }
        if (is_harmless(c) || (tabs && c == '\t')) {
            g_string_append_unichar(out, c);
        } else {
            append_escape(out, c);
        }
        at = g_utf8_next_char(at);
    }
}

char *hc_path_uri(const char *file)
{
    /* Without UTF-8 allowed this goes byte by byte, so that every name has
     * a URI.  A colon is escaped: "a:b.c" must not look like a scheme. */
    g_autofree char *path = g_uri_escape_string(file, "/", FALSE);

    return g_path_is_absolute(file) ? g_strconcat("file://", path, NULL)
                                    : g_steal_pointer(&path);
}

void hc_json_seal(GString *out, gsize from)
{
    g_autofree char *json = g_strdup(out->str + from);
    const char *at;

    g_string_truncate(out, from);
    for (at = json; *at; at++) {
        if (*at == '<' || *at == '>' || *at == '&') {
            g_string_append_printf(out, "\\u%04x", *at);
        } else if (g_str_has_prefix(at, "\xe2\x80\xa8")) {
            g_string_append(out, "\\u2028");
            at += 2;
        } else if (g_str_has_prefix(at, "\xe2\x80\xa9")) {
            g_string_append(out, "\\u2029");
            at += 2;
        } else {
            g_string_append_c(out, *at);
        }
    }
}
