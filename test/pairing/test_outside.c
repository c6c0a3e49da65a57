/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the rest of the program may do to a hold that went out of sight; and
 * what only numbers tell.
 */
#include "script.h"

#define SLOTS \
    "slot ci VirtioDeviceClass.realize realize;" \
    "slot ci VirtioDeviceClass.unrealize unrealize;"
#define NEVER \
    "10: hold of 'self->t' as path(self) is never put by 'unrealize'" \
    " [HoldLeak]\n" \
    "  10: held here as path(self)\n" \
    "  900: 'unrealize' is registered as 'VirtioDeviceClass.unrealize'" \
    " here\n" \
    "  40: 'unrealize' returns here without the put\n"

/* The owner is handed to a function that is in no file with holds. */
static void test_given_up(void)
{
#define GIVEN \
    SLOTS "fn realize; path success 20; get self->t as path(self) 10;" \
    "give self 11;"
    check_whole(GIVEN "fn unrealize; path success 40;"
                "put self->t as path(self) 30;", "");
    check_whole(GIVEN "fn unrealize; path success 40;", NEVER);
    check(GIVEN "fn unrealize; path success 40;", "silent: given-up 1\n");
    /* There is somebody who may put it. */
    check_whole(GIVEN "fn unrealize; path success 40;"
                "fn watch static; path success 60;"
                "put param1->t as path(param1) 55;",
                "silent: given-up 1\n");
    /* ... of another IOThread; ... what it took itself; ... nobody calls it. */
    check_whole(GIVEN "fn unrealize; path success 40;"
                "fn watch static; path success 60;"
                "put param1->log as path(param1) 55;", NEVER);
    check_whole(GIVEN "fn unrealize; path success 40;"
                "fn watch static; path success 60;"
                "get param1->t as 'w' 50; put param1->t as 'w' 55;", NEVER);
    check_whole(GIVEN "fn unrealize; path success 40;"
                "fn watch; path success 60;"
                "put param1->t as path(param1) 55;",
                "silent: unseen 1\n");
#undef GIVEN
}

/* A put in a slot of the same class that need not run. */
static void test_other_slot(void)
{
#define MOVED(slot) \
    SLOTS "slot ci " slot " stop;" \
    "fn realize; path success 20; get self->t as path(self) 10;" \
    "fn unrealize; path success 40;" \
    "fn stop; path success 60; put self->t as path(self) 55;"
    check(MOVED("VirtioDeviceClass.stop_ioeventfd"), NEVER);
    check_whole(MOVED("VirtioDeviceClass.stop_ioeventfd"), NEVER);
    /* Who knows when this one runs. */
    check(MOVED("VirtioDeviceClass.reset"), "silent: unseen 1\n");
    check(MOVED("DeviceClass.unrealize"), "silent: unseen 1\n");
#undef MOVED
}

/* IOThreads found again by name: which is which is not known. */
static void test_numbers(void)
{
#define TAKE SLOTS "fn realize; path success 20; get ?a as path(self) 10;"
#define TWICE "put ?x as path(self) 30; put ?x as path(self) 31;"
    check(TAKE "fn unrealize; path success 40; put ?x as path(self) 30;",
          "silent: key-unknown 1\n");
    check(TAKE "fn unrealize; path success 40;" TWICE,
          "31: hold of '?x' as path(self) is put twice [DoublePut]\n"
          "  10: held here as path(self)\n"
          "  30: put here as path(self)\n"
          "silent: key-unknown 1\n");
    /* Two were taken. */
    check(TAKE "get ?b as path(self) 11; fn unrealize; path success 40;" TWICE,
          "silent: key-unknown 2\n");
    /* A second list, as long as it likes. */
    check(TAKE "fn unrealize;"
          "path success 40; when self->n == 0; put ?x as path(self) 30;"
          "path success 40; when self->n == 1;" TWICE,
          "silent: key-unknown 2\n");
    /* Rolled back by realize itself. */
    check(SLOTS "fn realize; path failure 20; get ?a as path(self) 10;"
          "put ?x as path(self) 12; fn unrealize;",
          "silent: key-unknown 1\n");
#undef TWICE
#undef TAKE
}

/* A hold that the release slot takes once more. */
static void test_again(void)
{
#define TAKE SLOTS "fn realize; path success 20; get self->t as 'x' 10;"
    check(TAKE "fn unrealize; path success 40; get self->t as 'x' 30;"
          "put self->t as 'x' 31;",
          "30: hold of 'self->t' as 'x' is taken again but put only once"
          " [HoldLeak]\n"
          "  10: held here as 'x'\n"
          "  31: put here as 'x'\n");
    check(TAKE "fn unrealize; path success 40; get self->t as 'x' 30;"
          "put self->t as 'x' 31; put self->t as 'x' 32;", "");
#undef TAKE
}

/* A count that starts at zero. */
static void test_count(void)
{
#define COUNT(guard) \
    SLOTS "field X.held realize; field X.held unrealize;" \
    "fn realize; path success 20; get self->t as 'x' 10;" \
    "write self->held = (self->held+1);" \
    "fn unrealize;" \
    "path success 40; when self->held " guard ";" \
    "path success 41; when self->held != 0; put self->t as 'x' 31;" \
    "write self->held = 0;"
    check(COUNT("== 0"), "");
    check(COUNT("== 1"),
          "40: hold of 'self->t' as 'x' leaks on this path of 'unrealize'"
          " [HoldLeak]\n"
          "  10: held here as 'x'\n");
#undef COUNT
}

/* What an unseen function said may be what a field says later. */
static void test_hinge(void)
{
#define TAKE(other) \
    SLOTS "fn realize;" \
    "path success 20; when ?ok != 0; get self->t as 'x' 10;" \
    "path success 20; when ?ok == 0;" other
#define DROP \
    "fn unrealize;" \
    "path success 40; when self->fast == 0;" \
    "path success 41; when self->fast != 0; put self->t as 'x' 31;"
    check(TAKE("") DROP, "silent: guard-unknown 1\n");
    /* It takes it either way. */
    check(TAKE("get self->t as 'x' 10;") DROP,
          "40: hold of 'self->t' as 'x' leaks on this path of 'unrealize'"
          " [HoldLeak]\n"
          "  10: held here as 'x'\n");
#undef DROP
#undef TAKE
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/outside/given-up", test_given_up);
    g_test_add_func("/outside/other-slot", test_other_slot);
    g_test_add_func("/outside/numbers", test_numbers);
    g_test_add_func("/outside/again", test_again);
    g_test_add_func("/outside/count", test_count);
    g_test_add_func("/outside/hinge", test_hinge);
    return g_test_run();
}
