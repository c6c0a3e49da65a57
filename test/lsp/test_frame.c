/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frames: what comes out is what went in, wherever the stream is cut; and
 * another implementation of the same, jsonrpc-glib, agrees.
 */
#include "lsp/frame.h"

#include <gio/gio.h>
#include <jsonrpc-glib.h>
#include <string.h>

typedef struct Seen {
    GString *bytes;   /* of all pieces */
    GString *bodies;  /* of frames, a newline behind each */
    guint frames, parts;
    gboolean ends;
} Seen;

static void see(const HcPiece *piece, gpointer opaque)
{
    Seen *seen = opaque;

    g_string_append_len(seen->bytes, piece->data, piece->length);
    seen->ends = piece->ends;
    if (piece->kind == HC_PIECE_FRAME) {
        seen->frames++;
        g_string_append_len(seen->bodies, piece->body, piece->body_length);
        g_string_append_c(seen->bodies, '\n');
    } else {
        seen->parts++;
    }
}

static Seen seen_new(void)
{
    return (Seen){ g_string_new(NULL), g_string_new(NULL), 0, 0, TRUE };
}

static void seen_clear(Seen *seen)
{
    g_string_free(seen->bytes, TRUE);
    g_string_free(seen->bodies, TRUE);
}

/* In pieces of @step bytes. */
static void push(HcFramer *framer, const char *data, gsize length, gsize step)
{
    for (gsize i = 0; i < length; i += step) {
        hc_framer_push(framer, data + i, MIN(step, length - i));
    }
}

static const char stream[] =
    "Content-Length: 2\r\n\r\n{}"
    "content-length:   4\r\nContent-Type: x; charset=utf-8\r\n\r\nnull"
    "Content-Length: 0\r\n\r\n"
    "Content-Length: 3\n\n\r\n\r"
    "X: y\r\nCONTENT-LENGTH: 5\r\n\r\n\"\xc3\xa4 \"";

static void test_cut(void)
{
    for (gsize step = 1; step <= sizeof(stream); step++) {
        Seen seen = seen_new();
        g_autoptr(HcFramer) framer = hc_framer_new(see, &seen);

        push(framer, stream, sizeof(stream) - 1, step);
        g_assert_cmpuint(seen.frames, ==, 5);
        g_assert_cmpuint(seen.parts, ==, 0);
        g_assert_true(seen.ends);
        g_assert_cmpstr(seen.bodies->str, ==,
                        "{}\nnull\n\n\r\n\r\n\"\xc3\xa4 \"\n");
        g_assert_cmpmem(seen.bytes->str, seen.bytes->len, stream,
                        sizeof(stream) - 1);
        g_assert_false(hc_framer_is_lost(framer));
        seen_clear(&seen);
    }
}

/* From a head that says nothing on, nobody knows where a frame begins. */
static void test_lost(void)
{
    static const char *const heads[] = {
        "Content-Type: x\r\n\r\n", "Content-Length: x\r\n\r\n",
        "Content-Length: -1\r\n\r\n", "\r\n\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n",
    };

    for (guint i = 0; i < G_N_ELEMENTS(heads); i++) {
        g_autofree char *text = g_strconcat(
            "Content-Length: 2\r\n\r\n{}", heads[i],
            "Content-Length: 2\r\n\r\n{}", NULL);

        for (gsize step = 1; step <= strlen(text); step += 7) {
            Seen seen = seen_new();
            g_autoptr(HcFramer) framer = hc_framer_new(see, &seen);

            push(framer, text, strlen(text), step);
            hc_framer_end(framer);
            g_assert_true(hc_framer_is_lost(framer));
            g_assert_cmpuint(seen.frames, ==, 1);
            g_assert_false(seen.ends);
            g_assert_cmpstr(seen.bytes->str, ==, text);
            seen_clear(&seen);
        }
    }
}

/* A head without an end is not kept for ever. */
static void test_long_head(void)
{
    Seen seen = seen_new();
    g_autoptr(HcFramer) framer = hc_framer_new(see, &seen);
    g_autofree char *text = g_strnfill(HC_FRAME_MAX_HEAD + 2, 'x');

    push(framer, text, strlen(text), 1000);
    g_assert_true(hc_framer_is_lost(framer));
    g_assert_cmpstr(seen.bytes->str, ==, text);
    seen_clear(&seen);
}

/* What is too large passes in parts, and what follows is a frame again. */
static void test_large(void)
{
    Seen seen = seen_new();
    g_autoptr(HcFramer) framer = hc_framer_new(see, &seen);
    g_autofree char *body = g_strnfill(HC_FRAME_MAX + 1, 'x');
    g_autofree char *head =
        g_strdup_printf("Content-Length: %u\r\n\r\n", HC_FRAME_MAX + 1);
    g_autofree char *text = g_strconcat(head, body, stream, NULL);

    push(framer, text, strlen(text), 65536);
    g_assert_cmpuint(seen.frames, ==, 5);
    g_assert_cmpuint(seen.parts, >, 0);
    g_assert_cmpmem(seen.bytes->str, seen.bytes->len, text, strlen(text));
    seen_clear(&seen);

    /* The largest that is kept. */
    seen = seen_new();
    g_free(head);
    head = g_strdup_printf("Content-Length: %u\r\n\r\n", HC_FRAME_MAX);
    hc_framer_push(framer, head, strlen(head));
    hc_framer_push(framer, body, HC_FRAME_MAX);
    g_assert_cmpuint(seen.frames, ==, 1);
    seen_clear(&seen);
}

/* Ours is read by jsonrpc-glib, and what it writes is a frame to us. */
static void test_peer(void)
{
    static const char body[] = "{\"jsonrpc\":\"2.0\",\"method\":\"\xc3\xa4\"}";
    g_autoptr(GBytes) ours = hc_frame_new(body, strlen(body));
    g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_bytes(ours);
    g_autoptr(JsonrpcInputStream) in = jsonrpc_input_stream_new(memory);
    g_autoptr(GOutputStream) sink = g_memory_output_stream_new_resizable();
    g_autoptr(JsonrpcOutputStream) out = jsonrpc_output_stream_new(sink);
    g_autoptr(GVariant) message = NULL;
    g_autoptr(GError) error = NULL;
    const char *method = NULL;
    GMemoryOutputStream *written = G_MEMORY_OUTPUT_STREAM(sink);
    Seen seen = seen_new();
    g_autoptr(HcFramer) framer = hc_framer_new(see, &seen);

    g_assert_true(jsonrpc_input_stream_read_message(in, NULL, &message,
                                                    &error));
    g_assert_no_error(error);
    g_assert_true(g_variant_lookup(message, "method", "&s", &method));
    g_assert_cmpstr(method, ==, "\xc3\xa4");
    g_assert_true(jsonrpc_output_stream_write_message(out, message, NULL,
                                                      &error));
    g_assert_no_error(error);
    push(framer, g_memory_output_stream_get_data(written),
         g_memory_output_stream_get_data_size(written), 3);
    g_assert_cmpuint(seen.frames, ==, 1);
    g_assert_cmpuint(seen.parts, ==, 0);
    seen_clear(&seen);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/frame/cut", test_cut);
    g_test_add_func("/frame/lost", test_lost);
    g_test_add_func("/frame/long-head", test_long_head);
    g_test_add_func("/frame/large", test_large);
    g_test_add_func("/frame/peer", test_peer);
    return g_test_run();
}
