/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HC_REPORT_SARIF_PLACE_H
#define HC_REPORT_SARIF_PLACE_H

#include "report/json.h"
#include "report/report.h"

G_BEGIN_DECLS

#define HC_SARIF_ROOT "SRCROOT"

/* Member "message" with one plain text: braces are doubled (SARIF 3.11.5)
 * and nothing in it can be taken for a link (3.11.6). */
void hc_sarif_message(JsonBuilder *json, const char *text);

/* Member "physicalLocation"; none if the place has no file. */
void hc_sarif_physical(JsonBuilder *json, HcSources *sources,
                       const HcReportPlace *place);

/*
 * hc_sarif_location:
 * @text: (nullable): a message of its own
 * @function: (nullable)
 *
 * A location object, in an array or behind a member's name.
 */
void hc_sarif_location(JsonBuilder *json, HcSources *sources,
                       const HcReportPlace *place, const char *text,
                       const char *function);

G_END_DECLS

#endif
