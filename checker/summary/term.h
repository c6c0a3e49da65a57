/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What summary.h does not say about terms: order, text, import.
 */
#ifndef HC_TERM_H
#define HC_TERM_H

#include "summary/summary.h"

G_BEGIN_DECLS

/* A total order by shape, not by creation: equal from run to run. */
int hc_term_order(const HcTerm *a, const HcTerm *b);

/* "self->conf.iothread", "path(self)".  (transfer full) */
char *hc_term_text(const HcTerm *term);
void hc_term_append(GString *out, const HcTerm *term);

/* "conf" and "iothread" give "conf.iothread", "vq" and "[2]" give "vq[2]".
 * (transfer full) */
char *hc_field_join(const char *outer, const char *inner);

/* < 0, 0, > 0; a place without file comes first. */
int hc_place_compare(const HcPlace *a, const HcPlace *b);

/* A HcPlace as the key of a GHashTable. */
guint hc_place_hash(gconstpointer place);
gboolean hc_place_equal(gconstpointer a, gconstpointer b);

gboolean hc_place_is_known(const HcPlace *place);

/* The terms of @summary as of now, each at its id.  (transfer full) */
GPtrArray *hc_terms_by_id(const HcSummary *summary);

/* "vq[#7].ctx" with each "#id" replaced by what @index makes of that id: its
 * value if it is a number, else "#" and its own id; NULL gives "?".
 * (transfer full) */
typedef const HcTerm *(*HcIndexFn)(guint id, gpointer opaque);
char *hc_field_with_indices(const char *field, HcIndexFn index,
                            gpointer opaque);

/* Whether a caller can name it, too: made of nothing but what he gave. */
gboolean hc_term_is_given(const HcTerm *term);

/*< private > for summary.c */
GHashTable *hc_term_table_new(void);

G_END_DECLS

#endif
