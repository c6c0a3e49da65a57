/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/verdict_case.h"

#include "pairing/elsewhere.h"
#include "pairing/findings.h"
#include "pairing/ledger.h"
#include "pairing/outside.h"
#include "summary/term.h"

HcProgram *hc_case_program(const HcCase *c)
{
    return c->walk->scope->program;
}

void hc_case_silence(const HcCase *c, HcSilence why, const HcEffect *about)
{
    hc_program_silence(hc_case_program(c), why, &about->place);
    hc_ledger_doubt(hc_case_program(c), about, why);
}

gboolean hc_case_is_outside(const HcCase *c, HcEffectKind kind,
                            const HcEffect *effect, const HcPath *path)
{
    HcScope *scope = c->walk->scope;
    const HcSummary *unit = c->walk->acquire.unit;

    if (hc_elsewhere(scope, unit, kind, effect, path) ||
        (scope->program->whole_program &&
         hc_outside(scope, kind, effect, path))) {
        hc_case_silence(c, HC_SILENCE_UNSEEN, effect);
        return TRUE;
    }
    if (hc_program_is_partial(scope->program, unit)) {
        hc_case_silence(c, HC_SILENCE_INCOMPLETE, effect);
        return TRUE;
    }
    return FALSE;
}

char *hc_case_phrase(const HcEffect *effect)
{
    return hc_hold_phrase(effect->key_text, effect->holder_text);
}

const char *hc_step_name(const HcStep *step)
{
    return step->slot ? step->slot->function : step->member.function->name;
}

void hc_case_note_slot(HcFinding *finding, const HcSlot *slot)
{
    if (slot && hc_place_is_known(&slot->place)) {
        hc_finding_note(finding, HC_NOTE_SLOT_SET, &slot->place,
                        slot->function, slot->slot);
    }
}
