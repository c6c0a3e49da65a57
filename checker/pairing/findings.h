/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HC_FINDINGS_H
#define HC_FINDINGS_H

#include "pairing/pairing.h"

G_BEGIN_DECLS

HcPairing *hc_pairing_new(void);

/* The new finding, owned by @pairing.  The arguments are copied and may be
 * NULL; @related may be NULL. */
HcFinding *hc_finding_add(HcPairing *pairing, HcMessage message,
                          const HcPlace *place, const HcPlace *related,
                          const char *function, const char *arg1,
                          const char *arg2, const char *arg3);
void hc_finding_note(HcFinding *finding, HcMessage message,
                     const HcPlace *place, const char *arg1, const char *arg2);

/* The hold that the finding is about. */
void hc_finding_about(HcFinding *finding, const HcEffect *effect);

/* "held here as ..." and "put here as ..."; a get also tells what hold it is
 * about, a put where no get does. */
void hc_finding_note_get(HcFinding *finding, const HcEffect *get);
void hc_finding_note_put(HcFinding *finding, const HcEffect *put);

/* Whether a put under another name, or of another IOThread, was told of @get:
 * that it leaks goes without saying. */
gboolean hc_findings_explain(const HcPairing *pairing, const HcEffect *get);

/* Sorts by place and drops what is said twice. */
void hc_findings_finish(HcPairing *pairing);

G_END_DECLS

#endif
