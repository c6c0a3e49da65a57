/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The little that the writers share around json-glib.
 */
#ifndef HC_REPORT_JSON_H
#define HC_REPORT_JSON_H

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of the object that is open.  @text may be any bytes: what is no
 * UTF-8 becomes U+FFFD. */
void hc_json_text(JsonBuilder *json, const char *name, const char *text);
/* The same, visible: see hc_append_visible(). */
void hc_json_visible(JsonBuilder *json, const char *name, const char *text);
void hc_json_number(JsonBuilder *json, const char *name, gint64 value);
void hc_json_object(JsonBuilder *json, const char *name);
void hc_json_array(JsonBuilder *json, const char *name);

/* An element of the array that is open; visible. */
void hc_json_add_visible(JsonBuilder *json, const char *text, gssize length);

/* Appends what was built; ends with a newline if @pretty. */
void hc_json_write(JsonBuilder *json, gboolean pretty, GString *out);

G_END_DECLS

#endif
