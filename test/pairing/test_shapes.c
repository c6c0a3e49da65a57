/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shapes found in QEMU (docs: the life cycles), each right and with the
 * one change that makes it wrong.
 */
#include "script.h"

#define VIRTIO \
    "slot ci VirtioDeviceClass.realize realize;" \
    "slot ci VirtioDeviceClass.unrealize unrealize;"
#define COMPLETE \
    "slot ci UserCreatableClass.complete complete;" \
    "slot ci TypeInfo.instance_finalize finalize;"

/* 1: helper pair, called from the slots, seen through them. */
static void test_plain(void)
{
#define REALIZE \
    "fn realize;" \
    "path success 20; get self->iothread as path(self) 10;"
    check(VIRTIO REALIZE
          "fn unrealize;"
          "path success 40; put self->iothread as path(self) 30;", "");
    check(VIRTIO REALIZE
          "fn unrealize;"
          "path success 40;",
          "10: hold of 'self->iothread' as path(self) is never put by"
          " 'unrealize' [HoldLeak]\n"
          "  10: held here as path(self)\n"
          "  900: 'unrealize' is registered as"
          " 'VirtioDeviceClass.unrealize' here\n"
          "  40: 'unrealize' returns here without the put\n");
    /* The slot's function is in the file and cannot reach the API. */
    check(VIRTIO REALIZE
          "fn unrealize",
          "10: hold of 'self->iothread' as path(self) is never put by"
          " 'unrealize' [HoldLeak]\n"
          "  10: held here as path(self)\n"
          "  900: 'unrealize' is registered as"
          " 'VirtioDeviceClass.unrealize' here\n");
    check("slot ci VirtioDeviceClass.realize realize;" REALIZE,
          "10: hold of 'self->iothread' as path(self) is never put, nothing"
          " is registered as 'VirtioDeviceClass.unrealize' [HoldLeak]\n"
          "  900: 'realize' is registered as 'VirtioDeviceClass.realize'"
          " here\n");
#undef REALIZE
}

/* 3: gets in one loop, puts in another; the IOThread is found by name. */
static void test_loop(void)
{
#define ELEM0 "iothread_by_id(self->list->name)"
#define ELEM1 "iothread_by_id(self->list->next->name)"
#define REALIZE \
    "fn realize;" \
    "path success 20; when self->list == 0;" \
    "path success 20; when self->list != 0; when self->list->next == 0;" \
    "get " ELEM0 " as path(self) 10;" \
    "path success 20; when self->list != 0; when self->list->next != 0;" \
    "when self->list->next->next == 0;" \
    "get " ELEM0 " as path(self) 10; get " ELEM1 " as path(self) 10;" \
    "fn unrealize;" \
    "path success 40; when self->list == 0;" \
    "path success 40; when self->list != 0; when self->list->next == 0;" \
    "put " ELEM0 " as path(self) 30;"
    check(VIRTIO REALIZE
          "path success 40; when self->list != 0; when self->list->next != 0;"
          "when self->list->next->next == 0;"
          "put " ELEM0 " as path(self) 30; put " ELEM1 " as path(self) 30;",
          "");
    check(VIRTIO REALIZE
          "path success 41; when self->list != 0; when self->list->next != 0;"
          "when self->list->next->next == 0;"
          "put " ELEM0 " as path(self) 30;",
          "41: hold of '" ELEM1 "' as path(self) leaks on this path of"
          " 'unrealize'"
          " [HoldLeak]\n"
          "  10: held here as path(self)\n");
#undef REALIZE
}

/* 3: counted loops, related through the count. */
static void test_counted_loop(void)
{
#define REALIZE \
    "fn realize;" \
    "path success 20; when self->n == 1; get self->t as path(self) 10;" \
    "path success 20; when self->n == 2; get self->t as path(self) 10;" \
    "get self->t as path(self) 10;"
    check(VIRTIO REALIZE
          "fn unrealize;"
          "path success 40; when self->n == 1; put self->t as path(self) 30;"
          "path success 40; when self->n == 2; put self->t as path(self) 30;"
          "put self->t as path(self) 30;", "");
    /* "for (i = 1; i < n; i++)": one put too few. */
    check(VIRTIO REALIZE
          "fn unrealize;"
          "path success 40; when self->n in 0..1;"
          "path success 40; when self->n == 2; put self->t as path(self) 30;",
          "40: hold of 'self->t' as path(self) leaks on this path of"
          " 'unrealize' [HoldLeak]\n"
          "  10: held here as path(self)\n");
    /* Counts that cannot be related: some way puts both. */
    check(VIRTIO REALIZE
          "fn unrealize;"
          "path success 40; when ?n == 0;"
          "path success 40; when ?n == 1; put self->t as path(self) 30;"
          "path success 40; when ?n == 2; put self->t as path(self) 30;"
          "put self->t as path(self) 30;",
          "silent: guard-unknown 1\n");
#undef REALIZE
}

