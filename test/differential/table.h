/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Found, missed and false, by rule and by shape. */
#ifndef TEST_DIFFERENTIAL_TABLE_H
#define TEST_DIFFERENTIAL_TABLE_H

#include <stdio.h>
#include "compare.h"

typedef struct HcTable HcTable;

HcTable *hc_table_new(void);
void hc_table_free(HcTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcTable, hc_table_free)

/* @results: compared */
void hc_table_add(HcTable *table, const HcResults *results);
/* @n disagreements that there were only because other programs were near. */
void hc_table_add_company(HcTable *table, guint n);
/* FALSE: @strict and something false, or less than @least percent found. */
gboolean hc_table_print(const HcTable *table, gboolean strict, guint least,
                        FILE *out);

#endif
