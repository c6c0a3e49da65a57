/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The container: filling it, sorting it, taking it down.
 */
#include "summary/unit.h"

#include "summary/term.h"

#include <stdlib.h>

static void note_free(gpointer data)
{
    HcUnitNote *note = data;

    g_free(note->text);
    g_free(note);
}

static void fix_free(gpointer data)
{
    HcUnitFix *fix = data;

    g_free(fix->text);
    g_free(fix);
}

static void finding_free(gpointer data)
{
    HcUnitFinding *finding = data;

    g_free(finding->text);
    g_free(finding->function);
    g_free(finding->key_text);
    g_free(finding->holder_text);
    g_free(finding->pair);
    g_free(finding->mark.reason);
    g_ptr_array_unref(finding->notes);
    g_ptr_array_unref(finding->fixes);
    g_free(finding);
}

static void mark_free(gpointer data)
{
    HcUnitMark *mark = data;

    g_free(mark->mark.reason);
    g_free(mark);
}

static void count_free(gpointer data)
{
    HcUnitCount *count = data;

    g_free(count->name);
    g_free(count);
}

HcUnit *hc_unit_new(const char *main_file)
{
    HcUnit *unit = g_new0(HcUnit, 1);

    unit->producer = g_strdup("");
    unit->summary = hc_summary_new(main_file ? main_file : "");
    unit->findings = g_ptr_array_new_with_free_func(finding_free);
    unit->marks = g_ptr_array_new_with_free_func(mark_free);
    unit->files = g_ptr_array_new_with_free_func(g_free);
    unit->counts = g_ptr_array_new_with_free_func(count_free);
    unit->callees = g_ptr_array_new_with_free_func(g_free);
    unit->mentions = g_ptr_array_new_with_free_func(g_free);
    unit->defines = g_ptr_array_new_with_free_func(g_free);
    if (main_file) {
        g_ptr_array_add(unit->files, g_strdup(main_file));
    }
    return unit;
}

void hc_unit_free(HcUnit *unit)
{
    if (!unit) {
        return;
    }
    g_free(unit->producer);
    hc_summary_free(unit->summary);
    g_ptr_array_unref(unit->findings);
    g_ptr_array_unref(unit->marks);
    g_ptr_array_unref(unit->files);
    g_ptr_array_unref(unit->counts);
    g_ptr_array_unref(unit->callees);
    g_ptr_array_unref(unit->mentions);
    g_ptr_array_unref(unit->defines);
    g_free(unit);
}

HcUnitFinding *hc_unit_add_finding(HcUnit *unit, HcRule rule,
                                   const char *text, HcPlace place)
{
    HcUnitFinding *finding = g_new0(HcUnitFinding, 1);

    finding->rule = rule;
    finding->text = g_strdup(text);
    finding->place = place;
    finding->function = g_strdup("");
    finding->key_text = g_strdup("");
    finding->holder_text = g_strdup("");
    finding->pair = g_strdup("");
    finding->notes = g_ptr_array_new_with_free_func(note_free);
    finding->fixes = g_ptr_array_new_with_free_func(fix_free);
    g_ptr_array_add(unit->findings, finding);
    return finding;
}

HcUnitNote *hc_unit_finding_add_note(HcUnitFinding *finding,
                                     HcUnitNoteKind kind, const char *text,
                                     HcPlace place)
{
    HcUnitNote *note = g_new0(HcUnitNote, 1);

    note->kind = kind;
    note->text = g_strdup(text);
    note->place = place;
    g_ptr_array_add(finding->notes, note);
    return note;
}

HcUnitFix *hc_unit_finding_add_fix(HcUnitFinding *finding, HcPlace place,
                                   guint end_line, guint end_column,
                                   const char *text)
{
    HcUnitFix *fix = g_new0(HcUnitFix, 1);

    fix->place = place;
    fix->end_line = end_line;
    fix->end_column = end_column;
    fix->text = g_strdup(text);
    g_ptr_array_add(finding->fixes, fix);
    return fix;
}

