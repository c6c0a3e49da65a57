/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/hook.h"
#include "cmd/baseline.h"
#include "cmd/glance.h"
#include "cmd/output.h"
#include "cmd/say.h"
#include "cmd/settings.h"
#include "cmd/since.h"
#include "cmd/stale.h"
#include "cmd/troubles.h"

#include <glib-unix.h>
#include <signal.h>
#include <string.h>

/* What main() returns, or that it goes on. */
#define GO_ON -1

typedef struct Hook {
    HcSettings *settings;
    HcGit *git;
    HcChange *change;
    HcTool *tool;
    HcFiles *files;
    HcRun *run;
    HcResult *result;
    gboolean gap;       /* something could not be checked, and was said */
    gboolean stale;     /* what is found may not be so */
    int signal;
    guint sources[3];
} Hook;

static void hook_clear(Hook *hook)
{
    for (guint i = 0; i < G_N_ELEMENTS(hook->sources); i++) {
        if (hook->sources[i]) {
            g_source_remove(hook->sources[i]);
        }
    }
    g_clear_pointer(&hook->result, hc_result_free);
    g_clear_pointer(&hook->run, hc_run_free);
    hc_files_free(hook->files);
    hc_tool_free(hook->tool);
    hc_change_free(hook->change);
    hc_git_free(hook->git);
    hc_settings_free(hook->settings);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Hook, hook_clear)

static gboolean on_int(gpointer data)
{
    ((Hook *)data)->signal = SIGINT;
    return G_SOURCE_CONTINUE;
}

static gboolean on_term(gpointer data)
{
    ((Hook *)data)->signal = SIGTERM;
    return G_SOURCE_CONTINUE;
}

static gboolean on_hup(gpointer data)
{
    ((Hook *)data)->signal = SIGHUP;
    return G_SOURCE_CONTINUE;
}

/* Contents of the overlays must not stay behind in the folder for temporary
 * files. */
static void watch_signals(Hook *hook)
{
    hook->sources[0] = g_unix_signal_add(SIGINT, on_int, hook);
    hook->sources[1] = g_unix_signal_add(SIGTERM, on_term, hook);
    hook->sources[2] = g_unix_signal_add(SIGHUP, on_hup, hook);
}

static gboolean interrupted(Hook *hook)
{
    while (g_main_context_iteration(NULL, FALSE)) {
        continue;
    }
    if (!hook->signal && hook->run) {
        hook->signal = hook->run->signal;
    }
    return hook->signal != 0;
}

/* One line; what follows from it is for the end. */
static void say_gap(Hook *hook, const char *text)
{
    hc_say("%s; %s", text, hook->settings->block
           ? "that stops the commit (holdcheck.block)"
           : "the commit goes on");
    hook->gap = TRUE;
}

static int end_of_gap(const Hook *hook)
{
    return hook->gap && hook->settings->block ? HC_EXIT_NOT_CHECKED
                                              : HC_EXIT_NOTHING;
}

static int cannot(Hook *hook, const char *text)
{
    g_autofree char *line = g_strdup_printf("not checked: %s", text);

    say_gap(hook, line);
    return end_of_gap(hook);
}

/* What is staged. */
static int look_at_index(Hook *hook, char **argv)
{
    g_autoptr(GError) error = NULL;

    hook->settings = hc_settings_parse(argv, &error);
    if (!hook->settings) {
        return hc_refuse("%s (see --help)", error->message);
    }
    hook->git = hc_git_open(NULL, &error);
    if (!hook->git ||
        !hc_settings_complete(hook->settings, hook->git, &error)) {
        return hc_refuse("%s", error->message);
    }
    hook->change = hc_change_staged(hook->git, hook->settings->against,
                                    &error);
    if (!hook->change) {
        return hook->settings->against ? hc_refuse("%s", error->message)
                                       : cannot(hook, error->message);
    }
    return hook->change->rows->len ? GO_ON : HC_EXIT_NOTHING;
}

