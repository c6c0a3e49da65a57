/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scratch.h"
#include "tree/search.h"

/* The names of the files of @folder that can matter, separated by blanks. */
static char *found_in(const char *folder, HcFiles *files,
                      const char *const *sources, const char *const *flags,
                      const char *name, HcCache *cache)
{
    g_autoptr(HcDatabase) database = hc_database_new(folder, sources, flags);
    HcContract *contract = hc_contract_load(NULL, NULL);
    g_autoptr(HcFiles) own = files ? NULL : hc_files_new();
    g_autoptr(HcSearch) search =
        hc_search_new(database, files ? files : own, contract);
    g_autoptr(GPtrArray) found = NULL;
    GString *text = g_string_new(NULL);

    if (cache) {
        database->path = g_build_filename(folder, "database", NULL);
    }
    found = hc_search_run(search, cache, "", &name, name ? 1 : 0);
    hc_search_keep(search);
    for (guint i = 0; i < found->len; i++) {
        const HcEntry *entry = found->pdata[i];

        g_string_append_printf(text, "%s ", entry->source);
    }
    hc_contract_free(contract);
    return g_string_free(text, FALSE);
}

static gboolean matters(const char *text)
{
    static const char *const sources[] = { "a.c", NULL };
    static const char *const flags[] = { NULL };
    char *folder = scratch_new();
    g_autofree char *found = NULL;

    scratch_put(folder, "a.c", text);
    found = found_in(folder, NULL, sources, flags, NULL, NULL);
    scratch_free(folder);
    return *found != 0;
}

static void test_words(void)
{
    g_assert_true(matters("iothread_get_aio_context(x)"));
    g_assert_true(matters("f = &iothread_put_aio_context;"));
    g_assert_false(matters("/* iothread_get_aio_context(x) */"));
    g_assert_false(matters("p(\"iothread_get_aio_context\")"));
    g_assert_false(matters("my_iothread_get_aio_context(x)"));
    g_assert_false(matters(""));
}

static void test_weak(void)
{
    g_assert_true(matters("object_ref(OBJECT(s->iothread));"));
    g_assert_true(matters("object_unref(x); IOThread *t;"));
    g_assert_true(matters("object_ref(OBJECT(iothread2))"));
    g_assert_false(matters("object_ref(OBJECT(dev));"));
    g_assert_false(matters("object_ref(x); iothread(1);"));
    g_assert_false(matters("object_ref(x);\n#include \"sysemu/iothread.h\""));
    g_assert_false(matters("IOThread *t;"));
}

static void test_fields(void)
{
    g_assert_true(matters("IOThread *t; t->ctx;"));
    g_assert_true(matters("IOThread t; t . ctx;"));
    g_assert_false(matters("IOThread *t; ctx;"));
    g_assert_false(matters("Other *t; t->ctx;"));
}

static void test_annotations(void)
{
    g_assert_true(matters("QEMU_ANNOTATE(\"holdcheck.acquires\") void f();"));
    g_assert_false(matters("/* holdcheck.acquires */ void f();"));
}

static void test_headers(void)
{
    const char *const sources[] = { "direct.c", "far.c", "other.c", "angle.c",
                                    "proto.c", "quoted.c", NULL };
    const char *const flags[] = { "-Iinc", "-iquote", "quote", NULL };
    char *folder = scratch_new();
    g_autofree char *found = NULL;

    scratch_put(folder, "inc/sub/call.h",
                "static void f(void) { iothread_get_aio_context(x); }");
    scratch_put(folder, "inc/sub/outer.h", "#include \"call.h\"");
    scratch_put(folder, "inc/proto.h",
                "AioContext *iothread_get_aio_context(IOThread *);");
    scratch_put(folder, "quote/q.h", "#define G iothread_get_aio_context(x)");
    scratch_put(folder, "direct.c", "  # include \"sub/call.h\"\n");
    scratch_put(folder, "far.c", "\n#include \"sub/outer.h\"");
    scratch_put(folder, "other.c", "#include \"call.h\"\n#include <q.h>\n");
    scratch_put(folder, "angle.c", "#include <sub/call.h>");
    scratch_put(folder, "proto.c", "#include \"proto.h\"\n#include \"no.h\"");
    scratch_put(folder, "quoted.c", "#include \"q.h\"");
    found = found_in(folder, NULL, sources, flags, NULL, NULL);
    g_assert_cmpstr(found, ==, "angle.c direct.c far.c quoted.c ");
    scratch_free(folder);
}

/* Two headers of one name: each entry's own folders say which it is. */
static void test_shadowed(void)
{
    const char *const sources[] = { "a.c", NULL };
    const char *const good[] = { "-I", "none", "-I", "call", NULL };
    const char *const bad[] = { "-Icall", "-Inone", NULL };
    const char *const forced[] = { "-include", "call/h.h", NULL };
    char *folder = scratch_new();
    g_autofree char *first = NULL;
    g_autofree char *second = NULL;
    g_autofree char *third = NULL;

    scratch_put(folder, "call/h.h", "#define G iothread_get_aio_context(x)");
    scratch_put(folder, "none/h.h", "");
    scratch_put(folder, "a.c", "#include \"h.h\"");
    first = found_in(folder, NULL, sources, good, NULL, NULL);
    second = found_in(folder, NULL, sources, bad, NULL, NULL);
    third = found_in(folder, NULL, sources, forced, NULL, NULL);
    g_assert_cmpstr(first, ==, "");
    g_assert_cmpstr(second, ==, "a.c ");
    g_assert_cmpstr(third, ==, "a.c ");
    scratch_free(folder);
}

