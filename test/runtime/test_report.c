/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is written when a process ends, as text. */
#include <glib.h>
#include <glib/gstdio.h>
#include "oracle/oracle.h"
#include "programs/case.h"

#define ENV "HOLDCHECK_ORACLE_REPORT"
#define A "hw/a \\\"1\\\".c"
#define GET "\"iothread_get_aio_context\""
#define PUT "\"iothread_put_aio_context\""

static const char one_of_each[] =
    A ":22: put-twice iothread=\"io1\" holder=\"line\\nbreak\" function=" PUT
      " get=\"" A ":20\" put=\"" A ":21\"\n"
    A ":23: used-after-put iothread=\"io1\" function=\"aio_notify\""
      " put=\"" A ":21\"\n"
    A ":24: put-unheld iothread=\"io1\" holder=\"nobody\" function=" PUT "\n"
    A ":25: leaked-ref iothread=\"io0\" function=\"object_ref\"\n"
    A ":26: unref-of-others iothread=\"io1\" function=\"object_unref\"\n"
    A ":27: used-after-death iothread=\"io1\" function=\"aio_notify\""
      " death=\"" A ":26\"\n"
    A ":28: unref-of-others iothread=\"io1\" function=\"object_unref\""
      " death=\"" A ":26\"\n"
    "hw/b.c:10: leaked iothread=\"io0\" holder=\"/machine/vblk0\""
      " function=" GET "\n"
    "hw/b.c:11: wrong-name iothread=\"io0\" holder=\"/machine/vblk1\""
      " function=" PUT " held-as=\"/machine/vblk0\" get=\"hw/b.c:10\"\n"
    "hw/b.c:12: wrong-iothread iothread=\"io1\" holder=\"/machine/vblk0\""
      " function=" PUT " held-on=\"io0\" get=\"hw/b.c:10\"\n"
    "hw/b.c:13: no-name iothread=\"io0\" function=" GET "\n"
    "hw/b.c:14: no-name iothread=\"io0\" holder=\"\" function=" PUT "\n"
    "hw/b.c:15: no-iothread holder=\"a\" function=" PUT "\n"
    "hw/b.c:16: used-unheld iothread=\"io1\" function=\"aio_notify\"\n";

static char *dir;

/* In a new process: @name "none" does nothing wrong. */
static void run(const char *name)
{
    g_test_trap_subprocess(name, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_passed();
}

static void child_each(void)
{
    leave_one_of_each();
}

static void child_none(void)
{
}

static void child_reset(void)
{
    leave_one_of_each();
    oracle_reset();
}

/* Also on demand; that changes nothing about the end. */
static void child_own_file(void)
{
    g_autofree char *path = g_build_filename(g_getenv("OWN_DIR"), "own", NULL);

    leave_one_of_each();
    oracle_report_to(path);
    g_assert_cmpuint(oracle_print(stderr), ==, oracle_print(stderr));
}

static void test_stderr(void)
{
    g_unsetenv(ENV);
    run("/report/child/subprocess/each");
    g_test_trap_assert_stderr(one_of_each);
    run("/report/child/subprocess/none");
    g_test_trap_assert_stderr("");
    run("/report/child/subprocess/reset");
    g_test_trap_assert_stderr("");
}

static void expect_file(const char *path, const char *expected)
{
    g_autofree char *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, expected);
    g_remove(path);
}

static void test_file(void)
{
    g_autofree char *path = g_build_filename(dir, "re port", NULL);

    g_setenv(ENV, path, TRUE);
    run("/report/child/subprocess/each");
    g_test_trap_assert_stderr("");
    expect_file(path, one_of_each);
    run("/report/child/subprocess/none");
    expect_file(path, "");
    g_unsetenv(ENV);
}

/* What the program says itself beats the environment. */
static void test_own_file(void)
{
    g_autofree char *path = g_build_filename(dir, "other", NULL);
    g_autofree char *own = g_build_filename(dir, "own", NULL);
    g_autofree char *twice = g_strconcat(one_of_each, one_of_each, NULL);

    g_setenv(ENV, path, TRUE);
    g_setenv("OWN_DIR", dir, TRUE);
    run("/report/child/subprocess/own-file");
    g_test_trap_assert_stderr(twice);
    expect_file(own, one_of_each);
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    g_unsetenv(ENV);
}

static void test_no_file(void)
{
    g_autofree char *path = g_build_filename(dir, "no", "such", NULL);
    g_autofree char *expected = g_strdup_printf(
        "oracle: cannot write '%s': No such file or directory\n%s", path,
        one_of_each);

    g_setenv(ENV, path, TRUE);
    run("/report/child/subprocess/each");
    g_test_trap_assert_stderr(expected);
    g_unsetenv(ENV);
}

static void test_events(void)
{
    g_autofree char *path = g_build_filename(dir, "events", NULL);
    FILE *out = g_fopen(path, "w");
    g_autofree char *text = NULL;

    g_assert_nonnull(out);
    leave_one_of_each();
    oracle_print_events(out);
    fclose(out);
    oracle_reset();
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_true(g_str_has_prefix(
        text, "hw/b.c:1: create iothread=\"io0\" "
              "function=\"iothread_create\"\n"
              "hw/b.c:2: create iothread=\"io1\" "
              "function=\"iothread_create\"\n"
              "hw/b.c:10: get iothread=\"io0\" holder=\"/machine/vblk0\" "
              "function=" GET "\n"
              "hw/b.c:11: put-unknown iothread=\"io0\" "
              "holder=\"/machine/vblk1\" function=" PUT "\n"));
    g_assert_nonnull(strstr(text, "\n" A ":26: death iothread=\"io1\" "
                                  "function=\"object_finalize\"\n"));
    g_remove(path);
}

int main(int argc, char **argv)
{
    int status;

    g_test_init(&argc, &argv, NULL);
    if (!g_test_subprocess()) {
        dir = g_dir_make_tmp("holdcheck-report-XXXXXX", NULL);
        g_assert_nonnull(dir);
    }
    g_test_add_func("/report/stderr", test_stderr);
    g_test_add_func("/report/file", test_file);
    g_test_add_func("/report/own-file", test_own_file);
    g_test_add_func("/report/no-file", test_no_file);
    g_test_add_func("/report/events", test_events);
    g_test_add_func("/report/child/subprocess/each", child_each);
    g_test_add_func("/report/child/subprocess/none", child_none);
    g_test_add_func("/report/child/subprocess/reset", child_reset);
    g_test_add_func("/report/child/subprocess/own-file", child_own_file);
    status = g_test_run();
    if (dir) {
        g_rmdir(dir);
        g_free(dir);
    }
    return status;
}
