/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/output.h"
#include "cmd/say.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

gboolean hc_output_file(const char *path, const GString *text)
{
    g_autoptr(GError) error = NULL;

    if (!g_file_test(path, G_FILE_TEST_EXISTS) ||
        g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        if (g_file_set_contents_full(path, text->str, text->len,
                                     G_FILE_SET_CONTENTS_CONSISTENT, 0666,
                                     &error)) {
            return TRUE;
        }
        hc_say("%s", error->message);
        return FALSE;
    } else {
        /* /dev/stdout and the like cannot be replaced. */
        FILE *file = fopen(path, "w");
        gboolean good = file &&
            fwrite(text->str, 1, text->len, file) == text->len;

        if ((file && fclose(file) != 0) || !good) {
            hc_say("cannot write %s: %s", path, g_strerror(errno));
            return FALSE;
        }
        return TRUE;
    }
}

static gboolean write_page(const char *folder, const HcReport *report,
                           HcSources *sources)
{
    g_autofree char *path = g_build_filename(folder, "index.html", NULL);
    g_autoptr(GString) text = g_string_new(NULL);

    if (g_mkdir_with_parents(folder, 0777) < 0) {
        hc_say("cannot make %s: %s", folder, g_strerror(errno));
        return FALSE;
    }
    hc_report_write_html(report, sources, text);
    return hc_output_file(path, text);
}

static void list_callers(const HcReport *callers, HcTextFlags flags,
                         GString *text)
{
    if (callers && hc_report_n_active(callers)) {
        g_string_append(text, text->len ? "\n" : "");
        g_string_append(text, "Callers that the contract obliges to become "
                              "holders:\n");
        hc_report_write_text(callers, flags & ~HC_TEXT_SUPPRESSED, text);
    }
}

gboolean hc_output(const HcOptions *options, const HcReport *report,
                   const HcReport *callers, HcSources *sources)
{
    g_autoptr(GString) text = g_string_new(NULL);
    gboolean good = TRUE;
    int flags = options->suppressed ? HC_TEXT_SUPPRESSED : HC_TEXT_PLAIN;

    switch (options->format) {
    case HC_FORMAT_TEXT:
        if (!options->output && isatty(STDOUT_FILENO) &&
            !g_getenv("NO_COLOR")) {
            flags |= HC_TEXT_COLOR;
        }
        hc_report_write_text(report, flags, text);
        list_callers(callers, flags, text);
        break;
    case HC_FORMAT_SARIF:
    case HC_FORMAT_SARIF_ACTIVE:
        hc_report_write_sarif(report, sources,
                              options->format == HC_FORMAT_SARIF
                                  ? HC_SARIF_FULL : HC_SARIF_ACTIVE, text);
        break;
    case HC_FORMAT_GITLAB:
        hc_report_write_gitlab(report, text);
        break;
    case HC_FORMAT_HOLDS:
        hc_report_write_holds(report, text);
        break;
    }
    if (options->output) {
        good = hc_output_file(options->output, text);
    } else {
        fwrite(text->str, 1, text->len, stdout);
        if (fflush(stdout) != 0) {
            hc_say("cannot write to standard output: %s", g_strerror(errno));
            good = FALSE;
        }
    }
    if (options->html && !write_page(options->html, report, sources)) {
        good = FALSE;
    }
    return good;
}
