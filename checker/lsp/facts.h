/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a report has to say about a document, in the words of the protocol.
 */
#ifndef HC_LSP_FACTS_H
#define HC_LSP_FACTS_H

#include <json-glib/json-glib.h>

#include "lsp/position.h"
#include "report/report.h"

G_BEGIN_DECLS

typedef struct HcTeller {
    const HcReport *report;
    HcSources *sources;
    HcEncoding encoding;
    gboolean related;      /* the editor shows relatedInformation */
    GHashTable *uris;      /* absolute path -> uri of an open document */
} HcTeller;

/*
 * hc_facts_add:
 * @file: as the report names it
 *
 * Adds to the object that is open:
 *
 *   diagnostics  as in textDocument/publishDiagnostics
 *   actions      {diagnostic, title, edits}: repairs; diagnostic is an index
 *   hovers       {range, markdown, plaintext}: at each get and put
 */
void hc_facts_add(const HcTeller *teller, JsonBuilder *json,
                  const char *file);

/* Member "range".  @word: the word at its begin, else up to its end if that
 * is known. */
void hc_facts_add_range(const HcTeller *teller, JsonBuilder *json,
                        const HcReportPlace *place, gboolean word);

/* As the editor spells it if it has it open.  (transfer full) */
char *hc_facts_uri(const HcTeller *teller, const char *file);

G_END_DECLS

#endif
