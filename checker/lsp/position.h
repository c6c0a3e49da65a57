/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Places in a text as the protocol counts them: lines from 0, and in the line
 * units of the encoding that client and server agreed upon.
 */
#ifndef HC_LSP_POSITION_H
#define HC_LSP_POSITION_H

#include <glib.h>

G_BEGIN_DECLS

typedef enum HcEncoding {
    HC_ENCODING_UTF16,  /* what is not negotiated */
    HC_ENCODING_UTF8,
    HC_ENCODING_UTF32,
} HcEncoding;

typedef struct HcPosition {
    guint line, column;
} HcPosition;

typedef struct HcSpan {
    HcPosition start, end;
} HcSpan;

/* FALSE: not a name of one. */
gboolean hc_encoding_parse(const char *name, HcEncoding *encoding);
const char *hc_encoding_name(HcEncoding encoding);

/* Units of @length bytes; bytes that are no UTF-8 count one each. */
guint hc_units(const char *text, gsize length, HcEncoding encoding);

/* Bytes up to @units units, at most @length. */
gsize hc_units_to_bytes(const char *text, gsize length, guint units,
                        HcEncoding encoding);

/*
 * hc_position_offset:
 *
 * The byte that @position means.  Beyond the end of a line is its end, beyond
 * the last line the end of the text, as the protocol has it.
 */
gsize hc_position_offset(const char *text, gsize length, HcPosition position,
                         HcEncoding encoding);
HcPosition hc_position_at(const char *text, gsize length, gsize offset,
                          HcEncoding encoding);

int hc_position_compare(HcPosition a, HcPosition b);

/* A piece of text was replaced: what was in @old is @text now. */
typedef struct HcEdit {
    HcSpan old;
    HcPosition end;   /* of the new text */
} HcEdit;

/*
 * hc_edit_move:
 *
 * Where @span is after @edit.
 *
 * Returns: FALSE if the edit touches it; it is then what is left of it
 */
gboolean hc_edit_move(const HcEdit *edit, HcSpan *span);

G_END_DECLS

#endif