/* 4: virtio-balloon: the guard is another field, set beside the get. */
static void test_balloon(void)
{
#define REALIZE \
    "field VirtIOBalloon.free_page_bh realize;" \
    "field VirtIOBalloon.free_page_bh unrealize;" \
    "fn realize;" \
    "path success 20; when (self->host_features&8) == 0;" \
    "path success 20; when (self->host_features&8) != 0;" \
    "get self->iothread as path(self) 10;"
#define BH "write self->free_page_bh = derived(context(self->iothread));"
#define UNREALIZE \
    "fn unrealize;" \
    "path success 40; when self->free_page_bh == 0;" \
    "path success 40; when self->free_page_bh != 0;" \
    "put self->iothread as path(self) 30; write self->free_page_bh = 0;"
    check(VIRTIO REALIZE BH UNREALIZE, "");
    /* The flag is not set with the get: it is zero, the put never runs. */
    check(VIRTIO "field VirtIOBalloon.free_page_bh realize;" REALIZE UNREALIZE,
          "40: hold of 'self->iothread' as path(self) leaks on this path of"
          " 'unrealize' [HoldLeak]\n"
          "  10: held here as path(self)\n");
    /* Set without the get. */
    check(VIRTIO REALIZE BH
          "path success 21; when (self->host_features&8) == 0;"
          "when self->host_features != 0;"
          "write self->free_page_bh = derived(context(self->iothread));"
          UNREALIZE,
          "30: hold of 'self->iothread' as path(self) is put even when"
          " 'realize' did not take it [UnheldPut]\n"
          "  900: 'unrealize' also runs when nothing was taken\n");
    /* Someone else clears it: nothing can be said. */
    check(VIRTIO "field VirtIOBalloon.free_page_bh reset;"
          REALIZE BH UNREALIZE, "silent: guard-unknown 1\n");
#undef REALIZE
#undef UNREALIZE
}

/* 4: xen: the pointer is copied into a structure that lives on. */
static void test_xen(void)
{
#define SLOTS \
    "slot ci XenDeviceClass.realize realize;" \
    "slot ci XenDeviceClass.unrealize unrealize;" \
    "field XenBlockDevice.dataplane realize;" \
    "field XenBlockDevice.dataplane unrealize;" \
    "field XenBlockDataPlane.iothread realize;" \
    "field XenBlockProperties.iothread property;"
#define REALIZE \
    SLOTS \
    "fn realize;" \
    "path failure 15;" \
    "path success 20; when self->props.iothread == 0;" \
    "write self->dataplane = heap1; write heap1->iothread = 0;" \
    "path success 20; when self->props.iothread != 0;" \
    "get self->props.iothread as path(self) 10;" \
    "write self->dataplane = heap1;" \
    "write heap1->iothread = self->props.iothread;"
    check(REALIZE
          "fn unrealize;"
          "path success 40; when self->dataplane == 0;"
          "path success 40; when self->dataplane != 0;"
          "when self->dataplane->iothread == 0;"
          "path success 40; when self->dataplane != 0;"
          "when self->dataplane->iothread != 0;"
          "put self->dataplane->iothread as path(self) 30;"
          "write self->dataplane = 0;", "");
    /* Looks at the property, not at whether it was taken: unrealize runs
     * after a failed realize, too. */
    check(REALIZE
          "fn unrealize;"
          "path success 40; when self->props.iothread == 0;"
          "path success 40; when self->props.iothread != 0;"
          "put self->props.iothread as path(self) 30;",
          "30: hold of 'self->props.iothread' as path(self) is put even when"
          " 'realize' did not take it [UnheldPut]\n"
          "  900: 'unrealize' also runs when nothing was taken\n");
    check(REALIZE
          "fn unrealize;"
          "path success 40; when self->dataplane == 0;"
          "path success 41; when self->dataplane != 0;"
          "when self->ring != 0;"
          "path success 40; when self->dataplane != 0;"
          "when self->ring == 0; when self->dataplane->iothread != 0;"
          "put self->dataplane->iothread as path(self) 30;",
          "41: hold of 'self->props.iothread' as path(self) leaks on this"
          " path of 'unrealize' [HoldLeak]\n"
          "  10: held here as path(self)\n");
#undef REALIZE
#undef SLOTS
}

