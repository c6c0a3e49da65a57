/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/rules.h"

#include <string.h>

extern const HcEmbedded hc_rule_pages[];

/* Critical is what takes a reference that somebody else relies on: use after
 * free in the data path.  A leak is no worse than that it lasts. */
static const struct {
    const char *id;
    const char *severity;
} table[] = {
    [HC_RULE_HOLD_LEAK] = {HC_RULE_PACKAGE "HoldLeak", "major"},
    [HC_RULE_DOUBLE_PUT] = {HC_RULE_PACKAGE "DoublePut", "critical"},
    [HC_RULE_UNHELD_PUT] = {HC_RULE_PACKAGE "UnheldPut", "critical"},
    [HC_RULE_HOLDER_MISMATCH] = {HC_RULE_PACKAGE "HolderMismatch",
                                 "critical"},
    [HC_RULE_USE_AFTER_PUT] = {HC_RULE_PACKAGE "UseAfterPut", "critical"},
    [HC_RULE_HOLDER_NAME] = {HC_RULE_PACKAGE "HolderName", "major"},
    [HC_RULE_REDUNDANT_REF] = {HC_RULE_PACKAGE "RedundantRef", "minor"},
    [HC_RULE_UNHELD_CONTEXT] = {HC_RULE_PACKAGE "UnheldContext", "major"},
};

const char *hc_rule_id(HcRule rule)
{
    return table[rule].id;
}

const char *hc_rule_severity(HcRule rule)
{
    return table[rule].severity;
}

const char *hc_rule_page(HcRule rule)
{
    const char *name = hc_rule_name(rule);
    guint i;

    for (i = 0; hc_rule_pages[i].name; i++) {
        if (g_str_equal(hc_rule_pages[i].name, name)) {
            return hc_rule_pages[i].text;
        }
    }
    return "";
}

char *hc_rule_summary(HcRule rule)
{
    const char *start = strstr(hc_rule_page(rule), "\n\n");
    const char *end = start ? strstr(start + 2, "\n\n") : NULL;
    char *summary;

    if (!end) {
        return g_strdup(hc_rule_description(rule));
    }
    summary = g_strndup(start + 2, end - start - 2);
    return g_strdelimit(summary, "\n", ' ');
}
