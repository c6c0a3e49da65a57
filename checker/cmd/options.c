/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/letters.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hc_options_free(HcOptions *options)
{
    if (options) {
        g_free(options->build);
        g_free(options->root);
        g_free(options->since);
        g_free(options->output);
        g_free(options->html);
        g_free(options->baseline);
        g_free(options->write_baseline);
        g_free(options->cache);
        g_strfreev(options->join);
        g_strfreev(options->overlays);
        g_free(options->clang);
        g_free(options->plugin);
        g_free(options->contract);
        g_strfreev(options->paths);
        g_strfreev(options->flags);
        g_free(options);
    }
}

gboolean hc_wrong(GError **error, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_propagate_error(error,
                      g_error_new_valist(G_OPTION_ERROR,
                                         G_OPTION_ERROR_BAD_VALUE, format,
                                         args));
    va_end(args);
    return FALSE;
}

static gboolean parse_format(HcOptions *options, const char *name,
                             GError **error)
{
    static const char *const names[] = { "text", "sarif", "sarif-active",
                                         "gitlab", "holds" };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_str_equal(name, names[i])) {
            options->format = (HcFormat)i;
            return TRUE;
        }
    }
    return hc_wrong(error, "unknown format %s; there are text, sarif, "
                    "sarif-active, gitlab, holds", name);
}

/* K/N */
static gboolean parse_shard(HcOptions *options, const char *text,
                            GError **error)
{
    g_auto(GStrv) parts = g_strsplit(text, "/", 2);
    guint64 shard, n;

    if (parts[0] && parts[1] &&
        g_ascii_string_to_unsigned(parts[0], 10, 1, 65536, &shard, NULL) &&
        g_ascii_string_to_unsigned(parts[1], 10, shard, 65536, &n, NULL)) {
        options->shard = shard;
        options->n_shards = n;
        return TRUE;
    }
    return hc_wrong(error, "--shard wants K/N with K from 1 to N, not %s",
                    text);
}

char *hc_options_find_build(const char *folder)
{
    static const char *const usual[] = { ".", "build", "builddir" };

    for (guint i = 0; i < G_N_ELEMENTS(usual); i++) {
        g_autofree char *build = folder
            ? g_build_filename(folder, usual[i], NULL) : g_strdup(usual[i]);
        g_autofree char *path =
            g_build_filename(build, "compile_commands.json", NULL);

        if (g_file_test(path, G_FILE_TEST_EXISTS)) {
            return g_steal_pointer(&build);
        }
    }
    return NULL;
}

static gboolean check_paths(HcOptions *options, GError **error)
{
    for (char **path = options->paths; path && *path; path++) {
        if (!g_file_test(*path, G_FILE_TEST_EXISTS)) {
            return hc_wrong(error, "no file or folder %s", *path);
        }
        if (options->flags && !g_file_test(*path, G_FILE_TEST_IS_REGULAR)) {
            return hc_wrong(
                error, "%s is no file; before -- only files can stand", *path);
        }
    }
    for (char **folder = options->join; folder && *folder; folder++) {
        if (!g_file_test(*folder, G_FILE_TEST_IS_DIR)) {
            return hc_wrong(error, "no folder %s to join", *folder);
        }
    }
    return TRUE;
}

static gboolean check_options(HcOptions *options, GError **error)
{
    if (options->flags && (!options->paths || !*options->paths)) {
        hc_wrong(error, "no file before --");
    } else if (options->flags && options->build) {
        hc_wrong(error, "-p and -- FLAGS: only one of them says how files are "
                 "compiled");
    } else if (options->n_shards &&
               (options->output || options->html || options->since ||
                options->baseline || options->write_baseline)) {
        hc_wrong(error, "--shard reports nothing; give the output options to "
                 "the run that joins");
    } else if (options->n_shards && options->no_cache) {
        hc_wrong(error, "--shard leaves its results in the cache; not with "
                 "--no-cache");
    } else if (options->overlays && options->since) {
        hc_wrong(error, "--overlay and --since: only one of them");
    } else if (options->callers &&
               (options->format != HC_FORMAT_TEXT || options->since)) {
        hc_wrong(error, "--callers lists what is no finding: in text only, and "
                 "not with --since");
    } else if (options->no_cache && options->cache) {
        hc_wrong(error, "--cache and --no-cache: only one of them");
    } else if (options->jobs < 1 || options->jobs > 4096) {
        hc_wrong(error, "-j wants a number from 1 to 4096");
    } else if (options->timeout < 0) {
        hc_wrong(error, "--timeout wants seconds, 0 for no end");
    } else if (check_paths(options, error)) {
        if (!options->flags && !options->build) {
            options->build = hc_options_find_build(NULL);
        }
        if (options->flags || options->build) {
            return TRUE;
        }
        hc_wrong(error, "no compile_commands.json in ., build or builddir; "
                 "configure the tree first, or name its build directory with "
                 "-p, or the flags behind --");
    }
    return FALSE;
}

