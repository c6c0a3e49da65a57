/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/place.h"

#include <string.h>

static gboolean is_below(const char *path, const char *folder)
{
    gsize length = strlen(folder);

    return g_str_has_prefix(path, folder) &&
           (path[length] == '/' || !path[length] ||
            (length && folder[length - 1] == '/'));
}

/* Cuts @folder until @path is below it. */
static void widen(char *folder, const char *path)
{
    while (!is_below(path, folder)) {
        char *slash = strrchr(folder, '/');

        slash[slash == folder ? 1 : 0] = '\0';
    }
}

static char *common_folder(const HcDatabase *database)
{
    char *folder = NULL;

    for (guint i = 0; i < database->entries->len; i++) {
        const HcEntry *entry = database->entries->pdata[i];

        if (folder && is_below(entry->file, folder)) {
            continue;
        }
        /* One that is not there says nothing of where the tree is. */
        if (!g_file_test(entry->file, G_FILE_TEST_EXISTS)) {
            continue;
        }
        if (!folder) {
            folder = g_path_get_dirname(entry->file);
        } else {
            widen(folder, entry->file);
        }
    }
    return folder ? folder : g_get_current_dir();
}

char *hc_place_root(const HcOptions *options, const HcDatabase *database)
{
    g_autofree char *folder = NULL;
    g_autofree char *here = g_get_current_dir();
    g_autofree char *beside = NULL;

    if (options->root) {
        return g_canonicalize_filename(options->root, NULL);
    }
    folder = common_folder(database);
    if (!options->build) {
        return g_strdup(is_below(folder, here) ? here : folder);
    }
    {
        g_autofree char *build = g_canonicalize_filename(options->build,
                                                         NULL);

        beside = g_path_get_dirname(build);
    }
    return g_strdup(is_below(folder, beside) ? beside : folder);
}

char *hc_place_cache(const HcOptions *options)
{
    if (options->no_cache) {
        return NULL;
    }
    if (options->cache) {
        return g_strdup(options->cache);
    }
    return options->build
        ? g_build_filename(options->build, ".holdcheck", NULL)
        : g_build_filename(g_get_user_cache_dir(), "holdcheck", NULL);
}
