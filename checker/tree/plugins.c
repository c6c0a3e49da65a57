/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "tree/plugins.h"
#include "tree/strings.h"

#include <stdlib.h>

/* In front of the version, in the plugin; see Plugin.cpp. */
#define MARK "holdcheck for clang "

char *hc_plugins_folder(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *bin = g_path_get_dirname(self ? self : ".");
    g_autofree char *prefix = g_path_get_dirname(bin);

    return g_build_filename(prefix, "lib", "holdcheck", NULL);
}

static int compare_versions(gconstpointer a, gconstpointer b)
{
    long x = strtol(*(const char *const *)a, NULL, 10);
    long y = strtol(*(const char *const *)b, NULL, 10);

    return x == y ? hc_compare_strings(b, a) : x < y ? 1 : -1;
}

GPtrArray *hc_plugins_versions(const char *folder)
{
    GPtrArray *versions = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, HC_PLUGIN_FILE,
                                                 NULL);

        if (g_ascii_isdigit(*name) &&
            g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
            g_ptr_array_add(versions, g_strdup(name));
        }
    }
    if (dir) {
        g_dir_close(dir);
    }
    g_ptr_array_sort(versions, compare_versions);
    return versions;
}

char *hc_plugins_program(const char *version)
{
    g_autofree char *name = g_strdup_printf("clang-%s", version);

    return g_find_program_in_path(name);
}

char *hc_plugin_version(const char *plugin)
{
    g_autofree char *folder = g_path_get_dirname(plugin);
    char *name = g_path_get_basename(folder);

    if (!g_ascii_isdigit(*name)) {
        g_clear_pointer(&name, g_free);
    }
    return name;
}

char *hc_plugin_built_for(const char *plugin)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(plugin, FALSE, NULL);
    const char *text = file ? g_mapped_file_get_contents(file) : NULL;
    gsize size = text ? g_mapped_file_get_length(file) : 0;
    const char *at = text ? memmem(text, size, MARK, strlen(MARK)) : NULL;
    gsize length = 0;

    if (!at) {
        return NULL;
    }
    at += strlen(MARK);
    while (at + length < text + size &&
           (g_ascii_isdigit(at[length]) || at[length] == '.')) {
        length++;
    }
    return length ? g_strndup(at, length) : NULL;
}

/* The digits behind @prefix, if nothing else is there; @name may be
 * x86_64-linux-gnu-clang-19. */
static char *number_behind(const char *name, const char *prefix)
{
    const char *at = g_strrstr(name, prefix);
    gsize digits;

    if (!at || (at != name && at[-1] != '-')) {
        return NULL;
    }
    at += strlen(prefix);
    digits = strspn(at, "0123456789");
    return digits && !at[digits] ? g_strndup(at, digits) : NULL;
}

static gboolean is_clang(const char *name)
{
    return g_str_equal(name, "clang") || g_str_has_suffix(name, "-clang");
}

char *hc_clang_major(const char *program)
{
    g_autofree char *name = g_path_get_basename(program);
    g_autofree char *path = NULL;
    g_autofree char *target = NULL;
    g_auto(GStrv) folders = NULL;
    char *major = number_behind(name, "clang-");

    if (major || !is_clang(name)) {
        return major;
    }
    path = g_find_program_in_path(program);
    target = path ? realpath(path, NULL) : NULL;
    folders = g_strsplit(target ? target : "", "/", -1);
    for (char **word = folders; *word && !major; word++) {
        major = number_behind(*word, word[1] ? "llvm-" : "clang-");
    }
    return major;
}
