/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A unit as text, for people and for FileCheck.  Full paths of files are
 * shown as they are.
 */
#include "summary/unit.h"

static const char *const mark_names[] = {
    [HC_MARK_NONE] = "none",
    [HC_MARK_COMMENT] = "comment",
    [HC_MARK_ANNOTATION] = "annotation",
    [HC_MARK_ATTRIBUTE] = "attribute",
};

static const char *const note_names[] = {
    [HC_UNIT_NOTE_PATH] = "path",
    [HC_UNIT_NOTE_BRANCH] = "branch",
    [HC_UNIT_NOTE_RELATED] = "related",
};

static void dump_place(GString *out, const HcPlace *place)
{
    g_string_append_printf(out, "%s:%u:%u", place->file ? place->file : "?",
                           place->line, place->column);
}

static void dump_end(GString *out, guint line, guint column)
{
    if (line) {
        g_string_append_printf(out, "-%u:%u", line, column);
    }
}

static void dump_mark(GString *out, const HcMark *mark)
{
    g_string_append_printf(out, "%s by %s", hc_mark_is_honoured(mark)
                                                ? "suppressed"
                                                : "not suppressed",
                           mark_names[mark->kind]);
    if (mark->reason) {
        g_string_append_printf(out, ": %s", mark->reason);
    }
    g_string_append_c(out, '\n');
}

static void dump_finding(GString *out, const HcUnitFinding *finding)
{
    guint i;

    g_string_append(out, "finding ");
    dump_place(out, &finding->place);
    dump_end(out, finding->end_line, finding->end_column);
    g_string_append_printf(out, ": %s [%s]\n", finding->text,
                           hc_rule_name(finding->rule));
    g_string_append_printf(out, "  in '%s', key '%s', holder \"%s\", "
                                "pair '%s'\n",
                           finding->function, finding->key_text,
                           finding->holder_text, finding->pair);
    if (finding->related.file) {
        g_string_append(out, "  about ");
        dump_place(out, &finding->related);
        g_string_append_c(out, '\n');
    }
    if (finding->mark.kind != HC_MARK_NONE) {
        g_string_append(out, "  ");
        dump_mark(out, &finding->mark);
    }
    for (i = 0; i < finding->notes->len; i++) {
        const HcUnitNote *note = g_ptr_array_index(finding->notes, i);

        g_string_append_printf(out, "  %s ", note_names[note->kind]);
        dump_place(out, &note->place);
        dump_end(out, note->end_line, note->end_column);
        g_string_append_printf(out, ": %s\n", note->text);
    }
    for (i = 0; i < finding->fixes->len; i++) {
        const HcUnitFix *fix = g_ptr_array_index(finding->fixes, i);
        g_autofree char *text = g_strescape(fix->text, NULL);

        g_string_append(out, "  fix ");
        dump_place(out, &fix->place);
        dump_end(out, fix->end_line, fix->end_column);
        g_string_append_printf(out, ": \"%s\"\n", text);
    }
}

static void dump_names(GString *out, const char *what, const GPtrArray *names)
{
    guint i;

    for (i = 0; i < names->len; i++) {
        g_string_append_printf(out, "%s %s\n", what,
                               (char *)g_ptr_array_index(names, i));
    }
}

char *hc_unit_dump(const HcUnit *unit)
{
    GString *out = g_string_new(NULL);
    g_autofree char *summary = hc_summary_dump(unit->summary);
    guint i;

    g_string_append_printf(out, "producer %s\n%s%s", unit->producer,
                           unit->matters ? "" : "does not matter\n", summary);
    for (i = 0; i < unit->summary->functions->len; i++) {
        const HcFunction *function =
            g_ptr_array_index(unit->summary->functions, i);

        g_string_append_printf(out, "%s %s\n",
                               function->is_static ? "static" : "extern",
                               function->name);
    }
    for (i = 0; i < unit->findings->len; i++) {
        dump_finding(out, g_ptr_array_index(unit->findings, i));
    }
    for (i = 0; i < unit->marks->len; i++) {
        const HcUnitMark *mark = g_ptr_array_index(unit->marks, i);

        g_string_append(out, "mark ");
        dump_place(out, &mark->place);
        g_string_append_c(out, ' ');
        dump_mark(out, &mark->mark);
    }
    for (i = 0; i < unit->counts->len; i++) {
        const HcUnitCount *count = g_ptr_array_index(unit->counts, i);

        g_string_append_printf(out, "count %s: %" G_GINT64_FORMAT "\n",
                               count->name, count->value);
    }
    dump_names(out, "file", unit->files);
    dump_names(out, "callee", unit->callees);
    dump_names(out, "mentions", unit->mentions);
    dump_names(out, "defines", unit->defines);
    return g_string_free(out, FALSE);
}
