/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON that anybody may have written, looked over before json-glib reads
 * it. */
#ifndef HC_CONTRACT_JSON_H
#define HC_CONTRACT_JSON_H

#include <glib.h>

G_BEGIN_DECLS

/*
 * hc_json_check:
 * Is it JSON, and none that json-glib would crash on (deep nesting), read
 * over (comments, JavaScript assignments) or lose (a key given twice)?
 * Returns: (nullable) (transfer full): what is wrong, on which @line
 */
char *hc_json_check(const char *text, gsize length, int *line);

G_END_DECLS

#endif
