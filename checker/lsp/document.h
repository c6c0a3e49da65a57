/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A document as the editor has it: its text, followed through the changes
 * that the editor tells the server of.
 */
#ifndef HC_LSP_DOCUMENT_H
#define HC_LSP_DOCUMENT_H

#include <json-glib/json-glib.h>

#include "lsp/position.h"

G_BEGIN_DECLS

typedef struct HcDocument {
    char *uri;         /* as the editor spells it */
    char *path;        /* NULL: it is no file */
    gint64 version;
    gboolean has_version;
    GString *text;     /* NULL: not known, a change could not be followed */
} HcDocument;

/*
 * hc_document_new:
 * @params: of textDocument/didOpen
 *
 * Returns: (transfer full): NULL if they are not what they should be
 */
HcDocument *hc_document_new(JsonObject *params);

/* The same for any message about a document that was not seen to be opened;
 * its text is not known. */
HcDocument *hc_document_new_unseen(JsonObject *params);
void hc_document_free(HcDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcDocument, hc_document_free)

typedef void (*HcEditFn)(const HcEdit *edit, gpointer opaque);

/*
 * hc_document_change:
 * @params: of textDocument/didChange
 * @fn: called for each edit, in their order; a whole new text is one edit of
 *   what differs.  Not if the text is not known before or after.
 */
void hc_document_change(HcDocument *document, JsonObject *params,
                        HcEncoding encoding, HcEditFn fn, gpointer opaque);

/* The text is no longer known, until the editor sends all of it. */
void hc_document_forget(HcDocument *document);

/* The URI of a request's or notification's textDocument, else NULL.
 * (transfer none) */
const char *hc_document_uri(JsonObject *params);

G_END_DECLS

#endif
