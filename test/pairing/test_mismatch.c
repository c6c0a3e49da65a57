/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A put that is not the hold's: another name, another IOThread. */
#include "script.h"

#define CASE(put) \
    "slot ci VirtioDeviceClass.realize realize;" \
    "slot ci VirtioDeviceClass.unrealize unrealize;" \
    "fn realize; path success 20; get self->t as path(self) 10;" \
    "fn unrealize; path success 40;" put

static void test_name(void)
{
    check(CASE("put self->t as self->id 30;"),
          "30: 'self->t' is put as self->id but held as path(self)"
          " [HolderMismatch]\n"
          "  10: held here as path(self)\n");
    check(CASE("put self->t as path(self) 30;"), "");
    check(CASE("put self->t as 'other' 30;"),
          "30: 'self->t' is put as 'other' but held as path(self)"
          " [HolderMismatch]\n"
          "  10: held here as path(self)\n");
    /* Perhaps it is that name. */
    check(CASE("put self->t as '/machine/x' 30;"),
          "silent: name-unknown 1\n");
    check(CASE("put self->t as param1 30;"), "silent: name-unknown 1\n");
    /* Somebody writes that field. */
    check(CASE("put self->t as self->id 30;") "field V.id set_id;",
          "silent: name-unknown 1\n");
    check(CASE("put self->t as self->id 30;") "field V.id property;",
          "30: 'self->t' is put as self->id but held as path(self)"
          " [HolderMismatch]\n"
          "  10: held here as path(self)\n");
    /* The right put is there, too: then the other one is too much. */
    check(CASE("put self->t as path(self) 30; put self->t as 'x' 31;"), "");
    /* Whether it runs is not known, but nothing else ever puts the hold. */
    check(CASE("when ?r == 0; path success 41; when ?r != 0;"
               "put self->t as 'x' 30;"),
          "30: 'self->t' is put as 'x' but held as path(self)"
          " [HolderMismatch]\n"
          "  10: held here as path(self)\n");
    /* ... which realize always takes, so there it is lost. */
    check(CASE("when ?r == 0; put self->t as path(self) 29;"
               "path success 41; when ?r != 0; put self->t as 'x' 30;"),
          "30: 'self->t' is put as 'x' but held as path(self)"
          " [HolderMismatch]\n"
          "  10: held here as path(self)\n");
}

static void test_thread(void)
{
    check(CASE("put self->u as path(self) 30;"),
          "30: 'self->u' is put as path(self) but the hold is on 'self->t'"
          " [HolderMismatch]\n"
          "  10: held here as path(self)\n");
    check(CASE("put self->u as path(self) 30;") "field V.u set_u;",
          "silent: key-unknown 1\n");
    check(CASE("put param1 as path(self) 30;"), "silent: key-unknown 1\n");
    check(CASE("put iothread_by_id(self->name) as path(self) 30;"),
          "silent: key-unknown 1\n");
    /* Neither: two mistakes, or another hold. */
    check(CASE("put self->u as 'x' 30;"),
          "10: hold of 'self->t' as path(self) is never put by 'unrealize'"
          " [HoldLeak]\n"
          "  10: held here as path(self)\n"
          "  900: 'unrealize' is registered as 'VirtioDeviceClass.unrealize'"
          " here\n"
          "  40: 'unrealize' returns here without the put\n");
}

/* The puts of what two slots took in one function. */
static void test_two_acquires(void)
{
#define SLOTS \
    "slot ci TypeInfo.instance_init init;" \
    "slot ci VirtioDeviceClass.realize realize;" \
    "slot ci VirtioDeviceClass.unrealize unrealize;" \
    "slot ci TypeInfo.instance_finalize finalize;" \
    "fn init; path success 5; get self->t as 'init' 4;" \
    "fn realize; path success 20; get self->t as 'realize' 10;"
    check(SLOTS
          "fn unrealize; path success 40; put self->t as 'realize' 30;"
          "fn finalize; path success 50; put self->t as 'init' 49;", "");
    /* The put of the other's hold is no wrong put of this one. */
    check(SLOTS
          "fn unrealize; path success 40;"
          "fn finalize; path success 50; put self->t as 'init' 49;",
          "10: hold of 'self->t' as 'realize' is never put by 'unrealize'"
          " [HoldLeak]\n"
          "  10: held here as 'realize'\n"
          "  900: 'unrealize' is registered as 'VirtioDeviceClass.unrealize'"
          " here\n"
          "  40: 'unrealize' returns here without the put\n");
#undef SLOTS
}

/* The classic pair has no names. */
static void test_classic(void)
{
#define CLASSIC(put) \
    "slot ci VirtioDeviceClass.realize realize;" \
    "slot ci VirtioDeviceClass.unrealize unrealize;" \
    "fn realize; path success 20; get self->t 10;" \
    "fn unrealize; path success 40;" put
    check(CLASSIC("put self->t 30;"), "");
    check(CLASSIC(""),
          "10: hold of 'self->t' is never put by 'unrealize' [HoldLeak]\n"
          "  10: held here\n"
          "  900: 'unrealize' is registered as 'VirtioDeviceClass.unrealize'"
          " here\n"
          "  40: 'unrealize' returns here without the put\n");
    check(CLASSIC("put self->t 30; put self->t 31;"),
          "31: hold of 'self->t' is put twice [DoublePut]\n"
          "  10: held here\n"
          "  30: put here\n");
#undef CLASSIC
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mismatch/name", test_name);
    g_test_add_func("/mismatch/thread", test_thread);
    g_test_add_func("/mismatch/two-acquires", test_two_acquires);
    g_test_add_func("/mismatch/classic", test_classic);
    return g_test_run();
}
