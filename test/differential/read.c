/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads what the harness and `holdcheck check` wrote. */
#include "batch.h"
#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

/*
 * "main.c:12", from the start of @text, as a place of whichever program has
 * that line.  Returns: (nullable) (transfer none): NULL if none has
 */
static HcResults *find_place(HcBatch *batch, const char *text, HcPlace *place)
{
    const char *end = strchr(text, ':'), *name = text, *p;
    guint line, i;
    HcPart part;

    if (!end) {
        return NULL;
    }
    for (p = text; p < end; p++) {
        name = *p == '/' ? p + 1 : name;
    }
    line = strtoul(end + 1, NULL, 10);
    for (part = 0; part < HC_PARTS; part++) {
        const char *file = hc_part_file(part);

        if (strlen(file) != (size_t)(end - name) ||
            strncmp(file, name, end - name)) {
            continue;
        }
        for (i = 0; i < batch->results->len; i++) {
            HcResults *results = batch->results->pdata[i];

            if (line >= results->first[part] &&
                line - results->first[part] < results->lines[part]) {
                *place = (HcPlace){ part, line - results->first[part] + 1 };
                return results;
            }
        }
    }
    return NULL;
}

static gboolean bad_line(const char *file, const char *line, GError **error)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                "%s: cannot make sense of '%s'", file, line);
    return FALSE;
}

static char **read_lines(HcBatch *batch, const char *name, GError **error)
{
    g_autofree char *file = g_build_filename(batch->dir, name, NULL);
    g_autofree char *text = NULL;

    if (!g_file_get_contents(file, &text, NULL, error)) {
        return NULL;
    }
    return g_strsplit(text, "\n", -1);
}

/* ---- the harness: "program INDEX RUNS CUT", "wrong KIND PLACE READINGS GET..." */

/*
 * The verdict of @results that speaks of the same call; what is wrong with it
 * in several ways is one.
 */
static HcVerdict *find_verdict(HcResults *results, const char *kind,
                               guint readings, const HcPlace *place)
{
    HcVerdict *verdict;
    guint i;

    for (i = 0; i < results->verdicts->len; i++) {
        verdict = results->verdicts->pdata[i];
        if (verdict->place.part == place->part &&
            verdict->place.line == place->line &&
            (readings ? verdict->readings != 0
                      : g_str_equal(verdict->kind, kind))) {
            return verdict;
        }
    }
    verdict = g_new0(HcVerdict, 1);
    verdict->kind = g_strdup(kind);
    verdict->place = *place;
    verdict->implied = TRUE;
    verdict->gets = g_array_new(FALSE, FALSE, sizeof(HcPlace));
    g_ptr_array_add(results->verdicts, verdict);
    return verdict;
}

static gboolean read_verdict(HcBatch *batch, HcResults *results, char **words)
{
    HcVerdict *verdict;
    HcPlace at;
    guint n = g_strv_length(words), i;

    if (n < 4 || !results || find_place(batch, words[2], &at) != results) {
        return FALSE;
    }
    verdict = find_verdict(results, words[1], atoi(words[3]), &at);
    verdict->readings |= atoi(words[3]);
    verdict->implied &= words[0][0] == 'i';
    for (i = 4; i < n; i++) {
        HcPlace place;

        if (find_place(batch, words[i], &place) != results) {
            return FALSE;
        }
        g_array_append_val(verdict->gets, place);
    }
    return TRUE;
}

gboolean hc_read_truth(HcBatch *batch, GError **error)
{
    g_auto(GStrv) lines = read_lines(batch, "truth.txt", error);
    HcResults *results = NULL;
    guint i;

    for (i = 0; lines && lines[i] && *lines[i]; i++) {
        g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);
        gboolean good;

        if (g_str_equal(words[0], "program") && g_strv_length(words) == 4) {
            guint n = atoi(words[1]);

            good = n < batch->results->len;
            results = good ? batch->results->pdata[n] : NULL;
            if (good) {
                results->runs = atoi(words[2]);
                results->left_out = atoi(words[3]);
            }
        } else {
            good = read_verdict(batch, results, words);
        }
        if (!good) {
            return bad_line("truth.txt", lines[i], error);
        }
    }
    return lines != NULL;
}

/* ---- holdcheck: "FILE:LINE:COLUMN: warning: TEXT [qemu.iothread.RULE]" */

gboolean hc_read_findings(HcBatch *batch, GError **error)
{
    g_auto(GStrv) lines = read_lines(batch, "findings.txt", error);
    static const char package[] = " [qemu.iothread.";
    HcFinding *finding = NULL;
    guint i;

    for (i = 0; lines && lines[i] && *lines[i]; i++) {
        HcPlace place;
        HcResults *results = find_place(batch, lines[i], &place);
        const char *text = strstr(lines[i], ": warning: ");
        const char *rule = g_strrstr(lines[i], package);

        if (!results || (!text && !finding)) {
            return bad_line("findings.txt", lines[i], error);
        }
        if (!text) {
            g_array_append_val(finding->notes, place);
            continue;
        }
        if (!rule) {
            return bad_line("findings.txt", lines[i], error);
        }
        finding = g_new0(HcFinding, 1);
        rule += strlen(package);
        finding->rule = g_strndup(rule, strcspn(rule, "]"));
        finding->text = g_strdup(text + strlen(": warning: "));
        finding->place = place;
        finding->notes = g_array_new(FALSE, FALSE, sizeof(HcPlace));
        g_ptr_array_add(results->findings, finding);
    }
    return lines != NULL;
}
