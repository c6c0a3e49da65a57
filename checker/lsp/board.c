/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/board.h"
#include "lsp/value.h"

HcBoard *hc_board_new(HcDocument *document)
{
    HcBoard *board = g_new0(HcBoard, 1);

    board->document = document;
    board->ours = json_array_new();
    board->shown = g_strdup("");
    return board;
}

static void forget_details(HcBoard *board)
{
    g_clear_pointer(&board->actions, json_array_unref);
    g_clear_pointer(&board->hovers, json_array_unref);
}

void hc_board_free(HcBoard *board)
{
    if (board) {
        hc_document_free(board->document);
        g_free(board->server_uri);
        g_clear_pointer(&board->theirs, json_array_unref);
        json_array_unref(board->ours);
        forget_details(board);
        g_free(board->shown);
        g_free(board);
    }
}

static JsonObject *element(JsonArray *array, guint index)
{
    JsonNode *node = json_array_get_element(array, index);

    return JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
}

/* FALSE: the edit touches the range of @object. */
static gboolean move(JsonObject *object, const HcEdit *edit)
{
    HcSpan span;
    gboolean whole;

    if (!object || !hc_value_span(hc_value_object(object, "range"), &span)) {
        return TRUE;
    }
    whole = hc_edit_move(edit, &span);
    json_object_set_member(object, "range", hc_value_new_span(&span));
    return whole;
}

static void move_related(HcBoard *board, JsonObject *diagnostic,
                         const HcEdit *edit)
{
    JsonArray *related = hc_value_array(diagnostic, "relatedInformation");
    guint n = related ? json_array_get_length(related) : 0;

    for (guint i = 0; i < n; i++) {
        JsonObject *at = hc_value_object(element(related, i), "location");

        if (g_strcmp0(hc_value_text(at, "uri"), board->document->uri) == 0) {
            move(at, edit);
        }
    }
}

static void on_edit(const HcEdit *edit, gpointer opaque)
{
    HcBoard *board = opaque;
    guint n = board->theirs ? json_array_get_length(board->theirs) : 0;

    for (guint i = 0; i < n; i++) {
        /* What the server said stays until it says something else. */
        move(element(board->theirs, i), edit);
    }
    for (guint i = json_array_get_length(board->ours); i-- > 0; ) {
        JsonObject *diagnostic = element(board->ours, i);

        if (move(diagnostic, edit)) {
            move_related(board, diagnostic, edit);
        } else {
            json_array_remove_element(board->ours, i);
        }
    }
}

void hc_board_forget(HcBoard *board)
{
    hc_document_forget(board->document);
    forget_details(board);
    json_array_unref(board->ours);
    board->ours = json_array_new();
}

void hc_board_change(HcBoard *board, JsonObject *params, HcEncoding encoding)
{
    forget_details(board);
    hc_document_change(board->document, params, encoding, on_edit, board);
    if (!board->document->text) {
        hc_board_forget(board);
    }
}

static JsonNode *array_node(JsonArray *array)
{
    return json_node_init_array(json_node_alloc(), array);
}

static char *text_of(JsonArray *array)
{
    g_autoptr(JsonNode) node = array_node(array);

    return json_array_get_length(array) ? hc_value_write(node, NULL)
                                        : g_strdup("");
}

static void remember_shown(HcBoard *board)
{
    g_free(board->shown);
    board->shown = text_of(board->ours);
}

static void append(JsonArray *to, JsonArray *from)
{
    guint n = from ? json_array_get_length(from) : 0;

    for (guint i = 0; i < n; i++) {
        json_array_add_element(to, json_array_dup_element(from, i));
    }
}

char *hc_board_publish(HcBoard *board, JsonNode *message, gsize *length)
{
    JsonObject *params =
        hc_value_object(json_node_get_object(message), "params");
    JsonArray *theirs = hc_value_array(params, "diagnostics");
    JsonArray *all;

    if (!theirs) {
        return NULL;
    }
    g_clear_pointer(&board->theirs, json_array_unref);
    board->theirs = json_array_ref(theirs);
    g_free(board->server_uri);
    board->server_uri = g_strdup(hc_value_text(params, "uri"));
    remember_shown(board);
    if (!*board->shown) {
        return NULL;
    }
    all = json_array_new();
    append(all, theirs);
    append(all, board->ours);
    json_object_set_array_member(params, "diagnostics", all);
    return hc_value_write(message, length);
}

