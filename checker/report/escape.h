/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making bytes from anywhere fit for a terminal, a URI, JSON, a script.
 */
#ifndef HC_REPORT_ESCAPE_H
#define HC_REPORT_ESCAPE_H

#include <glib.h>

G_BEGIN_DECLS

/*
 * hc_append_visible:
 * @length: bytes, -1 if terminated
 * @tabs: whether a tab may stay
 *
 * Appends @text as valid UTF-8 on one line: control and format characters
 * (those that turn the writing direction among them), line separators and
 * bytes that are no UTF-8 are written as \n, \x1b, \u202e.  A backslash stays
 * as it is: this is for eyes, not for reading back.
 */
void hc_append_visible(GString *out, const char *text, gssize length,
                       gboolean tabs);

/*
 * hc_path_uri:
 * @file: absolute or relative path
 *
 * RFC 3986, byte by byte; "file:///..." if absolute.  (transfer full)
 */
char *hc_path_uri(const char *file);

/*
 * hc_json_seal:
 * @from: where the JSON begins in @out
 *
 * Rewrites JSON so that it may stand in an HTML script element: <, >, &,
 * U+2028 and U+2029 become \u escapes.  They can only be in strings, so the
 * value stays the same.
 */
void hc_json_seal(GString *out, gsize from);

G_END_DECLS

#endif
