/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/document.h"
#include "lsp/frame.h"
#include "lsp/value.h"

#include <string.h>

/* What is larger is no source that anybody edits. */
#define MAX_TEXT HC_FRAME_MAX

const char *hc_document_uri(JsonObject *params)
{
    return hc_value_text(hc_value_object(params, "textDocument"), "uri");
}

static char *path_of(const char *uri)
{
    g_autofree char *host = NULL;
    g_autofree char *path = g_filename_from_uri(uri, &host, NULL);

    return path && g_path_is_absolute(path)
        ? g_canonicalize_filename(path, "/") : NULL;
}

static void set_version(HcDocument *document, JsonObject *identifier)
{
    document->has_version = hc_value_number(identifier, "version",
                                            &document->version);
}

HcDocument *hc_document_new_unseen(JsonObject *params)
{
    JsonObject *item = hc_value_object(params, "textDocument");
    const char *uri = hc_value_text(item, "uri");
    HcDocument *document;

    if (!uri) {
        return NULL;
    }
    document = g_new0(HcDocument, 1);
    document->uri = g_strdup(uri);
    document->path = path_of(uri);
    set_version(document, item);
    return document;
}

HcDocument *hc_document_new(JsonObject *params)
{
    const char *text = hc_value_text(hc_value_object(params, "textDocument"),
                                     "text");
    HcDocument *document = text ? hc_document_new_unseen(params) : NULL;

    if (document) {
        document->text = g_string_new(text);
    }
    return document;
}

void hc_document_forget(HcDocument *document)
{
    if (document->text) {
        g_string_free(document->text, TRUE);
        document->text = NULL;
    }
}

void hc_document_free(HcDocument *document)
{
    if (document) {
        hc_document_forget(document);
        g_free(document->uri);
        g_free(document->path);
        g_free(document);
    }
}

/* Where two texts begin to differ, from the front and from behind; never in
 * the middle of a character. */
static void compare(const GString *old, const char *text, gsize length,
                    gsize *front, gsize *behind)
{
    gsize most = MIN(old->len, length);
    gsize i = 0, k = 0;

    while (i < most && old->str[i] == text[i]) {
        i++;
    }
    while (i && (text[i] & 0xc0) == 0x80) {
        i--;
    }
    while (k < most - i &&
           old->str[old->len - 1 - k] == text[length - 1 - k]) {
        k++;
    }
    while (k && (text[length - k] & 0xc0) == 0x80) {
        k--;
    }
    *front = i;
    *behind = k;
}

static void replace_all(HcDocument *document, const char *text,
                        HcEncoding encoding, HcEditFn fn, gpointer opaque)
{
    GString *old = document->text;
    gsize length = strlen(text);
    gsize front, behind;
    HcEdit edit;

    document->text = g_string_new_len(text, length);
    if (!old) {
        return;
    }
    compare(old, text, length, &front, &behind);
    edit.old.start = hc_position_at(old->str, old->len, front, encoding);
    edit.old.end = hc_position_at(old->str, old->len, old->len - behind,
                                  encoding);
    edit.end = hc_position_at(text, length, length - behind, encoding);
    if (front < MAX(old->len, length) - behind) {
        fn(&edit, opaque);
    }
    g_string_free(old, TRUE);
}

static gboolean replace_range(HcDocument *document, HcSpan span,
                              const char *text, HcEncoding encoding,
                              HcEditFn fn, gpointer opaque)
{
    GString *all = document->text;
    gsize start = hc_position_offset(all->str, all->len, span.start,
                                     encoding);
    gsize end = hc_position_offset(all->str, all->len, span.end, encoding);
    gsize length = strlen(text);
    HcEdit edit = { span, { 0, 0 } };

    if (end < start) {
        return FALSE;
    }
    g_string_erase(all, start, end - start);
    g_string_insert_len(all, start, text, length);
    edit.end = hc_position_at(all->str, all->len, start + length, encoding);
    fn(&edit, opaque);
    return TRUE;
}

static gboolean change(HcDocument *document, JsonNode *node,
                       HcEncoding encoding, HcEditFn fn, gpointer opaque)
{
    JsonObject *row = JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node)
                                                   : NULL;
    const char *text = hc_value_text(row, "text");
    HcSpan span;

    if (!text) {
        return FALSE;
    }
    if (!json_object_has_member(row, "range")) {
        replace_all(document, text, encoding, fn, opaque);
        return TRUE;
    }
    return document->text &&
           hc_value_span(hc_value_object(row, "range"), &span) &&
           replace_range(document, span, text, encoding, fn, opaque);
}

void hc_document_change(HcDocument *document, JsonObject *params,
                        HcEncoding encoding, HcEditFn fn, gpointer opaque)
{
    JsonArray *changes = hc_value_array(params, "contentChanges");
    guint n = changes ? json_array_get_length(changes) : 0;

    set_version(document, hc_value_object(params, "textDocument"));
    for (guint i = 0; i < n; i++) {
        if (!change(document, json_array_get_element(changes, i), encoding,
                    fn, opaque) ||
            document->text->len > MAX_TEXT) {
            hc_document_forget(document);
        }
    }
}
