/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/result.h"
#include "cmd/holds.h"
#include "tree/strings.h"

#include <string.h>

typedef struct Join {
    HcReport *report;
    const HcRun *run;
    GHashTable *places;  /* file name of a summary -> absolute */
} Join;

static const HcSuppressionKind suppression_of[] = {
    [HC_MARK_NONE] = HC_SUPPRESSION_NONE,
    [HC_MARK_COMMENT] = HC_SUPPRESSION_COMMENT,
    [HC_MARK_ANNOTATION] = HC_SUPPRESSION_ANNOTATION,
    [HC_MARK_ATTRIBUTE] = HC_SUPPRESSION_ATTRIBUTE,
};

/* Relative names are relative to where clang ran. */
static HcReportPlace place_in(Join *join, const char *directory,
                              const HcPlace *place)
{
    g_autofree char *path = NULL;

    if (!place->file || !*place->file) {
        return (HcReportPlace){ 0 };
    }
    path = g_canonicalize_filename(place->file, directory);
    return hc_report_place(join->report, path, place->line, place->column);
}

/* The same where the unit is not known. */
static HcReportPlace place_anywhere(Join *join, const HcPlace *place)
{
    const char *path = place->file
        ? g_hash_table_lookup(join->places, place->file) : NULL;

    return path ? hc_report_place(join->report, path, place->line,
                                  place->column)
                : place_in(join, "/", place);
}

static HcReportPlace place_of_hold(const HcPlace *place, gpointer opaque)
{
    return place_anywhere(opaque, place);
}

/* If two units mean different files by one relative name, the first wins. */
static void add_places(Join *join, const HcPart *part)
{
    for (guint i = 0; i < part->unit->files->len; i++) {
        const char *name = part->unit->files->pdata[i];

        if (!g_hash_table_contains(join->places, name)) {
            g_hash_table_insert(
                join->places, (gpointer)name,
                g_canonicalize_filename(name, part->entry->directory));
        }
    }
}

static const char *keep(Join *join, const char *text)
{
    return hc_report_string(join->report, text);
}

static void suppress(Join *join, HcReportFinding *finding, const HcMark *mark)
{
    hc_report_suppress(join->report, finding, suppression_of[mark->kind],
                       mark->reason, (HcReportPlace){ 0 });
}

/* In released QEMU that is no mistake: nobody can hold by name there. */
static gboolean is_caller(const HcUnitFinding *finding)
{
    return finding->rule == HC_RULE_UNHELD_CONTEXT &&
           hc_message_made(HC_MSG_UNHELD_GET, finding->text);
}

static void add_unit_finding(Join *join, const HcPart *part,
                             const HcUnitFinding *from)
{
    const char *directory = part->entry->directory;
    HcReportPlace place = place_in(join, directory, &from->place);
    HcReportFinding *finding;

    place.end_line = from->end_line;
    place.end_column = from->end_column;
    finding = hc_report_add_finding(join->report, from->rule, from->text,
                                    place);
    finding->function = keep(join, from->function);
    finding->pair = keep(join, from->pair);
    finding->iothread = keep(join, from->key_text);
    finding->holder = keep(join, from->holder_text);
    /* How a caller comes to its get explains nothing. */
    for (guint i = 0; !is_caller(from) && i < from->notes->len; i++) {
        const HcUnitNote *note = from->notes->pdata[i];
        HcReportPlace at = place_in(join, directory, &note->place);

        at.end_line = note->end_line;
        at.end_column = note->end_column;
        if (note->kind != HC_UNIT_NOTE_BRANCH) {
            hc_report_add_step(join->report, finding,
                               note->kind == HC_UNIT_NOTE_RELATED
                                   ? HC_STEP_RELATED : HC_STEP_PATH,
                               at, note->text);
        }
    }
    for (guint i = 0; i < from->fixes->len; i++) {
        const HcUnitFix *fix = from->fixes->pdata[i];
        HcReportPlace at = place_in(join, directory, &fix->place);

        at.end_line = fix->end_line;
        at.end_column = fix->end_column;
        hc_report_add_fix(join->report, finding, at, fix->text);
    }
    if (hc_mark_is_honoured(&from->mark)) {
        suppress(join, finding, &from->mark);
    }
}

/* The mark that covers a place of any unit. */
static const HcMark *mark_at(const HcRun *run, const HcPlace *place)
{
    const HcMark *mark = NULL;

    for (guint i = 0; place->file && !mark && i < run->parts->len; i++) {
        const HcPart *part = run->parts->pdata[i];

        mark = part->unit ? hc_unit_mark_at(part->unit, place) : NULL;
        if (mark && !hc_mark_is_honoured(mark)) {
            mark = NULL;
        }
    }
    return mark;
}