/* In the order in which clangd has its members. */
static char *publication(HcBoard *board, gsize *length)
{
    const HcDocument *document = board->document;
    g_autoptr(JsonNode) node = json_node_new(JSON_NODE_OBJECT);
    JsonObject *message = json_object_new();
    JsonObject *params = json_object_new();
    JsonArray *all = json_array_new();

    append(all, board->theirs);
    append(all, board->ours);
    json_object_set_array_member(params, "diagnostics", all);
    json_object_set_string_member(params, "uri",
                                  board->server_uri ? board->server_uri
                                                    : document->uri);
    if (document->has_version) {
        json_object_set_int_member(params, "version", document->version);
    }
    json_object_set_string_member(message, "jsonrpc", "2.0");
    json_object_set_string_member(message, "method",
                                  "textDocument/publishDiagnostics");
    json_object_set_object_member(message, "params", params);
    json_node_take_object(node, message);
    return hc_value_write(node, length);
}

static JsonArray *taken(JsonObject *answer, const char *name)
{
    JsonArray *array = hc_value_array(answer, name);

    return array ? json_array_ref(array) : json_array_new();
}

char *hc_board_answer(HcBoard *board, JsonObject *answer, gsize *length)
{
    g_autofree char *now = NULL;

    forget_details(board);
    json_array_unref(board->ours);
    board->ours = taken(answer, "diagnostics");
    board->actions = taken(answer, "actions");
    board->hovers = taken(answer, "hovers");
    now = text_of(board->ours);
    if (g_str_equal(now, board->shown)) {
        return NULL;
    }
    remember_shown(board);
    return publication(board, length);
}

static gboolean meet(const HcSpan *a, const HcSpan *b)
{
    return hc_position_compare(a->start, b->end) <= 0 &&
           hc_position_compare(b->start, a->end) <= 0;
}

static JsonObject *document_edit(const HcDocument *document, JsonNode *edits)
{
    JsonObject *identifier = json_object_new();
    JsonObject *edit = json_object_new();

    json_object_set_string_member(identifier, "uri", document->uri);
    json_object_set_int_member(identifier, "version", document->version);
    json_object_set_object_member(edit, "textDocument", identifier);
    json_object_set_member(edit, "edits", edits);
    return edit;
}

/* With the version an editor refuses an edit of a text that has changed. */
static JsonObject *workspace_edit(const HcDocument *document, JsonNode *edits,
                                  gboolean versioned)
{
    JsonObject *edit = json_object_new();

    if (versioned && document->has_version) {
        JsonArray *changes = json_array_new();

        json_array_add_object_element(changes,
                                      document_edit(document, edits));
        json_object_set_array_member(edit, "documentChanges", changes);
    } else {
        JsonObject *changes = json_object_new();

        json_object_set_member(changes, document->uri, edits);
        json_object_set_object_member(edit, "changes", changes);
    }
    return edit;
}

static JsonObject *code_action(HcBoard *board, JsonObject *from,
                               JsonObject *diagnostic, gboolean versioned)
{
    JsonObject *action = json_object_new();
    JsonArray *about = json_array_new();

    json_array_add_object_element(about, json_object_ref(diagnostic));
    json_object_set_array_member(action, "diagnostics", about);
    json_object_set_object_member(
        action, "edit",
        workspace_edit(board->document, json_object_dup_member(from, "edits"),
                       versioned));
    json_object_set_boolean_member(action, "isPreferred", TRUE);
    json_object_set_string_member(action, "kind", "quickfix");
    json_object_set_string_member(action, "title",
                                  hc_value_text(from, "title"));
    return action;
}

JsonArray *hc_board_actions(HcBoard *board, const HcSpan *range,
                            gboolean versioned)
{
    guint n = board->actions ? json_array_get_length(board->actions) : 0;
    JsonArray *found = NULL;

    for (guint i = 0; i < n; i++) {
        JsonObject *from = element(board->actions, i);
        JsonObject *diagnostic = NULL;
        gint64 index;
        HcSpan span;

        if (hc_value_number(from, "diagnostic", &index) && index >= 0 &&
            index < json_array_get_length(board->ours)) {
            diagnostic = element(board->ours, index);
        }
        if (!hc_value_span(hc_value_object(diagnostic, "range"), &span) ||
            !hc_value_text(from, "title") || !meet(&span, range)) {
            continue;
        }
        if (!found) {
            found = json_array_new();
        }
        json_array_add_object_element(
            found, code_action(board, from, diagnostic, versioned));
    }
    return found;
}

const char *hc_board_hover(HcBoard *board, HcPosition position,
                           const char *kind)
{
    guint n = board->hovers ? json_array_get_length(board->hovers) : 0;
    HcSpan here = { position, position };

    for (guint i = 0; i < n; i++) {
        JsonObject *hover = element(board->hovers, i);
        HcSpan span;

        if (hc_value_span(hc_value_object(hover, "range"), &span) &&
            meet(&span, &here)) {
            return hc_value_text(hover, kind);
        }
    }
    return NULL;
}
