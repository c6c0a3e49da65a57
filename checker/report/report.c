/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/report.h"

#include <string.h>

static void finding_free(gpointer data)
{
    HcReportFinding *finding = data;

    g_ptr_array_unref(finding->steps);
    g_ptr_array_unref(finding->fixes);
    g_free(finding);
}

static void hold_free(gpointer data)
{
    HcHoldRow *row = data;

    g_ptr_array_unref(row->puts);
    g_free(row);
}

HcReport *hc_report_new(const char *tool_version, const char *clang_version,
                        const char *root)
{
    HcReport *report = g_new0(HcReport, 1);
    g_autofree char *plain = root && *root ? g_canonicalize_filename(root, "/")
                                           : NULL;

    report->strings = g_string_chunk_new(4096);
    report->tool_version = hc_report_string(report, tool_version);
    report->clang_version = hc_report_string(report, clang_version);
    report->root = hc_report_string(report, plain);
    report->findings = g_ptr_array_new_with_free_func(finding_free);
    report->holds = g_ptr_array_new_with_free_func(hold_free);
    report->notices = g_ptr_array_new_with_free_func(g_free);
    report->counts = g_array_new(FALSE, FALSE, sizeof(HcReportCount));
    return report;
}

void hc_report_free(HcReport *report)
{
    if (report) {
        g_ptr_array_unref(report->findings);
        g_ptr_array_unref(report->holds);
        g_ptr_array_unref(report->notices);
        g_array_unref(report->counts);
        g_string_chunk_free(report->strings);
        g_free(report);
    }
}

const char *hc_report_string(HcReport *report, const char *text)
{
    return text ? g_string_chunk_insert_const(report->strings, text) : "";
}

HcReportPlace hc_report_place(HcReport *report, const char *file, guint line,
                              guint column)
{
    HcReportPlace place = {.line = line, .column = column};
    const char *base = *report->root ? report->root : "/";
    g_autofree char *full = NULL;
    gsize length = strlen(base);

    if (!file || !*file) {
        return place;
    }
    full = g_canonicalize_filename(file, base);
    if (base[length - 1] != '/') {
        if (g_str_has_prefix(full, base) && full[length] == '/') {
            length++;
        } else {
            length = 0;
        }
    } else if (*report->root || g_path_is_absolute(file)) {
        /* The root is "/": nothing is gained by taking one slash off. */
        length = 0;
    }
    place.file = hc_report_string(report, full + length);
    return place;
}

HcReportFinding *hc_report_add_finding(HcReport *report, HcRule rule,
                                       const char *message,
                                       HcReportPlace place)
{
    HcReportFinding *finding = g_new0(HcReportFinding, 1);

    finding->rule = rule;
    finding->message = hc_report_string(report, message);
    finding->place = place;
    finding->function = finding->pair = "";
    finding->iothread = finding->holder = "";
    finding->fingerprint = "";
    finding->steps = g_ptr_array_new_with_free_func(g_free);
    finding->fixes = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(report->findings, finding);
    return finding;
}

void hc_report_add_step(HcReport *report, HcReportFinding *finding,
                        HcStepKind kind, HcReportPlace place,
                        const char *text)
{
    HcReportStep *step = g_new0(HcReportStep, 1);

    step->kind = kind;
    step->place = place;
    step->text = hc_report_string(report, text);
    g_ptr_array_add(finding->steps, step);
}

void hc_report_add_fix(HcReport *report, HcReportFinding *finding,
                       HcReportPlace place, const char *text)
{
    HcReportFix *fix = g_new0(HcReportFix, 1);

    fix->place = place;
    fix->text = hc_report_string(report, text);
    g_ptr_array_add(finding->fixes, fix);
}

void hc_report_suppress(HcReport *report, HcReportFinding *finding,
                        HcSuppressionKind kind, const char *reason,
                        HcReportPlace place)
{
    finding->suppression.kind = kind;
    finding->suppression.reason =
        reason ? hc_report_string(report, reason) : NULL;
    finding->suppression.place = place;
}

gboolean hc_message_made(HcMessage message, const char *text)
{
    g_auto(GStrv) pieces = g_strsplit(hc_message_text(message), "%s", -1);
    g_autofree char *pattern = g_strjoinv("*", pieces);

    return g_pattern_match_simple(pattern, text);
}

HcHoldRow *hc_report_add_hold(HcReport *report, HcReportPlace place)
{
    HcHoldRow *row = g_new0(HcHoldRow, 1);

    row->place = place;
    row->owner = row->iothread = row->holder = "";
    row->function = row->life_cycle = row->reason = "";
    row->paired = HC_PAIRED_UNKNOWN;
    row->puts = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(report->holds, row);
    return row;
}

void hc_report_add_put(HcReport *report, HcHoldRow *row, const char *function,
                       HcReportPlace place)
{
    HcHoldPut *put = g_new0(HcHoldPut, 1);

    put->function = hc_report_string(report, function);
    put->place = place;
    g_ptr_array_add(row->puts, put);
}

void hc_report_add_notice(HcReport *report, HcNoticeLevel level,
                          HcReportPlace place, const char *text)
{
    HcNotice *notice = g_new0(HcNotice, 1);

    notice->level = level;
    notice->place = place;
    notice->text = hc_report_string(report, text);
    g_ptr_array_add(report->notices, notice);
}

void hc_report_add_count(HcReport *report, const char *name, guint64 value)
{
    HcReportCount count = {hc_report_string(report, name), value};

    g_array_append_val(report->counts, count);
}

guint hc_report_n_active(const HcReport *report)
{
    guint i, n = 0;

    for (i = 0; i < report->findings->len; i++) {
        const HcReportFinding *finding =
            g_ptr_array_index(report->findings, i);

        n += finding->suppression.kind == HC_SUPPRESSION_NONE;
    }
    return n;
}

const char *hc_suppression_name(HcSuppressionKind kind)
{
    static const char *const names[] = {
        [HC_SUPPRESSION_NONE] = "",
        [HC_SUPPRESSION_COMMENT] = "comment",
        [HC_SUPPRESSION_ANNOTATION] = "annotation",
        [HC_SUPPRESSION_ATTRIBUTE] = "attribute",
        [HC_SUPPRESSION_BASELINE] = "baseline",
    };

    return names[kind];
}
