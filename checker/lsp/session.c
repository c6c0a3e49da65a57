/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/session.h"
#include "lsp/replies.h"
#include "lsp/value.h"

#include <string.h>

struct HcSession {
    HcTouchFn fn;
    gpointer opaque;
    GHashTable *boards;   /* uri -> HcBoard */
    HcReplies *replies;   /* that are waited for */
    HcEncoding encoding;
    gboolean related;     /* capabilities of the editor */
    gboolean literals;
    gboolean versioned;
    const char *hover_kind;
    gboolean running;
};

HcSession *hc_session_new(HcTouchFn fn, gpointer opaque)
{
    HcSession *session = g_new0(HcSession, 1);

    session->fn = fn;
    session->opaque = opaque;
    session->boards = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify)hc_board_free);
    session->replies = hc_replies_new();
    session->hover_kind = "plaintext";
    return session;
}

void hc_session_free(HcSession *session)
{
    if (session) {
        g_hash_table_unref(session->boards);
        hc_replies_free(session->replies);
        g_free(session);
    }
}

HcEncoding hc_session_encoding(const HcSession *session)
{
    return session->encoding;
}

gboolean hc_session_wants_related(const HcSession *session)
{
    return session->related;
}

gboolean hc_session_is_running(const HcSession *session)
{
    return session->running;
}

GPtrArray *hc_session_boards(HcSession *session)
{
    GPtrArray *boards = g_ptr_array_new();
    GHashTableIter iter;
    gpointer board;

    g_hash_table_iter_init(&iter, session->boards);
    while (g_hash_table_iter_next(&iter, NULL, &board)) {
        g_ptr_array_add(boards, board);
    }
    return boards;
}

static void on_initialize(HcSession *session, JsonObject *message)
{
    JsonObject *text = hc_value_path(message,
                                     "params.capabilities.textDocument");
    JsonObject *edit =
        hc_value_path(message, "params.capabilities.workspace.workspaceEdit");
    JsonArray *formats = hc_value_array(hc_value_object(text, "hover"),
                                        "contentFormat");
    JsonNode *first = formats && json_array_get_length(formats)
        ? json_array_get_element(formats, 0) : NULL;

    session->related =
        hc_value_true(hc_value_object(text, "publishDiagnostics"),
                      "relatedInformation");
    session->literals =
        hc_value_path(text, "codeAction.codeActionLiteralSupport") != NULL;
    session->versioned = hc_value_true(edit, "documentChanges");
    if (first && JSON_NODE_HOLDS_VALUE(first) &&
        g_strcmp0(json_node_get_string(first), "markdown") == 0) {
        session->hover_kind = "markdown";
    }
    hc_replies_expect_handshake(session->replies, message);
}

static HcBoard *board_of(HcSession *session, JsonObject *params)
{
    const char *uri = hc_document_uri(params);

    return uri ? g_hash_table_lookup(session->boards, uri) : NULL;
}

/* The server may spell a URI in another way than the editor did. */
static HcBoard *board_at(HcSession *session, const char *uri)
{
    HcBoard *board = g_hash_table_lookup(session->boards, uri);
    g_autofree char *path = NULL;
    GHashTableIter iter;
    gpointer each;

    if (board) {
        return board;
    }
    path = g_filename_from_uri(uri, NULL, NULL);
    g_hash_table_iter_init(&iter, session->boards);
    while (path && g_hash_table_iter_next(&iter, NULL, &each)) {
        board = each;
        if (g_strcmp0(board->document->path, path) == 0) {
            return board;
        }
    }
    return NULL;
}

static HcBoard *add_board(HcSession *session, HcDocument *document)
{
    HcBoard *board = document ? hc_board_new(document) : NULL;

    if (board) {
        g_hash_table_replace(session->boards, document->uri, board);
    }
    return board;
}

static void on_open(HcSession *session, JsonObject *params)
{
    HcBoard *board = add_board(session, hc_document_new(params));

    if (board) {
        session->fn(HC_TOUCH_OPEN, board, session->opaque);
    }
}

static void on_close(HcSession *session, JsonObject *params)
{
    const char *uri = hc_document_uri(params);

    if (uri && g_hash_table_remove(session->boards, uri)) {
        session->fn(HC_TOUCH_CLOSE, NULL, session->opaque);
    }
}

static void on_change(HcSession *session, JsonObject *params)
{
    HcBoard *board = board_of(session, params);

    if (!board) {
        /* Opened in a frame that was too large to be looked at. */
        board = add_board(session, hc_document_new_unseen(params));
    }
    if (board) {
        hc_board_change(board, params, session->encoding);
        session->fn(HC_TOUCH_CHANGE, board, session->opaque);
    }
}

/* Of no code actions of ours there are kinds but one. */
static gboolean wants_fixes(JsonObject *params)
{
    JsonArray *only = hc_value_array(hc_value_object(params, "context"),
                                     "only");
    guint n = only ? json_array_get_length(only) : 0;

    for (guint i = 0; i < n; i++) {
        JsonNode *kind = json_array_get_element(only, i);

        if (JSON_NODE_HOLDS_VALUE(kind) &&
            (g_strcmp0(json_node_get_string(kind), "quickfix") == 0 ||
             g_strcmp0(json_node_get_string(kind), "") == 0)) {
            return TRUE;
        }
    }
    return !only;
}

static void on_code_action(HcSession *session, JsonObject *message)
{
    JsonObject *params = hc_value_object(message, "params");
    HcBoard *board = board_of(session, params);
    JsonArray *actions;
    HcSpan range;

    if (!board || !session->literals || !wants_fixes(params) ||
        !hc_value_span(hc_value_object(params, "range"), &range)) {
        return;
    }
    actions = hc_board_actions(board, &range, session->versioned);
    if (actions) {
        hc_replies_expect_actions(session->replies, message, actions);
    }
}