/* 5: exclusive arms in realize, independent ifs in unrealize. */
static void test_arms(void)
{
#define REALIZE(second) \
    "fn realize;" \
    "path failure 12; when self->a != 0; when self->b != 0;" \
    "path success 20; when self->a != 0; " second \
    "get self->a as path(self) 10;" \
    "path success 20; when self->a == 0; when self->b != 0;" \
    "get self->b as path(self) 11;" \
    "path success 20; when self->a == 0; when self->b == 0;" \
    "fn unrealize;" \
    "path success 40; when self->a == 0; when self->b == 0;" \
    "path success 40; when self->a != 0; when self->b == 0;" \
    "put self->a as path(self) 30;" \
    "path success 40; when self->a == 0; when self->b != 0;" \
    "put self->b as path(self) 31;" \
    "path success 40; when self->a != 0; when self->b != 0;" \
    "put self->a as path(self) 30; put self->b as path(self) 31;"
    check(VIRTIO REALIZE("when self->b == 0;"), "");
    check(VIRTIO REALIZE(""),
          "31: hold of 'self->b' as path(self) is put even when 'realize' did"
          " not take it [UnheldPut]\n"
          "  900: 'unrealize' also runs when nothing was taken\n");
#undef REALIZE
}

/* 6, 7, 14: colo-compare. */
static void test_colo(void)
{
#define TAKE "get self->iothread as path(self) "
    check(COMPLETE
          "fn complete;"
          "path failure 5; path success 20;" TAKE "10;"
          "write self->held = 1;"
          "field CompareState.held complete;"
          "fn finalize;"
          "path success 40; when self->held == 0;"
          "path success 40; when self->held != 0;"
          "put self->iothread as path(self) 30;", "");
    /* Three gets, one put. */
    check(COMPLETE
          "fn complete;"
          "path success 20;" TAKE "10;" TAKE "11;" TAKE "12;"
          "write self->held = 1;"
          "field CompareState.held complete;"
          "fn finalize;"
          "path success 40; when self->held == 0;"
          "path success 40; when self->held != 0;"
          "put self->iothread as path(self) 30;",
          "12: hold of 'self->iothread' as path(self) is taken again but put"
          " only once [HoldLeak]\n"
          "  10: held here as path(self)\n"
          "  30: put here as path(self)\n");
    /* No guard: finalize runs after a failed complete and without one. */
    check(COMPLETE
          "fn complete;"
          "path failure 5; path success 20;" TAKE "10;"
          "fn finalize;"
          "path success 40; put self->iothread as path(self) 30;",
          "30: hold of 'self->iothread' as path(self) is put even when"
          " 'complete' did not take it [UnheldPut]\n"
          "  900: 'finalize' also runs when nothing was taken\n");
    /* 17: the name is NULL there; the plugin reports, the pairing does not
     * report it again. */
    check(COMPLETE
          "fn complete;"
          "path success 20;" TAKE "10; write self->held = 1;"
          "field CompareState.held complete;"
          "fn finalize;"
          "path success 40; when self->held == 0;"
          "path success 40; when self->held != 0;"
          "put self->iothread as null-path('f',self) 30 reported;",
          "silent: name-unknown 1\n");
#undef TAKE
}