/* The tree, if what is staged can matter in it. */
static int look_at_build(Hook *hook)
{
    const HcOptions *options = hook->settings->options;
    g_autoptr(GError) error = NULL;
    g_autofree char *stale = NULL;

    if (!options->build) {
        return cannot(hook, "no compile_commands.json in ., build or "
                      "builddir; configure the tree, or name its build "
                      "directory: git config holdcheck.build DIR");
    }
    if (hc_glance_spares(hook->change, options)) {
        return HC_EXIT_NOTHING;
    }
    hook->tool = hc_tool_new(options, &error);
    if (!hook->tool ||
        !hc_change_place(hook->change, hook->tool->root, &error)) {
        return cannot(hook, error->message);
    }
    for (guint i = 0; i < hook->change->notes->len; i++) {
        hc_say("%s", (char *)hook->change->notes->pdata[i]);
    }
    hook->files = hc_tool_files(hook->tool, hook->change->now);
    stale = hc_stale_database(hook->git, options->build);
    if (stale) {
        say_gap(hook, stale);
        hook->stale = TRUE;
    }
    return GO_ON;
}

static void on_progress(guint done, guint total, gpointer opaque)
{
    hc_progress(done, total);
}

static HcRun *run(Hook *hook, HcFiles *files, HcOverlay *overlay,
                  GError **error)
{
    HcRun *run = hc_tool_run(hook->tool, hook->settings->options, files,
                             overlay, on_progress, NULL, error);

    hc_progress_end();
    return run;
}

/* One line, whatever it is that is missing. */
static void say_troubles(Hook *hook)
{
    const char *build = hook->settings->options->build;
    g_autofree char *missing = hc_stale_missing(hook->tool, hook->change,
                                                hook->files, build);
    g_autoptr(GPtrArray) lines = hc_troubles(hook->run, hook->tool->root,
                                             build);

    if (hook->stale) {
        return;
    }
    if (missing) {
        say_gap(hook, missing);
    } else if (hook->result->n_failed && lines->len) {
        say_gap(hook, lines->pdata[0]);
    }
}

static int check(Hook *hook)
{
    g_autoptr(GError) error = NULL;

    hook->run = run(hook, hook->files, hook->change->now, &error);
    if (!hook->run) {
        return cannot(hook, error->message);
    }
    if (hook->run->mismatch) {
        hc_tool_say_mismatch(hook->tool);
        hook->gap = TRUE;
        return end_of_gap(hook);
    }
    if (interrupted(hook)) {
        return GO_ON;
    }
    hook->result = hc_tool_result(hook->tool, hook->run, hook->files);
    say_troubles(hook);
    return GO_ON;
}

/* Leaves what was not found at the commit of @change. */
static gboolean filter(Hook *hook, HcChange *change, GError **error)
{
    HcReport *report = hook->result->report;
    g_autoptr(HcFiles) files = NULL;
    g_autoptr(HcRun) then = NULL;
    g_autoptr(HcResult) result = NULL;

    if (!hc_overlay_size(change->then)) {
        hc_since_filter(report, NULL, change);
        return TRUE;
    }
    hc_tool_keep(hook->tool, hook->files);
    files = hc_tool_files(hook->tool, change->then);
    then = run(hook, files, change->then, error);
    if (!then || then->signal) {
        hook->signal = then ? then->signal : hook->signal;
        return then != NULL;
    }
    result = hc_tool_result(hook->tool, then, files);
    if (result->n_failed) {
        /* What there was is not known: only what stands on a line of the
         * commit is surely its own. */
        hc_since_filter(report, NULL, change);
    } else {
        hc_news_filter(report, result->report, change);
    }
    return TRUE;
}

/* The other parents of a merge.  Git has a file for them only where somebody
 * is asked to commit; where it does so by itself its hook has variables. */
