/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hold map as text: one hold each, in the shape of a compiler's lines, so
 * that editors and grep find their way.
 */
#include "report/write.h"

#include "report/escape.h"

static const char *const verdicts[] = {
    [HC_PAIRED_YES] = "paired",
    [HC_PAIRED_UNKNOWN] = "not known",
    [HC_PAIRED_NO] = "not paired",
};

static void append_place(GString *out, const HcReportPlace *place)
{
    hc_append_visible(out, place->file ? place->file : "", -1, FALSE);
    g_string_append_printf(out, ":%u:%u: ", place->line, place->column);
}

static void append_row(GString *out, const HcHoldRow *row)
{
    append_place(out, &row->place);
    g_string_append_printf(out, "%s: '", verdicts[row->paired]);
    hc_append_visible(out, row->iothread, -1, FALSE);
    g_string_append_c(out, '\'');
    if (*row->holder) {
        g_string_append(out, " as ");
        hc_append_visible(out, row->holder, -1, FALSE);
    }
    g_string_append(out, ", taken by ");
    hc_append_visible(out, row->function, -1, FALSE);
    if (*row->owner) {
        g_string_append(out, ", kept in ");
        hc_append_visible(out, row->owner, -1, FALSE);
    }
    if (*row->life_cycle) {
        g_string_append(out, " (");
        hc_append_visible(out, row->life_cycle, -1, FALSE);
        g_string_append_c(out, ')');
    }
    if (row->paired == HC_PAIRED_UNKNOWN && *row->reason) {
        g_string_append_printf(out, ": %s", row->reason);
    }
    g_string_append_c(out, '\n');
    for (guint i = 0; i < row->puts->len; i++) {
        const HcHoldPut *put = g_ptr_array_index(row->puts, i);

        append_place(out, &put->place);
        g_string_append(out, "note: put by ");
        hc_append_visible(out, put->function, -1, FALSE);
        g_string_append_c(out, '\n');
    }
}

void hc_report_write_holds(const HcReport *report, GString *out)
{
    for (guint i = 0; i < report->holds->len; i++) {
        append_row(out, g_ptr_array_index(report->holds, i));
    }
}
