/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/check.h"
#include "cmd/baseline.h"
#include "cmd/options.h"
#include "cmd/output.h"
#include "cmd/place.h"
#include "cmd/result.h"
#include "cmd/say.h"
#include "cmd/since.h"
#include "cmd/troubles.h"

#include <signal.h>

/* What a tree needs is some 10 MB. */
#define CACHE_DAYS 30
#define CACHE_BYTES ((guint64)1 << 30)

typedef struct Check {
    HcOptions *options;
    HcContract *contract;
    HcDatabase *database;
    HcFiles *files;
    HcClang *clang;
    HcCache *cache;
    HcBaseline *baseline;
    HcRun *run;
    HcResult *result;
    char *root;
    HcTimes times;
    gint64 mark;
} Check;

static void check_clear(Check *check)
{
    hc_result_free(check->result);
    hc_run_free(check->run);
    hc_baseline_free(check->baseline);
    hc_cache_free(check->cache);
    hc_clang_free(check->clang);
    hc_files_free(check->files);
    hc_database_free(check->database);
    hc_contract_free(check->contract);
    hc_options_free(check->options);
    g_free(check->root);
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

static gboolean open_cache(Check *check)
{
    g_autofree char *folder = hc_place_cache(check->options);
    g_autoptr(GError) error = NULL;

    check->cache = hc_cache_open(folder, &error);
    if (!check->cache) {
        /* A folder that somebody named must do; else it works without. */
        if (check->options->cache || check->options->n_shards) {
            hc_refuse("%s", error->message);
            return FALSE;
        }
        hc_say("works without a cache: %s", error->message);
        check->cache = hc_cache_open(NULL, NULL);
    }
    for (char **join = check->options->join; join && *join; join++) {
        hc_cache_join(check->cache, *join);
    }
    return TRUE;
}

static gboolean load_database(Check *check, GError **error)
{
    const HcOptions *options = check->options;

    if (options->flags) {
        g_autofree char *here = g_get_current_dir();

        check->database = hc_database_new(
            here, (const char *const *)options->paths,
            (const char *const *)options->flags);
        return TRUE;
    }
    check->database = hc_database_load(options->build, error);
    return check->database != NULL;
}

static gboolean prepare(Check *check, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *message = NULL;
    g_autofree char *index = NULL;

    check->options = hc_options_parse(argv, &error);
    if (!check->options) {
        hc_refuse("%s (see --help)", error->message);
        return FALSE;
    }
    check->contract = hc_contract_load(check->options->contract, &message);
    if (!check->contract) {
        hc_refuse("%s", message);
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
    if (!load_database(check, &error)) {
        hc_refuse("%s", error->message);
        return FALSE;
    }
    check->root = hc_place_root(check->options, check->database);
    if (!open_cache(check)) {
        return FALSE;
    }
    check->files = hc_files_new();
    index = hc_cache_path(check->cache, "files");
    if (index) {
        hc_files_load_index(check->files, index);
    }
    check->clang = hc_clang_new(check->files, check->options->clang,
                                check->options->plugin,
                                check->options->contract, &error);
    if (!check->clang) {
        hc_refuse("%s", error->message);
        return FALSE;
    }
    return TRUE;
}

static void on_progress(guint done, guint total, gpointer opaque)
{
    hc_progress(done, total);
}

static HcRun *run(Check *check, HcFiles *files, GError **error)
{
    const HcOptions *options = check->options;
    HcRunOptions run_options = {
        .n_parallel = options->jobs,
        .timeout = options->timeout,
        .shard = options->shard,
        .n_shards = options->n_shards,
        .all = options->flags != NULL,
        .progress = on_progress,
    };
    HcRun *run = hc_run(check->database, files, check->contract, check->clang,
                        check->cache, &run_options, error);

    hc_progress_end();
    return run;
}

static gboolean is_whole(const Check *check, const HcRun *run)
{
    return !run->signal && !run->mismatch && !check->options->n_shards &&
           !check->database->problems->len;
}

/* FALSE: it could not be told, and was said. */
static gboolean filter_since(Check *check)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(HcChange) change =
        hc_change_new(check->root, check->options->since, &error);
    g_autoptr(HcFiles) files = NULL;
    g_autoptr(HcRun) then = NULL;
    g_autoptr(HcResult) result = NULL;
    g_autofree char *index = NULL;

    if (!change) {
        hc_refuse("%s", error->message);
        return FALSE;
    }
    for (guint i = 0; i < change->notes->len; i++) {
        hc_say("%s", (char *)change->notes->pdata[i]);
    }
    if (!change->paths->len) {
        hc_since_filter(check->result->report, NULL, change);
        return TRUE;
    }
    files = hc_files_new();
    index = hc_cache_path(check->cache, "files");
    if (index) {
        hc_files_save_index(check->files, index);
        hc_files_load_index(files, index);
    }
    hc_change_overlay(change, files);
    check->clang->overlay = g_strdup(change->overlay);
    then = run(check, files, &error);
    g_clear_pointer(&check->clang->overlay, g_free);
    if (!then || then->signal) {
        hc_refuse("%s", then ? "interrupted" : error->message);
        return FALSE;
    }
    result = hc_result_new(then, files, check->contract,
                           is_whole(check, then), check->root);
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
    }
    hc_stats_add(report, check->run, check->result);
    if (options->format == HC_FORMAT_SARIF ||
        options->format == HC_FORMAT_SARIF_ACTIVE || options->html) {
        g_autofree char *version = hc_clang_version(check->clang);

        report->clang_version = hc_report_string(report, version);
    }
    return hc_output(options, report, check->result->sources) && good;
}

static void say_problems(Check *check)
{
    GPtrArray *problems = check->database->problems;

    for (guint i = 0; i < problems->len; i++) {
        hc_say("%s", (char *)problems->pdata[i]);
    }
    hc_troubles_say(check->run, check->root, check->options->build);
}

static void say_mismatch(const Check *check)
{
    g_autofree char *version = hc_clang_version(check->clang);

    hc_say("%s does not fit clang %s (%s): it was built for another version; "
           "name the right ones with --clang and --plugin",
           check->clang->plugin, *version ? version : "of an unknown version",
           check->clang->program);
}

/* Keeps what the next run wants to know. */
static void leave(Check *check)
{
    g_autofree char *index = hc_cache_path(check->cache, "files");

    if (index) {
        hc_files_save_index(check->files, index);
    }
    hc_cache_evict(check->cache, CACHE_DAYS, CACHE_BYTES);
}

static int finish(Check *check, gboolean good)
{
    if (check->run->signal) {
        hc_say("interrupted; what is done is kept for the next run");
        return 128 + check->run->signal;
    }
    if (!good || check->result->n_failed || check->database->problems->len) {
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
    check.run = run(&check, check.files, &error);
    if (!check.run) {
        return hc_refuse("%s", error->message);
    }
    if (check.run->mismatch) {
        say_mismatch(&check);
        return HC_EXIT_NOT_CHECKED;
    }
    lap(&check);
    check.result = hc_result_new(check.run, check.files, check.contract,
                                 is_whole(&check, check.run), check.root);
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
    leave(&check);
    check.times.report = lap(&check);
    check.times.search = check.run->search_time;
    check.times.clang = check.run->clang_time;
    check.times.total = g_get_monotonic_time() - start;
    if (check.options->stats) {
        hc_stats_say(check.result->report, &check.times);
    }
    return finish(&check, good);
}
