/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the editor gets of what the server says and of what was found.
 */
#include "lsp/session.h"
#include "lsp/value.h"

#include <string.h>

typedef struct Case {
    HcSession *session;
    guint touched[HC_TOUCH_CLOSE + 1];
} Case;

static void on_touch(HcTouch touch, HcBoard *board, gpointer opaque)
{
    ((Case *)opaque)->touched[touch]++;
}

static HcPiece frame_of(const char *body)
{
    return (HcPiece){ HC_PIECE_FRAME, body, strlen(body), body, strlen(body),
                      TRUE };
}

static void editor(Case *c, const char *body)
{
    HcPiece piece = frame_of(body);

    hc_session_from_editor(c->session, &piece);
}

static char *body_of(GBytes *frame)
{
    gsize length;
    const char *data = frame ? g_bytes_get_data(frame, &length) : NULL;
    const char *body = data ? g_strstr_len(data, length, "\r\n\r\n") : NULL;

    return body ? g_strndup(body + 4, data + length - body - 4) : NULL;
}

/* NULL: unchanged. */
static char *server(Case *c, const char *body)
{
    HcPiece piece = frame_of(body);
    g_autoptr(GBytes) frame = hc_session_from_server(c->session, &piece);

    return body_of(frame);
}

static char *answer(Case *c, const char *text)
{
    g_autoptr(JsonNode) node = hc_value_parse(text, strlen(text));
    g_autoptr(GBytes) frame =
        hc_session_answer(c->session, json_node_get_object(node));

    return body_of(frame);
}

#define CAPABILITIES \
    "{\"textDocument\":{\"codeAction\":{\"codeActionLiteralSupport\":{}}," \
    "\"publishDiagnostics\":{\"relatedInformation\":true}," \
    "\"hover\":{\"contentFormat\":[\"markdown\"]}}}"
