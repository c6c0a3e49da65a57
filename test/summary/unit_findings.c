/* SPDX-License-Identifier: GPL-2.0-or-later */
/* unit_findings FILE...: what each unit alone lets a user know, a line a
 * finding: its own, and pairing's as far as no mark covers them.  The plugin
 * without the option Summary must say the same. */
#include "pairing/pairing.h"
#include "summary/unit.h"

#include <stdio.h>

static void add_line(GPtrArray *lines, const HcPlace *place, const char *text,
                     HcRule rule)
{
    char *line = g_strdup_printf("%s:%u:%u: warning: %s [qemu.iothread.%s]",
                                 place->file, place->line, place->column,
                                 text, hc_rule_name(rule));

    if (g_ptr_array_find_with_equal_func(lines, line, g_str_equal, NULL)) {
        g_free(line);
    } else {
        g_ptr_array_add(lines, line);
    }
}

static gboolean is_covered(const HcUnit *unit, const HcPlace *place)
{
    const HcMark *mark = place->file ? hc_unit_mark_at(unit, place) : NULL;

    return mark && hc_mark_is_honoured(mark);
}

static void collect(const HcUnit *unit, const HcContract *contract,
                    GPtrArray *lines)
{
    HcSummary *summary = unit->summary;
    HcPairing *pairing = hc_pair(contract, &summary, 1, FALSE);
    guint i;

    for (i = 0; i < unit->findings->len; i++) {
        const HcUnitFinding *finding = g_ptr_array_index(unit->findings, i);

        if (!hc_mark_is_honoured(&finding->mark)) {
            add_line(lines, &finding->place, finding->text, finding->rule);
        }
    }
    for (i = 0; i < pairing->findings->len; i++) {
        const HcFinding *finding = g_ptr_array_index(pairing->findings, i);
        g_autofree char *text = hc_finding_text(finding);

        if (!is_covered(unit, &finding->place) &&
            !is_covered(unit, &finding->related)) {
            add_line(lines, &finding->place, text,
                     hc_message_rule(finding->message));
        }
    }
    hc_pairing_free(pairing);
}

static int compare(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int main(int argc, char **argv)
{
    HcContract *contract = hc_contract_load(NULL, NULL);
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    int i;
    guint k;

    for (i = 1; i < argc; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(HcUnit) unit = hc_unit_read(argv[i], NULL, &error);

        if (!unit) {
            fprintf(stderr, "%s\n", error->message);
            return 1;
        }
        collect(unit, contract, lines);
    }
    g_ptr_array_sort(lines, compare);
    for (k = 0; k < lines->len; k++) {
        puts(g_ptr_array_index(lines, k));
    }
    hc_contract_free(contract);
    return 0;
}
