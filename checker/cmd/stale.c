/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/stale.h"
#include "tree/diff.h"
#include "tree/functions.h"
#include "tree/look.h"
#include "tree/strings.h"

#include <sys/stat.h>

static gboolean is_newer(const struct stat *a, const struct stat *b)
{
    return a->st_mtim.tv_sec != b->st_mtim.tv_sec
        ? a->st_mtim.tv_sec > b->st_mtim.tv_sec
        : a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

/* Meson makes the database anew with every change of these. */
char *hc_stale_database(const HcGit *git, const char *build)
{
    static const char *const argv[] = {
        "ls-files", "-z", "--", ":(top,glob)**/meson.build",
        ":(top,glob)**/meson_options.txt", ":(top,glob)**/meson.options", NULL
    };
    g_autofree char *database =
        g_build_filename(build, "compile_commands.json", NULL);
    g_autoptr(GBytes) list = hc_git_run(git, argv, NULL, NULL);
    gsize length = 0;
    const char *name = list ? g_bytes_get_data(list, &length) : NULL;
    const char *end = name ? name + length : NULL;
    struct stat made, st;

    if (stat(database, &made) < 0) {
        return NULL;
    }
    for (; name && name < end; name += strlen(name) + 1) {
        g_autofree char *path = g_build_filename(git->top, name, NULL);

        if (stat(path, &st) == 0 && is_newer(&st, &made)) {
            g_autofree char *dir = g_shell_quote(build);

            return g_strdup_printf("the build directory is older than %s; "
                                   "bring it up to date: ninja -C %s", name,
                                   dir);
        }
    }
    return NULL;
}

static gboolean names_call(HcFiles *files, const HcVocabulary *words,
                           const char *path)
{
    HcLook look = { .file = hc_files_get(files, path) };

    hc_look(files, words, &look, 1);
    g_string_free(look.includes, TRUE);
    return look.facts.matters;
}

char *hc_stale_missing(const HcTool *tool, const HcChange *change,
                       HcFiles *files, const char *build)
{
    g_autoptr(GHashTable) functions = hc_functions_load(tool->cache);
    g_autoptr(GPtrArray) names = hc_sorted_keys(functions);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    HcVocabulary *words = hc_vocabulary_new(
        tool->contract, (const char *const *)names->pdata, names->len);
    const char *first = NULL;
    guint n = 0;

    for (guint i = 0; i < tool->database->entries->len; i++) {
        const HcEntry *entry = tool->database->entries->pdata[i];

        g_hash_table_add(known, entry->file);
    }
    for (guint i = 0; i < change->rows->len; i++) {
        const HcDiffRow *row = change->rows->pdata[i];
        g_autofree char *path = hc_change_path(change, row->name);

        if (row->new_id && g_str_has_suffix(row->name, ".c") &&
            !g_hash_table_contains(known, path) &&
            names_call(files, words, path)) {
            first = first ? first : row->name;
            n++;
        }
    }
    hc_vocabulary_free(words);
    if (!n) {
        return NULL;
    }
    return n == 1
        ? g_strdup_printf("%s not checked: it is not in "
                          "%s/compile_commands.json", first, build)
        : g_strdup_printf("%u files not checked, the first is %s: they are "
                          "not in %s/compile_commands.json", n, first, build);
}
