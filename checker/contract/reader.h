/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Private to checker/contract: reads and checks single JSON values.
 *
 * The first mistake is kept, with the key it is about; after it the readers
 * go on with harmless values that the caller throws away, so that no caller
 * needs an error path of its own.
 */
#ifndef HC_CONTRACT_READER_H
#define HC_CONTRACT_READER_H

#include "contract/contract.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Where a value stands, a link a level, on the stack of the readers. */
typedef struct At {
    const struct At *up;
    const char *key;    /* or NULL: element INDEX of an array */
    guint index;
} At;

typedef struct Reader {
    HcContract *contract;
    char *key;          /* of the first mistake */
    char *what;         /* is wrong with it, or NULL: nothing yet */
} Reader;

/* parse.c: fills reader->contract from a whole file. */
void hc_read_contract(Reader *reader, JsonNode *root);

typedef void HcReadRow(Reader *reader, JsonNode *node, const At *at);

void hc_fail(Reader *reader, const At *at, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* The object in @node; NULL where it is none or has a key not in @allowed. */
JsonObject *hc_open_object(Reader *reader, JsonNode *node, const At *at,
                           const char *const *allowed);
void hc_each_row(Reader *reader, JsonNode *node, const At *at,
                 HcReadRow *read_row);

/*
 * The value of @key in @object.  A NULL @object is a mistake already
 * reported: then, and where @key is missing, they return NULL, "" (to be
 * freed), FALSE or HC_NO_ARG.
 */
JsonNode *hc_read_member(Reader *reader, JsonObject *object, const At *at,
                         const char *key, gboolean needed);
char *hc_read_string(Reader *reader, JsonObject *object, const At *at,
                     const char *key, gboolean needed);
gboolean hc_read_flag(Reader *reader, JsonObject *object, const At *at,
                      const char *key);
int hc_read_number(Reader *reader, JsonObject *object, const At *at,
                   const char *key, gboolean needed);

/* Returns: the index of the string of @key in @words */
int hc_read_word(Reader *reader, JsonObject *object, const At *at,
                 const char *key, const char *const *words);

/* The name of a function; with @star, also a prefix that ends in '*'. */
char *hc_read_function(Reader *reader, JsonObject *object, const At *at,
                       gboolean star);
char *hc_read_function_node(Reader *reader, JsonNode *node, const At *at,
                            gboolean star);

/* "Type.field"; with @driver, also "Type.()": a driver that is registered. */
char *hc_read_slot(Reader *reader, JsonObject *object, const At *at,
                   const char *key, gboolean driver);

/* A NULL-terminated list of slots, or of other strings. */
char **hc_read_strings(Reader *reader, JsonNode *node, const At *at,
                       gboolean slots);

G_END_DECLS

#endif
