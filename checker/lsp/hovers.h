/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands over a get and a put: who holds, and where it is put.
 */
#ifndef HC_LSP_HOVERS_H
#define HC_LSP_HOVERS_H

#include "lsp/facts.h"

G_BEGIN_DECLS

/* Member "hovers" of hc_facts_add(). */
void hc_hovers_add(const HcTeller *teller, JsonBuilder *json,
                   const char *file);

G_END_DECLS

#endif
