/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/check.h"
#include "cmd/baseline.h"
#include "cmd/options.h"
#include "cmd/output.h"
#include "cmd/result.h"
#include "cmd/say.h"
#include "cmd/since.h"
#include "cmd/tool.h"

#include <string.h>
#include "cmd/troubles.h"

typedef struct Check {
    HcOptions *options;
    HcTool *tool;
    HcOverlay *overlay;  /* NULL: files are as they are */
    HcFiles *files;
    HcBaseline *baseline;
    HcRun *run;
    HcResult *result;
    HcTimes times;
    gint64 mark;
} Check;

static void check_clear(Check *check)
{
    hc_result_free(check->result);
    hc_run_free(check->run);
    hc_baseline_free(check->baseline);
    hc_files_free(check->files);
    hc_overlay_free(check->overlay);
    hc_tool_free(check->tool);
    hc_options_free(check->options);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Check, check_clear)

/* Microseconds since it was asked last. */
static gint64 lap(Check *check)
{
    gint64 now = g_get_monotonic_time();
    gint64 time = now - check->mark;

    check->mark = now;
    return time;
}

/* "PATH=FILE", as the command line has them. */
static HcOverlay *make_overlay(char **rows, GError **error)
{
    g_autoptr(HcOverlay) overlay = hc_overlay_new(error);

    for (; overlay && *rows; rows++) {
        const char *sign = strchr(*rows, '=');
        g_autofree char *name = sign ? g_strndup(*rows, sign - *rows) : NULL;
        g_autofree char *path = NULL;
        g_autofree char *data = NULL;
        g_autoptr(GBytes) content = NULL;
        gsize size;

        if (!sign || !*name || !g_utf8_validate(name, -1, NULL)) {
            hc_wrong(error, "--overlay wants PATH=FILE, not %s", *rows);
            return NULL;
        }
        if (!g_file_get_contents(sign + 1, &data, &size, error)) {
            return NULL;
        }
        path = g_canonicalize_filename(name, NULL);
        content = g_bytes_new_take(g_steal_pointer(&data), size);
        if (hc_overlay_find(overlay, path, NULL)) {
            hc_wrong(error, "--overlay names %s twice", name);
            return NULL;
        }
        if (!hc_overlay_add(overlay, path, content, error)) {
            return NULL;
        }
    }
    return g_steal_pointer(&overlay);
}

static gboolean prepare(Check *check, char **argv)
{
    g_autoptr(GError) error = NULL;

    check->options = hc_options_parse(argv, &error);
    if (!check->options) {
        hc_refuse("%s (see --help)", error->message);
        return FALSE;
    }
    if (check->options->baseline) {
        check->baseline = hc_baseline_load(check->options->baseline, TRUE,
                                           &error);
        if (!check->baseline) {
            hc_refuse("%s", error->message);
            return FALSE;
        }
    }
    if (check->options->overlays) {
        check->overlay = make_overlay(check->options->overlays, &error);
        if (!check->overlay) {
            hc_refuse("%s", error->message);
            return FALSE;
        }
    }
    check->tool = hc_tool_new(check->options, &error);
    if (!check->tool) {
        hc_refuse("%s", error->message);
        return FALSE;
    }
    check->files = hc_tool_files(check->tool, check->overlay);
    return TRUE;
}

static void on_progress(guint done, guint total, gpointer opaque)
{
    hc_progress(done, total);
}

static HcRun *run(Check *check, HcFiles *files, HcOverlay *overlay,
                  GError **error)
{
    HcRun *run = hc_tool_run(check->tool, check->options, files, overlay,
                             on_progress, NULL, error);

    hc_progress_end();
    return run;
}

/* FALSE: it could not be told, and was said. */
static gboolean filter_since(Check *check)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(HcChange) change =
        hc_change_new(check->tool->root, check->options->since, &error);
    g_autoptr(HcFiles) files = NULL;
    g_autoptr(HcRun) then = NULL;
    g_autoptr(HcResult) result = NULL;

    if (!change) {
        hc_refuse("%s", error->message);
        return FALSE;
    }
    for (guint i = 0; i < change->notes->len; i++) {
        hc_say("%s", (char *)change->notes->pdata[i]);
    }
    if (!hc_overlay_size(change->then)) {
        hc_since_filter(check->result->report, NULL, change);
        return TRUE;
    }
    hc_tool_keep(check->tool, check->files);
    files = hc_tool_files(check->tool, change->then);
    then = run(check, files, change->then, &error);
    if (!then || then->signal) {
        hc_refuse("%s", then ? "interrupted" : error->message);
        return FALSE;
    }
    result = hc_tool_result(check->tool, then, files);
    if (result->n_failed) {
        hc_say("%u files could not be checked as they were at %s: what is "
               "found in them counts as new", result->n_failed,
               check->options->since);
    }
    hc_since_filter(check->result->report, result->report, change);
    return TRUE;
}