#define OPEN \
    "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":" \
    "{\"uri\":\"file:///x/a%2Bb.c\",\"version\":1,\"text\":\"a\\nbb\\nc\\n\"}}}"
#define AT(a, b, c) \
    "\"range\":{\"start\":{\"line\":" #a ",\"character\":" #b "}," \
    "\"end\":{\"line\":" #a ",\"character\":" #c "}}"
#define FOUND \
    "{\"uri\":\"file:///x/a%2Bb.c\",\"version\":1,\"diagnostics\":[{" \
    AT(1, 0, 2) ",\"message\":\"ours\"}],\"actions\":[{\"diagnostic\":0," \
    "\"title\":\"fix\",\"edits\":[{" AT(1, 0, 0) ",\"newText\":\"x\"}]}]," \
    "\"hovers\":[{" AT(1, 0, 1) ",\"markdown\":\"**held**\"," \
    "\"plaintext\":\"held\"}]}"
#define THEIRS(version, text) \
    "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/publishDiagnostics\"," \
    "\"params\":{\"uri\":\"file:///x/a+b.c\",\"version\":" #version "," \
    "\"diagnostics\":[{" AT(2, 0, 1) ",\"message\":\"" text "\"}]}}"
#define INSERT_LINE \
    "{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":" \
    "{\"uri\":\"file:///x/a%2Bb.c\",\"version\":2},\"contentChanges\":[{" \
    AT(0, 0, 0) ",\"text\":\"\\n\"}]}}"

static void start(Case *c, const char *result)
{
    g_autofree char *none = NULL;

    c->session = hc_session_new(on_touch, c);
    editor(c, "{\"id\":0,\"method\":\"initialize\",\"params\":"
              "{\"capabilities\":" CAPABILITIES "}}");
    g_assert_false(hc_session_is_running(c->session));
    none = server(c, result);
    g_assert_null(none);
    g_assert_true(hc_session_is_running(c->session));
    editor(c, OPEN);
    g_assert_cmpuint(c->touched[HC_TOUCH_OPEN], ==, 1);
}

static const char plain[] = "{\"id\":0,\"result\":{\"capabilities\":{}}}";

static void test_encoding(void)
{
    static const struct {
        const char *result;
        HcEncoding encoding;
    } rows[] = {
        { "{\"id\":0,\"result\":{\"capabilities\":{}}}", HC_ENCODING_UTF16 },
        { "{ \"id\" : 0, \"result\":{\"offsetEncoding\":\"utf-8\"}}",
          HC_ENCODING_UTF8 },
        { "{\"result\":{\"capabilities\":{\"positionEncoding\":\"utf-32\"}},"
          "\"id\":0}", HC_ENCODING_UTF32 },
    };

    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        Case c = { 0 };

        start(&c, rows[i].result);
        g_assert_cmpint(hc_session_encoding(c.session), ==, rows[i].encoding);
        hc_session_free(c.session);
    }
}

static void test_publish(void)
{
    Case c = { 0 };
    g_autofree char *first = NULL;
    g_autofree char *ours = NULL;
    g_autofree char *again = NULL;
    g_autofree char *merged = NULL;
    g_autofree char *other = NULL;

    start(&c, plain);
    /* With nothing found theirs is as it is. */
    first = server(&c, THEIRS(1, "theirs"));
    g_assert_null(first);
    /* Ours: both, under the name that the server uses. */
    ours = answer(&c, FOUND);
    g_assert_nonnull(strstr(ours, "theirs"));
    g_assert_nonnull(strstr(ours, "ours"));
    g_assert_nonnull(strstr(ours, "\"uri\":\"file:///x/a+b.c\""));
    g_assert_nonnull(strstr(ours, "\"version\":1"));
    /* The same again is nothing new. */
    again = answer(&c, FOUND);
    g_assert_null(again);
    merged = server(&c, THEIRS(1, "later"));
    g_assert_nonnull(strstr(merged, "later"));
    g_assert_nonnull(strstr(merged, "ours"));
    other = server(&c, "{\"method\":\"textDocument/publishDiagnostics\","
                       "\"params\":{\"uri\":\"file:///y.c\","
                       "\"diagnostics\":[]}}");
    g_assert_null(other);
    hc_session_free(c.session);
}

static void test_move(void)
{
    Case c = { 0 };
    g_autofree char *first = NULL;
    g_autofree char *ours = NULL;
    g_autofree char *late = NULL;
    g_autofree char *merged = NULL;
    g_autofree char *gone = NULL;

    start(&c, plain);
    first = server(&c, THEIRS(1, "theirs"));
    ours = answer(&c, FOUND);
    editor(&c, INSERT_LINE);
    g_assert_cmpuint(c.touched[HC_TOUCH_CHANGE], ==, 1);
    /* Found in an older text: too late. */
    late = answer(&c, FOUND);
    g_assert_null(late);
    merged = server(&c, THEIRS(2, "theirs"));
    g_assert_nonnull(strstr(merged, "\"start\":{\"line\":2,\"character\":0},"
                                    "\"end\":{\"line\":2,\"character\":2}"));
    /* An edit of what it is about. */
    editor(&c, "{\"method\":\"textDocument/didChange\",\"params\":"
               "{\"textDocument\":{\"uri\":\"file:///x/a%2Bb.c\",\"version\":"
               "3},\"contentChanges\":[{" AT(2, 1, 2) ",\"text\":\"\"}]}}");
    gone = server(&c, THEIRS(3, "theirs"));
    g_assert_null(gone);
    hc_session_free(c.session);
}

#define ASK(id, method, rest) \
    "{\"id\":" #id ",\"method\":\"textDocument/" method "\",\"params\":" \
    "{\"textDocument\":{\"uri\":\"file:///x/a%2Bb.c\"}," rest "}}"

static void test_replies(void)
{
    Case c = { 0 };
    g_autofree char *first = NULL;
    g_autofree char *actions = NULL;
    g_autofree char *refused = NULL;
    g_autofree char *twice = NULL;
    g_autofree char *hover = NULL;
    g_autofree char *alone = NULL;
    g_autofree char *beside = NULL;

    start(&c, plain);
    first = answer(&c, FOUND);
    editor(&c, ASK(1, "codeAction", AT(1, 1, 1)));
    actions = server(&c, "{\"id\":1,\"result\":[{\"title\":\"theirs\"}]}");
    g_assert_nonnull(strstr(actions, "\"title\":\"theirs\""));
    g_assert_nonnull(strstr(actions, "\"title\":\"fix\""));
    g_assert_nonnull(strstr(actions, "\"newText\":\"x\""));
    /* A reply is for one request, and an error is the server's. */
    twice = server(&c, "{\"id\":1,\"result\":[]}");
    g_assert_null(twice);
    editor(&c, ASK(2, "codeAction", AT(1, 1, 1)));
    refused = server(&c, "{\"id\":2,\"error\":{\"code\":-32801}}");
    g_assert_null(refused);
    editor(&c, ASK("3", "hover", "\"position\":{\"line\":1,\"character\":0}"));
    hover = server(&c, "{\"id\":\"3\",\"result\":{\"contents\":{\"kind\":"
                       "\"markdown\",\"value\":\"theirs\"}}}");
    g_assert_nonnull(strstr(hover, "theirs\\n\\n---\\n**held**"));
    editor(&c, ASK(4, "hover", "\"position\":{\"line\":1,\"character\":0}"));
    alone = server(&c, "{\"id\":4,\"result\":null}");
    g_assert_nonnull(strstr(alone, "\"value\":\"**held**\""));
    editor(&c, ASK(5, "hover", "\"position\":{\"line\":0,\"character\":0}"));
    beside = server(&c, "{\"id\":5,\"result\":null}");
    g_assert_null(beside);
    hc_session_free(c.session);
}

/* Of a text that is not known nothing is said. */
static void test_broken(void)
{
    Case c = { 0 };
    g_autofree char *first = NULL;
    g_autofree char *kept = NULL;
    g_autofree char *gone = NULL;
    g_autofree char *unknown = NULL;
    HcPiece part = { HC_PIECE_PART, "x", 1, NULL, 0, FALSE };

    start(&c, plain);
    first = answer(&c, FOUND);
    editor(&c, "{\"method\":");
    editor(&c, "[1,2]");
    kept = server(&c, THEIRS(1, "theirs"));
    g_assert_nonnull(kept);
    editor(&c, "{\"method\":\"textDocument/didChange\",");
    gone = server(&c, THEIRS(1, "theirs"));
    g_assert_null(gone);
    unknown = answer(&c, FOUND);
    g_assert_null(unknown);
    hc_session_free(c.session);

    c = (Case){ 0 };
    start(&c, plain);
    hc_session_from_editor(c.session, &part);
    g_free(unknown);
    unknown = answer(&c, FOUND);
    g_assert_null(unknown);
    hc_session_free(c.session);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/session/encoding", test_encoding);
    g_test_add_func("/session/publish", test_publish);
    g_test_add_func("/session/move", test_move);
    g_test_add_func("/session/replies", test_replies);
    g_test_add_func("/session/broken", test_broken);
    return g_test_run();
}
