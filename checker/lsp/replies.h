/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Replies of the server that something is to be added to, or that are waited
 * for: which request they are for, and what is added.
 */
#ifndef HC_LSP_REPLIES_H
#define HC_LSP_REPLIES_H

#include "lsp/frame.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct HcReplies HcReplies;

HcReplies *hc_replies_new(void);
void hc_replies_free(HcReplies *replies);

/* @message is the request initialize. */
void hc_replies_expect_handshake(HcReplies *replies, JsonObject *message);

/* What the reply to @message must have, too.
 * @actions: (transfer full) */
void hc_replies_expect_actions(HcReplies *replies, JsonObject *message,
                               JsonArray *actions);

/* @kind: of @text, "markdown" or "plaintext", for ever */
void hc_replies_expect_hover(HcReplies *replies, JsonObject *message,
                             const char *text, const char *kind);

/* Whether the frame may be one of them: most are not, and a completion of a
 * megabyte need not be parsed to see that. */
gboolean hc_replies_may_have(const HcReplies *replies, const HcPiece *piece);

/*
 * hc_replies_take:
 * @node: a reply of the server; altered
 * @handshake: (out): it is the one to initialize
 *
 * Returns: (transfer full) (nullable): the body to send instead; NULL: that
 * of the server says all
 */
char *hc_replies_take(HcReplies *replies, JsonNode *node, gsize *length,
                      gboolean *handshake);

G_END_DECLS

#endif
