/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls to functions of other files that take or put. */
#include "script.h"

#define SLOTS \
    "slot ci VirtioDeviceClass.realize realize;" \
    "slot ci VirtioDeviceClass.unrealize unrealize;"

static void check_two(int line, const char *one, const char *two,
                      const char *expected)
{
    g_autofree char *got = script_pair_two(one, two, TRUE);
    g_autofree char *swapped = script_pair_two(two, one, TRUE);

    if (!g_str_equal(got, expected)) {
        g_printerr("%s:%d: expected:\n%sgot:\n%s", __FILE__, line, expected,
                   got);
        g_test_fail();
    }
    /* The order of the files says nothing. */
    g_assert_cmpstr(got, ==, swapped);
}

/* A data plane of its own: made in realize, stored, destroyed. */
#define REALIZE \
    SLOTS "fn realize static;" \
    "path success 20; calls create success 12 ?r self self->conf;" \
    "when ?r != 0; write self->plane = ?r;" \
    "path failure 14; calls create failure 12 ?q self self->conf;" \
    "when ?q == 0;"
#define UNREALIZE \
    "fn unrealize static;" \
    "path success 30; calls destroy unknown 28 - self->plane;"
#define CREATE \
    "fn create;" \
    "path success 50; get param1->t as path(self) 45; result zheap1;" \
    "write zheap1->t = param1->t; write zheap1->dev = self;" \
    "when param1->t != 0;" \
    "path success 50; result zheap2; write zheap2->dev = self;" \
    "when param1->t == 0;" \
    "path failure 42; result 0;"
#define DESTROY(name) \
    "fn destroy;" \
    "path success 60; when self == 0;" \
    "path success 61; when self != 0; when self->t == 0;" \
    "path success 62; when self != 0; when self->t != 0;" \
    "put self->t as " name " 55;"

static void test_object(void)
{
    check_two(__LINE__, REALIZE UNREALIZE,
              CREATE DESTROY("path(self->dev)"), "");
    check_two(__LINE__, REALIZE UNREALIZE, CREATE DESTROY("'other'"),
              "55: 'self->t' is put as 'other' but held as path(self)"
              " [HolderMismatch]\n"
              "  45: held here as path(self)\n");
    check_two(__LINE__, REALIZE UNREALIZE,
              CREATE "fn destroy; path success 60;",
              "45: hold of 'param1->t' as path(self) is never put by "
              "'unrealize' [HoldLeak]\n"
              "  45: held here as path(self)\n"
              "  900: 'unrealize' is registered as"
              " 'VirtioDeviceClass.unrealize' here\n"
              "  30: 'unrealize' returns here without the put\n");
    check_two(__LINE__,
              REALIZE "fn unrealize static; path success 30;",
              CREATE DESTROY("path(self->dev)"),
              "45: hold of 'param1->t' as path(self) is never put by "
              "'unrealize' [HoldLeak]\n"
              "  45: held here as path(self)\n"
              "  900: 'unrealize' is registered as"
              " 'VirtioDeviceClass.unrealize' here\n"
              "  30: 'unrealize' returns here without the put\n");
}

/* Through an out parameter. */
static void test_out(void)
{
#define OUT_REALIZE \
    SLOTS "fn realize static;" \
    "path success 20; calls create success 12 - self self->conf " \
    "&self->plane; found self->plane = ?p; write self->plane = ?p;" \
    UNREALIZE
#define OUT_CREATE \
    "fn create; path success 50; get param1->t as path(self) 45;" \
    "when param1->t != 0;" \
    "write param2->* = zheap1; write zheap1->t = param1->t;" \
    "write zheap1->dev = self;"
    check_two(__LINE__, OUT_REALIZE, OUT_CREATE DESTROY("path(self->dev)"),
              "");
}

