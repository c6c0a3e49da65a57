/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/write.h"

#include "report/escape.h"

/* As the compilers colour theirs. */
#define BOLD "\033[1m"
#define WARNING "\033[1;35m"
#define NOTE "\033[1;36m"
#define FAINT "\033[2m"
#define RESET "\033[0m"

typedef struct Text {
    GString *out;
    gboolean color;
} Text;

static void append_style(Text *text, const char *style)
{
    if (text->color) {
        g_string_append(text->out, style);
    }
}

static void append_place(Text *text, const HcReportPlace *place)
{
    append_style(text, BOLD);
    if (place->file) {
        hc_append_visible(text->out, place->file, -1, FALSE);
        g_string_append_printf(text->out, ":%u:%u: ", place->line,
                               place->column);
    } else {
        g_string_append(text->out, "holdcheck: ");
    }
    append_style(text, RESET);
}

static void append_note(Text *text, const HcReportPlace *place,
                        const char *message)
{
    append_place(text, place);
    append_style(text, NOTE);
    g_string_append(text->out, "note: ");
    append_style(text, RESET);
    hc_append_visible(text->out, message, -1, FALSE);
}

static void append_suppression(Text *text, const HcReportFinding *finding)
{
    const HcSuppression *suppression = &finding->suppression;

    if (suppression->kind == HC_SUPPRESSION_NONE) {
        return;
    }
    append_note(text, suppression->place.file ? &suppression->place
                                              : &finding->place,
                "suppressed by ");
    g_string_append(text->out, hc_suppression_name(suppression->kind));
    if (suppression->reason && *suppression->reason) {
        g_string_append(text->out, ": ");
        hc_append_visible(text->out, suppression->reason, -1, FALSE);
    }
    g_string_append_c(text->out, '\n');
}

static void append_finding(Text *text, const HcReportFinding *finding)
{
    guint i;

    append_place(text, &finding->place);
    append_style(text, WARNING);
    g_string_append(text->out, "warning: ");
    append_style(text, RESET);
    append_style(text, BOLD);
    hc_append_visible(text->out, finding->message, -1, FALSE);
    append_style(text, RESET);
    append_style(text, FAINT);
    g_string_append_printf(text->out, " [%s%s]", HC_RULE_PACKAGE,
                           hc_rule_name(finding->rule));
    append_style(text, RESET);
    g_string_append_c(text->out, '\n');
    for (i = 0; i < finding->steps->len; i++) {
        const HcReportStep *step = g_ptr_array_index(finding->steps, i);

        append_note(text, &step->place, step->text);
        g_string_append_c(text->out, '\n');
    }
    append_suppression(text, finding);
}

void hc_report_write_text(const HcReport *report, HcTextFlags flags,
                          GString *out)
{
    Text text = {out, (flags & HC_TEXT_COLOR) != 0};
    guint i;

    for (i = 0; i < report->findings->len; i++) {
        const HcReportFinding *finding =
            g_ptr_array_index(report->findings, i);

        if ((flags & HC_TEXT_SUPPRESSED) ||
            finding->suppression.kind == HC_SUPPRESSION_NONE) {
            append_finding(&text, finding);
        }
    }
}
