/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare.h"

static const struct {
    const char *rule;
    const char *kinds[3];
    guint reading; /* as harness.c has them */
} classes[HC_CLASSES] = {
    [HC_CLASS_LEAK] = { "HoldLeak", { "leaked" }, 0 },
    [HC_CLASS_DOUBLE_PUT] = { "DoublePut", { "put-twice" }, 1 },
    [HC_CLASS_UNHELD_PUT] = { "UnheldPut", { "put-unheld", "no-iothread" }, 4 },
    [HC_CLASS_MISMATCH] = { "HolderMismatch",
                            { "wrong-name", "wrong-iothread" },
                            2 },
    [HC_CLASS_USE] = { "UseAfterPut",
                       { "used-after-put", "used-after-death" },
                       0 },
    [HC_CLASS_NAME] = { "HolderName", { "no-name" }, 0 },
};

const char *hc_class_name(HcClass class)
{
    return class < HC_CLASSES ? classes[class].rule : "?";
}

HcClass hc_verdict_class(const HcVerdict *verdict)
{
    HcClass class;
    guint i;

    for (class = 0; class < HC_CLASSES; class++) {
        for (i = 0; i < 3 && classes[class].kinds[i]; i++) {
            if (g_str_equal(classes[class].kinds[i], verdict->kind)) {
                /* A get of no IOThread: no rule is about that. */
                return g_str_equal(verdict->kind, "no-iothread") &&
                               !verdict->readings
                           ? HC_CLASSES
                           : class;
            }
        }
    }
    return HC_CLASSES;
}

HcClass hc_finding_class(const HcFinding *finding)
{
    HcClass class = 0;

    while (class < HC_CLASSES &&
           !g_str_equal(classes[class].rule, finding->rule)) {
        class ++;
    }
    return class;
}

static gboolean same_place(const HcPlace *a, const HcPlace *b)
{
    return a->part == b->part && a->line == b->line;
}

static gboolean has_place(const HcFinding *finding, const HcPlace *place)
{
    guint i;

    if (same_place(&finding->place, place)) {
        return TRUE;
    }
    for (i = 0; i < finding->notes->len; i++) {
        if (same_place(&g_array_index(finding->notes, HcPlace, i), place)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* A leak is told by its get, and a put for another hold is a leak, too. */
static HcMatch fits_leak(const HcVerdict *verdict, const HcFinding *finding)
{
    guint i;

    for (i = 0; i < verdict->gets->len; i++) {
        if (has_place(finding, &g_array_index(verdict->gets, HcPlace, i))) {
            return hc_verdict_class(verdict) == HC_CLASS_LEAK
                       ? HC_MATCH_FULL
                       : HC_MATCH_OTHERWISE;
        }
    }
    return HC_MATCH_NONE;
}

static HcMatch fits(const HcVerdict *verdict, const HcFinding *finding)
{
    HcClass found = hc_finding_class(finding);

    if (found == HC_CLASSES) {
        return HC_MATCH_NONE;
    }
    if (found == HC_CLASS_LEAK) {
        return fits_leak(verdict, finding);
    }
    if (!same_place(&verdict->place, &finding->place)) {
        return HC_MATCH_NONE;
    }
    return hc_verdict_class(verdict) == found ||
                   (verdict->readings & classes[found].reading)
               ? HC_MATCH_FULL
               : HC_MATCH_NONE;
}

void hc_compare(HcResults *results)
{
    guint i, k;

    for (i = 0; i < results->verdicts->len; i++) {
        for (k = 0; k < results->findings->len; k++) {
            HcVerdict *verdict = results->verdicts->pdata[i];
            HcFinding *finding = results->findings->pdata[k];

            HcMatch match = fits(verdict, finding);

            if (match) {
                verdict->match = MAX(verdict->match, match);
                finding->matched = TRUE;
            }
        }
    }
}

GArray *hc_disagreements(const HcResults *results)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(HcDisagreement));
    guint i;

    if (results->left_out) {
        return list;
    }
    for (i = 0; i < results->verdicts->len; i++) {
        const HcVerdict *verdict = results->verdicts->pdata[i];
        HcDisagreement d = { TRUE, hc_verdict_class(verdict), verdict->place,
                             verdict->kind };

        if (!verdict->match && !verdict->implied && d.class < HC_CLASSES) {
            g_array_append_val(list, d);
        }
    }
    for (i = 0; i < results->findings->len; i++) {
        const HcFinding *finding = results->findings->pdata[i];
        HcDisagreement d = { FALSE, hc_finding_class(finding), finding->place,
                             finding->text };

        if (!finding->matched && d.class < HC_CLASSES) {
            g_array_append_val(list, d);
        }
    }
    return list;
}
