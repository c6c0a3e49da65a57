/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What both sides say to each other, as far as it concerns us.  Of the editor
 * nothing is changed; of the server the publications and replies to which
 * there is something to add.  No input or output here.
 */
#ifndef HC_LSP_SESSION_H
#define HC_LSP_SESSION_H

#include "lsp/board.h"
#include "lsp/frame.h"

G_BEGIN_DECLS

typedef struct HcSession HcSession;

typedef enum HcTouch {
    HC_TOUCH_OPEN,   /* to be analysed at once */
    HC_TOUCH_CHANGE, /* after a pause */
    HC_TOUCH_SAVE,   /* files on disk have changed */
    HC_TOUCH_CLOSE,
} HcTouch;

/* @board: (nullable): none is for all, or no longer there */
typedef void (*HcTouchFn)(HcTouch touch, HcBoard *board, gpointer opaque);

/* Returns: (transfer full): free with hc_session_free() */
HcSession *hc_session_new(HcTouchFn fn, gpointer opaque);
void hc_session_free(HcSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcSession, hc_session_free)

/* Looks at what the editor sent. */
void hc_session_from_editor(HcSession *session, const HcPiece *piece);

/*
 * hc_session_from_server:
 *
 * Returns: (transfer full) (nullable): what the editor gets instead, NULL:
 * what the server sent
 */
GBytes *hc_session_from_server(HcSession *session, const HcPiece *piece);

/*
 * hc_session_answer:
 * @answer: of an analysis, an element of its "documents"
 *
 * Returns: (transfer full) (nullable): what the editor gets, between frames
 * of the server
 */
GBytes *hc_session_answer(HcSession *session, JsonObject *answer);

/* Open documents, in no order; HcBoard.  (transfer container) */
GPtrArray *hc_session_boards(HcSession *session);

/* What the analysis is to know of the editor. */
HcEncoding hc_session_encoding(const HcSession *session);
gboolean hc_session_wants_related(const HcSession *session);

/* The handshake is over and the end has not begun. */
gboolean hc_session_is_running(const HcSession *session);

G_END_DECLS

#endif
