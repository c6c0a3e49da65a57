/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing: all or nothing; reading: what is no file. */
#include "sample.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <signal.h>
#include <unistd.h>

static void refuse_write(const char *path)
{
    g_autoptr(HcUnit) unit = sample_small();
    g_autoptr(GError) error = NULL;

    g_assert_false(hc_unit_write(unit, path, &error));
    g_assert_error(error, HC_UNIT_ERROR, HC_UNIT_ERROR_WRITE);
    g_assert_null(strchr(error->message, '\n'));
    g_assert_nonnull(strstr(error->message, "summary cannot be written: "));
}

static void test_unwritable(void)
{
    g_autofree char *missing = sample_path("no such folder/a.unit");
    g_autofree char *lines = sample_path("no\nsuch/a.unit");
    g_autofree char *folder = sample_path("folder");

    refuse_write(missing);
    refuse_write(lines);
    refuse_write("");
    /* Where a folder stands, nothing is left beside it. */
    g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
    refuse_write(folder);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    if (getuid()) {
        g_autofree char *closed = sample_path("closed");
        g_autofree char *inside = g_build_filename(closed, "a.unit", NULL);

        g_assert_cmpint(g_mkdir(closed, 0500), ==, 0);
        refuse_write(inside);
        g_assert_cmpint(g_rmdir(closed), ==, 0);
    }
}

/* No room: the old file stays, and nothing beside it. */
static void test_full(void)
{
    g_autofree char *path = sample_path("full.unit");
    g_autoptr(HcUnit) unit = sample_small();
    g_autoptr(HcUnit) old = NULL;
    g_autoptr(GError) error = NULL;
    struct rlimit was, none = { 100, 100 };

    hc_unit_write(unit, path, &error);
    g_assert_no_error(error);
    signal(SIGXFSZ, SIG_IGN);
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &was), ==, 0);
    none.rlim_max = was.rlim_max;
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &none), ==, 0);
    g_assert_false(hc_unit_write(unit, path, &error));
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &was), ==, 0);
    g_assert_error(error, HC_UNIT_ERROR, HC_UNIT_ERROR_WRITE);
    g_clear_error(&error);
    old = hc_unit_read(path, NULL, &error);
    g_assert_no_error(error);
}

static void refuse_read(const char *path, const char *producer, int code)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(hc_unit_read(path, producer, &error));
    g_assert_error(error, HC_UNIT_ERROR, code);
}

static void test_no_file(void)
{
    g_autofree char *missing = sample_path("missing.unit");
    g_autofree char *below = sample_path("good.unit/a");
    g_autofree char *pipe = sample_path("pipe");
    g_autofree char *folder = sample_path("folder");
    g_autofree char *good = sample_path("good.unit");
    g_autoptr(HcUnit) unit = sample_small();

    refuse_read(missing, NULL, HC_UNIT_ERROR_MISSING);
    refuse_read("/dev/zero", NULL, HC_UNIT_ERROR_READ);
    g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
    refuse_read(folder, NULL, HC_UNIT_ERROR_READ);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    refuse_read(pipe, NULL, HC_UNIT_ERROR_READ);
    g_assert_true(hc_unit_write(unit, good, NULL));
    refuse_read(below, NULL, HC_UNIT_ERROR_MISSING);
    refuse_read(good, "clang 20", HC_UNIT_ERROR_PRODUCER);
}

static void test_mode(void)
{
    g_autofree char *path = sample_path("mode.unit");
    g_autoptr(HcUnit) unit = sample_small();
    mode_t was = umask(027);
    struct stat st;

    g_assert_true(hc_unit_write(unit, path, NULL));
    umask(was);
    g_assert_cmpint(stat(path, &st), ==, 0);
    g_assert_cmpint(st.st_mode & 0777, ==, 0640);
}

/* Writers of one path, and a reader that must never see half of one. */

#define ROUNDS 200

static gpointer write_often(gpointer path)
{
    guint i;

    for (i = 0; i < ROUNDS; i++) {
        g_autoptr(HcUnit) unit = sample_small();
        g_autoptr(GError) error = NULL;

        hc_unit_write(unit, path, &error);
        g_assert_no_error(error);
    }
    return NULL;
}

static void test_concurrent(void)
{
    g_autofree char *path = sample_path("many.unit");
    GThread *writers[4];
    g_autoptr(HcUnit) unit = sample_small();
    guint i;

    g_assert_true(hc_unit_write(unit, path, NULL));
    for (i = 0; i < G_N_ELEMENTS(writers); i++) {
        writers[i] = g_thread_new("writer", write_often, path);
    }
    for (i = 0; i < ROUNDS; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(HcUnit) read = hc_unit_read(path, unit->producer, &error);

        g_assert_no_error(error);
    }
    for (i = 0; i < G_N_ELEMENTS(writers); i++) {
        g_thread_join(writers[i]);
    }
}

int main(int argc, char **argv)
{
    int status;

    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/summary/write/unwritable", test_unwritable);
    g_test_add_func("/summary/write/full", test_full);
    g_test_add_func("/summary/write/no-file", test_no_file);
    g_test_add_func("/summary/write/mode", test_mode);
    g_test_add_func("/summary/write/concurrent", test_concurrent);
    status = g_test_run();
    sample_clean();
    return status;
}