/* 8: the release slot does not run after a failed acquire. */
static void test_failed_realize(void)
{
#define UNREALIZE \
    "fn unrealize;" \
    "path success 40; put self->iothread as path(self) 30;"
    check(VIRTIO
          "fn realize;"
          "path failure 19; get self->iothread as path(self) 10;"
          "path success 20; get self->iothread as path(self) 10;" UNREALIZE,
          "19: hold of 'self->iothread' as path(self) leaks when this error"
          " is returned [HoldLeak]\n"
          "  10: held here as path(self)\n");
    check(VIRTIO
          "fn realize;"
          "path failure 19; get self->iothread as path(self) 10 matched;"
          "put self->iothread as path(self) 18 matched;"
          "path success 20; get self->iothread as path(self) 10;" UNREALIZE,
          "");
    /* Two holds, two findings. */
    check(VIRTIO
          "fn realize;"
          "path failure 19; get self->a as path(self) 10;"
          "get self->b as path(self) 11;"
          "fn unrealize;",
          "19: hold of 'self->a' as path(self) leaks when this error is"
          " returned [HoldLeak]\n"
          "  10: held here as path(self)\n"
          "19: hold of 'self->b' as path(self) leaks when this error is"
          " returned [HoldLeak]\n"
          "  11: held here as path(self)\n");
    /* The plugin said so already. */
    check(VIRTIO
          "fn realize;"
          "path failure 19; get self->iothread as path(self) 10 reported;"
          "path success 20; get self->iothread as path(self) 10;" UNREALIZE,
          "");
    /* Xen: unrealize does run. */
    check("slot ci XenDeviceClass.realize realize;"
          "slot ci XenDeviceClass.unrealize unrealize;"
          "fn realize;"
          "path failure 19; get self->iothread as path(self) 10;"
          "path success 20; get self->iothread as path(self) 10;"
          "write self->done = 1; field X.done realize;"
          "fn unrealize;"
          "path success 40; when self->done == 0;"
          "path success 40; when self->done != 0;"
          "put self->iothread as path(self) 30;",
          "19: hold of 'self->iothread' as path(self) leaks when this error"
          " is returned [HoldLeak]\n"
          "  10: held here as path(self)\n"
          "  40: 'unrealize' returns here without the put\n");
#undef UNREALIZE
}

/* 9: the release is in a bottom half that the slot schedules. */
static void test_bottom_half(void)
{
#define EXPORT(after) \
    "slot drv BlockExportDriver.create create;" \
    "slot drv BlockExportDriver.delete delete;" \
    "fn create;" \
    "path success 20; get self->iothread as self->id 10;" \
    "fn delete;" \
    "path success 40; " after \
    "fn delete_bh;" \
    "path success 50; put self->iothread as self->id 45;"
    check(EXPORT("register delete_bh self 39;"), "");
    check(EXPORT("register delete_bh self 39;"
                 "put self->iothread as self->id 38;"),
          "45: hold of 'self->iothread' as self->id was already put by"
          " 'delete' [DoublePut]\n"
          "  10: held here as self->id\n"
          "  38: put here as self->id\n");
    /* Nobody schedules it. */
    check(EXPORT(""), "silent: unseen 1\n");
    /* What realize registers may never run. */
    check("slot drv BlockExportDriver.create create;"
          "slot drv BlockExportDriver.delete delete;"
          "fn create;"
          "path success 20; get self->iothread as self->id 10;"
          "register delete_bh self 39;"
          "fn delete; path success 40;"
          "fn delete_bh;"
          "path success 50; put self->iothread as self->id 45;",
          "silent: guard-unknown 1\n");
#undef EXPORT
}

/* 13, 15: the context is rewritten by others; the key is not the context. */
static void test_rewritten_context(void)
{
    check(VIRTIO
          "field S.ctx realize; field S.ctx attached;"
          "fn realize;"
          "path success 20; get self->iothread as path(self) 10;"
          "write self->ctx = context(self->iothread);"
          "fn unrealize;"
          "path success 40; put self->iothread as path(self) 30;"
          "use self->ctx 35;", "");
    check(VIRTIO
          "field S.ctx realize;"
          "fn realize;"
          "path success 20; get self->iothread as path(self) 10;"
          "write self->ctx = context(self->iothread);"
          "fn unrealize;"
          "path success 40; put self->iothread as path(self) 30;"
          "use self->ctx 35;",
          "35: 'self->ctx' is used after the last hold of 'self->iothread'"
          " was put [UseAfterPut]\n"
          "  30: put here as path(self)\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shapes/plain", test_plain);
    g_test_add_func("/shapes/loop", test_loop);
    g_test_add_func("/shapes/counted-loop", test_counted_loop);
    g_test_add_func("/shapes/balloon", test_balloon);
    g_test_add_func("/shapes/xen", test_xen);
    g_test_add_func("/shapes/arms", test_arms);
    g_test_add_func("/shapes/colo", test_colo);
    g_test_add_func("/shapes/failed-realize", test_failed_realize);
    g_test_add_func("/shapes/bottom-half", test_bottom_half);
    g_test_add_func("/shapes/rewritten-context", test_rewritten_context);
    return g_test_run();
}
