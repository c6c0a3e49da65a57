/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/mask.h"

#include <string.h>

static void expect(const char *text, const char *masked)
{
    gsize length = strlen(text);
    g_autofree char *copy = g_memdup2(text, length ? length : 1);
    g_autofree char *got = NULL;

    hc_mask(copy, length);
    got = g_strndup(copy, length);
    g_assert_cmpstr(got, ==, masked);
}

static void expect_declarations(const char *text, const char *masked)
{
    gsize length = strlen(text);
    g_autofree char *copy = g_memdup2(text, length ? length : 1);
    g_autofree char *got = NULL;

    hc_mask_declarations(copy, length);
    got = g_strndup(copy, length);
    g_assert_cmpstr(got, ==, masked);
}

static void test_comments(void)
{
    expect("", "");
    expect("a /* b */ c", "a         c");
    expect("a // b\nc", "a     \nc");
    expect("a // b\\\nb\nc", "a      \n \nc");
    expect("/* \n */x", "   \n   x");
    expect("/*/ x */y", "        y");
    expect("a /* never ends", "a              ");
    expect("/", "/");
    expect("a /", "a /");
    expect("// at the end", "             ");
}

static void test_strings(void)
{
    expect("f(\"a\") b", "f(\" \") b");
    expect("\"/*\" x", "\"  \" x");
    expect("\"a\\\"b\" x", "\"    \" x");
    expect("'\"' x '\\'' y", "' ' x '  ' y");
    expect("\"open\nx", "\"    \nx");
    expect("\"open", "\"    ");
    expect("\"\\", "\" ");
    /* Not the beginning of a character. */
    expect("1'000'000 x", "1'000'000 x");
    expect("A(\"holdcheck.acquires\")", "A(\"holdcheck.acquires\")");
    expect("A(\"holdcheck\")", "A(\"         \")");
}

static void test_declarations(void)
{
    expect_declarations("int get(int); x", "int    (int); x");
    expect_declarations("int f(void) { get(1); } int get(int);",
                        "int  (void) { get(1); } int    (int);");
    expect_declarations("#define G get(1)\nget (2);",
                        "#define G get(1)\n    (2);");
    expect_declarations("#define G \\\n get(1)\nget(2);",
                        "#define G \\\n get(1)\n   (2);");
    expect_declarations("T t = { .f = get }; p = get;",
                        "T t = { .f = get }; p = get;");
    /* Only one arm of an #if is compiled: each begins as deep as the #if. */
    expect_declarations("#if A\nint f() {\n#else\nint g() {\n#endif\nget(); }\n"
                        "int get();",
                        "#if A\nint  () {\n#else\nint  () {\n#endif\nget(); }\n"
                        "int    ();");
    expect_declarations("extern \" \" {\nint get();\n}",
                        "extern \" \" {\nint    ();\n}");
    expect_declarations("} } get(", "} }    (");
    expect_declarations("#endif\n#else\n#elif\nget()",
                        "#endif\n#else\n#elif\n   ()");
    expect_declarations("get", "get");
    expect_declarations("#", "#");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mask/comments", test_comments);
    g_test_add_func("/mask/strings", test_strings);
    g_test_add_func("/mask/declarations", test_declarations);
    return g_test_run();
}
