/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that are literals, where the whole program is known. */
#include "script.h"

/* Taken and put in one function, as far as its file can tell: the name of the
 * get is somebody else's. */
#define ONE(name) \
    "fn use; path success 40;" \
    "get ?t as " name " 10 matched; put ?t as 'other' 30 matched;"

#define MISMATCH(name) \
    "30: '?t' is put as 'other' but held as " name " [HolderMismatch]\n" \
    "  10: held here as " name "\n"

static void test_nobody(void)
{
    check_whole(ONE("self->id"), MISMATCH("self->id"));
    check_whole(ONE("param1"), MISMATCH("param1"));
    /* Of several, the one on its own path. */
    check_whole(ONE("self->id")
                "fn more; path success 60; get ?u as self->name 50 matched;"
                "put ?u as self->name 55 matched;", MISMATCH("self->id"));
    /* Not the whole program: somebody may hold as 'other'. */
    check(ONE("self->id"), "");
    /* Somebody does. */
    check_whole(ONE("self->id")
                "fn more; path success 60; get self->u as 'other' 50 matched;"
                "put self->u as 'other' 55 matched;", "");
    /* The literal goes into memory: the field may have it. */
    check_whole(ONE("self->id")
                "fn set; path success 60; write self->id = 'other';", "");
    check_whole(ONE("self->id")
                "fn set; path success 60; write self->id = 'another';",
                MISMATCH("self->id"));
    /* Lost by the plugin: it may be a literal of the file. */
    check_whole(ONE("?name"), "");
    /* A format may make it. */
    check_whole(ONE("format('oth',self->id)"), "");
    check_whole(ONE("format('x',self->id)"),
                MISMATCH("format('x',self->id)"));
    /* A table of the file may have it. */
    check_whole(ONE("static:table"), "");
}

static void test_several(void)
{
    /* Which hold was meant, cannot be told. */
    check_whole("fn take; path success 20; get self->t as self->id 10;"
                "get self->t as self->name 11;"
                "fn drop; path success 40; put self->t as self->id 30;"
                "put self->t as self->name 31;"
                "fn more; path success 60; put self->t as 'other' 50;",
                "50: 'self->t' is put as 'other', but nobody holds it under "
                "that name [HolderMismatch]\n"
                "  10: held here as self->id\n"
                "  11: held here as self->name\n");
    check_whole("fn take; path success 20; get self->t as self->id 10;"
                "get self->t as 'other' 11;"
                "fn drop; path success 40; put self->t as self->id 30;"
                "fn more; path success 60; put self->t as 'other' 50;", "");
}

/* A put of an unknown IOThread under a name from outside is not the put of a
 * hold that is spelled out. */
static void test_leak(void)
{
#define BORROW "fn kick; path success 20; get g:mon as 'monitor' 10;"
    check_whole(BORROW "fn drop; path success 40; put ?t as param1 30;",
                "10: hold of 'g:mon' as 'monitor' is never put [HoldLeak]\n"
                "  20: 'kick' returns here without the put\n");
    check_whole(BORROW "fn drop; path success 40; put ?t as 'x' 30;",
                "10: hold of 'g:mon' as 'monitor' is never put [HoldLeak]\n"
                "  20: 'kick' returns here without the put\n"
                "30: '?t' is put as 'x' but held as 'monitor'"
                " [HolderMismatch]\n"
                "  10: held here as 'monitor'\n");
    check_whole(BORROW "fn drop; path success 40; put ?t as ?n 30;", "");
    check_whole(BORROW "fn drop; path success 40; put ?t as 'monitor' 30;",
                "");
    check_whole(BORROW "fn drop; path success 40; put ?t as self->n 30;"
                "fn set; path success 60; write self->n = 'monitor';", "");
    check(BORROW "fn drop; path success 40; put ?t as param1 30;", "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pairing/spelled/nobody", test_nobody);
    g_test_add_func("/pairing/spelled/several", test_several);
    g_test_add_func("/pairing/spelled/leak", test_leak);
    return g_test_run();
}
