/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stream of a language server cut into frames: a head of lines and as
 * many bytes of body as it says.  What comes out, put together again, is what
 * came in, byte for byte, whatever it is.
 *
 * jsonrpc-glib reads such streams, too, but gives a GVariant for each frame
 * and drops the bytes, refuses what is no JSON, and ends at what it refuses;
 * a program that must hand on exactly what it was handed cannot use it.
 */
#ifndef HC_LSP_FRAME_H
#define HC_LSP_FRAME_H

#include <glib.h>

G_BEGIN_DECLS

/* No body larger than this is kept: of a larger one only pieces are seen. */
#define HC_FRAME_MAX (8u << 20)
/* No head is longer. */
#define HC_FRAME_MAX_HEAD (8u << 10)

typedef enum HcPieceKind {
    HC_PIECE_FRAME,  /* head and body, complete */
    HC_PIECE_PART,   /* of a frame too large, or of a stream that is none */
} HcPieceKind;

typedef struct HcPiece {
    HcPieceKind kind;
    const char *data;  /* all bytes */
    gsize length;
    const char *body;  /* of a frame; in data */
    gsize body_length;
    gboolean ends;     /* something else may follow: not inside a frame */
} HcPiece;

typedef void (*HcPieceFn)(const HcPiece *piece, gpointer opaque);

typedef struct HcFramer HcFramer;

/* Returns: (transfer full): free with hc_framer_free() */
HcFramer *hc_framer_new(HcPieceFn fn, gpointer opaque);
void hc_framer_free(HcFramer *framer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcFramer, hc_framer_free)

/* Calls fn for all that is complete now; a piece is valid during the call. */
void hc_framer_push(HcFramer *framer, const char *data, gsize length);

/* The stream has ended: what is left is a part. */
void hc_framer_end(HcFramer *framer);

/* Whether the last head could not be understood; from then on all is parts,
 * and nothing can be put between them. */
gboolean hc_framer_is_lost(const HcFramer *framer);

/* A frame of @body.  (transfer full) */
GBytes *hc_frame_new(const char *body, gsize length);

G_END_DECLS

#endif
