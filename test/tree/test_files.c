/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scratch.h"
#include "tree/files.h"

static void test_hash(void)
{
    char *folder = scratch_new();
    g_autofree char *a = scratch_write(folder, "a", "x", -1);
    g_autofree char *b = scratch_write(folder, "b", "x", -1);
    g_autofree char *empty = scratch_write(folder, "empty", "", -1);
    g_autofree char *none = g_build_filename(folder, "none", NULL);
    g_autoptr(HcFiles) files = hc_files_new();

    g_assert_cmpstr(hc_files_hash(files, hc_files_get(files, a)), ==,
                    hc_files_hash(files, hc_files_get(files, b)));
    g_assert_cmpstr(hc_files_hash(files, hc_files_get(files, a)), !=,
                    hc_files_hash(files, hc_files_get(files, empty)));
    g_assert_null(hc_files_hash(files, hc_files_get(files, none)));
    /* A folder is no file. */
    g_assert_null(hc_files_hash(files, hc_files_get(files, folder)));
    g_assert_true(hc_files_find(files, folder, "./x/../a") ==
                  hc_files_get(files, a));
    scratch_free(folder);
}

static char *hash_with_index(const char *path, const char *index)
{
    g_autoptr(HcFiles) files = hc_files_new();
    char *hash;

    hc_files_load_index(files, index);
    hash = g_strdup(hc_files_hash(files, hc_files_get(files, path)));
    hc_files_save_index(files, index);
    return hash;
}

static void test_index(void)
{
    char *folder = scratch_new();
    g_autofree char *index = g_build_filename(folder, "index", NULL);
    g_autofree char *path = scratch_write(folder, "a\xff\n", "one", -1);
    g_autofree char *first = NULL;
    g_autofree char *again = NULL;
    g_autofree char *other = NULL;
    g_autofree char *fresh = NULL;

    scratch_wait();
    first = hash_with_index(path, index);
    again = hash_with_index(path, index);
    g_assert_cmpstr(first, ==, again);
    g_assert_true(g_file_test(index, G_FILE_TEST_EXISTS));
    /* Same size, another content. */
    g_free(scratch_write(folder, "a\xff\n", "two", -1));
    other = hash_with_index(path, index);
    g_assert_cmpstr(first, !=, other);
    /* It was hashed in the tick of its change, so it was not remembered. */
    g_free(scratch_write(folder, "a\xff\n", "owt", -1));
    fresh = hash_with_index(path, index);
    g_assert_cmpstr(fresh, !=, other);
    scratch_free(folder);
}

static void test_broken_index(void)
{
    char *folder = scratch_new();
    g_autofree char *path = scratch_write(folder, "a", "one", -1);
    g_autofree char *index = g_build_filename(folder, "index", NULL);
    g_autofree char *good = NULL;
    g_autofree char *data = NULL;
    gsize length;

    scratch_wait();
    good = hash_with_index(path, index);
    g_assert_true(g_file_get_contents(index, &data, &length, NULL));
    for (gsize cut = 0; cut < length; cut++) {
        g_autofree char *hash = NULL;

        g_free(scratch_write(folder, "index", data, cut));
        hash = hash_with_index(path, index);
        g_assert_cmpstr(hash, ==, good);
    }
    scratch_free(folder);
}

static void test_overlay(void)
{
    char *folder = scratch_new();
    g_autofree char *old = scratch_write(folder, "old", "old", -1);
    g_autofree char *now = scratch_write(folder, "sub/now", "now", -1);
    g_autofree char *gone = g_build_filename(folder, "sub/gone", NULL);
    g_autofree char *sub = g_build_filename(folder, "sub", NULL);
    g_autoptr(HcFiles) files = hc_files_new();
    g_autoptr(GString) text = g_string_new(NULL);

    hc_files_overlay(files, now, NULL);
    hc_files_overlay(files, gone, old);
    g_assert_false(hc_files_read(files, hc_files_get(files, now), text));
    g_assert_true(hc_files_read(files, hc_files_get(files, gone), text));
    g_assert_cmpstr(text->str, ==, "old");
    g_assert_true(hc_files_listed(files, sub, "gone"));
    g_assert_false(hc_files_listed(files, sub, "other"));
    scratch_free(folder);
}

static const char *content(HcFiles *files, const char *path, GString *text)
{
    return hc_files_read(files, hc_files_get(files, path), text) ? text->str
                                                                 : NULL;
}

/* Two states of one tree share what is the same in both, and only that. */
static void test_beside(void)
{
    char *folder = scratch_new();
    g_autofree char *same = scratch_write(folder, "same", "same", -1);
    g_autofree char *disk = scratch_write(folder, "disk", "disk", -1);
    g_autofree char *old = scratch_write(folder, "old", "old", -1);
    g_autofree char *gone = g_build_filename(folder, "gone", NULL);
    g_autofree char *hash = NULL;
    g_autoptr(HcFiles) now = hc_files_new();
    g_autoptr(HcFiles) then = NULL;
    g_autoptr(GString) text = g_string_new(NULL);

    hc_files_overlay(now, disk, NULL);
    then = hc_files_new_beside(now);
    hc_files_overlay(then, gone, old);
    hash = g_strdup(hc_files_hash(now, hc_files_get(now, same)));
    g_assert_null(content(now, disk, text));
    g_assert_cmpstr(content(then, disk, text), ==, "disk");
    g_assert_null(content(now, gone, text));
    g_assert_cmpstr(content(then, gone, text), ==, "old");
    g_assert_true(hc_files_differ(now, then, disk));
    g_assert_true(hc_files_differ(now, then, gone));
    g_assert_false(hc_files_differ(now, then, same));
    /* Looked at once: what one of them has seen the other one believes. */
    g_free(scratch_write(folder, "same", "another", -1));
    g_assert_cmpstr(hc_files_hash(then, hc_files_get(then, same)), ==, hash);
    scratch_free(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/files/hash", test_hash);
    g_test_add_func("/files/index", test_index);
    g_test_add_func("/files/broken-index", test_broken_index);
    g_test_add_func("/files/overlay", test_overlay);
    g_test_add_func("/files/beside", test_beside);
    return g_test_run();
}
