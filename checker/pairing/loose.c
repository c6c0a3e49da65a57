/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Holds outside life cycles: nobody says when their end must come, so only
 * what no order of calls could put right is reported.
 */
#include "pairing/loose.h"

#include "pairing/catalogue.h"
#include "pairing/elsewhere.h"
#include "pairing/findings.h"
#include "pairing/ledger.h"
#include "pairing/lifecycle.h"
#include "pairing/match.h"
#include "pairing/outside.h"
#include "pairing/releases.h"
#include "pairing/spelled.h"
#include "summary/term.h"

/* A hold that a path leaves behind. */
typedef struct Loose {
    HcProgram *program;
    const HcSummary *unit;
    const HcFunction *function;
    const HcPath *path;
    const HcEffect *get;
    GHashTable *answers;    /* of search(), by identity of the get */
} Loose;

typedef enum Counterpart {
    NONE,      /* no release can be its */
    POSSIBLE,  /* one may be */
    MISNAMED,  /* one is of its IOThread, under another name */
} Counterpart;

static void doubt(const Loose *loose, HcSilence why)
{
    hc_program_silence(loose->program, why, &loose->get->place);
    hc_ledger_doubt(loose->program, loose->get, why);
}

static gboolean ends_on(const Loose *loose, guint from, gboolean *given_up)
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

/* The one parameter a term starts from; @many if there are several. */
static const HcTerm *root_of(const HcTerm *term, const HcTerm *root,
                             gboolean *many)
{
    guint i;

    if (term->kind == HC_TERM_SELF || term->kind == HC_TERM_PARAM) {
        *many |= root && root != term;
        return term;
    }
    for (i = 0; i < term->n_args; i++) {
        root = root_of(term->args[i], root, many);
    }
    return root;
}

/* @term in the pool, its root replaced by SELF. */
static const HcTerm *rooted(HcProgram *program, const HcTerm *term)
{
    g_autofree const HcTerm **args = g_new(const HcTerm *, term->n_args + 1);
    guint i;

    if (term->kind == HC_TERM_SELF || term->kind == HC_TERM_PARAM) {
        return hc_summary_term(program->pool, HC_TERM_SELF, 0, NULL, NULL, 0);
    }
    for (i = 0; i < term->n_args; i++) {
        args[i] = rooted(program, term->args[i]);
    }
    return hc_summary_term_like(program->pool, term, args);
}