/* A callee that failed took nothing; one that did not, did. */
static void test_failure(void)
{
#define SETUP \
    "fn setup;" \
    "path success 50; get self->t as path(self) 45;" \
    "path failure 51;" \
    "fn cleanup; path success 60; put self->t as path(self) 55;"
    check_two(__LINE__,
              SLOTS "fn realize static;"
              "path success 20; calls setup success 12 - self;"
              "path failure 14; calls setup failure 12 - self;"
              "fn unrealize static;"
              "path success 30; calls cleanup unknown 28 - self;",
              SETUP, "");
    /* It fails later, and unrealize will not run. */
    check_two(__LINE__,
              SLOTS "fn realize static;"
              "path success 20; calls setup success 12 - self;"
              "path failure 16; calls setup success 12 - self;"
              "fn unrealize static;"
              "path success 30; calls cleanup unknown 28 - self;",
              SETUP,
              "16: hold of 'self->t' as path(self) leaks when this error is"
              " returned [HoldLeak]\n"
              "  45: held here as path(self)\n");
    check_two(__LINE__,
              SLOTS "fn realize static;"
              "path success 20; calls setup success 12 - self;"
              "path failure 16; calls setup success 12 - self;"
              "calls cleanup unknown 15 - self;"
              "fn unrealize static;"
              "path success 30; calls cleanup unknown 28 - self;",
              SETUP, "");
}

/* A flag that the callee sets beside the hold. */
static void test_guard(void)
{
#define FLAG_REALIZE \
    SLOTS "fn realize static;" \
    "path success 20; calls setup success 12 - self;"
#define FLAG_SETUP \
    "field S.on setup; field S.on cleanup;" \
    "fn setup;" \
    "path success 50; when self->n != 0; get self->t as path(self) 45;" \
    "write self->on = 1;" \
    "path success 51; when self->n == 0;"
    check_two(__LINE__,
              FLAG_REALIZE "fn unrealize static; path success 30;"
              "calls cleanup unknown 28 - self;",
              FLAG_SETUP
              "fn cleanup; path success 60; when self->on == 0;"
              "path success 61; when self->on != 0;"
              "put self->t as path(self) 55;",
              "");
    check_two(__LINE__,
              FLAG_REALIZE "fn unrealize static; path success 30;"
              "calls cleanup unknown 28 - self;",
              FLAG_SETUP
              "fn cleanup; path success 60; when self->on != 0;"
              "path success 61; when self->on == 0;"
              "put self->t as path(self) 55;",
              "30: hold of 'self->t' as path(self) leaks on this path of"
              " 'unrealize' [HoldLeak]\n"
              "  45: held here as path(self)\n");
}

/* Helpers of another file, called by a function in no slot. */
static void test_crossing(void)
{
#define HELPERS \
    "fn take; path success 50; get self->t as self->id 45;" \
    "fn drop; path success 60; put self->t as self->id 55;"
    check_two(__LINE__,
              "fn f; path success 20; calls take unknown 12 - self;"
              "calls drop unknown 14 - self;", HELPERS, "");
    check_two(__LINE__,
              "fn f; path success 20; calls take unknown 12 - self;"
              "calls drop unknown 14 - self;"
              "calls drop unknown 15 - self;", HELPERS,
              "55: hold of 'self->t' as self->id is put twice [DoublePut]\n"
              "  55: put here as self->id\n");
    check_two(__LINE__,
              "fn f; path success 20; when ?a == 0;"
              "calls take unknown 12 - self; calls drop unknown 14 - self;"
              "path success 18; when ?a != 0;"
              "calls take unknown 12 - self;", HELPERS,
              "18: hold of 'self->t' as self->id leaks on this path"
              " [HoldLeak]\n"
              "  45: held here as self->id\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/link/object", test_object);
    g_test_add_func("/link/out", test_out);
    g_test_add_func("/link/failure", test_failure);
    g_test_add_func("/link/guard", test_guard);
    g_test_add_func("/link/crossing", test_crossing);
    return g_test_run();
}
