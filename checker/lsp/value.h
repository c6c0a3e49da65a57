/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values of JSON that somebody else wrote: json-glib complains where a member
 * is not what it is asked for, here that is only NULL or FALSE.
 */
#ifndef HC_LSP_VALUE_H
#define HC_LSP_VALUE_H

#include <json-glib/json-glib.h>

#include "lsp/position.h"

G_BEGIN_DECLS

/* @object: (nullable), everywhere; all return NULL or FALSE where there is no
 * such member of that kind.  (transfer none) */
JsonObject *hc_value_object(JsonObject *object, const char *name);
JsonArray *hc_value_array(JsonObject *object, const char *name);
const char *hc_value_text(JsonObject *object, const char *name);
gboolean hc_value_number(JsonObject *object, const char *name, gint64 *value);
gboolean hc_value_true(JsonObject *object, const char *name);

/* As a Range. */
gboolean hc_value_span(JsonObject *range, HcSpan *span);
JsonNode *hc_value_new_span(const HcSpan *span);

/* Members of members: "a.b.c" is an object.  (transfer none) */
JsonObject *hc_value_path(JsonObject *object, const char *path);

/* NULL: no JSON.  (transfer full) */
JsonNode *hc_value_parse(const char *text, gsize length);

/* (transfer full) */
char *hc_value_write(JsonNode *node, gsize *length);

/* The id of a request or reply as a key, NULL if there is none; a number and
 * a text of the same digits are two.  (transfer full) */
char *hc_value_id(JsonObject *message);

G_END_DECLS

#endif
