/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When two names, two IOThreads are the same. */
#include "script.h"

static HcRelation compare(const char *a, const char *b,
                          HcRelation (*how)(const HcTerm *, const HcTerm *))
{
    HcSummary *s = hc_summary_new("a.c");
    const HcTerm *x = script_term(s, a), *y = script_term(s, b);
    HcRelation one = how(x, y), other = how(y, x);

    if (one != other) {
        g_printerr("%s and %s: %d one way, %d the other\n", a, b, one, other);
        g_test_fail();
    }
    hc_summary_free(s);
    return one;
}

static void names(const char *a, const char *b, HcRelation expected)
{
    HcRelation got = compare(a, b, hc_term_compare_names);

    if (got != expected) {
        g_printerr("names %s and %s: %d, expected %d\n", a, b, got, expected);
        g_test_fail();
    }
}

static void objects(const char *a, const char *b, HcRelation expected)
{
    HcRelation got = compare(a, b, hc_term_compare_objects);

    if (got != expected) {
        g_printerr("objects %s and %s: %d, expected %d\n", a, b, got,
                   expected);
        g_test_fail();
    }
}

static void test_literals(void)
{
    names("'a'", "'a'", HC_EQUAL);
    names("'a'", "'b'", HC_DIFFERENT);
    names("''", "'b'", HC_DIFFERENT);
    names("0", "'b'", HC_DIFFERENT);
    names("0", "path(self)", HC_DIFFERENT);
    names("0", "self->id", HC_UNKNOWN);
    names("'a'", "?x", HC_UNKNOWN);
    names("?x", "?x", HC_EQUAL);
    names("?x", "?y", HC_UNKNOWN);
    names("'a'", "self->id", HC_UNKNOWN);
}

static void test_paths(void)
{
    names("path(self)", "path(self)", HC_EQUAL);
    names("path(&a)", "path(&b)", HC_DIFFERENT);
    names("path(self)", "path(self->dev)", HC_UNKNOWN);
    names("path(self->a)", "path(self->b)", HC_DIFFERENT);
    names("path(self)", "self->id", HC_DIFFERENT);
    names("path(self)", "'virtio-blk'", HC_DIFFERENT);
    names("path(self)", "'/machine/x'", HC_UNKNOWN);
    names("path(self)", "param1", HC_UNKNOWN);
    names("path(self)", "iothread_get_id(self->iothread)", HC_UNKNOWN);
    names("iothread_get_id(self->a)", "iothread_get_id(self->b)",
          HC_UNKNOWN);
}

static void test_fields(void)
{
    names("self->id", "self->id", HC_EQUAL);
    names("self->id", "self->name", HC_DIFFERENT);
    names("self->vq[0].id", "self->vq[1].id", HC_DIFFERENT);
    names("self->vq[#3].id", "self->vq[1].id", HC_UNKNOWN);
    names("self->id", "param1->id", HC_UNKNOWN);
    names("param1", "param2", HC_UNKNOWN);
}

static void test_formats(void)
{
    names("format(path(self),'/vq')", "format(path(self),'/vq')", HC_EQUAL);
    names("format(path(self),'/vq')", "format(path(self),'/cq')",
          HC_DIFFERENT);
    names("format(path(self),'/vq')", "path(self)", HC_DIFFERENT);
    names("format('a',self->id)", "format('b',self->id)", HC_DIFFERENT);
    names("format('a',self->id)", "format(self->id,'a')", HC_UNKNOWN);
    names("format('a',self->id)", "format(self->id,'ab')", HC_DIFFERENT);
    names("format('a',self->id)", "'b'", HC_DIFFERENT);
    names("format('a',self->id)", "'abc'", HC_UNKNOWN);
    names("format('a',self->id)", "path(self)", HC_DIFFERENT);
    names("format('/a',self->id)", "path(self)", HC_UNKNOWN);
    names("format('vq',%d(1))", "format('vq',%d(2))", HC_DIFFERENT);
    names("format('vq',%d(1))", "format('vq',%u(1))", HC_UNKNOWN);
    names("format('vq',%d(self->n))", "format('vq',%d(self->m))",
          HC_UNKNOWN);
    names("format('vq',self->a)", "format('vq',self->b)", HC_DIFFERENT);
    /* Two pieces that differ can make up for each other. */
    names("format('x',self->a,self->b)", "format('x',self->b,self->a)",
          HC_UNKNOWN);
    names("format('x',format('y',self->a))", "format('xy',self->a)",
          HC_EQUAL);
}

static void test_objects(void)
{
    objects("self->a", "self->a", HC_EQUAL);
    objects("self->a", "self->b", HC_DIFFERENT);
    objects("self->dp->t", "self->t", HC_UNKNOWN);
    objects("self->a->t", "self->b->t", HC_DIFFERENT);
    objects("param1->t", "param2->t", HC_DIFFERENT);
    objects("self", "self->a", HC_UNKNOWN);
    objects("&a", "&b", HC_DIFFERENT);
    objects("g:a", "g:b", HC_DIFFERENT);
    objects("g:a", "self->t", HC_UNKNOWN);
    objects("heap1", "heap2", HC_DIFFERENT);
    objects("heap1", "self->a", HC_DIFFERENT);
    objects("heap1", "param1", HC_DIFFERENT);
    objects("heap1", "?x", HC_UNKNOWN);
    objects("heap1->t", "heap2", HC_UNKNOWN);
    objects("0", "self", HC_DIFFERENT);
    objects("0", "self->a", HC_UNKNOWN);
    objects("self->vq[0].t", "self->vq[1].t", HC_DIFFERENT);
    objects("self->vq[#9].t", "self->vq[1].t", HC_UNKNOWN);
    objects("by_id('a')", "by_id('b')", HC_UNKNOWN);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/names/literals", test_literals);
    g_test_add_func("/names/paths", test_paths);
    g_test_add_func("/names/fields", test_fields);
    g_test_add_func("/names/formats", test_formats);
    g_test_add_func("/names/objects", test_objects);
    return g_test_run();
}