/* FALSE: a baseline could not be written. */
static gboolean write_baseline(Check *check)
{
    const char *path = check->options->write_baseline;
    g_autoptr(HcBaseline) old = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    guint unexplained;

    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
        old = hc_baseline_load(path, FALSE, &error);
        if (!old) {
            hc_refuse("%s", error->message);
            return FALSE;
        }
    }
    hc_baseline_write(check->result->report, old, text, &unexplained);
    if (!hc_output_file(path, text)) {
        return FALSE;
    }
    if (unexplained) {
        hc_say("%s: %u findings need a reason before it can be used", path,
               unexplained);
    }
    return TRUE;
}

static gboolean report(Check *check)
{
    const HcOptions *options = check->options;
    HcReport *report = check->result->report;
    gboolean good = TRUE;

    if (options->since && !filter_since(check)) {
        return FALSE;
    }
    check->times.join += lap(check);
    if (check->baseline) {
        g_autoptr(GPtrArray) unused = hc_baseline_apply(check->baseline,
                                                        report);

        /* With a part of the findings a part of the entries is unused. */
        for (guint i = 0; !options->since && i < unused->len; i++) {
            hc_say("%s", (char *)unused->pdata[i]);
        }
    }
    if (options->write_baseline) {
        good = write_baseline(check);
    }
    if (!options->flags && *options->paths) {
        hc_paths_filter(report, options->paths);
        hc_paths_filter(check->result->callers, options->paths);
    }
    hc_stats_add(report, check->run, check->result);
    if (options->format == HC_FORMAT_SARIF ||
        options->format == HC_FORMAT_SARIF_ACTIVE || options->html) {
        g_autofree char *version = hc_clang_version(check->tool->clang);

        report->clang_version = hc_report_string(report, version);
    }
    return hc_output(options, report, check->result->callers,
                     check->result->sources) && good;
}

static void say_problems(Check *check)
{
    GPtrArray *problems = check->tool->database->problems;

    for (guint i = 0; i < problems->len; i++) {
        hc_say("%s", (char *)problems->pdata[i]);
    }
    hc_troubles_say(check->run, check->tool->root, check->options->build);
}

static int finish(Check *check, gboolean good)
{
    if (check->run->signal) {
        hc_say("interrupted; what is done is kept for the next run");
        return 128 + check->run->signal;
    }
    if (!good || check->result->n_failed || check->run->n_missing ||
        check->tool->database->problems->len) {
        return HC_EXIT_NOT_CHECKED;
    }
    if (check->options->n_shards) {
        return HC_EXIT_NOTHING;
    }
    return hc_report_n_active(check->result->report) ? HC_EXIT_FINDINGS
                                                     : HC_EXIT_NOTHING;
}

int hc_check(char **argv)
{
    g_auto(Check) check = { .mark = g_get_monotonic_time() };
    gint64 start = check.mark;
    g_autoptr(GError) error = NULL;
    gboolean good = TRUE;

    if (!prepare(&check, argv)) {
        return HC_EXIT_NOT_CHECKED;
    }
    check.run = run(&check, check.files, check.overlay, &error);
    if (!check.run) {
        return hc_refuse("%s", error->message);
    }
    if (check.run->mismatch) {
        return hc_tool_say_mismatch(check.tool);
    }
    lap(&check);
    check.result = hc_tool_result(check.tool, check.run, check.files);
    if (!check.run->signal) {
        if (check.options->n_shards) {
            hc_say("%u files of part %u of %u are in the cache",
                   check.run->parts->len - check.result->n_failed,
                   check.options->shard, check.options->n_shards);
        } else {
            good = report(&check);
        }
    }
    say_problems(&check);
    if (!check.run->signal && !check.options->n_shards) {
        hc_summary_say(check.run, check.result);
    }
    hc_tool_leave(check.tool, check.files);
    check.times.report = lap(&check);
    check.times.search = check.run->search_time;
    check.times.clang = check.run->clang_time;
    check.times.total = g_get_monotonic_time() - start;
    if (check.options->stats) {
        hc_stats_say(check.result->report, &check.times);
    }
    return finish(&check, good);
}
