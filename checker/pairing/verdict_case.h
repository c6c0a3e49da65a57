/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the verdicts of one walk share, and the parts they are made of.
 */
#ifndef HC_VERDICT_CASE_H
#define HC_VERDICT_CASE_H

#include "pairing/verdict.h"

G_BEGIN_DECLS

HcProgram *hc_case_program(const HcCase *c);

/* Counts why nothing is said of @about. */
void hc_case_silence(const HcCase *c, HcSilence why, const HcEffect *about);

/* Whether a function that is not composed may have an effect of @kind on the
 * same hold.  If so, that is why nothing is said. */
gboolean hc_case_is_outside(const HcCase *c, HcEffectKind kind,
                            const HcEffect *effect, const HcPath *path);

/* The hold of @effect, as texts call it.  (transfer full) */
char *hc_case_phrase(const HcEffect *effect);
const char *hc_step_name(const HcStep *step);
/* Notes where @slot is set; NULL: not known. */
void hc_case_note_slot(HcFinding *finding, const HcSlot *slot);

/* verdict_leaks.c: holds that are left. */
void hc_judge_fate(const HcCase *c, const HcFate *fate);
void hc_judge_again(const HcCase *c, const HcAgain *again);

/* verdict_puts.c: puts that are wrong. */
void hc_judge_wrong(const HcCase *c, const HcWrong *wrong);
void hc_judge_extra(const HcCase *c, const HcExtra *extra);
void hc_judge_null(const HcCase *c, const HcNullName *null);

G_END_DECLS

#endif
