/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Conditions of the release path against those of the acquire path.  The put
 * stands under one condition, a bare return under its opposite: which of the
 * three verdicts comes out shows what was made of the condition.
 */
#include "script.h"

typedef enum Verdict {
    ALWAYS,     /* the put runs: nothing to say */
    EITHER,     /* there is a configuration for both: a leak on a path */
    UNDECIDED,  /* counted, not said */
} Verdict;

static Verdict judge(const char *before, const char *put, const char *skip)
{
    g_autofree char *text = g_strdup_printf(
        "slot ci VirtioDeviceClass.realize realize;"
        "slot ci VirtioDeviceClass.unrealize unrealize;"
        "fn realize; path success 20; %s; get self->t as path(self) 10;"
        "fn unrealize;"
        "path success 30; %s; put self->t as path(self) 29;"
        "path success 40; %s; write self->other = 1;", before, put, skip);
    g_autofree char *got = script_pair(text, FALSE);

    if (!*got) {
        return ALWAYS;
    }
    return strstr(got, "leaks on this path") ? EITHER : UNDECIDED;
}

static void expect(Verdict expected, const char *before, const char *put,
                   const char *skip)
{
    Verdict got = judge(before, put, skip);

    if (got != expected) {
        g_printerr("after '%s', '%s' or '%s': %d, expected %d\n", before, put,
                   skip, got, expected);
        g_test_fail();
    }
}

static void test_ranges(void)
{
    expect(ALWAYS, "when self->n == 3", "when self->n != 0",
           "when self->n == 0");
    expect(EITHER, "when self->n == 0", "when self->n != 0",
           "when self->n == 0");
    expect(EITHER, "when self->n in 0..5", "when self->n != 0",
           "when self->n == 0");
    expect(EITHER, "when self->m == 0", "when self->n != 0",
           "when self->n == 0");
    /* An answer that only the release slot got. */
    expect(EITHER, "when ?r == 0", "when ?r != 0", "when ?r == 0");
    /* ... or one by which the acquire slot decided, too. */
    expect(UNDECIDED, "when ?q == 0; path success 21; when ?q != 0;"
           "path success 22; when ?q == 0", "when ?r != 0", "when ?r == 0");
}

static void test_expressions(void)
{
    expect(ALWAYS, "when self->n == 3", "when (self->n==3) != 0",
           "when (self->n==3) == 0");
    expect(EITHER, "when self->n == 4", "when (self->n==3) != 0",
           "when (self->n==3) == 0");
    expect(ALWAYS, "when (self->n>=3) == 1", "when (self->n>2) == 1",
           "when (self->n>2) == 0");
    expect(ALWAYS, "when (self->n<3) == 0", "when (3<=self->n) == 1",
           "when (3<=self->n) == 0");
    expect(ALWAYS, "when self->n == 3", "when (self->n+1) == 4",
           "when (self->n+1) != 4");
    expect(ALWAYS, "when !self->n == 0", "when self->n != 0",
           "when self->n == 0");
    expect(ALWAYS, "when self->n == 12", "when (self->n&4) != 0",
           "when (self->n&4) == 0");
    expect(EITHER, "when self->n == 9", "when (self->n&4) != 0",
           "when (self->n&4) == 0");
    expect(ALWAYS, "when (self->a==self->b) == 1",
           "when (self->b!=self->a) == 0", "when (self->b!=self->a) == 1");
}

static void test_bits(void)
{
    expect(ALWAYS, "when (self->n&4) != 0", "when (self->n&4) != 0",
           "when (self->n&4) == 0");
    /* Another bit says nothing. */
    expect(EITHER, "when (self->n&8) != 0", "when (self->n&4) != 0",
           "when (self->n&4) == 0");
    /* More than ranges can tell. */
    expect(UNDECIDED, "when (self->n&12) != 0", "when (self->n&4) != 0",
           "when (self->n&4) == 0");
    expect(UNDECIDED, "when (self->n&4) != 0", "when self->n != 0",
           "when self->n == 0");
}