static gboolean read_place(JsonObject *params, HcPosition *position)
{
    JsonObject *at = hc_value_object(params, "position");
    gint64 line, column;

    if (!hc_value_number(at, "line", &line) || line < 0 ||
        line > G_MAXINT || !hc_value_number(at, "character", &column) ||
        column < 0 || column > G_MAXINT) {
        return FALSE;
    }
    position->line = line;
    position->column = column;
    return TRUE;
}

static void on_hover(HcSession *session, JsonObject *message)
{
    JsonObject *params = hc_value_object(message, "params");
    HcBoard *board = board_of(session, params);
    const char *text = NULL;
    HcPosition position;

    if (board && read_place(params, &position)) {
        text = hc_board_hover(board, position, session->hover_kind);
    }
    if (text) {
        hc_replies_expect_hover(session->replies, message, text,
                                session->hover_kind);
    }
}

static void on_method(HcSession *session, const char *method,
                      JsonObject *message)
{
    JsonObject *params = hc_value_object(message, "params");

    if (g_str_equal(method, "textDocument/didChange")) {
        on_change(session, params);
    } else if (g_str_equal(method, "textDocument/didOpen")) {
        on_open(session, params);
    } else if (g_str_equal(method, "textDocument/didClose")) {
        on_close(session, params);
    } else if (g_str_equal(method, "textDocument/didSave")) {
        session->fn(HC_TOUCH_SAVE, board_of(session, params),
                    session->opaque);
    } else if (g_str_equal(method, "textDocument/codeAction")) {
        on_code_action(session, message);
    } else if (g_str_equal(method, "textDocument/hover")) {
        on_hover(session, message);
    } else if (g_str_equal(method, "initialize")) {
        on_initialize(session, message);
    } else if (g_str_equal(method, "shutdown") ||
               g_str_equal(method, "exit")) {
        session->running = FALSE;
    }
}

static gboolean names(const char *data, gsize length, const char *word)
{
    return memmem(data, length, word, strlen(word)) != NULL;
}

/* Something was said that could not be followed.  If it may have been of
 * texts, none is known for sure. */
static void forget_all(HcSession *session)
{
    GHashTableIter iter;
    gpointer board;

    g_hash_table_iter_init(&iter, session->boards);
    while (g_hash_table_iter_next(&iter, NULL, &board)) {
        hc_board_forget(board);
    }
}

void hc_session_from_editor(HcSession *session, const HcPiece *piece)
{
    g_autoptr(JsonNode) node = NULL;
    const char *method;

    if (piece->kind == HC_PIECE_PART) {
        forget_all(session);
        return;
    }
    node = hc_value_parse(piece->body, piece->body_length);
    if (!node || !JSON_NODE_HOLDS_OBJECT(node)) {
        /* The server may understand what json-glib does not. */
        if (names(piece->body, piece->body_length, "didChange") ||
            names(piece->body, piece->body_length, "didOpen")) {
            forget_all(session);
        }
        return;
    }
    method = hc_value_text(json_node_get_object(node), "method");
    if (method) {
        on_method(session, method, json_node_get_object(node));
    }
    if (names(piece->body, piece->body_length, "\\u0000")) {
        forget_all(session);
    }
}

static void on_handshake(HcSession *session, JsonObject *message)
{
    JsonObject *result = hc_value_object(message, "result");
    const char *name = hc_value_text(hc_value_object(result, "capabilities"),
                                     "positionEncoding");

    /* What clangd had before the protocol did. */
    name = name ? name : hc_value_text(result, "offsetEncoding");
    if (result && (!name || hc_encoding_parse(name, &session->encoding))) {
        session->running = TRUE;
    }
}

static char *on_publication(HcSession *session, JsonNode *node,
                            gsize *length)
{
    JsonObject *params =
        hc_value_object(json_node_get_object(node), "params");
    const char *uri = hc_value_text(params, "uri");
    HcBoard *board = uri ? board_at(session, uri) : NULL;

    return board ? hc_board_publish(board, node, length) : NULL;
}

GBytes *hc_session_from_server(HcSession *session, const HcPiece *piece)
{
    g_autoptr(JsonNode) node = NULL;
    g_autofree char *body = NULL;
    gboolean handshake;
    const char *method;
    gsize length;

    if (piece->kind == HC_PIECE_PART ||
        (!names(piece->body, piece->body_length, "publishDiagnostics") &&
         !hc_replies_may_have(session->replies, piece))) {
        return NULL;
    }
    node = hc_value_parse(piece->body, piece->body_length);
    if (!node || !JSON_NODE_HOLDS_OBJECT(node)) {
        return NULL;
    }
    method = hc_value_text(json_node_get_object(node), "method");
    if (!method) {
        body = hc_replies_take(session->replies, node, &length, &handshake);
        if (handshake) {
            on_handshake(session, json_node_get_object(node));
        }
    } else if (g_str_equal(method, "textDocument/publishDiagnostics")) {
        body = on_publication(session, node, &length);
    }
    return body ? hc_frame_new(body, length) : NULL;
}

GBytes *hc_session_answer(HcSession *session, JsonObject *answer)
{
    const char *uri = hc_value_text(answer, "uri");
    HcBoard *board = uri ? g_hash_table_lookup(session->boards, uri) : NULL;
    g_autofree char *body = NULL;
    gsize length;
    gint64 version;

    if (!board || !board->document->text ||
        (hc_value_number(answer, "version", &version) &&
         version != board->document->version)) {
        return NULL;
    }
    body = hc_board_answer(board, answer, &length);
    return body ? hc_frame_new(body, length) : NULL;
}
