/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Holds of functions that sit in no slot. */
#include "script.h"

static void test_global(void)
{
#define GET "fn start; path success 20; get static:thread as 'mon' 10;"
    check(GET "fn stop; path success 40; put static:thread as 'mon' 30;", "");
    check(GET, "10: hold of 'static:thread' as 'mon' is never put"
               " [HoldLeak]\n"
               "  20: 'start' returns here without the put\n");
    check(GET "fn stop; path success 40; put static:thread as 'mom' 30;",
          "30: 'static:thread' is put as 'mom' but held as 'mon'"
          " [HolderMismatch]\n"
          "  10: held here as 'mon'\n");
    check(GET "fn stop; path success 40; put static:other as 'mon' 30;",
          "10: hold of 'static:thread' as 'mon' is never put [HoldLeak]\n"
          "  20: 'start' returns here without the put\n");
    /* A put of who knows which. */
    check(GET "fn stop; path success 40; put param1 as 'mon' 30;", "");
    /* Of one that was cut short nobody knows what it puts. */
    check(GET "fn stop incomplete;", "silent: incomplete 1\n");
    check(GET "fn stop; path success 40;",
          "10: hold of 'static:thread' as 'mon' is never put [HoldLeak]\n"
          "  20: 'start' returns here without the put\n");
    check(GET "fn stop; path success 40; put static:thread as 'mom' 30;"
          "fn halt incomplete;", "silent: incomplete 1\n");
    check(GET "fn stop; path success 40; put static:thread as 'mon' 30;"
          "fn halt incomplete;", "");
#undef GET
    /* Another file may put it, unless there is no other file. */
    check("fn start; path success 20; get g:thread as 'mon' 10;",
          "silent: unseen 1\n");
    check_whole("fn start; path success 20; get g:thread as 'mon' 10;",
                "10: hold of 'g:thread' as 'mon' is never put [HoldLeak]\n"
                "  20: 'start' returns here without the put\n");
}

static void test_field(void)
{
#define GET "fn create; path success 20; get self->t as self->id 10;"
    check(GET "fn destroy; path success 40; put self->t as self->id 30;", "");
    check(GET, "silent: unseen 1\n");
    check_whole(GET, "10: hold of 'self->t' as self->id is never put"
                     " [HoldLeak]\n"
                     "  20: 'create' returns here without the put\n");
    check(GET "fn destroy; path success 40; put self->t as self->name 30;",
          "30: 'self->t' is put as self->name but held as self->id"
          " [HolderMismatch]\n"
          "  10: held here as self->id\n");
    check(GET "fn destroy; path success 40; put self->t as self->name 30;"
          "field X.name create;", "");
    /* By the other parameter: still that structure, perhaps. */
    check(GET "fn destroy; path success 40; put param1->t as param1->id 30;",
          "");
    /* Given away: to where somebody puts, perhaps, if there is anybody. */
    check(GET "give self->t 11;", "silent: given-up 1\n");
    check_whole(GET "give self->t 11;",
                "10: hold of 'self->t' as self->id is never put [HoldLeak]\n"
                "  20: 'create' returns here without the put\n");
    check_whole(GET "give self->t 11;"
                "fn destroy; path success 40; put self->t as self->id 30;",
                "silent: given-up 1\n");
#undef GET
}

static void test_failure(void)
{
#define CREATE \
    "fn create;" \
    "path failure 15; get self->t as self->id 10;" \
    "path success 20; get self->t as self->id 10;"
    check(CREATE "fn destroy; path success 40; put self->t as self->id 30;",
          "15: hold of 'self->t' as self->id leaks when this error is"
          " returned [HoldLeak]\n"
          "  10: held here as self->id\n");
    /* Finalize runs anyway. */
    check(CREATE
          "slot ci TypeInfo.instance_finalize finalize;"
          "fn finalize; path success 40; put self->t as self->id 30;", "");
    check("fn create;"
          "path failure 15; get self->t as self->id 10 reported;"
          "fn destroy; path success 40; put self->t as self->id 30;", "");
    /* Its caller shows what becomes of it. */
    check("call outer create;" CREATE
          "fn outer; path success 60; get self->t as self->id 10 matched;"
          "put self->t as self->id 30 matched;", "");
#undef CREATE
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/loose/global", test_global);
    g_test_add_func("/loose/field", test_field);
    g_test_add_func("/loose/failure", test_failure);
    return g_test_run();
}
