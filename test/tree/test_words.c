/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/words.h"

#include <string.h>

static void expect(const char *const *list, const char *text,
                   const char *found)
{
    g_autoptr(HcWords) words =
        hc_words_new(list, g_strv_length((char **)list));
    g_autoptr(GString) got = g_string_new(NULL);
    gsize length = strlen(text), at = 0;
    /* Without a zero behind it, so that a read too far shows. */
    g_autofree char *copy = g_memdup2(text, length);
    int word;

    for (; (word = hc_words_next(words, copy, length, &at)) >= 0; at++) {
        g_string_append_printf(got, "%s@%zu ", list[word], at);
    }
    g_assert_cmpstr(got->str, ==, found);
}

static void test_many(void)
{
    const char *const list[] = { "object_ref", "IOThread", "object_unref",
                                 NULL };

    expect(list, "", "");
    expect(list, "IOThread", "IOThread@0 ");
    expect(list, "IOThread *t; object_ref(t); object_unref(t);",
           "IOThread@0 object_ref@13 object_unref@28 ");
    expect(list, "xIOThread IOThread2 IOThread_ IOThread", "IOThread@30 ");
    expect(list, "object_refx object_re", "");
    expect(list, "IOThreadIOThread IOThread;IOThread",
           "IOThread@17 IOThread@26 ");
}

static void test_prefixes(void)
{
    const char *const list[] = { "get", "get_all", "g", "", "get", NULL };
    const char *const long_list[] = { "get", "get_all", "", NULL };

    expect(list, "g get get_all gets", "g@0 get@2 get_all@6 ");
    expect(long_list, "g get get_all gets", "get@2 get_all@6 ");
}

static void test_none(void)
{
    const char *const none[] = { NULL };
    const char *const empty[] = { "", NULL };

    expect(none, "anything", "");
    expect(empty, "anything", "");
}

/* Against the simple way, on texts where words overlap and repeat. */
static void test_random(void)
{
    const char *const list[] = { "ab", "aba", "bab", "a_b", "abab_ab", NULL };
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);

    for (int round = 0; round < 2000; round++) {
        guint length = g_rand_int_range(rand, 0, 40);
        g_autofree char *text = g_malloc0(length + 1);
        g_autoptr(GString) want = g_string_new(NULL);

        for (guint i = 0; i < length; i++) {
            text[i] = "ab_ (\xff"[g_rand_int_range(rand, 0, 6)];
        }
        for (guint i = 0; i < length; i++) {
            for (guint j = 0; list[j]; j++) {
                gsize n = strlen(list[j]);

                if (strncmp(text + i, list[j], n) == 0 &&
                    (!i || !hc_is_word(text[i - 1])) &&
                    !hc_is_word(text[i + n])) {
                    g_string_append_printf(want, "%s@%u ", list[j], i);
                }
            }
        }
        expect(list, text, want->str);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/words/many", test_many);
    g_test_add_func("/words/prefixes", test_prefixes);
    g_test_add_func("/words/none", test_none);
    g_test_add_func("/words/random", test_random);
    return g_test_run();
}
