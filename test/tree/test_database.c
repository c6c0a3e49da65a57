/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scratch.h"
#include "tree/database.h"

static HcDatabase *load(const char *text, gssize length)
{
    char *folder = scratch_new();
    g_autoptr(GError) error = NULL;
    HcDatabase *database;

    g_free(scratch_write(folder, "compile_commands.json", text, length));
    database = hc_database_load(folder, &error);
    if (!database) {
        g_assert_null(strchr(error->message, '\n'));
    }
    scratch_free(folder);
    return database;
}

static char *flags_of(HcDatabase *database, guint index)
{
    const char *const *flags =
        hc_entry_flags(database->entries->pdata[index], NULL);

    return flags ? g_strjoinv("|", (char **)flags) : NULL;
}

static void test_flags(void)
{
    g_autoptr(HcDatabase) database = load(
        "[{\"directory\": \"/b\", \"file\": \"../s/a.c\","
        "  \"command\": \"ccache gcc -I../s -DX='a b' -MD -MQ x -MF y.d"
        " -o a.o -c ../s/a.c\"},"
        " {\"directory\": \"/b\", \"file\": \"z.c\", \"arguments\":"
        "  [\"cc\", \"-DQ=\\\"q\\\"\", \"-c\", \"./z.c\", \"-oz.o\"]},"
        " {\"directory\": \"/b\", \"file\": \"n.cpp\", \"command\": \"c++\"}]",
        -1);
    g_autofree char *first = flags_of(database, 0);
    g_autofree char *second = flags_of(database, 1);

    g_assert_cmpuint(database->entries->len, ==, 2);
    g_assert_cmpstr(((HcEntry *)database->entries->pdata[1])->file, ==,
                    "/s/a.c");
    g_assert_cmpstr(first, ==, "-DQ=\"q\"");
    g_assert_cmpstr(second, ==, "-I../s|-DX=a b");
}

/* What clang's parts are told: what the text means stays. */
static void test_parts(void)
{
    g_autoptr(HcDatabase) database = load(
        "[{\"directory\": \"/b\", \"file\": \"a.c\", \"command\": \"cc"
        " -Wp,-MMD,a.d,-D_FORTIFY_SOURCE=2,-UX -Xclang=-load -Xclang=e.so"
        " -Xclang -fno-builtin -Xclang -target-feature -Xclang +avx2"
        " -Xclang -I -Xclang d -Xclang -o -Xclang -D -x c -xc -x c-header"
        " -Xarch_host -DA --target=x86_64-linux-gnu --target=../x"
        " -target aarch64-linux-gnu -target /x -c a.c\"}]", -1);
    g_autofree char *flags = flags_of(database, 0);

    g_assert_cmpstr(flags, ==,
                    "-D_FORTIFY_SOURCE=2|-UX|-Xclang|-fno-builtin|-Xclang|"
                    "-target-feature|-Xclang|+avx2|-Xclang|-I|-Xclang|d|-x|c|"
                    "-xc|--target=x86_64-linux-gnu|-target|aarch64-linux-gnu");
}

static void test_order(void)
{
    g_autoptr(HcDatabase) database = load(
        "[{\"directory\": \"/b\", \"file\": \"b.c\", \"command\": \"cc -D1\"},"
        " {\"directory\": \"/b\", \"file\": \"a.c\", \"command\": \"cc -D2\"},"
        " {\"directory\": \"/b\", \"file\": \"b.c\", \"command\": \"cc -D3\"}]",
        -1);
    g_autofree char *second = flags_of(database, 1);
    g_autofree char *third = flags_of(database, 2);

    g_assert_cmpstr(second, ==, "-D1");
    g_assert_cmpstr(third, ==, "-D3");
}

static void test_broken_rows(void)
{
    g_autoptr(HcDatabase) database = load(
        "[7, {}, {\"directory\": \"/b\"}, null, [],"
        " {\"directory\": 1, \"file\": \"a.c\"},"
        " {\"directory\": \"/b\", \"file\": \"a.c\"},"
        " {\"directory\": \"/b\", \"file\": \"\", \"command\": \"cc\"},"
        " {\"directory\": \"/b\", \"file\": \"a.c\", \"arguments\": [1]},"
        " {\"directory\": \"/b\", \"file\": \"a.c\", \"arguments\": []},"
        " {\"directory\": \"/b\", \"file\": \"b.c\", \"command\": \"cc 'x\"}]",
        -1);
    g_autofree char *none = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_cmpuint(database->problems->len, ==, 9);
    g_assert_cmpuint(database->entries->len, ==, 2);
    none = flags_of(database, 0);
    g_assert_cmpstr(none, ==, "");
    g_assert_null(hc_entry_flags(database->entries->pdata[1], &error));
    g_assert_true(g_str_has_prefix(error->message,
                                   "compile command is broken: "));
}

static void test_broken_files(void)
{
    static const char *const texts[] = {
        "", "[", "{}", "7", "\"\"", "[{\"directory\": ", "\xff\xfe", "null",
    };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_assert_null(load(texts[i], -1));
    }
    g_assert_null(load("[]\0[", 4));
}

static void test_bytes(void)
{
    g_autoptr(HcDatabase) database = load(
        "[{\"directory\": \"/b\", \"file\": \"\xff\\n\xc3\xa4.c\","
        "  \"command\": \"cc -DX=\xfe\"}]", -1);
    g_autofree char *flags = flags_of(database, 0);

    g_assert_cmpstr(((HcEntry *)database->entries->pdata[0])->file, ==,
                    "/b/\xff\n\xc3\xa4.c");
    g_assert_cmpstr(flags, ==, "-DX=\xfe");
}

static void test_given(void)
{
    const char *const files[] = { "b.c", "a.c", NULL };
    const char *const flags[] = { "-DX", NULL };
    g_autoptr(HcDatabase) database = hc_database_new("/d", files, flags);
    g_autofree char *first = flags_of(database, 0);

    g_assert_cmpstr(((HcEntry *)database->entries->pdata[0])->file, ==,
                    "/d/a.c");
    g_assert_cmpstr(first, ==, "-DX");
}

static void test_compiler(void)
{
    g_autoptr(HcDatabase) none = load("[]", -1);
    g_autoptr(HcDatabase) some = load(
        "[{\"directory\": \"/d\", \"file\": \"a.c\",\n"
        "  \"command\": \"cc 'a.c\"},\n"
        " {\"directory\": \"/d\", \"file\": \"b.c\", \"arguments\":"
        " [\"/usr/bin/ccache\", \"distcc\", \"clang-14\", \"b.c\"]},\n"
        " {\"directory\": \"/d\", \"file\": \"c.c\",\n"
        "  \"command\": \"gcc c.c\"}]", -1);
    g_autofree char *nothing = hc_database_compiler(none);
    g_autofree char *compiler = hc_database_compiler(some);

    g_assert_null(nothing);
    g_assert_cmpstr(compiler, ==, "clang-14");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/database/flags", test_flags);
    g_test_add_func("/database/parts", test_parts);
    g_test_add_func("/database/order", test_order);
    g_test_add_func("/database/broken-rows", test_broken_rows);
    g_test_add_func("/database/broken-files", test_broken_files);
    g_test_add_func("/database/bytes", test_bytes);
    g_test_add_func("/database/given", test_given);
    g_test_add_func("/database/compiler", test_compiler);
    return g_test_run();
}
