/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Private to checker/summary: JSON text, written by hand.  json-glib would
 * first make a node of each number.
 */
#ifndef HC_UNIT_TEXT_H
#define HC_UNIT_TEXT_H

#include <glib.h>

G_BEGIN_DECLS

/* Rows of a table, each once, in the order they were first asked for. */
typedef struct HcTable {
    GHashTable *index;  /* row's text -> number + 1 */
    GString *rows;
    guint n;
} HcTable;

void hc_table_init(HcTable *table);
void hc_table_clear(HcTable *table);
/* The number of @row, a string or JSON, in @table. */
guint hc_put_row(HcTable *table, const char *row, gboolean is_string);

/* A JSON string; bytes that are no UTF-8 become a list of one string, in
 * base64. */
void hc_put_string(GString *out, const char *text);

/* A list: what is added has a comma behind it, hc_end() takes the last one
 * away. */
void hc_begin(GString *out);
void hc_add_int(GString *out, gint64 value);
void hc_end(GString *out);
/* ... and it is an element of another list. */
void hc_end_inner(GString *out);
/* The number of @row, a list still open, in @table.  @row: (transfer full) */
void hc_add_row(HcTable *table, GString *out, GString *row);

G_END_DECLS

#endif
