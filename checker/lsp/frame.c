/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/frame.h"

#include <string.h>

struct HcFramer {
    HcPieceFn fn;
    gpointer opaque;
    GString *held;   /* a frame that is not complete */
    gsize head;      /* bytes of its head; 0: not complete either */
    gsize body;      /* bytes of its body */
    guint64 passing; /* bytes of a frame too large that are to come */
    gboolean lost;
};

HcFramer *hc_framer_new(HcPieceFn fn, gpointer opaque)
{
    HcFramer *framer = g_new0(HcFramer, 1);

    framer->fn = fn;
    framer->opaque = opaque;
    framer->held = g_string_new(NULL);
    return framer;
}

void hc_framer_free(HcFramer *framer)
{
    if (framer) {
        g_string_free(framer->held, TRUE);
        g_free(framer);
    }
}

gboolean hc_framer_is_lost(const HcFramer *framer)
{
    return framer->lost;
}

static void part(HcFramer *framer, const char *data, gsize length,
                 gboolean ends)
{
    HcPiece piece = { HC_PIECE_PART, data, length, NULL, 0, ends };

    if (length) {
        framer->fn(&piece, framer->opaque);
    }
}

/* A server that is lost in the stream finds its way by rules of its own, so
 * from here on nobody can tell what it takes for a frame. */
static void lose(HcFramer *framer)
{
    framer->lost = TRUE;
    part(framer, framer->held->str, framer->held->len, FALSE);
    g_string_set_size(framer->held, 0);
}

/* The length that a head names; FALSE: none, or not once. */
static gboolean parse_head(const char *head, gsize length, guint64 *body)
{
    static const char name[] = "content-length:";
    const char *end = head + length;
    guint found = 0;

    while (head < end) {
        const char *stop = memchr(head, '\n', end - head);
        gsize n = stop - head;

        if (n > strlen(name) &&
            g_ascii_strncasecmp(head, name, strlen(name)) == 0) {
            g_autofree char *text = g_strndup(head + strlen(name),
                                              n - strlen(name));

            found++;
            if (!g_ascii_string_to_unsigned(g_strstrip(text), 10, 0,
                                            G_MAXINT64, body, NULL)) {
                return FALSE;
            }
        }
        head = stop + 1;
    }
    return found == 1;
}

/* The length of the head with the empty line that ends it, or 0.  Servers
 * take a bare newline, too. */
static gsize find_head(const GString *held)
{
    const char *at = held->str;
    const char *end = at + held->len;

    while ((at = memchr(at, '\n', end - at))) {
        at++;
        if (at < end && *at == '\n') {
            return at + 1 - held->str;
        }
        if (at + 1 < end && at[0] == '\r' && at[1] == '\n') {
            return at + 2 - held->str;
        }
    }
    return 0;
}

/* FALSE: the rest of the head is still to come. */
static gboolean take_head(HcFramer *framer)
{
    guint64 body;

    framer->head = find_head(framer->held);
    if (!framer->head) {
        if (framer->held->len > HC_FRAME_MAX_HEAD) {
            lose(framer);
        }
        return FALSE;
    }
    if (framer->head > HC_FRAME_MAX_HEAD ||
        !parse_head(framer->held->str, framer->head, &body)) {
        lose(framer);
        return FALSE;
    }
    if (body > HC_FRAME_MAX) {
        framer->passing = framer->head + body - framer->held->len;
        part(framer, framer->held->str, framer->held->len, FALSE);
        g_string_set_size(framer->held, 0);
        framer->head = 0;
        return FALSE;
    }
    framer->body = body;
    return TRUE;
}

static void give_frame(HcFramer *framer)
{
    HcPiece piece = {
        HC_PIECE_FRAME, framer->held->str, framer->held->len,
        framer->held->str + framer->head, framer->body, TRUE,
    };

    framer->fn(&piece, framer->opaque);
    if (framer->held->allocated_len > (1u << 20)) {
        /* One huge document must not be paid for until the end. */
        g_string_free(framer->held, TRUE);
        framer->held = g_string_new(NULL);
    }
    g_string_set_size(framer->held, 0);
    framer->head = 0;
}

/* How much of @length belongs to the frame that is being held.  Of a head
 * only what is one is taken: what is behind may be anything. */
static gsize wanted(HcFramer *framer, const char *data, gsize length)
{
    const char *stop;

    if (framer->head) {
        return MIN(length, framer->head + framer->body - framer->held->len);
    }
    stop = memchr(data, '\n', length);
    return stop ? (gsize)(stop + 1 - data) : length;
}

void hc_framer_push(HcFramer *framer, const char *data, gsize length)
{
    while (length) {
        gsize n;

        if (framer->lost) {
            part(framer, data, length, FALSE);
            return;
        }
        if (framer->passing) {
            n = MIN(length, framer->passing);
            framer->passing -= n;
            part(framer, data, n, !framer->passing);
        } else {
            n = wanted(framer, data, length);
            g_string_append_len(framer->held, data, n);
            if ((framer->head || take_head(framer)) &&
                framer->held->len == framer->head + framer->body) {
                give_frame(framer);
            }
        }
        data += n;
        length -= n;
    }
}

void hc_framer_end(HcFramer *framer)
{
    part(framer, framer->held->str, framer->held->len, FALSE);
    g_string_set_size(framer->held, 0);
    framer->head = 0;
}

GBytes *hc_frame_new(const char *body, gsize length)
{
    GString *text = g_string_sized_new(length + 40);

    g_string_append_printf(text, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                           length);
    g_string_append_len(text, body, length);
    return g_string_free_to_bytes(text);
}
