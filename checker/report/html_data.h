/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HC_REPORT_HTML_DATA_H
#define HC_REPORT_HTML_DATA_H

#include "report/report.h"

G_BEGIN_DECLS

/* Appends the page's data as JSON, see html/data.js.  @sources: (nullable) */
void hc_html_data(const HcReport *report, HcSources *sources, GString *out);

G_END_DECLS

#endif
