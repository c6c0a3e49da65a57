/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Holds outside life cycles: nobody says when their end must come, so only
 * what no order of calls could put right is reported.
 */
#include "pairing/loose.h"

#include "pairing/counterpart.h"
#include "pairing/elsewhere.h"
#include "pairing/findings.h"
#include "pairing/ledger.h"
#include "pairing/lifecycle.h"
#include "pairing/outside.h"
#include "summary/term.h"

static void doubt(const HcLoose *loose, HcSilence why)
{
    hc_program_silence(loose->program, why, &loose->get->place);
    hc_ledger_doubt(loose->program, loose->get, why);
}

static gboolean ends_on(const HcLoose *loose, guint from, gboolean *given_up)
{
    const HcPath *path = loose->path;
    const HcEffect *get = loose->get;
    guint i;

    *given_up = FALSE;
    for (i = from; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->kind == HC_EFFECT_GIVE_UP &&
            (!effect->pair || hc_same_pair(effect, get))) {
            *given_up = TRUE;
            return TRUE;
        }
        if (effect->kind == HC_EFFECT_RELEASE && !effect->matched &&
            effect->key == get->key && effect->holder == get->holder) {
            return TRUE;
        }
        if (hc_program_leaves_for_later(loose->program, loose->unit, effect)) {
            /* The callback may put it at any time. */
            return TRUE;
        }
    }
    return FALSE;
}

static void report_misnamed(const HcLoose *loose, const HcEffect *put)
{
    const HcEffect *get = loose->get;
    HcFinding *finding;

    if (put->reported) {
        return;
    }
    finding = hc_finding_add(loose->program->result, HC_MSG_MISMATCH_HOLDER,
                             &put->place, &get->place, put->function,
                             put->key_text, put->holder_text,
                             get->holder_text);
    hc_finding_note_get(finding, get);
}

/* An IOThread that was looked up, and is kept in a field of which no function
 * puts any; @misnamed: or only under a name that cannot be its. */
static gboolean is_forgotten(const HcLoose *loose, const HcEffect **misnamed)
{
    g_autoptr(HcScope) scope = hc_scope_new(loose->program);

    if (!hc_keeps(loose->path, loose->get->key) ||
        hc_outside_kept(scope, loose->get, loose->path)) {
        return FALSE;
    }
    *misnamed = hc_outside_misnamed(scope, loose->get, loose->path);
    return TRUE;
}

static void report_never(const HcLoose *loose)
{
    const HcEffect *get = loose->get;
    g_autofree char *hold = hc_hold_phrase(get->key_text, get->holder_text);
    HcFinding *finding;

    if (hc_findings_explain(loose->program->result, get)) {
        return;
    }
    finding = hc_finding_add(loose->program->result, HC_MSG_LEAK_NEVER,
                             &get->place, &get->place, get->function, hold,
                             NULL, NULL);
    hc_finding_about(finding, get);
    if (hc_place_is_known(&loose->path->exit)) {
        hc_finding_note(finding, HC_NOTE_SLOT_SKIPS, &loose->path->exit,
                        loose->function->name, NULL);
    }
}

/* A hold that was handed to where it cannot be followed: lost all the same if
 * nobody in the whole program has a put that may be meant. */
static void judge_given_up(const HcLoose *loose)
{
    g_autoptr(HcScope) scope = hc_scope_new(loose->program);

    if (loose->path->outcome == HC_OUTCOME_FAILURE ||
        hc_outside_idle(scope, HC_EFFECT_RELEASE, loose->get, loose->path)) {
        doubt(loose, HC_SILENCE_GIVEN_UP);
    } else if (hc_program_is_partial(loose->program, loose->unit)) {
        doubt(loose, HC_SILENCE_INCOMPLETE);
    } else {
        report_never(loose);
    }
}

/* A key that other functions could name at all. */
static gboolean is_kept(const HcTerm *key, gboolean *is_static)
{
    *is_static = key && key->kind == HC_TERM_LOAD &&
                 key->args[0]->kind == HC_TERM_GLOBAL &&
                 key->args[0]->value != 0;
    return key && key->kind == HC_TERM_LOAD;
}

