/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether what was found is what happened.  README.md says how the two are
 * matched.
 */
#ifndef TEST_DIFFERENTIAL_COMPARE_H
#define TEST_DIFFERENTIAL_COMPARE_H

#include "batch.h"

/* The rules that take part; the last is for what no rule is about. */
typedef enum HcClass {
    HC_CLASS_LEAK,
    HC_CLASS_DOUBLE_PUT,
    HC_CLASS_UNHELD_PUT,
    HC_CLASS_MISMATCH,
    HC_CLASS_USE,
    HC_CLASS_NAME,
    HC_CLASSES
} HcClass;

const char *hc_class_name(HcClass class);
/* HC_CLASSES: of no interest */
HcClass hc_verdict_class(const HcVerdict *verdict);
HcClass hc_finding_class(const HcFinding *finding);

/* Sets `matched` in each verdict and finding. */
void hc_compare(HcResults *results);

/* What is left: of the first that did not match. */
typedef struct HcDisagreement {
    gboolean missed; /* else false */
    HcClass class;
    HcPlace place;
    const char *text; /* kind of the verdict, text of the finding */
} HcDisagreement;

/* Returns: (transfer full): of HcDisagreement; strings live with @results */
GArray *hc_disagreements(const HcResults *results);

#endif
