/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scratch.h"
#include "tree/scratch.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The folder for temporary files; nobody else's. */
static char *tmp;

static int fill(void)
{
    HcScratch *left = hc_scratch_new(NULL, NULL);
    g_autofree char *outside = g_build_filename(tmp, "outside", NULL);
    g_autofree char *link = NULL;

    if (!left) {
        return 1;
    }
    link = g_build_filename(left->folder, "link", NULL);
    scratch_put(left->folder, "0", "text");
    scratch_put(left->folder, "below/1", "text");
    return symlink(outside, link) == 0 ? 0 : 1;
}

/* A process that is killed and leaves a folder behind, with something in it. */
static void leave_one(void)
{
    pid_t pid = fork();
    int status;

    if (!pid) {
        if (fill() == 0) {
            raise(SIGKILL);
        }
        _exit(1);
    }
    g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
    g_assert_true(WIFSIGNALED(status));
}

static gboolean is_there(const char *name)
{
    g_autofree char *path = g_build_filename(tmp, name, NULL);

    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static guint count(void)
{
    GDir *dir = g_dir_open(tmp, 0, NULL);
    guint n = 0;

    while (g_dir_read_name(dir)) {
        n++;
    }
    g_dir_close(dir);
    return n;
}

static void test_free(void)
{
    HcScratch *scratch = hc_scratch_new(NULL, NULL);
    guint before = count();

    scratch_put(scratch->folder, "a/b", "");
    hc_scratch_free(scratch);
    g_assert_cmpuint(count(), ==, before - 1);
}

static void test_unwanted(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(HcScratch) scratch = hc_scratch_new(",", &error);

    g_assert_no_error(error);
    g_assert_null(strchr(scratch->folder, ','));
}

/* What a dead process left goes, and nothing of anybody else does. */
static void test_sweep(void)
{
    g_autoptr(HcScratch) alive = hc_scratch_new(NULL, NULL);
    g_autofree char *link = g_build_filename(tmp, "holdcheck-link", NULL);
    g_autofree char *open = g_build_filename(tmp, "holdcheck-open", NULL);
    guint before;

    scratch_put(tmp, "outside/file", "");
    scratch_put(tmp, "outside/holdcheck.lock", "");
    scratch_put(tmp, "holdcheck-cache/units/1", "");
    scratch_put(tmp, "holdcheck-open/holdcheck.lock", "");
    scratch_put(tmp, "holdcheck-file", "");
    scratch_put(tmp, "holdcheck-new/holdcheck.lock.new", "");
    /* Somebody else might write there. */
    g_assert_cmpint(chmod(open, 0777), ==, 0);
    g_assert_cmpint(symlink("outside", link), ==, 0);
    before = count();
    leave_one();
    g_assert_cmpuint(count(), ==, before + 1);
    hc_scratch_sweep();
    g_assert_cmpuint(count(), ==, before);
    g_assert_true(g_file_test(alive->folder, G_FILE_TEST_IS_DIR));
    g_assert_true(is_there("outside/file"));
    g_assert_true(is_there("holdcheck-cache/units/1"));
    g_assert_true(is_there("holdcheck-open/holdcheck.lock"));
    g_assert_true(is_there("holdcheck-new/holdcheck.lock.new"));
}

int main(int argc, char **argv)
{
    int status;

    /* Its name has a comma, which not every user of a folder can bear. */
    tmp = g_mkdtemp(g_strdup("/tmp/holdcheck-test,XXXXXX"));
    g_assert_nonnull(tmp);
    g_setenv("TMPDIR", tmp, TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/scratch/free", test_free);
    g_test_add_func("/scratch/unwanted", test_unwanted);
    g_test_add_func("/scratch/sweep", test_sweep);
    status = g_test_run();
    scratch_free(tmp);
    return status;
}