static void test_pointers(void)
{
    expect(ALWAYS, "write self->p = heap1", "when self->p != 0",
           "when self->p == 0");
    expect(ALWAYS, "write self->p = &self->q", "when self->p != 0",
           "when self->p == 0");
    expect(ALWAYS, "write self->p = path(self)", "when self->p != 0",
           "when self->p == 0");
    /* "Not NULL" as the engine says it of a pointer. */
    expect(ALWAYS, "write self->p = heap1",
           "when self->p in 1..9223372036854775807", "when self->p == 0");
    expect(ALWAYS, "when self->p in 1..9223372036854775807",
           "when self->p != 0", "when self->p == 0");
    expect(EITHER, "write self->p = 0", "when self->p != 0",
           "when self->p == 0");
    /* A copy of what was tested. */
    expect(ALWAYS, "when self->q != 0; write self->p = self->q",
           "when self->p != 0", "when self->p == 0");
    /* A result that was tested before it was stored. */
    expect(ALWAYS, "when ?r != 0; write self->p = ?r", "when self->p != 0",
           "when self->p == 0");
    expect(UNDECIDED, "write self->p = ?r", "when self->p != 0",
           "when self->p == 0");
}

static void test_changes(void)
{
    /* Written by a function that may run in between. */
    expect(UNDECIDED, "field V.on reset; field V.on realize;"
           "when self->on != 0",
           "when self->on != 0", "when self->on == 0");
    /* ... and has nothing to do with holds: as good as configuration. */
    expect(ALWAYS, "field V.on reset; when self->on != 0",
           "when self->on != 0", "when self->on == 0");
    /* ... unless it leaves there what the guest says, in a slot that runs in
     * between. */
    expect(EITHER, "slot ci VirtioDeviceClass.set_features features;"
           "field V.on features given; when self->on != 0",
           "when self->on != 0", "when self->on == 0");
    expect(ALWAYS, "slot ci VirtioDeviceClass.set_features features;"
           "field V.on features; when self->on != 0",
           "when self->on != 0", "when self->on == 0");
    expect(ALWAYS, "slot other VirtioDeviceClass.set_features features;"
           "field V.on features given; when self->on != 0",
           "when self->on != 0", "when self->on == 0");
    expect(ALWAYS, "slot ci VirtioDeviceClass.bus_name features;"
           "field V.on features given; when self->on != 0",
           "when self->on != 0", "when self->on == 0");
    expect(ALWAYS, "slot ci VirtioDeviceClass.set_features features;"
           "field V.on features given; field V.on reset; when self->on != 0",
           "when self->on != 0", "when self->on == 0");
    /* Its address is known to who knows. */
    expect(UNDECIDED, "field V.on realize escapes; when self->on != 0",
           "when self->on != 0", "when self->on == 0");
    /* A property is set before. */
    expect(ALWAYS, "field V.on property; when self->on != 0",
           "when self->on != 0", "when self->on == 0");
    /* A helper of the two is no other function. */
    expect(ALWAYS, "call realize helper; field V.on helper;"
           "fn realize; path success 20; write self->on = 1",
           "when self->on != 0", "when self->on == 0");
    /* Another record's field of the same name, where ours was written. */
    expect(ALWAYS, "field V.on realize; field W.on reset;"
           "fn realize; path success 20; write self->on = 1",
           "when self->on != 0", "when self->on == 0");
    /* Nobody but realize writes it, and it did not: zero. */
    expect(EITHER, "field V.on realize", "when self->on != 0",
           "when self->on == 0");
    /* Only unrealize writes it: who knows. */
    expect(EITHER, "field V.on unrealize", "when self->on != 0",
           "when self->on == 0");
    /* Parameters and globals are not the same twice. */
    expect(UNDECIDED, "when ?q == 0; path success 21; when ?q != 0;"
           "path success 22; when param1 != 0", "when param1 != 0",
           "when param1 == 0");
    expect(UNDECIDED, "when g:on != 0", "when g:on != 0", "when g:on == 0");
    expect(ALWAYS, "write g:on = 1", "when g:on != 0", "when g:on == 0");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/guards/ranges", test_ranges);
    g_test_add_func("/guards/expressions", test_expressions);
    g_test_add_func("/guards/bits", test_bits);
    g_test_add_func("/guards/pointers", test_pointers);
    g_test_add_func("/guards/changes", test_changes);
    return g_test_run();
}
