/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/counterpart.h"

#include "pairing/catalogue.h"
#include "pairing/elsewhere.h"
#include "pairing/ledger.h"
#include "pairing/match.h"
#include "pairing/outside.h"
#include "pairing/releases.h"
#include "pairing/spelled.h"
#include "summary/term.h"

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

HcCounterpart hc_counterpart_relate(const HcLoose *loose,
                                    const HcEffect *release)
{
    HcRelation keys, names;

    if (!hc_same_pair(release, loose->get) ||
        hc_unlike_owners(release, loose->get) ||
        !hc_keys_may_match(loose->get->key, release->key)) {
        return HC_COUNTERPART_NONE;
    }
    keys = compare(loose->program, loose->unit, loose->get->key,
                   release->key, hc_term_compare_objects);
    names = compare(loose->program, loose->unit, loose->get->holder,
                    release->holder, hc_term_compare_names);
    if (hc_names_apart(loose->program, loose->get->holder, release->holder)) {
        return keys == HC_EQUAL ? HC_COUNTERPART_MISNAMED : HC_COUNTERPART_NONE;
    }
    return keys == HC_EQUAL && names == HC_DIFFERENT
           ? HC_COUNTERPART_MISNAMED : HC_COUNTERPART_POSSIBLE;
}

/* Whether @release is the right put of another hold than the one at hand. */
static gboolean is_of_another(const HcLoose *loose, const HcEffect *release)
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
static HcCounterpart look_for(const HcLoose *loose, gboolean here,
                              const HcEffect **misnamed)
{
    HcProgram *program = loose->program;
    HcCounterpart found = HC_COUNTERPART_NONE;
    const HcRelease *release;
    HcReleaseIter iter;
    guint unit = 0;

    if (!program->releases) {
        program->releases = hc_releases_new(program);
    }
    hc_releases_begin(program->releases, loose->get->key, &iter);
    while ((release = hc_releases_next(&iter))) {
        HcCounterpart one;

        if (found != HC_COUNTERPART_NONE && release->unit != unit) {
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
        one = hc_counterpart_relate(loose, release->effect);
        if (one == HC_COUNTERPART_POSSIBLE) {
            hc_ledger_put(program, loose->get, release->effect, NULL);
            return HC_COUNTERPART_POSSIBLE;
        }
        if (one == HC_COUNTERPART_MISNAMED && found == HC_COUNTERPART_NONE &&
            !is_of_another(loose, release->effect)) {
            found = HC_COUNTERPART_MISNAMED;
            *misnamed = release->effect;
        }
    }
    return found;
}

typedef struct Answer {
    HcCounterpart found;
    const HcEffect *misnamed;
} Answer;

HcCounterpart hc_counterpart_search(const HcLoose *loose, gboolean here,
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