/* Cuts @argv at "--": what is behind are flags. */
static void split_flags(HcOptions *options, char **argv)
{
    for (; *argv; argv++) {
        if (g_str_equal(*argv, "--")) {
            options->flags = g_strdupv(argv + 1);
            for (char **rest = argv; *rest; rest++) {
                g_clear_pointer(rest, g_free);
            }
            return;
        }
    }
}

static const char summary[] =
    "Exit status: 0 nothing found, 1 findings, 2 something could not be "
    "checked;\nwhat could be is reported all the same.";

HcOptions *hc_options_parse(char **argv, GError **error)
{
    g_autoptr(HcOptions) options = g_new0(HcOptions, 1);
    g_autofree char *format = NULL;
    g_autofree char *shard = NULL;
    g_auto(GStrv) given = g_strdupv(argv);
    g_auto(GStrv) words = NULL;
    g_autoptr(GOptionContext) context = g_option_context_new(
        "[PATH...]\n  holdcheck check FILE... -- FLAGS");
    const GOptionEntry entries[] = {
        { "build", 'p', 0, G_OPTION_ARG_FILENAME, &options->build,
          "Build directory with compile_commands.json", "BUILD" },
        { "since", 0, 0, G_OPTION_ARG_STRING, &options->since,
          "Only what the change since REV touches or causes", "REV" },
        { "format", 'f', 0, G_OPTION_ARG_STRING, &format,
          "text, sarif, sarif-active (without what is suppressed), gitlab, "
          "holds (who takes and puts what)",
          "FORMAT" },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
          "Write the report to FILE", "FILE" },
        { "html", 0, 0, G_OPTION_ARG_FILENAME, &options->html,
          "Also write DIR/index.html", "DIR" },
        { "baseline", 0, 0, G_OPTION_ARG_FILENAME, &options->baseline,
          "Findings that are known, each with a reason", "FILE" },
        { "write-baseline", 0, 0, G_OPTION_ARG_FILENAME,
          &options->write_baseline,
          "Write what is found as a baseline; reasons are kept", "FILE" },
        { "shard", 0, 0, G_OPTION_ARG_STRING, &shard,
          "Only fill the cache, with part K of N; another run reports",
          "K/N" },
        { "join", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->join,
          "Take results from the cache in DIR, too; as often as you like",
          "DIR" },
        { "overlay", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->overlays,
          "Check as if PATH had the content of FILE; as often as you like",
          "PATH=FILE" },
        { "jobs", 'j', 0, G_OPTION_ARG_INT, &options->jobs,
          "How many clangs at a time", "N" },
        { "timeout", 0, 0, G_OPTION_ARG_INT, &options->timeout,
          "How long one file may take (300)", "SECONDS" },
        { "stats", 0, 0, G_OPTION_ARG_NONE, &options->stats,
          "Print counts and times", NULL },
        { "suppressed", 0, 0, G_OPTION_ARG_NONE, &options->suppressed,
          "Text: show what is suppressed, too", NULL },
        { "callers", 0, 0, G_OPTION_ARG_NONE, &options->callers,
          "Text: then list who takes a context without a hold (released QEMU)",
          NULL },
        { "cache", 0, 0, G_OPTION_ARG_FILENAME, &options->cache,
          "Where results are kept (BUILD/.holdcheck)", "DIR" },
        { "no-cache", 0, 0, G_OPTION_ARG_NONE, &options->no_cache,
          "Keep nothing, and take nothing that was kept", NULL },
        { "root", 0, 0, G_OPTION_ARG_FILENAME, &options->root,
          "Folder that file names in reports are relative to", "DIR" },
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
    split_flags(options, given);
    words = hc_letters_split(entries, given);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(context,
                                 "Checks the IOThread holds of a tree.");
    g_option_context_set_description(context, summary);
    if (!g_option_context_parse_strv(context, &words, error) ||
        (format && !parse_format(options, format, error)) ||
        (shard && !parse_shard(options, shard, error))) {
        return NULL;
    }
    options->paths = g_strdupv(words[0] ? words + 1 : words);
    if (!check_options(options, error)) {
        return NULL;
    }
    return g_steal_pointer(&options);
}
