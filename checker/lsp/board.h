/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One open document and all that is to be shown of it: what the server said
 * last, what the last analysis said, and both moved along as the editor
 * changes the text.
 *
 * The server replaces all that it said with each publication, and so does the
 * editor: whoever publishes must say what the other said, too.
 */
#ifndef HC_LSP_BOARD_H
#define HC_LSP_BOARD_H

#include "lsp/document.h"

G_BEGIN_DECLS

typedef struct HcBoard {
    HcDocument *document;
    char *server_uri;      /* as the server spells it; NULL: not known */
    JsonArray *theirs;     /* NULL: the server has said nothing yet */
    JsonArray *ours;       /* diagnostics, never NULL */
    JsonArray *actions;    /* see check.h; of the text as it is, or NULL */
    JsonArray *hovers;     /* the same */
    char *shown;           /* ours as they were last sent, "" for none */
} HcBoard;

/* @document: (transfer full).  Returns: (transfer full) */
HcBoard *hc_board_new(HcDocument *document);
void hc_board_free(HcBoard *board);

/* Follows a change of the document. */
void hc_board_change(HcBoard *board, JsonObject *params, HcEncoding encoding);

/* The text is no longer known, and so nothing is to be said of it. */
void hc_board_forget(HcBoard *board);

/*
 * hc_board_publish:
 * @message: textDocument/publishDiagnostics of the server, for this document
 *
 * Returns: (transfer full) (nullable): the body to send instead; NULL: that
 * of the server says all
 */
char *hc_board_publish(HcBoard *board, JsonNode *message, gsize *length);

/*
 * hc_board_answer:
 * @answer: of an analysis of the text as it is, for this document
 *
 * Returns: (transfer full) (nullable): the body of a publication of our own;
 * NULL: nothing changes
 */
char *hc_board_answer(HcBoard *board, JsonObject *answer, gsize *length);

/* What textDocument/codeAction for @range must give, too; NULL: nothing.
 * @versioned: the editor knows documentChanges.  (transfer full) */
JsonArray *hc_board_actions(HcBoard *board, const HcSpan *range,
                            gboolean versioned);

/* What is to be said at @position: "markdown" or "plaintext" of @kind; NULL:
 * nothing.  (transfer none) */
const char *hc_board_hover(HcBoard *board, HcPosition position,
                           const char *kind);

G_END_DECLS

#endif
