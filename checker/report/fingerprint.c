/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fingerprints name a finding from run to run.  Lines are not in them, code
 * moves; the source of the finding's own lines is, or a second leak in the
 * same function could not be told from the first.
 */
#include "report/order.h"

#include <string.h>

/* Goes into each hash: a change of what is hashed must change all of them,
 * and the name "holdcheck/v1" in sarif.c. */
#define FINGERPRINT_VERSION "1"

/* A statement is not longer; a macro's expansion may seem to be. */
#define CONTEXT_LINES 10

static void append_squeezed(GString *out, const char *text, gsize length)
{
    gboolean gap = FALSE;
    gsize i;

    for (i = 0; i < length; i++) {
        if (g_ascii_isspace(text[i])) {
            gap = TRUE;
            continue;
        }
        if (gap && out->len) {
            g_string_append_c(out, ' ');
        }
        gap = FALSE;
        g_string_append_c(out, text[i]);
    }
}

/* The byte 0 is in no field, so that fields cannot run into each other. */
static void hash_field(GChecksum *sum, const char *text)
{
    g_checksum_update(sum, (const guchar *)text, -1);
    g_checksum_update(sum, (const guchar *)"", 1);
}

char *hc_report_fingerprint(const HcReportFinding *finding,
                            const char *context, guint ordinal)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(GString) squeezed = g_string_new(NULL);
    g_autofree char *number = g_strdup_printf("%u", ordinal);

    append_squeezed(squeezed, context, strlen(context));
    hash_field(sum, FINGERPRINT_VERSION);
    hash_field(sum, hc_rule_name(finding->rule));
    hash_field(sum, finding->function);
    hash_field(sum, finding->holder);
    hash_field(sum, finding->iothread);
    hash_field(sum, finding->place.file ? finding->place.file : "");
    hash_field(sum, squeezed->str);
    hash_field(sum, number);
    return g_strndup(g_checksum_get_string(sum), 32);
}

static char *context_of(const HcReportPlace *place, HcSources *sources)
{
    GString *context = g_string_new(NULL);
    guint last = MAX(place->line, place->end_line);
    guint line;
    gsize i;

    last = MIN(last, place->line + CONTEXT_LINES - 1);
    for (line = place->line; line <= last; line++) {
        gsize length;
        const char *text =
            hc_sources_line(sources, place->file, line, &length);

        if (text) {
            g_string_append_len(context, text, length);
            g_string_append_c(context, '\n');
        }
    }
    /* A byte 0 in the source must not end the context. */
    for (i = 0; i < context->len; i++) {
        if (!context->str[i]) {
            context->str[i] = ' ';
        }
    }
    return g_string_free(context, FALSE);
}

void hc_report_finish(HcReport *report, HcSources *sources)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal,
                                                       g_free, NULL);
    guint i;

    hc_report_sort(report);
    for (i = 0; i < report->findings->len; i++) {
        HcReportFinding *finding = g_ptr_array_index(report->findings, i);
        g_autofree char *context = context_of(&finding->place, sources);
        char *first = hc_report_fingerprint(finding, context, 0);
        guint before = GPOINTER_TO_UINT(g_hash_table_lookup(seen, first));
        g_autofree char *print =
            hc_report_fingerprint(finding, context, before);

        g_hash_table_insert(seen, first, GUINT_TO_POINTER(before + 1));
        finding->fingerprint = hc_report_string(report, print);
    }
}
