/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list alone: a multiset in order of taking, compared by content. */
#include <glib.h>
#include "iothread-holders.h"

/* The list is exactly @names, "a b c". */
static void expect(GList *holders, const char *names)
{
    g_autoptr(GString) got = g_string_new(NULL);

    for (; holders; holders = holders->next) {
        g_string_append_printf(got, "%s%s", got->len ? " " : "",
                               (char *)holders->data);
    }
    g_assert_cmpstr(got->str, ==, names);
}

static GList *list_of(const char *names)
{
    g_auto(GStrv) each = g_strsplit(names, " ", -1);
    GList *holders = NULL;
    guint i;

    for (i = 0; each[i]; i++) {
        iothread_holders_add(&holders, each[i]);
    }
    expect(holders, names);
    return holders;
}

static void test_order(void)
{
    GList *holders = list_of("c a b");

    g_assert_true(iothread_holders_remove(&holders, "a"));
    iothread_holders_add(&holders, "a");
    expect(holders, "c b a");
    iothread_holders_clear(&holders);
    g_assert_null(holders);
}

static void test_multiset(void)
{
    GList *holders = list_of("a b a");

    g_assert_true(iothread_holders_remove(&holders, "a"));
    expect(holders, "b a");
    g_assert_true(iothread_holders_remove(&holders, "a"));
    expect(holders, "b");
    g_assert_false(iothread_holders_remove(&holders, "a"));
    expect(holders, "b");
    g_assert_true(iothread_holders_remove(&holders, "b"));
    g_assert_null(holders);
}

/* Which of two equal ones goes: the oldest, as the links show. */
static void test_first(void)
{
    GList *holders = list_of("a b a");
    gpointer last = g_list_last(holders)->data;

    g_assert_true(iothread_holders_remove(&holders, "a"));
    g_assert_true(g_list_last(holders)->data == last);
    iothread_holders_clear(&holders);
}

static void test_content(void)
{
    GList *holders = NULL;
    char name[] = "/machine/vblk0", other[] = "/machine/vblk0";
    char *dying = g_strdup("/machine/dying");

    iothread_holders_add(&holders, name);
    iothread_holders_add(&holders, dying);
    memset(dying, 'x', strlen(dying));
    g_free(dying);
    name[1] = 'X';
    expect(holders, "/machine/vblk0 /machine/dying");
    g_assert_false(iothread_holders_remove(&holders, name));
    g_assert_true(iothread_holders_remove(&holders, other));
    g_assert_true(iothread_holders_remove(&holders, "/machine/dying"));
    g_assert_null(holders);
}

/* Equal means equal: no prefix, no case, no spaces. */
static void test_unknown(void)
{
    GList *holders = list_of("ab b c");
    GList *first = holders;

    g_assert_false(iothread_holders_remove(&holders, "a"));
    g_assert_false(iothread_holders_remove(&holders, "abc"));
    g_assert_false(iothread_holders_remove(&holders, "B"));
    g_assert_false(iothread_holders_remove(&holders, "c "));
    g_assert_true(holders == first);
    expect(holders, "ab b c");
    iothread_holders_clear(&holders);
    g_assert_false(iothread_holders_remove(&holders, "ab"));
    g_assert_null(holders);
}

static void test_middle(void)
{
    GList *holders = list_of("a b c d e");

    g_assert_true(iothread_holders_remove(&holders, "c"));
    expect(holders, "a b d e");
    g_assert_true(iothread_holders_remove(&holders, "e"));
    expect(holders, "a b d");
    g_assert_true(iothread_holders_remove(&holders, "a"));
    expect(holders, "b d");
    g_assert_null(holders->prev);
    iothread_holders_clear(&holders);
}

static void test_many(void)
{
    GList *holders = NULL;
    guint i;

    for (i = 0; i < 1000; i++) {
        g_autofree char *name = g_strdup_printf("/machine/vblk%u", i);

        iothread_holders_add(&holders, name);
    }
    for (i = 0; i < 1000; i += 2) {
        g_autofree char *name = g_strdup_printf("/machine/vblk%u", i);

        g_assert_true(iothread_holders_remove(&holders, name));
        g_assert_false(iothread_holders_remove(&holders, name));
    }
    g_assert_cmpuint(g_list_length(holders), ==, 500);
    g_assert_cmpstr(holders->data, ==, "/machine/vblk1");
    g_assert_cmpstr(g_list_last(holders)->data, ==, "/machine/vblk999");
    iothread_holders_clear(&holders);
}

static void test_clear_empty(void)
{
    GList *holders = NULL;

    iothread_holders_clear(&holders);
    iothread_holders_clear(&holders);
    g_assert_null(holders);
}

/* Any byte but the end is part of a name. */
static void test_bytes(void)
{
    GList *holders = NULL;

    iothread_holders_add(&holders, "a b\n\"\xff");
    g_assert_false(iothread_holders_remove(&holders, "a b\n\""));
    g_assert_true(iothread_holders_remove(&holders, "a b\n\"\xff"));
    g_assert_null(holders);
}

typedef struct Misuse {
    const char *path;
    gboolean add;
    const char *holder;
} Misuse;

static const Misuse misuses[] = {
    { "/holders/misuse/add-null", TRUE, NULL },
    { "/holders/misuse/add-empty", TRUE, "" },
    { "/holders/misuse/remove-null", FALSE, NULL },
    { "/holders/misuse/remove-empty", FALSE, "" },
};

static void test_misuse(gconstpointer data)
{
    const Misuse *misuse = data;

    if (g_test_subprocess()) {
        GList *holders = NULL;

        if (misuse->add) {
            iothread_holders_add(&holders, misuse->holder);
        } else {
            iothread_holders_remove(&holders, misuse->holder);
        }
        return;
    }
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*assertion failed*holder*");
}

int main(int argc, char **argv)
{
    guint i;

    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/holders/order", test_order);
    g_test_add_func("/holders/multiset", test_multiset);
    g_test_add_func("/holders/first", test_first);
    g_test_add_func("/holders/content", test_content);
    g_test_add_func("/holders/unknown", test_unknown);
    g_test_add_func("/holders/middle", test_middle);
    g_test_add_func("/holders/many", test_many);
    g_test_add_func("/holders/clear-empty", test_clear_empty);
    g_test_add_func("/holders/bytes", test_bytes);
    for (i = 0; i < G_N_ELEMENTS(misuses); i++) {
        g_test_add_data_func(misuses[i].path, &misuses[i], test_misuse);
    }
    return g_test_run();
}
