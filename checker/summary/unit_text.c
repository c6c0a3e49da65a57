/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary/unit_text.h"

#include <string.h>

void hc_table_init(HcTable *table)
{
    table->index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                         NULL);
    table->rows = g_string_new(NULL);
}

void hc_table_clear(HcTable *table)
{
    g_hash_table_unref(table->index);
    g_string_free(table->rows, TRUE);
}

void hc_put_string(GString *out, const char *text)
{
    const guchar *at;

    if (!g_utf8_validate(text, -1, NULL)) {
        /* JSON has no bytes. */
        g_autofree char *base64 =
            g_base64_encode((const guchar *)text, strlen(text));

        g_string_append_printf(out, "[\"%s\"]", base64);
        return;
    }
    g_string_append_c(out, '"');
    for (at = (const guchar *)text; *at; at++) {
        if (*at == '"' || *at == '\\') {
            g_string_append_c(out, '\\');
            g_string_append_c(out, *at);
        } else if (*at < 0x20 || *at == 0x7f) {
            g_string_append_printf(out, "\\u%04x", *at);
        } else {
            g_string_append_c(out, *at);
        }
    }
    g_string_append_c(out, '"');
}

guint hc_put_row(HcTable *table, const char *row, gboolean is_string)
{
    guint found = GPOINTER_TO_UINT(g_hash_table_lookup(table->index, row));

    if (found) {
        return found - 1;
    }
    if (table->n) {
        g_string_append(table->rows, ",\n");
    }
    if (is_string) {
        hc_put_string(table->rows, row);
    } else {
        g_string_append(table->rows, row);
    }
    g_hash_table_insert(table->index, g_strdup(row),
                        GUINT_TO_POINTER(++table->n));
    return table->n - 1;
}

/* Most of a unit is numbers: no printf. */
static void put_int(GString *out, gint64 value)
{
    char digits[24];
    char *at = digits + sizeof(digits);
    guint64 rest = value < 0 ? -(guint64)value : (guint64)value;

    *--at = '\0';
    do {
        *--at = '0' + rest % 10;
        rest /= 10;
    } while (rest);
    if (value < 0) {
        *--at = '-';
    }
    g_string_append(out, at);
}

void hc_add_int(GString *out, gint64 value)
{
    put_int(out, value);
    g_string_append_c(out, ',');
}

void hc_begin(GString *out)
{
    g_string_append_c(out, '[');
}

void hc_end(GString *out)
{
    if (out->str[out->len - 1] == ',') {
        g_string_truncate(out, out->len - 1);
    }
    g_string_append_c(out, ']');
}

void hc_end_inner(GString *out)
{
    hc_end(out);
    g_string_append_c(out, ',');
}

void hc_add_row(HcTable *table, GString *out, GString *row)
{
    hc_end(row);
    hc_add_int(out, hc_put_row(table, row->str, FALSE));
    g_string_free(row, TRUE);
}
