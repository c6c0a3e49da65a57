/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/text.h"

#include <string.h>

/* '# 12 "NAME" 1 3': NAME, or NULL if the line is no marker. */
static char *marker_name(const char *line, const char *end)
{
    GString *name;
    const char *p = line;

    if (end - p < 3 || p[0] != '#' || p[1] != ' ' || !g_ascii_isdigit(p[2])) {
        return NULL;
    }
    for (p += 2; p < end && g_ascii_isdigit(*p); p++) {
    }
    if (end - p < 2 || p[0] != ' ' || p[1] != '"') {
        return NULL;
    }
    name = g_string_new(NULL);
    for (p += 2; p < end && *p != '"'; p++) {
        if (*p == '\\' && p + 1 < end) {
            p++;
            g_string_append_c(name, *p == 'n' ? '\n' : *p);
        } else {
            g_string_append_c(name, *p);
        }
    }
    return g_string_free(name, FALSE);
}

static const char *skip_blanks(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t')) {
        p++;
    }
    return p;
}

char *hc_text_identity(const char *text, gsize length, const char *main_file,
                       GPtrArray **files)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const char *last = text + length;
    gboolean in_main = FALSE;

    *files = g_ptr_array_new_with_free_func(g_free);
    while (text < last) {
        const char *newline = memchr(text, '\n', last - text);
        const char *end = newline ? newline : last;
        g_autofree char *name = marker_name(text, end);

        if (name) {
            in_main = g_str_equal(name, main_file);
            if (*name && *name != '<' && !g_hash_table_contains(seen, name)) {
                g_ptr_array_add(*files, g_strdup(name));
                g_hash_table_add(seen, g_strdup(name));
            }
        }
        /* In headers lines are no matter, and neither are the headers. */
        if (in_main || (!name && skip_blanks(text, end) < end)) {
            g_checksum_update(sum, (const guchar *)text, end - text);
            g_checksum_update(sum, (const guchar *)"\n", 1);
        }
        text = newline ? newline + 1 : last;
    }
    return g_strdup(g_checksum_get_string(sum));
}
