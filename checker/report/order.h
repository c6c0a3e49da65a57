/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HC_REPORT_ORDER_H
#define HC_REPORT_ORDER_H

#include "report/report.h"

G_BEGIN_DECLS

/* Sorts all of @report and merges what is the same, see
 * hc_report_finish(). */
void hc_report_sort(HcReport *report);

G_END_DECLS

#endif
