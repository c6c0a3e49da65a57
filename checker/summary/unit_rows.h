/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Private to checker/summary: reads checked values out of the lists of a
 * unit, one after the other.
 *
 * The first mistake is kept, with the row it is in; after it the readers go
 * on with harmless values, and lists are empty, so that no caller needs an
 * error path of its own.
 */
#ifndef HC_UNIT_ROWS_H
#define HC_UNIT_ROWS_H

#include "summary/unit_format.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct Reader {
    HcUnit *unit;
    char *what;           /* is wrong, or NULL: nothing yet */
    gsize memory;         /* of copies made so far */
    GPtrArray *strings;   /* char * */
    GPtrArray *terms;     /* const HcTerm * */
    GArray *places;       /* HcPlace */
    JsonArray *guards, *writes, *effects;
} Reader;

/* A list, and how far it is read. */
typedef struct Row {
    JsonArray *array;     /* NULL: after a mistake */
    guint at, length;
    const char *table;    /* "effects", for messages */
    guint number;
} Row;

void hc_rows_fail(Reader *r, const Row *row, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* Counts a copy of @bytes; too many in all are a mistake. */
void hc_rows_spend(Reader *r, const Row *row, gsize bytes);

/* The list called @name of the document. */
JsonArray *hc_rows_list(Reader *r, JsonObject *root, const char *name);
/* Row @number of @array, which is list @table of the document. */
Row hc_rows_open(Reader *r, JsonArray *array, const char *table,
                 guint number);
/* Whether there is more in @row. */
gboolean hc_rows_more(const Row *row);
/* A mistake if there is. */
void hc_rows_end(Reader *r, Row *row);

gint64 hc_rows_int(Reader *r, Row *row, gint64 least, gint64 most);
/* The same; null is @open. */
gint64 hc_rows_bound(Reader *r, Row *row, gint64 open);
/* Owned by the reader, counted as a copy; NULL only where @nullable. */
const char *hc_rows_string(Reader *r, Row *row, gboolean nullable);
/* To be freed. */
char *hc_rows_copy(Reader *r, Row *row, gboolean nullable);
/* A term that is in the table already; NULL: none, where @nullable, and after
 * a mistake. */
const HcTerm *hc_rows_term(Reader *r, Row *row, gboolean nullable);
HcPlace hc_rows_place(Reader *r, Row *row);
/* A list inside of @row. */
Row hc_rows_inner(Reader *r, Row *row);
/* The same; null gives FALSE. */
gboolean hc_rows_optional(Reader *r, Row *row, Row *inner);
/* A row of a table, by its number. */
Row hc_rows_follow(Reader *r, Row *row, JsonArray *array, const char *table);

/* A string of the document, or its bytes in base64.  (transfer full)
 * (nullable) */
char *hc_rows_text(JsonNode *node);

/* unit_read_summary.c: the tables, then, once they are there, the summary. */
void hc_read_tables(Reader *r, JsonObject *root);
void hc_read_summary(Reader *r, JsonObject *root);

/* A list of rows; each must be read to its end. */
void hc_rows_each(Reader *r, JsonObject *root, const char *name,
                  void (*read_row)(Reader *r, Row *row));

G_END_DECLS

#endif
