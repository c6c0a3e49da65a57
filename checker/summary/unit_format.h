/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Private to checker/summary: a unit as text.  See docs/summary-format.md.
 */
#ifndef HC_UNIT_FORMAT_H
#define HC_UNIT_FORMAT_H

#include "summary/unit.h"

G_BEGIN_DECLS

/* Goes up with every change of what is written or what it means. */
#define HC_UNIT_FORMAT 6

/* Far beyond any real file; what is larger is refused on both sides. */
#define HC_UNIT_MAX_BYTES (32u << 20)
/* json-glib makes a node of each value, some 100 bytes. */
#define HC_UNIT_MAX_VALUES (4u << 20)
/* json-glib and the readers of terms recurse. */
#define HC_UNIT_MAX_DEPTH 12
#define HC_TERM_MAX_DEPTH 400
/* Nodes of a term if nothing were shared: what its text takes. */
#define HC_TERM_MAX_SIZE (1u << 20)
/* What is shared in the file and a copy each in memory. */
#define HC_UNIT_MAX_MEMORY (512u << 20)

/* The document without its first line. */
void hc_unit_to_text(const HcUnit *unit, GString *out);

/* The document from its root; @what: what is wrong with it, on failure.
 * (transfer full) (nullable) */
struct _JsonNode;
HcUnit *hc_unit_from_json(struct _JsonNode *root, char **what);

/* Whether json-glib can be given @text: not too deep, not too many values.
 * On failure @what, else NULL.  (transfer full) (nullable) */
char *hc_unit_check_text(const char *text, gsize length);

G_END_DECLS

#endif