HcUnitMark *hc_unit_add_mark(HcUnit *unit, HcPlace place, HcMarkKind kind,
                             const char *reason)
{
    HcUnitMark *mark = g_new0(HcUnitMark, 1);

    mark->place = place;
    mark->mark.kind = kind;
    mark->mark.reason = g_strdup(reason);
    g_ptr_array_add(unit->marks, mark);
    return mark;
}

void hc_unit_count(HcUnit *unit, const char *name, gint64 value)
{
    HcUnitCount *count;
    guint i;

    for (i = 0; i < unit->counts->len; i++) {
        count = g_ptr_array_index(unit->counts, i);
        if (g_str_equal(count->name, name)) {
            count->value += value;
            return;
        }
    }
    count = g_new0(HcUnitCount, 1);
    count->name = g_strdup(name);
    count->value = value;
    g_ptr_array_add(unit->counts, count);
}

gboolean hc_mark_is_honoured(const HcMark *mark)
{
    return mark->kind == HC_MARK_ATTRIBUTE ||
           (mark->kind != HC_MARK_NONE && mark->reason);
}

const HcMark *hc_unit_mark_at(const HcUnit *unit, const HcPlace *place)
{
    guint low = 0, high = unit->marks->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        const HcUnitMark *mark = g_ptr_array_index(unit->marks, middle);
        int order = hc_place_compare(&mark->place, place);

        if (!order) {
            return &mark->mark;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

static int compare_strings(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int compare_findings(gconstpointer a, gconstpointer b)
{
    const HcUnitFinding *x = *(HcUnitFinding *const *)a;
    const HcUnitFinding *y = *(HcUnitFinding *const *)b;
    int order = hc_place_compare(&x->place, &y->place);

    if (!order) {
        order = (int)x->rule - (int)y->rule;
    }
    return order ? order : strcmp(x->text, y->text);
}

/* Of two that say the same, the one that is not suppressed counts. */
static int order_findings(gconstpointer a, gconstpointer b)
{
    const HcUnitFinding *x = *(HcUnitFinding *const *)a;
    const HcUnitFinding *y = *(HcUnitFinding *const *)b;
    int order = compare_findings(a, b);

    return order ? order : hc_mark_is_honoured(&x->mark) -
                           hc_mark_is_honoured(&y->mark);
}

static int compare_marks(gconstpointer a, gconstpointer b)
{
    const HcUnitMark *x = *(HcUnitMark *const *)a;
    const HcUnitMark *y = *(HcUnitMark *const *)b;

    return hc_place_compare(&x->place, &y->place);
}

/* Sorts what is behind the first @kept by @order, and leaves each thing
 * once. */
static void sort_from(GPtrArray *array, guint kept, GCompareFunc order,
                      GCompareFunc same)
{
    guint i;

    if (array->len <= kept) {
        return;
    }
    qsort(array->pdata + kept, array->len - kept, sizeof(gpointer), order);
    for (i = array->len - 1; i > kept; i--) {
        if (same(&array->pdata[i - 1], &array->pdata[i]) == 0) {
            g_ptr_array_remove_index(array, i);
        }
    }
}

static void sort_strings(GPtrArray *array, guint kept)
{
    sort_from(array, kept, compare_strings, compare_strings);
}

void hc_unit_finish(HcUnit *unit)
{
    const char *main_file =
        unit->files->len ? g_ptr_array_index(unit->files, 0) : NULL;
    guint i;

    for (i = unit->files->len; i-- > 1; ) {
        if (g_str_equal(g_ptr_array_index(unit->files, i), main_file)) {
            g_ptr_array_remove_index(unit->files, i);
        }
    }
    sort_strings(unit->files, 1);
    sort_strings(unit->callees, 0);
    sort_strings(unit->mentions, 0);
    sort_strings(unit->defines, 0);
    sort_from(unit->marks, 0, compare_marks, compare_marks);
    sort_from(unit->findings, 0, order_findings, compare_findings);
}
