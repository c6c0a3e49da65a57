/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When what is analysed: on open, after a pause in typing, once more when
 * more of the tree is known.  A newer edit ends an older analysis.
 *
 * An analysis (check.h) is a process of its own, in a process group of its
 * own, and so is the `holdcheck check` that fills the cache while nothing is
 * known of the tree; the latter is polite, is run once, and again only after
 * something was saved.
 */
#ifndef HC_LSP_ANALYST_H
#define HC_LSP_ANALYST_H

#include "lsp/session.h"

G_BEGIN_DECLS

typedef struct HcAnalyst HcAnalyst;

typedef struct HcAnalystOptions {
    guint delay;      /* ms from the last change */
    gboolean alone;   /* never fill the cache */
    char *build;      /* NULL: found for each file */
    char **check;     /* further options of `holdcheck check` */
} HcAnalystOptions;

/* Gets what is to be sent to the editor.  @frame: (transfer full) */
typedef void (*HcSendFn)(GBytes *frame, gpointer opaque);

/* Keeps references to @options and what is set with
 * hc_analyst_set_session().  (transfer full) */
HcAnalyst *hc_analyst_new(const HcAnalystOptions *options, HcSendFn send,
                          gpointer opaque);
void hc_analyst_free(HcAnalyst *analyst);

void hc_analyst_set_session(HcAnalyst *analyst, HcSession *session);

/* As a HcTouchFn would be told. */
void hc_analyst_touch(HcAnalyst *analyst, HcTouch touch, HcBoard *board);

/* Nothing is to be analysed any more. */
void hc_analyst_stop(HcAnalyst *analyst);

G_END_DECLS

#endif