/* Whether the field a name is read from is written by any function. */
static gboolean is_written(const HcSummary *unit, const HcTerm *term)
{
    guint i;

    if (term->kind == HC_TERM_UNKNOWN || term->kind == HC_TERM_HEAP) {
        return TRUE;
    }
    for (i = 0; term->kind == HC_TERM_LOAD && i < unit->field_uses->len; i++) {
        const HcFieldUse *use = g_ptr_array_index(unit->field_uses, i);
        g_autofree char *last = hc_last_field(term->text);

        if (*use->function && g_str_equal(use->field, last)) {
            return TRUE;
        }
    }
    for (i = 0; i < term->n_args; i++) {
        if (is_written(unit, term->args[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static HcRelation compare(HcProgram *program, const HcSummary *unit,
                          const HcTerm *a, const HcTerm *b,
                          HcRelation (*how)(const HcTerm *, const HcTerm *))
{
    gboolean many = FALSE;
    HcRelation relation;

    if (!a || !b) {
        return a == b ? HC_EQUAL : HC_UNKNOWN;
    }
    root_of(a, NULL, &many);
    root_of(b, NULL, &many);
    if (many || a->kind == HC_TERM_PARAM || b->kind == HC_TERM_PARAM) {
        return HC_UNKNOWN;
    }
    relation = how(rooted(program, a), rooted(program, b));
    if (relation == HC_DIFFERENT &&
        (is_written(unit, a) || is_written(unit, b))) {
        return HC_UNKNOWN;
    }
    return relation;
}

static Counterpart relate(const Loose *loose, const HcEffect *release)
{
    HcRelation keys, names;

    if (!hc_same_pair(release, loose->get) ||
        hc_unlike_owners(release, loose->get) ||
        !hc_keys_may_match(loose->get->key, release->key)) {
        return NONE;
    }
    keys = compare(loose->program, loose->unit, loose->get->key,
                   release->key, hc_term_compare_objects);
    names = compare(loose->program, loose->unit, loose->get->holder,
                    release->holder, hc_term_compare_names);
    if (hc_names_apart(loose->program, loose->get->holder, release->holder)) {
        return keys == HC_EQUAL ? MISNAMED : NONE;
    }
    return keys == HC_EQUAL && names == HC_DIFFERENT ? MISNAMED : POSSIBLE;
}

/* Whether @release is the right put of another hold than the one at hand. */
static gboolean is_of_another(const Loose *loose, const HcEffect *release)
{
    HcProgram *program = loose->program;
    const GArray *gets = hc_catalogue(program, HC_EFFECT_ACQUIRE);
    guint i;

    for (i = 0; i < gets->len; i++) {
        const HcEffect *get = hc_entry_at(gets, i)->effect;

        if (!get->matched && hc_same_pair(get, release) &&
            compare(program, loose->unit, get->key, release->key,
                    hc_term_compare_objects) == HC_EQUAL &&
            compare(program, loose->unit, get->holder, release->holder,
                    hc_term_compare_names) == HC_EQUAL) {
            return TRUE;
        }
    }
    return FALSE;
}

/* One of @unit, or of all other files, the first that has any; @misnamed: if
 * it has another name. */
static Counterpart look_for(const Loose *loose, gboolean here,
                          const HcEffect **misnamed)
{
    HcProgram *program = loose->program;
    Counterpart found = NONE;
    const HcRelease *release;
    HcReleaseIter iter;
    guint unit = 0;

    if (!program->releases) {
        program->releases = hc_releases_new(program);
    }
    hc_releases_begin(program->releases, loose->get->key, &iter);
    while ((release = hc_releases_next(&iter))) {
        Counterpart one;

        if (found != NONE && release->unit != unit) {
            break;
        }
        unit = release->unit;
        /* A put that has its get in a life cycle is not ours. */
        if ((program->summaries[unit] == loose->unit) != here ||
            hc_program_matched(program, release->effect) ||
            (release->function != loose->function &&
             hc_is_balanced(release->path, release->at))) {
            continue;
        }
        one = relate(loose, release->effect);
        if (one == POSSIBLE) {
            hc_ledger_put(program, loose->get, release->effect, NULL);
            return POSSIBLE;
        }
        if (one == MISNAMED && found == NONE &&
            !is_of_another(loose, release->effect)) {
            found = MISNAMED;
            *misnamed = release->effect;
        }
    }
    return found;
}

typedef struct Answer {
    Counterpart found;
    const HcEffect *misnamed;
} Answer;

/* The same, asked once for all paths of the function. */
static Counterpart search(const Loose *loose, gboolean here,
                          const HcEffect **misnamed)
{
    g_autofree char *identity = hc_effect_identity(loose->get);
    g_autofree char *key = g_strdup_printf("%d %s", here, identity);
    Answer *answer = g_hash_table_lookup(loose->answers, key);

    if (!answer) {
        answer = g_new0(Answer, 1);
        answer->found = look_for(loose, here, &answer->misnamed);
        g_hash_table_insert(loose->answers, g_steal_pointer(&key), answer);
    }
    if (answer->misnamed) {
        *misnamed = answer->misnamed;
    }
    return answer->found;
}

static void report_misnamed(const Loose *loose, const HcEffect *put)
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
static gboolean is_forgotten(const Loose *loose, const HcEffect **misnamed)
{
    g_autoptr(HcScope) scope = hc_scope_new(loose->program);

    if (!hc_keeps(loose->path, loose->get->key) ||
        hc_outside_kept(scope, loose->get, loose->path)) {
        return FALSE;
    }
    *misnamed = hc_outside_misnamed(scope, loose->get, loose->path);
    return TRUE;
}

static void report_never(const Loose *loose)
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
static void judge_given_up(const Loose *loose)
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

static void judge_success(const Loose *loose)
{
    HcProgram *program = loose->program;
    const HcEffect *get = loose->get, *misnamed = NULL;
    gboolean is_static;
    Counterpart found;

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
    found = search(loose, TRUE, &misnamed);
    if (found == NONE && !is_static) {
        found = search(loose, FALSE, &misnamed);
    }
    if (found != POSSIBLE &&
        hc_program_is_partial(program, loose->unit)) {
        doubt(loose, HC_SILENCE_INCOMPLETE);
    } else if (found == MISNAMED) {
        report_misnamed(loose, misnamed);
    } else if (found == NONE && (is_static || program->whole_program)) {
        report_never(loose);
    } else if (found == NONE) {
        doubt(loose, HC_SILENCE_UNSEEN);
    }
}

/* Whether a slot that runs even after a failure puts it. */
static gboolean is_finalized(const Loose *loose)
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
                    relate(loose, effect) == POSSIBLE) {
                    return TRUE;
                }
            }
        }
    }
    return FALSE;
}

static void judge_failure(const Loose *loose)
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

static void judge_path(Loose *loose)
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
            Loose loose = {
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
