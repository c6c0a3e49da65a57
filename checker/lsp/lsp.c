/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/lsp.h"
#include "cmd/letters.h"
#include "cmd/say.h"
#include "lsp/check.h"
#include "lsp/proxy.h"

#include <stdlib.h>
#include <string.h>

typedef struct Options {
    HcAnalystOptions analyst;
    char *server;
    int delay;
    char *cache, *clang, *plugin, *contract;
    gboolean no_cache;
    int jobs;
} Options;

static void options_clear(Options *options)
{
    g_free(options->analyst.build);
    g_strfreev(options->analyst.check);
    g_free(options->server);
    g_free(options->cache);
    g_free(options->clang);
    g_free(options->plugin);
    g_free(options->contract);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static const char summary[] =
    "Starts clangd, passes everything on in both directions, and adds its "
    "own\nfindings to those of each open file. For the place in an editor's "
    "settings\nwhere clangd stands.";

/* What is behind "--" is clangd's. */
static char **split_server(char **argv)
{
    for (; *argv; argv++) {
        if (g_str_equal(*argv, "--")) {
            char **rest = g_strdupv(argv + 1);

            for (; *argv; argv++) {
                g_clear_pointer(argv, g_free);
            }
            return rest;
        }
    }
    return g_new0(char *, 1);
}

static void add_path(GPtrArray *words, const char *name, const char *value)
{
    if (value) {
        g_ptr_array_add(words, g_strdup(name));
        g_ptr_array_add(words, g_strdup(value));
    }
}

/* Options of `holdcheck check`. */
static char **check_options(const Options *options)
{
    GPtrArray *words = g_ptr_array_new();

    add_path(words, "--cache", options->cache);
    add_path(words, "--clang", options->clang);
    add_path(words, "--plugin", options->plugin);
    add_path(words, "--contract", options->contract);
    if (options->no_cache) {
        g_ptr_array_add(words, g_strdup("--no-cache"));
    }
    if (options->jobs) {
        g_ptr_array_add(words, g_strdup_printf("-j%d", options->jobs));
    }
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

static gboolean parse(Options *options, char **argv, GError **error)
{
    g_autoptr(GOptionContext) context =
        g_option_context_new("[-- CLANGD ARGUMENT...]");
    const GOptionEntry entries[] = {
        { "build", 'p', 0, G_OPTION_ARG_FILENAME, &options->analyst.build,
          "Build directory with compile_commands.json; default: as clangd "
          "finds it", "BUILD" },
        { "clangd", 0, 0, G_OPTION_ARG_FILENAME, &options->server,
          "The clangd to start; default: clangd, else the newest clangd-N",
          "PROGRAM" },
        { "delay", 0, 0, G_OPTION_ARG_INT, &options->delay,
          "How long a pause in typing must be (300)", "MS" },
        { "alone", 0, 0, G_OPTION_ARG_NONE, &options->analyst.alone,
          "Never check the rest of the tree in the background", NULL },
        { "jobs", 'j', 0, G_OPTION_ARG_INT, &options->jobs,
          "How many clangs at a time", "N" },
        { "cache", 0, 0, G_OPTION_ARG_FILENAME, &options->cache,
          "Where results are kept (BUILD/.holdcheck)", "DIR" },
        { "no-cache", 0, 0, G_OPTION_ARG_NONE, &options->no_cache,
          "Keep nothing, and know nothing of other files", NULL },
        { "clang", 0, 0, G_OPTION_ARG_FILENAME, &options->clang,
          "The clang that the plugin was built for", "PROGRAM" },
        { "plugin", 0, 0, G_OPTION_ARG_FILENAME, &options->plugin,
          "The plugin", "FILE" },
        { "contract", 0, 0, G_OPTION_ARG_FILENAME, &options->contract,
          "Replaces the built-in contract", "FILE" },
        G_OPTION_ENTRY_NULL
    };
    g_auto(GStrv) words = hc_letters_split(entries, argv);

    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(context, summary);
    if (!g_option_context_parse_strv(context, &words, error)) {
        return FALSE;
    }
    if (words[0] && words[1]) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "what is %s? clangd's arguments stand behind --",
                    words[1]);
        return FALSE;
    }
    if (options->delay < 0 || options->delay > 60000) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "--delay wants milliseconds, up to a minute");
        return FALSE;
    }
    return TRUE;
}

static int newest_first(gconstpointer a, gconstpointer b)
{
    return atoi(*(char *const *)b + strlen("clangd-")) -
           atoi(*(char *const *)a + strlen("clangd-"));
}

static void list_servers(const char *folder, GPtrArray *names)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        const char *version = name + strlen("clangd-");

        if (g_str_has_prefix(name, "clangd-") && *version &&
            strspn(version, "0123456789") == strlen(version)) {
            g_ptr_array_add(names, g_strdup(name));
        }
    }
    if (dir) {
        g_dir_close(dir);
    }
}

/* Debian's clangd is clangd-14 unless one asks for the package clangd. */
static char *find_server(void)
{
    char *path = g_find_program_in_path("clangd");
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) folders = g_strsplit(g_getenv("PATH") ? g_getenv("PATH")
                                                        : "", ":", -1);

    if (path) {
        return path;
    }
    for (char **folder = folders; *folder; folder++) {
        if (g_path_is_absolute(*folder)) {
            list_servers(*folder, names);
        }
    }
    g_ptr_array_sort(names, newest_first);
    for (guint i = 0; i < names->len && !path; i++) {
        path = g_find_program_in_path(names->pdata[i]);
    }
    return path;
}

/* clangd is told where the database is in an argument of its own. */
static void take_build(Options *options, char **arguments)
{
    static const char *const names[] = { "--compile-commands-dir=",
                                         "-compile-commands-dir=" };

    for (; *arguments && !options->analyst.build; arguments++) {
        for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
            if (g_str_has_prefix(*arguments, names[i])) {
                options->analyst.build =
                    g_strdup(*arguments + strlen(names[i]));
            }
        }
    }
    if (options->analyst.build) {
        g_autofree char *given = options->analyst.build;

        options->analyst.build = g_canonicalize_filename(given, NULL);
    }
}

static int run(Options *options, char **arguments)
{
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    int status;

    if (!options->server) {
        options->server = find_server();
    }
    if (!options->server) {
        return hc_refuse("no clangd in PATH; install it, or name one with "
                         "--clangd");
    }
    take_build(options, arguments);
    options->analyst.delay = options->delay;
    options->analyst.check = check_options(options);
    g_ptr_array_add(argv, options->server);
    for (; *arguments; arguments++) {
        g_ptr_array_add(argv, *arguments);
    }
    g_ptr_array_add(argv, NULL);
    status = hc_proxy_run((const char *const *)argv->pdata,
                          &options->analyst);
    return status < 0 ? HC_EXIT_NOT_CHECKED : status;
}

/* `lsp --one-check OPTION...`: the other end of analyst.c. */
static int one_check(char **argv)
{
    g_autofree char *check = g_strdup("check");

    argv[1] = check;
    return hc_lsp_check(argv + 1);
}

int hc_lsp(char **argv)
{
    g_auto(Options) options = { .delay = 300 };
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) given = NULL;
    g_auto(GStrv) arguments = NULL;

    if (argv[1] && g_str_equal(argv[1], "--one-check")) {
        return one_check(argv);
    }
    given = g_strdupv(argv);
    arguments = split_server(given);
    if (!parse(&options, given, &error)) {
        return hc_refuse("%s (see --help)", error->message);
    }
    return run(&options, arguments);
}