static void test_loops(void)
{
    const char *const sources[] = { "a.c", NULL };
    const char *const flags[] = { "-I.", NULL };
    char *folder = scratch_new();
    g_autofree char *found = NULL;

    scratch_put(folder, "a.h", "#include \"b.h\"\n#include \"a.h\"");
    scratch_put(folder, "b.h", "#include \"a.h\"\n#include \"c.h\"");
    scratch_put(folder, "c.h", "#define G iothread_get_aio_context(x)\n"
                "#include \"../../../../../../../../../etc\"\n#include \"\"\n"
                "#include \"open\n#include MACRO\n#include");
    scratch_put(folder, "a.c", "#include \"a.h\"");
    found = found_in(folder, NULL, sources, flags, NULL, NULL);
    g_assert_cmpstr(found, ==, "a.c ");
    scratch_free(folder);
}

static void test_names(void)
{
    const char *const sources[] = { "a.c", "b.c", "gone.c", NULL };
    const char *const flags[] = { NULL };
    char *folder = scratch_new();
    g_autofree char *found = NULL;

    scratch_put(folder, "a.c", "helper_attach(s);");
    scratch_put(folder, "b.c", "/* helper_attach */");
    found = found_in(folder, NULL, sources, flags, "helper_attach", NULL);
    g_assert_cmpstr(found, ==, "a.c ");
    scratch_free(folder);
}

static void test_overlay(void)
{
    const char *const sources[] = { "a.c", "new.c", NULL };
    const char *const flags[] = { "-I.", NULL };
    char *folder = scratch_new();
    g_autoptr(HcFiles) files = hc_files_new();
    g_autofree char *old = scratch_write(folder, "old",
                                         "#include \"was/h.h\"", -1);
    g_autofree char *header = scratch_write(folder, "header",
                                            "#define G "
                                            "iothread_get_aio_context(x)", -1);
    g_autofree char *now = scratch_write(folder, "a.c", "", -1);
    g_autofree char *gone = g_build_filename(folder, "was/h.h", NULL);
    g_autofree char *fresh =
        scratch_write(folder, "new.c", "iothread_get_aio_context(x)", -1);
    g_autofree char *found = NULL;

    hc_files_overlay(files, now, old);
    hc_files_overlay(files, gone, header);
    hc_files_overlay(files, fresh, NULL);
    found = found_in(folder, files, sources, flags, NULL, NULL);
    g_assert_cmpstr(found, ==, "a.c ");
    scratch_free(folder);
}

/* The answer is kept, and given up when anything it rests on changes. */
static void test_memo(void)
{
    const char *const sources[] = { "a.c", NULL };
    const char *const flags[] = { "-Iinc", NULL };
    char *folder = scratch_new();
    g_autofree char *cache_folder = g_build_filename(folder, "cache", NULL);
    g_autofree char *memo = g_build_filename(cache_folder, "search", NULL);
    g_autoptr(HcCache) cache = hc_cache_open(cache_folder, NULL);
    g_autofree char *first = NULL;
    g_autofree char *second = NULL;
    g_autofree char *third = NULL;
    g_autofree char *fourth = NULL;
    g_autofree char *fifth = NULL;

    scratch_put(folder, "database", "[]");
    scratch_put(folder, "inc/x.h", "");
    scratch_put(folder, "a.c", "#include \"h.h\"");
    g_usleep(1100000);
    first = found_in(folder, NULL, sources, flags, NULL, cache);
    g_assert_cmpstr(first, ==, "");
    g_assert_true(g_file_test(memo, G_FILE_TEST_EXISTS));
    /* A header that was not there. */
    scratch_put(folder, "inc/h.h", "#define G iothread_get_aio_context(x)");
    second = found_in(folder, NULL, sources, flags, NULL, cache);
    g_assert_cmpstr(second, ==, "a.c ");
    /* A change that is none to the search, and one that is. */
    g_usleep(1100000);
    g_free(found_in(folder, NULL, sources, flags, NULL, cache));
    scratch_put(folder, "a.c", "#include \"h.h\"\nint a;");
    fourth = found_in(folder, NULL, sources, flags, NULL, cache);
    g_assert_cmpstr(fourth, ==, "a.c ");
    scratch_put(folder, "a.c", "int a;");
    fifth = found_in(folder, NULL, sources, flags, NULL, cache);
    g_assert_cmpstr(fifth, ==, "");
    scratch_put(folder, "a.c", "#include \"h.h\"");
    scratch_put(folder, "cache/search", "nonsense");
    third = found_in(folder, NULL, sources, flags, NULL, cache);
    g_assert_cmpstr(third, ==, "a.c ");
    scratch_free(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/search/words", test_words);
    g_test_add_func("/search/weak", test_weak);
    g_test_add_func("/search/fields", test_fields);
    g_test_add_func("/search/annotations", test_annotations);
    g_test_add_func("/search/headers", test_headers);
    g_test_add_func("/search/shadowed", test_shadowed);
    g_test_add_func("/search/loops", test_loops);
    g_test_add_func("/search/names", test_names);
    g_test_add_func("/search/overlay", test_overlay);
    g_test_add_func("/search/memo", test_memo);
    return g_test_run();
}
