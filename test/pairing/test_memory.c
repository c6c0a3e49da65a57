/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a release path in the state that the acquire path left. */
#include "script.h"

#define SLOTS \
    "slot ci VirtioDeviceClass.realize realize;" \
    "slot ci VirtioDeviceClass.unrealize unrealize;"
#define NEVER(key) \
    "10: hold of '" key "' as path(self) is never put by 'unrealize'" \
    " [HoldLeak]\n" \
    "  10: held here as path(self)\n" \
    "  900: 'unrealize' is registered as 'VirtioDeviceClass.unrealize'" \
    " here\n" \
    "  40: 'unrealize' returns here without the put\n"

/* The key and the name through copies. */
static void test_copies(void)
{
#define REALIZE(writes) \
    SLOTS "fn realize; path success 20;" \
    "get self->t as path(self) 10;" writes
#define UNREALIZE(put) "fn unrealize; path success 40;" put
    check(REALIZE("write self->held = self->t;")
          UNREALIZE("put self->held as path(self) 30;"), "");
    check(REALIZE("write self->dp = heap1; write heap1->t = self->t;")
          UNREALIZE("put self->dp->t as path(self) 30;"), "");
    check(REALIZE("write self->dp = heap1; write heap1->sub = heap2;"
                  "write heap2->t = self->t;")
          UNREALIZE("put self->dp->sub->t as path(self) 30;"), "");
    check(REALIZE("write self->name = path(self);")
          UNREALIZE("put self->t as self->name 30;"), "");
    /* Another field of the same structure. */
    check(REALIZE("write self->held = self->t; write self->old = 0;")
          UNREALIZE("put self->old as path(self) 30;"),
          "30: 'self->old' is put as path(self) but the hold is on 'self->t'"
          " [HolderMismatch]\n"
          "  10: held here as path(self)\n");
    /* ... which somebody sets meanwhile. */
    check("field S.old realize; field S.old change;"
          REALIZE("write self->held = self->t; write self->old = 0;")
          UNREALIZE("put self->old as path(self) 30;"),
          "silent: key-unknown 1\n");
    /* The address of a member, then a field in it. */
    check(SLOTS "fn realize; path success 20;"
          "get self->conf.t as path(self) 10; write self->c = &self->conf;"
          UNREALIZE("put self->c->t as path(self) 30;"), "");
#undef REALIZE
#undef UNREALIZE
}

/* Indices that are values. */
static void test_indices(void)
{
    /* The second term of the summary is self->n. */
    const char *same =
        SLOTS "fn realize; path success 20; when self->n != 0;"
        "get self->vq[#1].t as path(self) 10;"
        "fn unrealize; path success 40;"
        "put self->vq[#1].t as path(self) 30;";
    const char *other =
        SLOTS "fn realize; path success 20;"
        "get self->vq[2].t as path(self) 10;"
        "write self->vq[#0].t = 0;"
        "fn unrealize; path success 40;"
        "put self->vq[2].t as path(self) 30;";

    check(same, "");
    /* A write to an element that may be this one. */
    check(other, "silent: key-unknown 1\n");
}

/* A write through a pointer of which nothing is known. */
static void test_aliases(void)
{
#define CASE(write) \
    SLOTS "fn realize; path success 20;" \
    "get self->t as path(self) 10;" write \
    "fn unrealize; path success 40; put self->t as path(self) 30;"
    check(CASE("write ?p->t = 0;"), "silent: key-unknown 1\n");
    check(CASE("write ?p->u = 0;"), "");
    check(CASE("write param1->t = 0;"), "");
#undef CASE
}

/* Zeroed heap memory, and heap memory of which writes were lost. */
static void test_heap(void)
{
#define CASE(heap) \
    SLOTS "fn realize; path success 20;" \
    "get self->t as path(self) 10; write self->dp = " heap ";" \
    "fn unrealize;" \
    "path success 40; when self->dp->on == 0;" \
    "path success 41; when self->dp->on != 0;" \
    "put self->t as path(self) 30;"
    check(CASE("zheap1"),
          "40: hold of 'self->t' as path(self) leaks on this path of"
          " 'unrealize' [HoldLeak]\n"
          "  10: held here as path(self)\n");
    check(CASE("heap1"), "silent: guard-unknown 1\n");
#undef CASE
}

/* Two functions later. */
static void test_chain(void)
{
#define CASE(second) \
    "slot ci BlkActionOps.prepare realize;" \
    "slot ci BlkActionOps.commit unrealize;" \
    "slot ci BlkActionOps.abort unrealize;" \
    "slot ci BlkActionOps.clean finalize;" \
    "field V.a realize; field V.b unrealize;" \
    "fn realize; path success 20;" \
    "get self->t as path(self) 10; write self->a = self->t;" \
    "fn unrealize; path success 40;" second \
    "fn finalize; path success 50; put self->b as path(self) 49;"
    check(CASE("write self->b = self->a;"), "");
    /* It hands over something else. */
    check(CASE("write self->b = self->c;"),
          "49: 'self->b' is put as path(self) but the hold is on 'self->t'"
          " [HolderMismatch]\n"
          "  10: held here as path(self)\n");
#undef CASE
}

static void test_use_after_put(void)
{
#define CASE(writes, effects) \
    SLOTS "fn realize; path success 20;" \
    "get self->t as path(self) 10;" writes \
    "fn unrealize; path success 40;" \
    "put self->t as path(self) 30;" effects
#define USED(what) \
    "31: '" what "' is used after the last hold of 'self->t' was put" \
    " [UseAfterPut]\n" \
    "  30: put here as path(self)\n"
    check(CASE("write self->bh = derived(context(self->t));",
               "use self->bh 31;"), USED("self->bh"));
    check(CASE("write self->dp = heap1; write heap1->ctx = context(self->t);",
               "use self->dp->ctx 31;"), USED("self->dp->ctx"));
    /* Of another IOThread. */
    check(CASE("write self->bh = derived(context(self->u));",
               "use self->bh 31;"), "");
    /* Of nothing that is known. */
    check(CASE("", "use self->bh 31;"), "");
    /* Another hold of it is left. */
    check(SLOTS "slot ci TypeInfo.instance_finalize finalize;"
          "fn realize; path success 20;"
          "get self->t as path(self) 10; get self->t as 'second' 11;"
          "write self->bh = derived(context(self->t));"
          "fn unrealize; path success 40;"
          "put self->t as path(self) 30; use self->bh 31;"
          "field V.bh realize;"
          "fn finalize; path success 51; when self->bh == 0;"
          "path success 50; when self->bh != 0;"
          "put self->t as 'second' 49;", "");
    /* A put of what this very function took is no end of the hold. */
    check(SLOTS "fn realize; path success 20;"
          "get self->t as path(self) 10;"
          "fn unrealize; path success 40;"
          "put self->t as path(self) 30 matched;", NEVER("self->t"));
#undef CASE
#undef USED
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/memory/copies", test_copies);
    g_test_add_func("/memory/indices", test_indices);
    g_test_add_func("/memory/aliases", test_aliases);
    g_test_add_func("/memory/heap", test_heap);
    g_test_add_func("/memory/chain", test_chain);
    g_test_add_func("/memory/use-after-put", test_use_after_put);
    return g_test_run();
}
