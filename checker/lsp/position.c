/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/position.h"

#include <string.h>

static const char *const names[] = {
    [HC_ENCODING_UTF16] = "utf-16",
    [HC_ENCODING_UTF8] = "utf-8",
    [HC_ENCODING_UTF32] = "utf-32",
};

gboolean hc_encoding_parse(const char *name, HcEncoding *encoding)
{
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_str_equal(name, names[i])) {
            *encoding = i;
            return TRUE;
        }
    }
    return FALSE;
}

const char *hc_encoding_name(HcEncoding encoding)
{
    return names[encoding];
}

/* The length of the character at @text and its units. */
static gsize step(const char *text, gsize length, HcEncoding encoding,
                  guint *units)
{
    gunichar c = (guchar)*text < 0x80 ? (gunichar)*text
                                      : g_utf8_get_char_validated(text,
                                                                  length);
    gsize bytes = 1;

    if (c < 0x110000) {
        bytes = g_utf8_skip[(guchar)*text];
    }
    *units = 1;
    if (encoding == HC_ENCODING_UTF8) {
        *units = bytes;
    } else if (encoding == HC_ENCODING_UTF16 && bytes == 4) {
        *units = 2;
    }
    return MIN(bytes, length);
}

guint hc_units(const char *text, gsize length, HcEncoding encoding)
{
    guint units = 0;

    if (encoding == HC_ENCODING_UTF8) {
        return length;
    }
    for (gsize i = 0; i < length; ) {
        guint n;

        i += step(text + i, length - i, encoding, &n);
        units += n;
    }
    return units;
}

gsize hc_units_to_bytes(const char *text, gsize length, guint units,
                        HcEncoding encoding)
{
    gsize i = 0;

    while (i < length && units) {
        guint n;
        gsize bytes = step(text + i, length - i, encoding, &n);

        if (n > units) {
            /* In the middle of a character: before it. */
            break;
        }
        units -= n;
        i += bytes;
    }
    return i;
}

gsize hc_position_offset(const char *text, gsize length, HcPosition position,
                         HcEncoding encoding)
{
    const char *at = text;
    const char *end = text + length;
    const char *stop;

    for (guint line = 0; line < position.line; line++) {
        at = memchr(at, '\n', end - at);
        if (!at) {
            return length;
        }
        at++;
    }
    stop = memchr(at, '\n', end - at);
    stop = stop ? stop : end;
    return at - text +
           hc_units_to_bytes(at, stop - at, position.column, encoding);
}

HcPosition hc_position_at(const char *text, gsize length, gsize offset,
                          HcEncoding encoding)
{
    HcPosition position = { 0, 0 };
    const char *at = text;
    const char *stop;

    offset = MIN(offset, length);
    while ((stop = memchr(at, '\n', text + offset - at))) {
        position.line++;
        at = stop + 1;
    }
    position.column = hc_units(at, text + offset - at, encoding);
    return position;
}

int hc_position_compare(HcPosition a, HcPosition b)
{
    if (a.line != b.line) {
        return a.line < b.line ? -1 : 1;
    }
    return (a.column > b.column) - (a.column < b.column);
}

static HcPosition move(const HcEdit *edit, HcPosition at)
{
    HcPosition old = edit->old.end;

    if (at.line == old.line) {
        at.column = edit->end.column + (at.column - old.column);
    }
    at.line = edit->end.line + (at.line - old.line);
    return at;
}

gboolean hc_edit_move(const HcEdit *edit, HcSpan *span)
{
    if (hc_position_compare(span->end, edit->old.start) <= 0) {
        return TRUE;
    }
    if (hc_position_compare(span->start, edit->old.end) >= 0) {
        span->start = move(edit, span->start);
        span->end = move(edit, span->end);
        return TRUE;
    }
    if (hc_position_compare(span->start, edit->old.start) > 0) {
        span->start = edit->old.start;
    }
    span->end = hc_position_compare(span->end, edit->old.end) >= 0
        ? move(edit, span->end) : edit->end;
    if (hc_position_compare(span->end, span->start) < 0) {
        span->end = span->start;
    }
    return FALSE;
}
