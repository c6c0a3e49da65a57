/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A folder of a test's own, with files in it.
 */
#ifndef TEST_SCRATCH_H
#define TEST_SCRATCH_H

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

static inline char *scratch_new(void)
{
    g_autofree char *folder = g_dir_make_tmp("holdcheck-test-XXXXXX", NULL);
    char *real = g_canonicalize_filename(folder, NULL);

    return real;
}

/* Folders on the way are made.  (transfer full): its path */
static inline char *scratch_write(const char *folder, const char *name,
                                  const char *text, gssize length)
{
    char *path = g_build_filename(folder, name, NULL);
    g_autofree char *parent = g_path_get_dirname(path);

    g_assert_cmpint(g_mkdir_with_parents(parent, 0777), ==, 0);
    g_assert_true(g_file_set_contents(path, text, length, NULL));
    return path;
}

static inline void scratch_put(const char *folder, const char *name,
                               const char *text)
{
    g_free(scratch_write(folder, name, text, -1));
}

static inline void scratch_remove(const char *path)
{
    GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK)
        ? NULL : g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *below = g_build_filename(path, name, NULL);

        scratch_remove(below);
    }
    if (dir) {
        g_dir_close(dir);
    }
    g_remove(path);
}

static inline void scratch_free(char *folder)
{
    scratch_remove(folder);
    g_free(folder);
}

/* Past the tick in which a change leaves no trace. */
static inline void scratch_wait(void)
{
    g_usleep(60000);
}

#endif
