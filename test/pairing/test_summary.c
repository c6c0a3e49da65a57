/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The container: interning, merging, one text. */
#include "script.h"
#include "summary/ranges.h"
#include "summary/term.h"

static void test_intern(void)
{
    HcSummary *s = hc_summary_new("a.c");

    g_assert_true(script_term(s, "self->a.b") == script_term(s, "self->a.b"));
    g_assert_true(script_term(s, "self->a") != script_term(s, "self->b"));
    g_assert_true(script_term(s, "heap1") != script_term(s, "zheap1"));
    g_assert_true(hc_summary_string(s, "x") == hc_summary_string(s, "x"));
    g_assert_null(hc_summary_string(s, NULL));
    hc_summary_free(s);
    hc_summary_free(NULL);
}

/* "&s->conf" then "->iothread" is "s->conf.iothread". */
static void test_addresses(void)
{
    HcSummary *s = hc_summary_new("a.c");
    const HcTerm *self = script_term(s, "self");
    const HcTerm *conf = script_term(s, "&self->conf");
    const HcTerm *vq = script_term(s, "&self->vq");

    g_assert_true(hc_summary_term(s, HC_TERM_LOAD, 0, "iothread", &conf, 1) ==
                  script_term(s, "self->conf.iothread"));
    g_assert_true(hc_summary_term(s, HC_TERM_LOAD, 0, "", &conf, 1) ==
                  script_term(s, "self->conf"));
    g_assert_true(hc_summary_term(s, HC_TERM_LOAD, 0, "[2].t", &vq, 1) ==
                  script_term(s, "self->vq[2].t"));
    g_assert_true(hc_summary_term(s, HC_TERM_ADDR, 0, "", &self, 1) == self);
    hc_summary_free(s);
}

static void check_text(HcSummary *s, const char *text, const char *expected)
{
    g_autofree char *got = hc_term_text(script_term(s, text));

    g_assert_cmpstr(got, ==, expected);
}

static void test_text(void)
{
    HcSummary *s = hc_summary_new("a.c");

    check_text(s, "self->conf.iothread", "self->conf.iothread");
    check_text(s, "self->p->*", "*self->p");
    check_text(s, "g:mon_iothread", "mon_iothread");
    check_text(s, "&mon_iothread", "&mon_iothread");
    check_text(s, "&self->conf", "&self->conf");
    check_text(s, "format(path(self),'/\"')", "format(path(self), \"/\\\"\")");
    check_text(s, "((self->n&4)==0)", "((self->n & 4) == 0)");
    check_text(s, "!self->on", "!(self->on)");
    check_text(s, "-3", "-3");
    hc_summary_free(s);
}

static guint count_paths(const char *text)
{
    HcSummary *s = script_summary("a.c", text);
    guint n = ((HcFunction *)g_ptr_array_index(s->functions, 0))->paths->len;

    hc_summary_free(s);
    return n;
}

static void test_merge(void)
{
    /* Equal. */
    g_assert_cmpuint(count_paths("fn f; path success 9; path success 9"),
                     ==, 1);
    /* A branch that does not matter. */
    g_assert_cmpuint(count_paths("fn f; path success 9; when self->a == 0;"
                                 "path success 9; when self->a != 0"), ==, 1);
    /* Two of them. */
    g_assert_cmpuint(count_paths(
        "fn f;"
        "path success 9; when self->a == 0; when self->b == 0;"
        "path success 9; when self->a != 0; when self->b == 0;"
        "path success 9; when self->a == 0; when self->b != 0;"
        "path success 9; when self->a != 0; when self->b != 0"), ==, 1);
    /* One path allows all that the other does. */
    g_assert_cmpuint(count_paths("fn f; path success 9;"
                                 "path success 9; when self->a != 0"), ==, 1);
    /* They do not do the same. */
    g_assert_cmpuint(count_paths("fn f; path success 9; when self->a == 0;"
                                 "path failure 9; when self->a != 0"), ==, 2);
    g_assert_cmpuint(count_paths("fn f; path success 9; when self->a == 0;"
                                 "write self->b = 1;"
                                 "path success 9; when self->a != 0"), ==, 2);
    g_assert_cmpuint(count_paths("fn f; path success 9; when self->a == 0;"
                                 "path success 8; when self->a != 0"), ==, 2);
    /* Differ in two guards: no one path says both. */
    g_assert_cmpuint(count_paths(
        "fn f;"
        "path success 9; when self->a == 0; when self->b == 0;"
        "path success 9; when self->a != 0; when self->b != 0"), ==, 2);
}

