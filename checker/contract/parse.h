/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Private to checker/contract: the steps from a file to HcContract. */
#ifndef HC_CONTRACT_PARSE_H
#define HC_CONTRACT_PARSE_H

#include "contract/contract.h"
#include "contract/json.h"

G_BEGIN_DECLS

/* contract.json, compiled in. */
extern const char hc_default_contract[];

/* contract.c: empty rows, so that only it knows how they are freed. */
HcContract *hc_contract_new(const char *source);
HcLifeCycle *hc_life_cycle_new(void);

/* Makes look-ups work, once all rows are there. */
void hc_contract_index(HcContract *contract);

/*
 * hc_json_line:
 * Returns: the line of @path ("pairs[0].acquire.key"), or of the nearest
 * enclosing value that is there.  json-glib keeps no positions.
 */
int hc_json_line(const char *text, gsize length, const char *path);

G_END_DECLS

#endif
