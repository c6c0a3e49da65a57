/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/replies.h"
#include "lsp/value.h"

#include <string.h>

/* A server that never replies must not cost more and more. */
#define MAX_PENDING 256

struct HcReplies {
    GHashTable *pending;  /* id -> Pending */
};

typedef struct Pending {
    gboolean handshake;
    JsonArray *actions;   /* to be added, or NULL */
    char *hover;          /* the same */
    const char *hover_kind;
} Pending;

static void pending_free(gpointer data)
{
    Pending *pending = data;

    g_clear_pointer(&pending->actions, json_array_unref);
    g_free(pending->hover);
    g_free(pending);
}

HcReplies *hc_replies_new(void)
{
    HcReplies *replies = g_new0(HcReplies, 1);

    replies->pending = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                             pending_free);
    return replies;
}

void hc_replies_free(HcReplies *replies)
{
    if (replies) {
        g_hash_table_unref(replies->pending);
        g_free(replies);
    }
}

static Pending *expect(HcReplies *replies, JsonObject *message)
{
    char *id = hc_value_id(message);
    Pending *pending;

    if (!id || g_hash_table_size(replies->pending) >= MAX_PENDING) {
        g_free(id);
        return NULL;
    }
    pending = g_new0(Pending, 1);
    g_hash_table_replace(replies->pending, id, pending);
    return pending;
}

void hc_replies_expect_handshake(HcReplies *replies, JsonObject *message)
{
    Pending *pending = expect(replies, message);

    if (pending) {
        pending->handshake = TRUE;
    }
}

void hc_replies_expect_actions(HcReplies *replies, JsonObject *message,
                               JsonArray *actions)
{
    Pending *pending = expect(replies, message);

    if (pending) {
        pending->actions = actions;
    } else {
        json_array_unref(actions);
    }
}

void hc_replies_expect_hover(HcReplies *replies, JsonObject *message,
                             const char *text, const char *kind)
{
    Pending *pending = expect(replies, message);

    if (pending) {
        pending->hover = g_strdup(text);
        pending->hover_kind = kind;
    }
}

gboolean hc_replies_may_have(const HcReplies *replies, const HcPiece *piece)
{
    static const char name[] = "\"id\"";
    const char *at = piece->body;
    const char *end = at + piece->body_length;

    if (!g_hash_table_size(replies->pending)) {
        return FALSE;
    }
    while ((at = memmem(at, end - at, name, strlen(name)))) {
        g_autofree char *id = NULL;
        const char *stop;

        for (at += strlen(name); at < end && strchr(" \t\r\n:", *at); at++) {
        }
        for (stop = at; stop < end && !strchr(" \t\r\n,}", *stop); stop++) {
        }
        id = g_strndup(at, stop - at);
        /* The key of a text is not what it looks like if it has escapes. */
        if (*id == '"' || g_hash_table_contains(replies->pending, id)) {
            return TRUE;
        }
    }
    return FALSE;
}

static char *add_actions(JsonNode *node, const Pending *pending, gsize *length)
{
    JsonObject *message = json_node_get_object(node);
    JsonArray *theirs = hc_value_array(message, "result");
    JsonArray *all = theirs ? json_array_ref(theirs) : json_array_new();
    guint n = json_array_get_length(pending->actions);

    for (guint i = 0; i < n; i++) {
        json_array_add_element(all,
                               json_array_dup_element(pending->actions, i));
    }
    json_object_set_array_member(message, "result", all);
    return hc_value_write(node, length);
}

static char *add_hover(JsonNode *node, const Pending *pending, gsize *length)
{
    JsonObject *message = json_node_get_object(node);
    JsonObject *result = hc_value_object(message, "result");
    JsonObject *contents = hc_value_object(result, "contents");
    const char *theirs = hc_value_text(contents, "value");
    g_autofree char *all = NULL;

    if (result && !theirs) {
        /* Of a kind that clangd does not use: better theirs than none. */
        return NULL;
    }
    if (!result) {
        result = json_object_new();
        json_object_set_object_member(message, "result", result);
        contents = json_object_new();
        json_object_set_object_member(result, "contents", contents);
        json_object_set_string_member(contents, "kind", pending->hover_kind);
    }
    if (theirs) {
        gboolean markdown = g_strcmp0(hc_value_text(contents, "kind"),
                                      "markdown") == 0;

        all = g_strdup_printf(markdown ? "%s\n\n---\n%s" : "%s\n\n%s", theirs,
                              pending->hover);
    }
    json_object_set_string_member(contents, "value",
                                  all ? all : pending->hover);
    return hc_value_write(node, length);
}

char *hc_replies_take(HcReplies *replies, JsonNode *node, gsize *length,
                      gboolean *handshake)
{
    JsonObject *message = json_node_get_object(node);
    g_autofree char *id = hc_value_id(message);
    g_autofree char *key = NULL;
    Pending *pending;
    char *body = NULL;

    *handshake = FALSE;
    if (!id || !g_hash_table_steal_extended(replies->pending, id,
                                            (gpointer *)&key,
                                            (gpointer *)&pending)) {
        return NULL;
    }
    *handshake = pending->handshake;
    if (!json_object_has_member(message, "result")) {
        /* An error is the server's to tell. */
    } else if (pending->actions) {
        body = add_actions(node, pending, length);
    } else if (pending->hover) {
        body = add_hover(node, pending, length);
    }
    pending_free(pending);
    return body;
}