static void test_dump(void)
{
    HcSummary *s = script_summary("a.c",
        "slot ci X.realize realize; field X.bh realize;"
        "field X.iothread property; call realize helper; call a b;"
        "fn unrealize incomplete;"
        "fn realize;"
        "path failure 30; when self->n in 2..5;"
        "path success 20; when self->n != 2;"
        "get self->iothread as path(self) 10;"
        "use self->ctx 12; give self 13; register cb self 14;"
        "put self->iothread as 'x' 15 matched reported;"
        "write self->bh = 1; write self->a = heap1; write self->bh = 2;");
    g_autofree char *text = hc_summary_dump(s);

    g_assert_cmpstr(text, ==,
        "unit a.c\n"
        "slot ci X.realize = realize at a.c:900:5\n"
        "field X.bh by realize\n"
        "field X.iothread by property escapes\n"
        "call a -> b\n"
        "call realize -> helper\n"
        "function realize at a.c:1:5\n"
        "  path success exit a.c:20:5\n"
        "    when self->n in [min,1] [3,max]\n"
        "    acquire iothread key=self->iothread holder=path(self)"
        " 'self->iothread' as path(self) in realize at a.c:10:5\n"
        "    use key=self->ctx 'self->ctx' in realize at a.c:12:5\n"
        "    give-up key=self 'self' in realize at a.c:13:5\n"
        "    register cb key=self 'self' in realize at a.c:14:5\n"
        "    release iothread key=self->iothread holder=\"x\""
        " 'self->iothread' as 'x' in realize at a.c:15:5 matched reported\n"
        "    write self->a = heap:heap1\n"
        "    write self->bh = 2\n"
        "  path failure exit a.c:30:5\n"
        "    when self->n in [2,5]\n"
        "function unrealize at a.c:1:5 incomplete\n");
    hc_summary_free(s);
}

static void test_ranges(void)
{
    g_autoptr(GArray) a = hc_ranges_new(1, 5);
    g_autoptr(GArray) nonzero = hc_ranges_new_nonzero();
    g_autoptr(GArray) outside = NULL;
    g_autoptr(GArray) both = NULL;
    g_autoptr(GArray) all = NULL;
    g_autoptr(GArray) zero = hc_ranges_invert(nonzero);
    gint64 value;

    hc_ranges_add(a, 6, 7);
    g_assert_cmpuint(a->len, ==, 1);
    g_assert_true(hc_ranges_subset(a, nonzero));
    g_assert_false(hc_ranges_subset(nonzero, a));
    g_assert_true(hc_ranges_single(zero, &value));
    g_assert_cmpint(value, ==, 0);
    outside = hc_ranges_invert(a);
    both = hc_ranges_intersect(a, outside);
    g_assert_cmpuint(both->len, ==, 0);
    all = hc_ranges_union(outside, a);
    g_assert_true(hc_ranges_full(all));
    g_assert_false(hc_ranges_full(nonzero));
    hc_ranges_add(nonzero, 0, 0);
    g_assert_true(hc_ranges_full(nonzero));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/summary/intern", test_intern);
    g_test_add_func("/summary/addresses", test_addresses);
    g_test_add_func("/summary/text", test_text);
    g_test_add_func("/summary/merge", test_merge);
    g_test_add_func("/summary/dump", test_dump);
    g_test_add_func("/summary/ranges", test_ranges);
    return g_test_run();
}
