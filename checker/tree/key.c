/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/key.h"

#include <string.h>

static gboolean is_output(const char *name)
{
    return g_str_has_suffix(name, ".o") || g_str_has_suffix(name, ".d") ||
           g_str_has_suffix(name, ".gcno") || g_str_has_suffix(name, ".a");
}

static gboolean has_includes(HcFiles *files, const char *directory,
                             const char *name)
{
    g_autofree char *folder = g_canonicalize_filename(name, directory);
    g_autoptr(GPtrArray) names = hc_files_list(files, folder);

    for (guint i = 0; i < names->len; i++) {
        if (!is_output(names->pdata[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean hc_flag_is_idle(const char *flag)
{
    if (g_str_has_prefix(flag, "-W")) {
        return !(g_str_has_prefix(flag, "-Wp,") ||
                 g_str_has_prefix(flag, "-Wa,") ||
                 g_str_has_prefix(flag, "-Wl,"));
    }
    return g_str_equal(flag, "-w") || g_str_equal(flag, "-pipe") ||
           g_str_equal(flag, "-pedantic") ||
           g_str_has_prefix(flag, "-fdiagnostics-") ||
           g_str_has_prefix(flag, "-fcolor-diagnostics") ||
           g_str_has_prefix(flag, "-fno-color-diagnostics") ||
           (g_str_has_prefix(flag, "-g") && !strchr(flag, '='));
}

static void add(GChecksum *sum, const char *text)
{
    g_checksum_update(sum, (const guchar *)text, strlen(text) + 1);
}

char *hc_entry_key(HcEntry *entry, const HcClang *clang, HcFiles *files,
                   const char *kind, GError **error)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    const char *const *flag = hc_entry_flags(entry, error);

    if (!flag) {
        return NULL;
    }
    add(sum, kind);
    add(sum, clang->identity);
    add(sum, entry->directory);
    add(sum, entry->file);
    for (; *flag; flag++) {
        const char *folder = NULL;

        if (hc_flag_is_idle(*flag)) {
            continue;
        }
        if (g_str_equal(*flag, "-I") && flag[1]) {
            folder = *++flag;
        } else if (g_str_has_prefix(*flag, "-I")) {
            folder = *flag + 2;
        }
        if (!folder) {
            add(sum, *flag);
        } else if (has_includes(files, entry->directory, folder)) {
            add(sum, "-I");
            add(sum, folder);
        }
    }
    return g_strdup(g_checksum_get_string(sum));
}
