/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/text.h"

#include <string.h>

static char *identity(const char *text, const char *names)
{
    g_autoptr(GPtrArray) files = NULL;
    g_autofree char *joined = NULL;
    char *hash = hc_text_identity(text, strlen(text), "/s/a.c", &files);

    if (names) {
        g_ptr_array_add(files, NULL);
        joined = g_strjoinv("|", (char **)files->pdata);
        g_assert_cmpstr(joined, ==, names);
    }
    return hash;
}

static void expect(gboolean equal, const char *a, const char *b)
{
    g_autofree char *x = identity(a, NULL);
    g_autofree char *y = identity(b, NULL);

    g_assert_cmpint(strcmp(x, y) == 0, ==, equal);
}

static void test_equal(void)
{
    expect(TRUE, "# 1 \"/s/a.c\"\n# 1 \"x/h.h\" 1\nint h;\n# 2 \"/s/a.c\" 2\n",
           "# 1 \"/s/a.c\"\n# 7 \"y/g.h\" 1\n\nint h;\n# 2 \"/s/a.c\" 2\n");
    expect(FALSE, "# 1 \"/s/a.c\"\nint a;\n", "# 1 \"/s/a.c\"\nint b;\n");
    /* In the file itself lines are the places of findings. */
    expect(FALSE, "# 1 \"/s/a.c\"\nint a;\n", "# 1 \"/s/a.c\"\n\nint a;\n");
    expect(FALSE, "# 1 \"/s/a.c\"\nint a;\n", "# 2 \"/s/a.c\"\nint a;\n");
    expect(FALSE, "int a;", "");
}

static void test_names(void)
{
    g_free(identity("# 1 \"/s/a.c\"\n# 1 \"<built-in>\" 1\n"
                    "# 1 \"a \\\"b\\\\\\n.h\" 1\n# 1 \"/s/a.c\" 2\n",
                    "/s/a.c|a \"b\\\n.h"));
    g_free(identity("", ""));
    g_free(identity("#", ""));
    g_free(identity("# ", ""));
    g_free(identity("# 1", ""));
    g_free(identity("# 1 ", ""));
    g_free(identity("# 1 \"", ""));
    g_free(identity("# 1 \"x\\", "x\\"));
    g_free(identity("# 1 \"x", "x"));
    g_free(identity("#pragma x\n# 1 x\n", ""));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/equal", test_equal);
    g_test_add_func("/text/names", test_names);
    return g_test_run();
}
