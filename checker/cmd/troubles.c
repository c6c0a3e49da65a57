/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/troubles.h"
#include "cmd/say.h"
#include "tree/strings.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *shorten(const char *path, const char *root)
{
    gsize length = strlen(root);

    return g_str_has_prefix(path, root) && path[length] == '/'
        ? path + length + 1 : path;
}

char *hc_headers_command(const char *build)
{
    g_autofree char *file = build ? g_build_filename(build, "build.ninja",
                                                     NULL) : NULL;
    g_autofree char *dir = NULL;

    if (!file || !g_file_test(file, G_FILE_TEST_EXISTS)) {
        return g_strdup("build the tree first");
    }
    dir = g_shell_quote(build);
    return g_strdup_printf(
        "build them: ninja -C %s -t targets all | sed -nE "
        "'s/^(.*\\.(h|c|inc|def)): CUSTOM_COMMAND.*/\\1/p' | "
        "xargs ninja -C %s", dir, dir);
}

/* What many files may share: without the place. */
static char *cause_of(const HcPart *part, const char *build)
{
    const char *error;

    if (part->verdict == HC_VERDICT_MISSING) {
        g_autofree char *command = hc_headers_command(build);

        return g_strdup_printf("generated headers are missing; %s", command);
    }
    error = strstr(part->why, "error: ");
    return g_strdup(error ? error : part->why);
}

static void add_line(GPtrArray *lines, const char *format, ...)
    G_GNUC_PRINTF(2, 3);
static void add_line(GPtrArray *lines, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_ptr_array_add(lines, g_strdup_vprintf(format, args));
    va_end(args);
}

GPtrArray *hc_troubles(const HcRun *run, const char *root, const char *build)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) counts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) causes = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < run->parts->len; i++) {
        const HcPart *part = run->parts->pdata[i];
        char *cause = part->failed && part->verdict != HC_VERDICT_STOPPED
            ? cause_of(part, build) : NULL;
        guint n;

        g_ptr_array_add(causes, cause);
        if (cause) {
            n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, cause));
            g_hash_table_replace(counts, g_strdup(cause),
                                 GUINT_TO_POINTER(n + 1));
        }
    }
    for (guint i = 0; i < run->parts->len; i++) {
        const HcPart *part = run->parts->pdata[i];
        const char *cause = causes->pdata[i];
        guint n = cause
            ? GPOINTER_TO_UINT(g_hash_table_lookup(counts, cause)) : 0;
        const char *name = shorten(part->entry->file, root);

        if (!n) {
            continue;
        }
        g_hash_table_remove(counts, cause);
        if (n > 1) {
            add_line(lines, "%u files not checked, the first is %s: %s", n,
                     name, cause);
        } else if (part->verdict == HC_VERDICT_MISSING) {
            add_line(lines, "%s not checked: %s (%s)", name, cause,
                     part->why);
        } else {
            add_line(lines, "%s not checked: %s", name,
                     shorten(part->why, root));
        }
    }
    if (run->n_missing == 1) {
        hc_say("%s not checked: there is no such file",
               shorten(run->missing, root));
    } else if (run->n_missing) {
        hc_say("%u files not checked, the first is %s: there are no such "
               "files", run->n_missing, shorten(run->missing, root));
    }
    for (guint i = 0; i < run->notes->len; i++) {
        add_line(lines, "%s", (char *)run->notes->pdata[i]);
    }
    return lines;
}

void hc_troubles_say(const HcRun *run, const char *root, const char *build)
{
    g_autoptr(GPtrArray) lines = hc_troubles(run, root, build);

    for (guint i = 0; i < lines->len; i++) {
        hc_say("%s", (char *)lines->pdata[i]);
    }
}

static gint64 count_of(const HcRun *run, const char *name)
{
    gint64 sum = 0;

    for (guint i = 0; i < run->parts->len; i++) {
        const HcPart *part = run->parts->pdata[i];

        for (guint j = 0; part->unit && j < part->unit->counts->len; j++) {
            const HcUnitCount *count = part->unit->counts->pdata[j];

            if (g_str_equal(count->name, name)) {
                sum += count->value;
            }
        }
    }
    return sum;
}

/* Every name that a unit counts under, sorted. */
static GPtrArray *count_names(const HcRun *run)
{
    g_autoptr(GHashTable) set = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < run->parts->len; i++) {
        const HcPart *part = run->parts->pdata[i];

        for (guint j = 0; part->unit && j < part->unit->counts->len; j++) {
            const HcUnitCount *count = part->unit->counts->pdata[j];

            g_hash_table_add(set, count->name);
        }
    }
    return hc_sorted_keys(set);
}

void hc_stats_add(HcReport *report, const HcRun *run, const HcResult *result)
{
    g_autoptr(GPtrArray) names = count_names(run);
    guint parsed = 0, checked = 0;

    for (guint i = 0; i < run->parts->len; i++) {
        const HcPart *part = run->parts->pdata[i];

        parsed += part->parsed;
        checked += part->unit && !part->failed;
    }
    hc_report_add_count(report, "files seen", run->n_files);
    hc_report_add_count(report, "files searched", run->n_searched);
    hc_report_add_count(report, "files that matter", run->parts->len);
    hc_report_add_count(report, "compiled alike", run->n_alike);
    hc_report_add_count(report, "not checked", result->n_failed);
    hc_report_add_count(report, "parsed", parsed);
    hc_report_add_count(report, "from the cache", checked - parsed);
    hc_report_add_count(report, "clang runs", run->n_clang);
    hc_report_add_count(report, "rounds", run->n_rounds);
    hc_report_add_count(report, "functions of other files",
                        g_hash_table_size(run->functions));
    for (guint i = 0; i < names->len; i++) {
        hc_report_add_count(report, names->pdata[i],
                            count_of(run, names->pdata[i]));
    }
    for (guint i = 0; i < HC_SILENCE_COUNT; i++) {
        g_autofree char *name =
            g_strdup_printf("silent, %s", hc_silence_name(i));

        hc_report_add_count(report, name, result->silences[i]);
    }
}

void hc_summary_say(const HcRun *run, const HcResult *result)
{
    if (isatty(STDERR_FILENO)) {
        hc_say("%u files seen, %u checked, %u not checked, %u findings",
               run->n_files, run->parts->len - result->n_failed,
               result->n_failed, hc_report_n_active(result->report));
    }
}

static void say_time(const char *name, gint64 time)
{
    hc_say("time, %s: %.3f s", name, time / 1e6);
}

void hc_stats_say(const HcReport *report, const HcTimes *times)
{
    for (guint i = 0; i < report->counts->len; i++) {
        const HcReportCount *count =
            &g_array_index(report->counts, HcReportCount, i);

        hc_say("%s: %" G_GUINT64_FORMAT, count->name, count->value);
    }
    say_time("search", times->search);
    say_time("clang", times->clang);
    say_time("join", times->join);
    say_time("report", times->report);
    say_time("total", times->total);
}