static void add_pairing_finding(Join *join, const HcFinding *from)
{
    g_autofree char *text = hc_finding_text(from);
    HcReportFinding *finding = hc_report_add_finding(
        join->report, hc_message_rule(from->message), text,
        place_anywhere(join, &from->place));
    const HcMark *mark = mark_at(join->run, &from->place);

    finding->function = keep(join, from->function);
    finding->pair = keep(join, from->pair);
    finding->iothread = keep(join, from->key_text);
    finding->holder = keep(join, from->holder_text);
    for (guint i = 0; i < from->notes->len; i++) {
        const HcFindingNote *note = from->notes->pdata[i];
        g_autofree char *note_text = hc_note_text(note);

        hc_report_add_step(join->report, finding, HC_STEP_PATH,
                           place_anywhere(join, &note->place), note_text);
    }
    if (!mark) {
        mark = mark_at(join->run, &from->related);
    }
    if (mark) {
        suppress(join, finding, mark);
    }
}

/* What only the whole run knows of a file. */
static void introduce(const Join *join, const HcPart *part)
{
    HcSummary *summary = part->unit->summary;
    g_autoptr(GPtrArray) defines = g_ptr_array_new();

    g_strfreev(summary->targets);
    summary->targets = NULL;
    if (part->targets) {
        g_autoptr(GPtrArray) targets = hc_sorted_keys(part->targets);

        g_ptr_array_add(targets, NULL);
        summary->targets = g_strdupv((char **)targets->pdata);
    }
    /* Of all its functions those that take or put in some file. */
    for (guint i = 0; i < part->unit->defines->len; i++) {
        if (g_hash_table_contains(join->run->functions,
                                  part->unit->defines->pdata[i])) {
            g_ptr_array_add(defines, part->unit->defines->pdata[i]);
        }
    }
    g_ptr_array_add(defines, NULL);
    g_strfreev(summary->defines);
    summary->defines = g_strdupv((char **)defines->pdata);
}

static HcPairing *pair(Join *join, const HcContract *contract, gboolean whole)
{
    g_autoptr(GPtrArray) summaries = g_ptr_array_new();

    for (guint i = 0; i < join->run->parts->len; i++) {
        HcPart *part = join->run->parts->pdata[i];

        if (part->unit) {
            introduce(join, part);
            g_ptr_array_add(summaries, part->unit->summary);
        }
    }
    return hc_pair(contract, (HcSummary *const *)summaries->pdata,
                   summaries->len, whole);
}

static void add_failure(Join *join, const HcPart *part)
{
    g_autofree char *text = g_strdup_printf(
        part->verdict == HC_VERDICT_MISSING ? "not checked: no header %s"
                                            : "not checked: %s", part->why);

    hc_report_add_notice(join->report, HC_NOTICE_ERROR,
                         hc_report_place(join->report, part->entry->file, 0,
                                         0), text);
}

/* The content as the run saw it, which may be an earlier commit's. */
static char *read_source(const char *name, gsize *length, gpointer opaque)
{
    HcResult *result = opaque;
    g_autoptr(GString) text = g_string_new(NULL);
    HcFile *file = hc_files_find(result->files, result->report->root, name);

    if (!hc_files_read(result->files, file, text)) {
        return NULL;
    }
    *length = text->len;
    return g_string_free(g_steal_pointer(&text), FALSE);
}

HcResult *hc_result_new(const HcRun *run, HcFiles *files,
                        const HcContract *contract, gboolean whole,
                        const char *root)
{
    HcResult *result = g_new0(HcResult, 1);
    g_autoptr(GHashTable) places =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    Join join = { hc_report_new(HC_VERSION, NULL, root), run, places };
    Join callers = { hc_report_new(HC_VERSION, NULL, root), run, places };
    HcPairing *pairing;

    result->report = join.report;
    result->callers = callers.report;
    for (guint i = 0; i < run->parts->len; i++) {
        const HcPart *part = run->parts->pdata[i];

        if (part->failed && part->verdict != HC_VERDICT_STOPPED) {
            add_failure(&join, part);
            result->n_failed++;
        }
        if (!part->unit) {
            continue;
        }
        add_places(&join, part);
        for (guint j = 0; j < part->unit->findings->len; j++) {
            const HcUnitFinding *finding = part->unit->findings->pdata[j];

            add_unit_finding(is_caller(finding) ? &callers : &join, part,
                             finding);
        }
    }
    pairing = pair(&join, contract, whole && !result->n_failed);
    for (guint i = 0; i < pairing->findings->len; i++) {
        add_pairing_finding(&join, pairing->findings->pdata[i]);
    }
    memcpy(result->silences, pairing->silences, sizeof(result->silences));
    hc_holds_add(join.report, run, pairing, place_of_hold, &join);
    hc_pairing_free(pairing);
    result->files = files;
    result->sources = hc_sources_new(root, read_source, result);
    hc_report_finish(join.report, result->sources);
    hc_report_finish(callers.report, result->sources);
    return result;
}

void hc_result_free(HcResult *result)
{
    if (result) {
        hc_report_free(result->report);
        hc_report_free(result->callers);
        hc_sources_free(result->sources);
        g_free(result);
    }
}