static GPtrArray *other_parents(const HcGit *git)
{
    static const char *const argv[] = { "rev-parse", "--git-path",
                                        "MERGE_HEAD", NULL };
    GPtrArray *parents = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *name = hc_git_line(git, argv);
    g_autofree char *path = name ? g_canonicalize_filename(name, git->top)
                                 : NULL;
    g_autofree char *text = NULL;
    g_auto(GStrv) variables = g_listenv();

    if (path && g_file_get_contents(path, &text, NULL, NULL)) {
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

        for (char **line = lines; *line; line++) {
            if (**line) {
                g_ptr_array_add(parents, g_strdup(*line));
            }
        }
    }
    for (char **variable = variables; *variable; variable++) {
        if (g_str_has_prefix(*variable, "GITHEAD_")) {
            g_ptr_array_add(parents, g_strdup(*variable + 8));
        }
    }
    return parents;
}

static gboolean filter_parent(Hook *hook, const char *revision,
                              GError **error)
{
    g_autoptr(HcChange) change = hc_change_staged(hook->git, revision, error);

    return change &&
           hc_change_place(change, hook->tool->root, error) &&
           filter(hook, change, error);
}

static gboolean leave_news(Hook *hook, GError **error)
{
    HcReport *report = hook->result->report;
    g_autoptr(GPtrArray) parents = NULL;

    /* Before the first commit all is new. */
    if (!hc_report_n_active(report) || !hook->change->commit) {
        return TRUE;
    }
    if (!filter(hook, hook->change, error)) {
        return FALSE;
    }
    if (!hc_report_n_active(report) || hook->settings->against) {
        return TRUE;
    }
    parents = other_parents(hook->git);
    for (guint i = 0; i < parents->len && !interrupted(hook) &&
                      hc_report_n_active(report); i++) {
        if (!filter_parent(hook, parents->pdata[i], error)) {
            return FALSE;
        }
    }
    return TRUE;
}

/* What it may have known is found as long as it cannot be read. */
static void apply_baseline(Hook *hook)
{
    const char *path = hook->settings->options->baseline;
    g_autoptr(GError) error = NULL;
    g_autoptr(HcBaseline) baseline = NULL;

    if (!path || !hc_report_n_active(hook->result->report)) {
        return;
    }
    baseline = hc_baseline_load(path, TRUE, &error);
    if (baseline) {
        g_ptr_array_unref(hc_baseline_apply(baseline, hook->result->report));
    } else {
        hc_say("%s", error->message);
    }
}

static int report(Hook *hook)
{
    g_autoptr(GError) error = NULL;
    guint n;

    if (!interrupted(hook) && !leave_news(hook, &error)) {
        return cannot(hook, error->message);
    }
    apply_baseline(hook);
    hc_tool_leave(hook->tool, hook->files);
    if (interrupted(hook)) {
        hc_say("interrupted; what is done is kept for the next run");
        return 128 + hook->signal;
    }
    n = hc_report_n_active(hook->result->report);
    if (!n) {
        return end_of_gap(hook);
    }
    if (!hc_output(hook->settings->options, hook->result->report, NULL,
                   hook->result->sources)) {
        hook->gap = TRUE;
    }
    if (hook->stale && !hook->settings->block) {
        return HC_EXIT_NOTHING;
    }
    hc_say("%u finding%s that this commit would introduce; git commit "
           "--no-verify commits all the same", n, n == 1 ? "" : "s");
    return HC_EXIT_FINDINGS;
}

int hc_hook(char **argv)
{
    g_auto(Hook) hook = { .git = NULL };
    int (*const steps[])(Hook *) = { look_at_build, check, report };
    int status;

    watch_signals(&hook);
    status = look_at_index(&hook, argv);
    for (guint i = 0; status == GO_ON && i < G_N_ELEMENTS(steps); i++) {
        status = steps[i](&hook);
    }
    return hook.signal ? 128 + hook.signal : status;
}
