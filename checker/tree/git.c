/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/git.h"
#include "tree/strings.h"

GBytes *hc_git(const char *directory, const char *const *argv, GError **error)
{
    g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
        G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_autoptr(GSubprocess) process = NULL;
    g_autoptr(GBytes) out = NULL;
    g_autoptr(GBytes) wrong = NULL;

    /* No lock on the index: the user's own git may be at work. */
    g_subprocess_launcher_setenv(launcher, "GIT_OPTIONAL_LOCKS", "0", TRUE);
    g_subprocess_launcher_setenv(launcher, "LC_ALL", "C", TRUE);
    g_ptr_array_add(words, (gpointer)"git");
    g_ptr_array_add(words, (gpointer)"-C");
    g_ptr_array_add(words, (gpointer)directory);
    for (; *argv; argv++) {
        g_ptr_array_add(words, (gpointer)*argv);
    }
    g_ptr_array_add(words, NULL);
    process = g_subprocess_launcher_spawnv(
        launcher, (const char *const *)words->pdata, error);
    if (!process || !g_subprocess_communicate(process, NULL, NULL, &out,
                                              &wrong, error)) {
        return NULL;
    }
    if (!g_subprocess_get_if_exited(process) ||
        g_subprocess_get_exit_status(process) != 0) {
        gsize length;
        const char *data = g_bytes_get_data(wrong, &length);
        g_autofree char *text = g_strndup(data ? data : "failed",
                                          data ? length : 6);

        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT, "git: %s",
                    g_strchomp(text));
        return NULL;
    }
    return g_steal_pointer(&out);
}