static void judge_success(const HcLoose *loose)
{
    HcProgram *program = loose->program;
    const HcEffect *get = loose->get, *misnamed = NULL;
    gboolean is_static;
    HcCounterpart found;

    if (!is_kept(get->key, &is_static)) {
        if (!is_forgotten(loose, &misnamed)) {
            doubt(loose, HC_SILENCE_UNSEEN);
        } else if (hc_program_is_partial(program, loose->unit)) {
            doubt(loose, HC_SILENCE_INCOMPLETE);
        } else if (misnamed) {
            report_misnamed(loose, misnamed);
        } else {
            report_never(loose);
        }
        return;
    }
    found = hc_counterpart_search(loose, TRUE, &misnamed);
    if (found == HC_COUNTERPART_NONE && !is_static) {
        found = hc_counterpart_search(loose, FALSE, &misnamed);
    }
    if (found != HC_COUNTERPART_POSSIBLE &&
        hc_program_is_partial(program, loose->unit)) {
        doubt(loose, HC_SILENCE_INCOMPLETE);
    } else if (found == HC_COUNTERPART_MISNAMED) {
        report_misnamed(loose, misnamed);
    } else if (found == HC_COUNTERPART_NONE &&
               (is_static || program->whole_program)) {
        report_never(loose);
    } else if (found == HC_COUNTERPART_NONE) {
        doubt(loose, HC_SILENCE_UNSEEN);
    }
}

/* Whether a slot that runs even after a failure puts it. */
static gboolean is_finalized(const HcLoose *loose)
{
    guint i, k, n;

    for (i = 0; i < loose->unit->functions->len; i++) {
        const HcFunction *function =
            g_ptr_array_index(loose->unit->functions, i);

        if (!hc_runs_after_failure(loose->program, loose->unit,
                                   function->name)) {
            continue;
        }
        for (k = 0; k < function->paths->len; k++) {
            const HcPath *path = g_ptr_array_index(function->paths, k);

            for (n = 0; n < path->effects->len; n++) {
                const HcEffect *effect = g_ptr_array_index(path->effects, n);

                if (effect->kind == HC_EFFECT_RELEASE && !effect->matched &&
                    hc_counterpart_relate(loose, effect) ==
                    HC_COUNTERPART_POSSIBLE) {
                    return TRUE;
                }
            }
        }
    }
    return FALSE;
}

static void judge_failure(const HcLoose *loose)
{
    const HcEffect *get = loose->get;
    g_autofree char *hold = NULL;
    HcFinding *finding;

    if (is_finalized(loose)) {
        return;
    }
    hold = hc_hold_phrase(get->key_text, get->holder_text);
    finding = hc_finding_add(loose->program->result, HC_MSG_LEAK_ERROR,
                             &loose->path->exit, &get->place,
                             loose->function->name, hold, NULL, NULL);
    hc_finding_note_get(finding, get);
}

static gboolean is_left(const HcEffect *effect)
{
    return effect->kind == HC_EFFECT_ACQUIRE && !effect->matched &&
           !effect->reported;
}

/* Asked before all else: most functions take nothing. */
static gboolean leaves_any(const HcFunction *function)
{
    guint i, k;

    for (i = 0; i < function->paths->len; i++) {
        const HcPath *path = g_ptr_array_index(function->paths, i);

        for (k = 0; k < path->effects->len; k++) {
            if (is_left(g_ptr_array_index(path->effects, k))) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

static void judge_path(HcLoose *loose)
{
    const HcPath *path = loose->path;
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        gboolean given_up;

        loose->get = g_ptr_array_index(path->effects, i);
        if (!is_left(loose->get)) {
            continue;
        }
        if (ends_on(loose, i + 1, &given_up)) {
            if (given_up) {
                judge_given_up(loose);
            }
            continue;
        }
        if (path->outcome == HC_OUTCOME_FAILURE) {
            judge_failure(loose);
        } else {
            judge_success(loose);
        }
    }
}

/* A slot may be set in another file than the function stands in. */
gboolean hc_sits_in_slot(const HcProgram *program, const char *function)
{
    return hc_index_in_slot(program->index, function);
}

void hc_loose_holds(HcProgram *program, const HcSummary *unit)
{
    guint i, k;

    for (i = 0; i < unit->functions->len; i++) {
        const HcFunction *function = g_ptr_array_index(unit->functions, i);
        g_autoptr(GHashTable) answers = NULL;

        if (!leaves_any(function) ||
            hc_sits_in_slot(program, function->name) ||
            hc_program_is_called(program, unit, function->name)) {
            continue;
        }
        answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                        g_free);
        for (k = 0; k < function->paths->len; k++) {
            HcLoose loose = {
                .program = program,
                .unit = unit,
                .function = function,
                .path = g_ptr_array_index(function->paths, k),
                .answers = answers,
            };

            judge_path(&loose);
        }
    }
}
