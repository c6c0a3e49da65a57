/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/settings.h"
#include "cmd/letters.h"

#include <string.h>

void hc_settings_free(HcSettings *settings)
{
    if (settings) {
        hc_options_free(settings->options);
        g_free(settings->against);
        g_free(settings);
    }
}

static const char description[] =
    "Git's configuration, for what the command line does not say:\n"
    "  holdcheck.build DIR      as -p; relative to the top of the work tree\n"
    "  holdcheck.block BOOL     as --block\n"
    "  holdcheck.baseline FILE  as --baseline\n"
    "\n"
    "Exit status: 0 the commit goes on, 1 it introduces findings, 2 something\n"
    "could not be checked, with --block, or the command line is wrong.";

HcSettings *hc_settings_parse(char **argv, GError **error)
{
    g_autoptr(HcSettings) settings = g_new0(HcSettings, 1);
    HcOptions *options = settings->options = g_new0(HcOptions, 1);
    g_auto(GStrv) words = NULL;
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    const GOptionEntry entries[] = {
        { "build", 'p', 0, G_OPTION_ARG_FILENAME, &options->build,
          "Build directory with compile_commands.json", "BUILD" },
        { "block", 0, 0, G_OPTION_ARG_NONE, &settings->block,
          "Stop the commit, too, if something cannot be checked", NULL },
        { "no-block", 0, 0, G_OPTION_ARG_NONE, &settings->go_on,
          "Let it go on then, with one line (default)", NULL },
        { "against", 0, 0, G_OPTION_ARG_STRING, &settings->against,
          "What is new against REV instead of HEAD", "REV" },
        { "baseline", 0, 0, G_OPTION_ARG_FILENAME, &options->baseline,
          "Findings that are known, each with a reason", "FILE" },
        { "jobs", 'j', 0, G_OPTION_ARG_INT, &options->jobs,
          "How many clangs at a time", "N" },
        { "timeout", 0, 0, G_OPTION_ARG_INT, &options->timeout,
          "How long one file may take (300)", "SECONDS" },
        { "cache", 0, 0, G_OPTION_ARG_FILENAME, &options->cache,
          "Where results are kept (BUILD/.holdcheck)", "DIR" },
        { "no-cache", 0, 0, G_OPTION_ARG_NONE, &options->no_cache,
          "Keep nothing, and take nothing that was kept", NULL },
        { "clang", 0, 0, G_OPTION_ARG_FILENAME, &options->clang,
          "The clang that the plugin was built for", "PROGRAM" },
        { "plugin", 0, 0, G_OPTION_ARG_FILENAME, &options->plugin,
          "The plugin", "FILE" },
        { "contract", 0, 0, G_OPTION_ARG_FILENAME, &options->contract,
          "Replaces the built-in contract", "FILE" },
        G_OPTION_ENTRY_NULL
    };

    options->jobs = g_get_num_processors();
    options->timeout = 300;
    words = hc_letters_split(entries, argv);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(
        context, "Checks the IOThread holds of what is staged, before git "
                 "commits it:\nreports what the commit introduces, nothing "
                 "else.");
    g_option_context_set_description(context, description);
    if (!g_option_context_parse_strv(context, &words, error)) {
        return NULL;
    }
    if (words[0] && words[1]) {
        hc_wrong(error, "hook takes no argument %s: what is checked is what is "
                 "staged", words[1]);
    } else if (settings->block && settings->go_on) {
        hc_wrong(error, "--block and --no-block: only one of them");
    } else if (options->cache && options->no_cache) {
        hc_wrong(error, "--cache and --no-cache: only one of them");
    } else if (options->jobs < 1 || options->jobs > 4096) {
        hc_wrong(error, "-j wants a number from 1 to 4096");
    } else if (options->timeout < 0) {
        hc_wrong(error, "--timeout wants seconds, 0 for no end");
    } else {
        return g_steal_pointer(&settings);
    }
    return NULL;
}

/* As git reads one. */
static gboolean parse_bool(const char *text, gboolean *value)
{
    static const char *const yes[] = { "", "true", "yes", "on", "1", NULL };
    static const char *const no[] = { "false", "no", "off", "0", NULL };
    g_autofree char *lower = g_ascii_strdown(text, -1);

    *value = g_strv_contains(yes, lower);
    return *value || g_strv_contains(no, lower);
}

/* Relative to the top: that is where hooks run. */
static char *path_setting(const HcGit *git, const char *name)
{
    const char *value = hc_git_setting(git, name);

    if (!value || !*value) {
        return NULL;
    }
    return g_str_has_prefix(value, "~/")
        ? g_build_filename(g_get_home_dir(), value + 2, NULL)
        : g_canonicalize_filename(value, git->top);
}

gboolean hc_settings_complete(HcSettings *settings, const HcGit *git,
                              GError **error)
{
    HcOptions *options = settings->options;
    const char *block = hc_git_setting(git, "block");

    if (block && !settings->block && !settings->go_on &&
        !parse_bool(block, &settings->block)) {
        return hc_wrong(error, "git's setting holdcheck.block wants true or "
                        "false, not %s", block);
    }
    if (!options->baseline) {
        options->baseline = path_setting(git, "baseline");
    }
    if (!options->build) {
        options->build = path_setting(git, "build");
    }
    if (!options->build) {
        g_autofree char *found = hc_options_find_build(git->top);

        options->build = found ? g_canonicalize_filename(found, NULL) : NULL;
    }
    return TRUE;
}
