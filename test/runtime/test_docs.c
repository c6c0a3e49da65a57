/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The examples of docs/holder-api.md stand in programs/devices.c, so they
 * compile, and test_oracle shows that they are right.
 */
#include <glib.h>
#include <string.h>

static void test_examples(void)
{
    g_autofree char *docs = NULL, *program = NULL;
    const char *at;
    guint n = 0;

    g_assert_true(g_file_get_contents(DOCS "holder-api.md", &docs, NULL, NULL));
    g_assert_true(
        g_file_get_contents(PROGRAMS "devices.c", &program, NULL, NULL));
    for (at = docs; (at = strstr(at, "\n```c\n")); n++) {
        const char *start = at + strlen("\n```c\n");
        const char *end = strstr(start, "\n```\n");
        g_autofree char *example = NULL;

        g_assert_nonnull(end);
        example = g_strndup(start, end - start);
        if (!strstr(program, example)) {
            g_test_message("not in programs/devices.c:\n%s", example);
            g_test_fail();
        }
        at = end;
    }
    g_assert_cmpuint(n, >=, 5);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/docs/examples", test_examples);
    return g_test_run();
}
