/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/verdict.h"

#include "pairing/findings.h"
#include "pairing/verdict_case.h"

static void judge_late_use(const HcCase *c, const HcLateUse *late)
{
    HcEffect any = *late->put;
    HcFinding *finding;

    /* A hold under whatever name keeps the IOThread, and the function puts
     * one that it did not take. */
    any.holder = NULL;
    if (late->later && (c->unseen || c->incomplete)) {
        hc_case_silence(c, HC_SILENCE_INCOMPLETE, late->use);
        return;
    }
    if ((late->own || late->later) &&
        hc_case_is_outside(c, HC_EFFECT_ACQUIRE, &any, NULL)) {
        hc_case_silence(c, HC_SILENCE_UNSEEN, late->use);
        return;
    }
    finding = hc_finding_add(hc_case_program(c)->result, HC_MSG_USE_AFTER_PUT,
                             &late->use->place, &late->put->place,
                             late->use->function, late->use->key_text,
                             late->put->key_text, NULL);
    hc_finding_note_put(finding, late->put);
}

void hc_judge(const HcCase *c)
{
    const HcWalk *walk = c->walk;
    guint i;

    if (!hc_case_program(c)->judging || walk->impossible) {
        return;
    }
    for (i = 0; walk->path && i < walk->fates->len; i++) {
        hc_judge_fate(c, g_ptr_array_index(walk->fates, i));
    }
    for (i = 0; i < walk->wrongs->len; i++) {
        hc_judge_wrong(c, g_ptr_array_index(walk->wrongs, i));
    }
    for (i = 0; i < walk->extras->len; i++) {
        hc_judge_extra(c, g_ptr_array_index(walk->extras, i));
    }
    for (i = 0; i < walk->again->len; i++) {
        hc_judge_again(c, g_ptr_array_index(walk->again, i));
    }
    for (i = 0; i < walk->null_names->len; i++) {
        hc_judge_null(c, g_ptr_array_index(walk->null_names, i));
    }
    for (i = 0; i < walk->late_uses->len; i++) {
        judge_late_use(c, g_ptr_array_index(walk->late_uses, i));
    }
}
