/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one order in which a report comes out, and what is one finding.  Every
 * comparison is total over what is written, so that the order in which
 * compilations ended leaves no trace.
 */
#include "report/order.h"

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

int hc_report_place_compare(const HcReportPlace *a, const HcReportPlace *b)
{
    int order = g_strcmp0(a->file, b->file);

    order = order ? order : ORDER(a->line, b->line);
    order = order ? order : ORDER(a->column, b->column);
    order = order ? order : ORDER(a->end_line, b->end_line);
    return order ? order : ORDER(a->end_column, b->end_column);
}

/* Where it is and what it says: the finding as the reader sees it.  The end
 * is left out, a macro may spell it differently. */
static int compare_identity(const HcReportFinding *a,
                            const HcReportFinding *b)
{
    int order = g_strcmp0(a->place.file, b->place.file);

    order = order ? order : ORDER(a->place.line, b->place.line);
    order = order ? order : ORDER(a->place.column, b->place.column);
    order = order ? order : g_strcmp0(hc_rule_name(a->rule),
                                      hc_rule_name(b->rule));
    return order ? order : g_strcmp0(a->message, b->message);
}

static int compare_suppressions(const HcSuppression *a,
                                const HcSuppression *b)
{
    int order = ORDER(a->kind, b->kind);

    order = order ? order : g_strcmp0(a->reason, b->reason);
    return order ? order : hc_report_place_compare(&a->place, &b->place);
}

static int compare_steps(const GPtrArray *a, const GPtrArray *b)
{
    int order = ORDER(a->len, b->len);
    guint i;

    for (i = 0; !order && i < a->len; i++) {
        const HcReportStep *x = g_ptr_array_index(a, i);
        const HcReportStep *y = g_ptr_array_index(b, i);

        order = ORDER(x->kind, y->kind);
        order = order ? order : hc_report_place_compare(&x->place, &y->place);
        order = order ? order : g_strcmp0(x->text, y->text);
    }
    return order;
}

static int compare_fixes(const GPtrArray *a, const GPtrArray *b)
{
    /* The one with a repair is worth more. */
    int order = ORDER(b->len, a->len);
    guint i;

    for (i = 0; !order && i < a->len; i++) {
        const HcReportFix *x = g_ptr_array_index(a, i);
        const HcReportFix *y = g_ptr_array_index(b, i);

        order = hc_report_place_compare(&x->place, &y->place);
        order = order ? order : g_strcmp0(x->text, y->text);
    }
    return order;
}

/* Among equals the one to keep comes first: not suppressed, short path. */
static int compare_findings(gconstpointer left, gconstpointer right)
{
    const HcReportFinding *a = *(HcReportFinding *const *)left;
    const HcReportFinding *b = *(HcReportFinding *const *)right;
    int order = compare_identity(a, b);

    order = order ? order : compare_suppressions(&a->suppression,
                                                 &b->suppression);
    order = order ? order : compare_steps(a->steps, b->steps);
    order = order ? order : hc_report_place_compare(&a->place, &b->place);
    order = order ? order : g_strcmp0(a->function, b->function);
    order = order ? order : g_strcmp0(a->iothread, b->iothread);
    order = order ? order : g_strcmp0(a->holder, b->holder);
    order = order ? order : g_strcmp0(a->pair, b->pair);
    return order ? order : compare_fixes(a->fixes, b->fixes);
}

static int compare_rows(const HcHoldRow *a, const HcHoldRow *b)
{
    int order = hc_report_place_compare(&a->place, &b->place);

    order = order ? order : g_strcmp0(a->owner, b->owner);
    order = order ? order : g_strcmp0(a->iothread, b->iothread);
    order = order ? order : g_strcmp0(a->holder, b->holder);
    order = order ? order : g_strcmp0(a->life_cycle, b->life_cycle);
    return order ? order : g_strcmp0(a->function, b->function);
}

/* The worst verdict first: it is the one to keep. */
static int compare_holds(gconstpointer left, gconstpointer right)
{
    const HcHoldRow *a = *(HcHoldRow *const *)left;
    const HcHoldRow *b = *(HcHoldRow *const *)right;
    int order = compare_rows(a, b);

    order = order ? order : ORDER(b->paired, a->paired);
    return order ? order : g_strcmp0(a->reason, b->reason);
}

static int compare_puts(gconstpointer left, gconstpointer right)
{
    const HcHoldPut *a = *(HcHoldPut *const *)left;
    const HcHoldPut *b = *(HcHoldPut *const *)right;
    int order = hc_report_place_compare(&a->place, &b->place);

    return order ? order : g_strcmp0(a->function, b->function);
}

static int compare_notices(gconstpointer left, gconstpointer right)
{
    const HcNotice *a = *(HcNotice *const *)left;
    const HcNotice *b = *(HcNotice *const *)right;
    int order = hc_report_place_compare(&a->place, &b->place);

    order = order ? order : ORDER(b->level, a->level);
    return order ? order : g_strcmp0(a->text, b->text);
}

/* Whether @next says nothing that @kept did not; what it adds is moved. */
typedef gboolean (*Merge)(gpointer kept, gpointer next);

static gboolean merge_findings(gpointer kept, gpointer next)
{
    return compare_identity(kept, next) == 0;
}

static gboolean merge_holds(gpointer kept, gpointer next)
{
    HcHoldRow *row = kept, *other = next;

    if (compare_rows(row, other) != 0) {
        return FALSE;
    }
    g_ptr_array_extend_and_steal(row->puts, other->puts);
    other->puts = g_ptr_array_new_with_free_func(g_free);
    return TRUE;
}

static gboolean merge_puts(gpointer kept, gpointer next)
{
    return compare_puts(&kept, &next) == 0;
}

static gboolean merge_notices(gpointer kept, gpointer next)
{
    return compare_notices(&kept, &next) == 0;
}

static void sort_and_merge(GPtrArray *array, GCompareFunc compare,
                           Merge merge)
{
    guint i, kept = 0;

    g_ptr_array_sort(array, compare);
    for (i = 1; i < array->len; i++) {
        if (!merge(array->pdata[kept], array->pdata[i])) {
            gpointer next = array->pdata[i];

            /* Swapped, so that the array goes on owning each element. */
            array->pdata[i] = array->pdata[++kept];
            array->pdata[kept] = next;
        }
    }
    if (array->len) {
        g_ptr_array_set_size(array, kept + 1);
    }
}

void hc_report_sort(HcReport *report)
{
    guint i;

    sort_and_merge(report->findings, compare_findings, merge_findings);
    sort_and_merge(report->holds, compare_holds, merge_holds);
    sort_and_merge(report->notices, compare_notices, merge_notices);
    for (i = 0; i < report->holds->len; i++) {
        HcHoldRow *row = g_ptr_array_index(report->holds, i);

        sort_and_merge(row->puts, compare_puts, merge_puts);
    }
}
