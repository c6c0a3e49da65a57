/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/diagnosis.h"
#include "cmd/place.h"
#include "cmd/troubles.h"
#include "tree/git.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Seconds for a clang that has nothing to do. */
#define LOAD_TIMEOUT 30

typedef struct Load {
    HcVerdict verdict;
    char **flags;
    char *why;
} Load;

static void judge(HcRunner *runner, const HcOutput *output, gpointer data)
{
    Load *load = data;

    load->verdict = hc_clang_judge(output, &load->flags, &load->why);
}

gboolean hc_diagnose_load(const HcClang *clang, char **why)
{
    static const char *const flags[] = { "-x", "c", NULL };
    Load load = { .flags = g_strdupv((char **)flags) };
    HcEntry entry = { .file = (char *)"/dev/null" };
    g_auto(GStrv) argv = hc_clang_command(clang, &entry, flags, NULL, NULL,
                                           NULL);
    g_autoptr(HcRunner) runner = hc_runner_new(1, LOAD_TIMEOUT);

    hc_runner_add(runner, "/", (const char *const *)argv, judge, &load);
    hc_runner_run(runner);
    g_strfreev(load.flags);
    *why = load.why ? load.why : g_strdup("it was interrupted");
    if (load.verdict == HC_VERDICT_GOOD) {
        g_clear_pointer(why, g_free);
    }
    return load.verdict == HC_VERDICT_GOOD;
}

char *hc_diagnose_database(const HcDatabase *database, char **bad)
{
    const char *gone = NULL;
    guint n_gone = 0;

    for (guint i = 0; i < database->entries->len; i++) {
        const HcEntry *entry = database->entries->pdata[i];

        if (g_access(entry->file, F_OK) < 0) {
            gone = gone ? gone : entry->file;
            n_gone++;
        }
    }
    if (database->problems->len) {
        *bad = g_strdup_printf("%s", (char *)database->problems->pdata[0]);
    } else if (!database->entries->len) {
        *bad = g_strdup_printf("%s names no C file", database->path);
    } else if (n_gone) {
        *bad = g_strdup_printf("%u of %u files are gone, the first is %s: "
                               "configure the tree again", n_gone,
                               database->entries->len, gone);
    }
    return g_strdup_printf("%s, %u C files, all there", database->path,
                           database->entries->len);
}

static gboolean is_source(const char *name)
{
    static const char *const endings[] = { ".h", ".c", ".inc", ".def" };

    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (g_str_has_suffix(name, endings[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The outputs of "build A B | C: CUSTOM_COMMAND ..."; names with blanks and
 * colons, which ninja escapes, are left out. */
static char **generated(const char *line)
{
    const char *end = strstr(line, ": CUSTOM_COMMAND");
    g_autofree char *names = NULL;

    if (!end || !g_str_has_prefix(line, "build ") ||
        memchr(line, '$', end - line)) {
        return NULL;
    }
    line += strlen("build ");
    names = g_strndup(line, end - line);
    return g_strsplit(names, " ", -1);
}

char *hc_diagnose_headers(const char *build, char **bad)
{
    g_autofree char *path = g_build_filename(build, "build.ninja", NULL);
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;
    g_autofree char *first = NULL;
    guint n = 0, n_missing = 0;

    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        return g_strdup("no build.ninja, so nothing is known of generated "
                        "ones");
    }
    lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        g_auto(GStrv) names = generated(*line);

        for (char **name = names; name && *name; name++) {
            g_autofree char *file = g_build_filename(build, *name, NULL);

            if (!is_source(*name)) {
                continue;
            }
            n++;
            if (g_access(file, F_OK) < 0) {
                n_missing++;
                first = first ? first : g_strdup(*name);
            }
        }
    }
    /* Of what was never built nearly all is missing.  A few that are, of a
     * target that nobody builds, matter to few files. */
    if (n_missing && n_missing < n / 2) {
        return g_strdup_printf("%u of %u generated ones are there, %s is not",
                               n - n_missing, n, first);
    }
    if (n_missing) {
        g_autofree char *command = hc_headers_command(build);

        *bad = g_strdup_printf("%u of %u generated files are missing, the "
                               "first is %s; %s",
                               n_missing, n, first, command);
    }
    return g_strdup_printf("%u generated ones, all there", n);
}

/* "git version 2.39.5"; NULL: there is none.  (transfer full) */
static char *git_version(void)
{
    char *argv[] = { "git", "--version", NULL };
    char *said = NULL;
    int status;

    if (!g_spawn_sync(NULL, argv, NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                      NULL, &said, NULL, &status, NULL) ||
        !g_spawn_check_wait_status(status, NULL)) {
        g_free(said);
        return NULL;
    }
    return g_strchomp(said);
}

char *hc_diagnose_git(const HcDatabase *database, const char *build,
                      char **bad)
{
    HcOptions options = { .build = (char *)build };
    g_autofree char *version = git_version();
    g_autofree char *folder = NULL;
    g_autoptr(HcGit) git = NULL;

    if (!version) {
        *bad = g_strdup("no git, so no --since and no hook (apt install git)");
        return NULL;
    }
    if (!database) {
        return g_steal_pointer(&version);
    }
    folder = hc_place_root(&options, database);
    git = hc_git_open(folder, NULL);
    return git ? g_strdup_printf("%s, repository %s", version, git->top)
               : g_strdup_printf("%s; %s is in no repository, so no --since",
                                 version, folder);
}

char *hc_diagnose_cache(const char *cache, const char *build, char **bad)
{
    HcOptions options = { .cache = (char *)cache, .build = (char *)build };
    g_autofree char *path = hc_place_cache(&options);
    g_autofree char *full = g_canonicalize_filename(path, NULL);
    g_autofree char *above = g_strdup(full);

    while (g_access(above, F_OK) < 0) {
        char *next = g_path_get_dirname(above);

        g_free(above);
        above = next;
    }
    if (!g_file_test(above, G_FILE_TEST_IS_DIR) ||
        g_access(above, W_OK | X_OK) < 0) {
        *bad = g_strdup_printf("%s cannot be written; name another with "
                               "--cache", path);
    }
    return g_strdup_printf("%s%s", path,
                           g_str_equal(above, full) ? "" : ", still empty");
}
