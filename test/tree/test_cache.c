/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scratch.h"
#include "tree/cache.h"

static const char key[] = "0123456789abcdef0123456789abcdef"
                          "0123456789abcdef0123456789abcdef";

typedef struct Fixture {
    char *folder, *cache_folder, *source, *header, *unit;
} Fixture;

static void set_up(Fixture *f, gconstpointer data)
{
    f->folder = scratch_new();
    f->cache_folder = g_build_filename(f->folder, "cache", NULL);
    f->source = scratch_write(f->folder, "a.c", "int a;", -1);
    f->header = scratch_write(f->folder, "a \xff.h", "", -1);
    f->unit = scratch_write(f->folder, "out", "the unit", -1);
    scratch_wait();
}

static void tear_down(Fixture *f, gconstpointer data)
{
    scratch_free(f->folder);
    g_free(f->cache_folder);
    g_free(f->source);
    g_free(f->header);
    g_free(f->unit);
}

static gboolean store(Fixture *f, const char *callee)
{
    g_autoptr(HcCache) cache = hc_cache_open(f->cache_folder, NULL);
    g_autoptr(HcFiles) files = hc_files_new();
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    const char *const callees[] = { callee, NULL };

    g_ptr_array_add(names, f->source);
    g_ptr_array_add(names, f->header);
    return hc_cache_store(cache, files, key, names, callees, f->unit,
                          g_get_real_time(), NULL);
}

static guint count(Fixture *f)
{
    g_autoptr(HcCache) cache = hc_cache_open(f->cache_folder, NULL);
    g_autoptr(HcFiles) files = hc_files_new();
    g_autoptr(GPtrArray) found = hc_cache_find(cache, files, key);

    for (guint i = 0; i < found->len; i++) {
        const HcRecord *record = found->pdata[i];

        g_assert_true(g_str_has_prefix(record->unit, f->cache_folder));
    }
    return found->len;
}

static void test_found(Fixture *f, gconstpointer data)
{
    g_assert_cmpuint(count(f), ==, 0);
    g_assert_true(store(f, NULL));
    g_assert_cmpuint(count(f), ==, 1);
    g_assert_true(store(f, NULL));
    g_assert_cmpuint(count(f), ==, 1);
    g_assert_true(store(f, "callee"));
    g_assert_cmpuint(count(f), ==, 2);
}

static void test_changed(Fixture *f, gconstpointer data)
{
    store(f, NULL);
    g_free(scratch_write(f->folder, "a \xff.h", "x", -1));
    g_assert_cmpuint(count(f), ==, 0);
    scratch_wait();
    store(f, NULL);
    g_assert_cmpuint(count(f), ==, 1);
    /* Back again: both are kept. */
    g_free(scratch_write(f->folder, "a \xff.h", "", -1));
    g_assert_cmpuint(count(f), ==, 1);
    g_remove(f->header);
    g_assert_cmpuint(count(f), ==, 0);
}

static void test_too_fresh(Fixture *f, gconstpointer data)
{
    g_free(scratch_write(f->folder, "a.c", "int b;", -1));
    store(f, NULL);
    g_assert_cmpuint(count(f), ==, 0);
}

static void test_many(Fixture *f, gconstpointer data)
{
    for (guint i = 0; i < 20; i++) {
        g_autofree char *callee = g_strdup_printf("callee%u", i);

        g_assert_true(store(f, callee));
    }
    g_assert_cmpuint(count(f), ==, 8);
}

static void test_broken(Fixture *f, gconstpointer data)
{
    g_autofree char *list = g_build_filename(f->cache_folder, "units", "01",
                                             key, NULL);
    g_autofree char *text = NULL;
    gsize length;

    store(f, NULL);
    g_assert_true(g_file_get_contents(list, &text, &length, NULL));
    for (gsize i = 0; i < length; i++) {
        g_autofree char *other = g_memdup2(text, length);

        g_assert_true(g_file_set_contents(list, text, i, NULL));
        count(f);
        other[i] ^= 0x5a;
        g_assert_true(g_file_set_contents(list, other, length, NULL));
        count(f);
    }
    g_assert_true(g_file_set_contents(list, "", 0, NULL));
    store(f, NULL);
    g_assert_cmpuint(count(f), ==, 1);
}

static void test_join(Fixture *f, gconstpointer data)
{
    g_autofree char *other = g_build_filename(f->folder, "other", NULL);
    g_autoptr(HcCache) cache = hc_cache_open(other, NULL);
    g_autoptr(HcCache) nothing = hc_cache_open(NULL, NULL);
    g_autoptr(HcFiles) files = hc_files_new();
    g_autoptr(GPtrArray) before = hc_cache_find(cache, files, key);
    g_autoptr(GPtrArray) after = NULL;
    g_autoptr(GPtrArray) none = NULL;

    store(f, NULL);
    g_assert_cmpuint(before->len, ==, 0);
    hc_cache_join(cache, f->cache_folder);
    after = hc_cache_find(cache, files, key);
    g_assert_cmpuint(after->len, ==, 1);
    none = hc_cache_find(nothing, files, key);
    g_assert_cmpuint(none->len, ==, 0);
    g_assert_null(hc_cache_path(nothing, "files"));
}

static void test_no_folder(Fixture *f, gconstpointer data)
{
    g_autofree char *below = g_build_filename(f->source, "cache", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_null(hc_cache_open(below, &error));
    g_assert_nonnull(strstr(error->message, below));
}

static void test_evict(Fixture *f, gconstpointer data)
{
    g_autoptr(HcCache) cache = NULL;
    g_autofree char *stamp = g_build_filename(f->cache_folder, "evicted",
                                              NULL);

    store(f, NULL);
    cache = hc_cache_open(f->cache_folder, NULL);
    hc_cache_evict(cache, 30, 1 << 20);
    g_assert_cmpuint(count(f), ==, 1);
    /* Once a day. */
    hc_cache_evict(cache, 30, 0);
    g_assert_cmpuint(count(f), ==, 1);
    g_remove(stamp);
    hc_cache_evict(cache, 30, 0);
    g_assert_cmpuint(count(f), ==, 0);
}

#define ADD(name, fn) \
    g_test_add("/cache/" name, Fixture, NULL, set_up, fn, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("found", test_found);
    ADD("changed", test_changed);
    ADD("too-fresh", test_too_fresh);
    ADD("many", test_many);
    ADD("broken", test_broken);
    ADD("join", test_join);
    ADD("no-folder", test_no_folder);
    ADD("evict", test_evict);
    return g_test_run();
}
