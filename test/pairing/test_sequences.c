/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What runs after what: alternatives, several slots, and what is not seen. */
#include "script.h"

#define GET "get self->t as path(self) "
#define PUT "put self->t as path(self) "
#define REALIZE "fn realize; path success 20; " GET "10;"
#define VIRTIO \
    "slot ci VirtioDeviceClass.realize realize;" \
    "slot ci VirtioDeviceClass.unrealize unrealize;" \
    "slot ci TypeInfo.instance_finalize finalize;"

/* Commit or abort, then clean. */
static void test_transaction(void)
{
#define DRIVER \
    "slot drv TransactionActionDrv.() prepare;" \
    "slot drv TransactionActionDrv.commit commit;" \
    "slot drv TransactionActionDrv.abort abort;" \
    "slot drv TransactionActionDrv.clean clean;" \
    "fn prepare;" \
    "path success 20; get self->t as 'tran' 10;" \
    "write heap1->t = self->t; register drv heap1 15;"
    /* The opaque pointer is the state that prepare made. */
    check(DRIVER
          "fn commit; path success 30; put self->t as 'tran' 29;"
          "fn abort; path success 40; put self->t as 'tran' 39;"
          "fn clean; path success 50;", "");
    check(DRIVER
          "fn commit; path success 30; fn abort; path success 40;"
          "fn clean; path success 50; put self->t as 'tran' 49;", "");
    check(DRIVER
          "fn commit; path success 30; put self->t as 'tran' 29;"
          "fn abort; path success 40;"
          "fn clean; path success 50;",
          "10: hold of 'self->t' as 'tran' is never put by 'abort'"
          " [HoldLeak]\n"
          "  10: held here as 'tran'\n"
          "  900: 'abort' is registered as 'TransactionActionDrv.abort' here\n"
          "  40: 'abort' returns here without the put\n");
    check(DRIVER
          "fn commit; path success 30;"
          "fn abort; path success 40; put self->t as 'tran' 39;"
          "fn clean; path success 50; put self->t as 'tran' 49;",
          "49: hold of 'self->t' as 'tran' was already put by 'abort'"
          " [DoublePut]\n"
          "  10: held here as 'tran'\n"
          "  39: put here as 'tran'\n");
    /* It fails before it registers: nothing will run. */
    check(DRIVER
          "path failure 18; get self->t as 'tran' 10; when ?r == 0;"
          "fn commit; path success 30; fn abort; path success 40;"
          "fn clean; path success 50; put self->t as 'tran' 49;",
          "18: hold of 'self->t' as 'tran' leaks when this error is returned"
          " [HoldLeak]\n"
          "  10: held here as 'tran'\n");
    /* It fails after that: abort and clean run. */
    check(DRIVER
          "path failure 18; get self->t as 'tran' 10; when ?r == 0;"
          "write heap1->t = self->t; register drv heap1 15;"
          "fn commit; path success 30; fn abort; path success 40;"
          "fn clean; path success 50; put self->t as 'tran' 49;", "");
    /* Another driver's slots put it. */
    check(DRIVER
          "path success 21; get self->t as 'tran' 11;"
          "write heap2->t = self->t; register other heap2 16;"
          "slot other TransactionActionDrv.() prepare;"
          "slot other TransactionActionDrv.clean other_clean;"
          "fn other_clean; path success 60; put self->t as 'tran' 59;"
          "fn commit; path success 30; fn abort; path success 40;"
          "fn clean; path success 50; put self->t as 'tran' 49;", "");
    /* Aborted, nothing is there to put it. */
    check("slot drv TransactionActionDrv.() prepare;"
          "slot drv TransactionActionDrv.commit commit;"
          "fn prepare;"
          "path success 20; get self->t as 'tran' 10;"
          "register drv self 15;"
          "fn commit; path success 30; put self->t as 'tran' 29;",
          "10: hold of 'self->t' as 'tran' is never put, nothing is registered"
          " as 'TransactionActionDrv.abort' [HoldLeak]\n"
          "  900: 'prepare' is registered as 'TransactionActionDrv.()'"
          " here\n");
#undef DRIVER
}

static void test_start_stop(void)
{
#define SLOTS \
    "slot ci VirtioDeviceClass.start_ioeventfd start;" \
    "slot ci VirtioDeviceClass.stop_ioeventfd stop;" \
    "field V.started start; field V.started stop;" \
    "fn start;" \
    "path success 5; when self->started != 0;" \
    "path success 20; when self->started == 0;" GET "10;" \
    "write self->started = 1;"
    check(SLOTS
          "fn stop;"
          "path success 30; when self->started == 0;"
          "path success 40; when self->started != 0; " PUT "39;"
          "write self->started = 0;", "");
    check(SLOTS
          "fn stop;"
          "path success 30; when self->started == 0;"
          "path success 40; when self->started != 0;"
          "write self->started = 0;",
          "10: hold of 'self->t' as path(self) is never put by 'stop'"
          " [HoldLeak]\n"
          "  10: held here as path(self)\n"
          "  900: 'stop' is registered as 'VirtioDeviceClass.stop_ioeventfd'"
          " here\n"
          "  40: 'stop' returns here without the put\n");
#undef SLOTS
}

static void test_two_slots(void)
{
    check(VIRTIO REALIZE
          "fn unrealize; path success 30;" PUT "29;"
          "fn finalize; path success 40;", "");
    check(VIRTIO REALIZE
          "fn unrealize; path success 30;" PUT "29;"
          "fn finalize; path success 40;" PUT "39;",
          "39: hold of 'self->t' as path(self) was already put by 'unrealize'"
          " [DoublePut]\n"
          "  10: held here as path(self)\n"
          "  29: put here as path(self)\n");
    /* A flag tells the second what the first did. */
    check(VIRTIO REALIZE "write self->held = 1;"
          "field V.held realize; field V.held unrealize;"
          "fn unrealize; path success 30;" PUT "29; write self->held = 0;"
          "fn finalize;"
          "path success 40; when self->held != 0;" PUT "39;"
          "path success 40; when self->held == 0;", "");
    /* Twice in one function. */
    check(VIRTIO REALIZE
          "fn unrealize; path success 30;" PUT "28;" PUT "29;"
          "fn finalize; path success 40;",
          "29: hold of 'self->t' as path(self) is put twice [DoublePut]\n"
          "  10: held here as path(self)\n"
          "  28: put here as path(self)\n");
    /* Taken twice, put twice. */
    check(VIRTIO REALIZE GET "11;"
          "fn unrealize; path success 30;" PUT "28;" PUT "29;"
          "fn finalize; path success 40;", "");
    /* Also started elsewhere, so perhaps held again by then. */
    check(VIRTIO REALIZE
          "fn unrealize; path success 30;" PUT "29;"
          "fn finalize; path success 40;" PUT "39;"
          "fn restart; path success 60;" GET "59;",
          "silent: unseen 1\n");
}

static void test_paths_of_release(void)
{
    /* An early return that a known guard decides. */
    check(VIRTIO REALIZE
          "fn unrealize;"
          "path success 30; when self->quiet != 0;"
          "path success 31; when self->quiet == 0;" PUT "29;"
          "fn finalize;",
          "30: hold of 'self->t' as path(self) leaks on this path of"
          " 'unrealize' [HoldLeak]\n"
          "  10: held here as path(self)\n");
    /* The same guard decides the get. */
    check(VIRTIO
          "fn realize; path success 20; when self->quiet == 0;" GET "10;"
          "path success 20; when self->quiet != 0;"
          "fn unrealize;"
          "path success 30; when self->quiet != 0;"
          "path success 31; when self->quiet == 0;" PUT "29;"
          "fn finalize;", "");
    /* A guard nobody can relate: not said, but counted. */
    check(VIRTIO
          "fn realize; path success 20; when ?q == 0;" GET "10;"
          "path success 20; when ?q != 0;"
          "fn unrealize;"
          "path success 30; when ?r != 0;"
          "path success 31; when ?r == 0;" PUT "29;"
          "fn finalize;", "silent: guard-unknown 1\n");
    /* No path puts: the guard does not matter. */
    check(VIRTIO REALIZE
          "fn unrealize;"
          "path success 30; when ?r != 0;"
          "path success 31; when ?r == 0; write self->x = 1;"
          "fn finalize;",
          "10: hold of 'self->t' as path(self) is never put by 'unrealize'"
          " [HoldLeak]\n"
          "  10: held here as path(self)\n"
          "  900: 'unrealize' is registered as 'VirtioDeviceClass.unrealize'"
          " here\n"
          "  30: 'unrealize' returns here without the put\n");
    /* Success or failure is not known: no path is blamed. */
    check(VIRTIO
          "fn realize; path unknown 20;" GET "10;"
          "fn unrealize;"
          "path success 30; when self->quiet != 0;"
          "path success 31; when self->quiet == 0;" PUT "29;"
          "fn finalize;", "");
}

static void test_silence(void)
{
    /* Given to who may put it. */
    check(VIRTIO REALIZE "give self->t 11;" "fn unrealize; fn finalize;",
          "silent: given-up 1\n");
    check(VIRTIO REALIZE
          "fn unrealize; path success 30; give self 29;"
          "fn finalize;", "silent: given-up 1\n");
    /* Given away before it is taken. */
    check(VIRTIO
          "fn realize; path success 20; give self 9;" GET "10;"
          "fn unrealize; path success 30; fn finalize;",
          "10: hold of 'self->t' as path(self) is never put by 'unrealize'"
          " [HoldLeak]\n"
          "  10: held here as path(self)\n"
          "  900: 'unrealize' is registered as 'VirtioDeviceClass.unrealize'"
          " here\n"
          "  30: 'unrealize' returns here without the put\n");
    /* Given an object that has nothing to do with it. */
    check(VIRTIO REALIZE
          "fn unrealize; path success 30; give self->other 29;"
          "fn finalize;",
          "10: hold of 'self->t' as path(self) is never put by 'unrealize'"
          " [HoldLeak]\n"
          "  10: held here as path(self)\n"
          "  900: 'unrealize' is registered as 'VirtioDeviceClass.unrealize'"
          " here\n"
          "  30: 'unrealize' returns here without the put\n");
    /* The slot's function is not in sight. */
    check(VIRTIO REALIZE "fn finalize;", "silent: unseen 1\n");
    /* ... or not to its end. */
    check(VIRTIO REALIZE "fn unrealize incomplete; path success 30;"
          "fn finalize;", "silent: incomplete 1\n");
    /* A function of the file that no slot runs puts it. */
    check(VIRTIO REALIZE
          "fn unrealize; path success 30; fn finalize;"
          "fn on_exit; path success 60;" PUT "59;", "silent: unseen 1\n");
    check(VIRTIO REALIZE
          "fn unrealize; path success 30; fn finalize;"
          "fn on_exit; path success 60; put param1 as param2 59;",
          "silent: unseen 1\n");
    /* ... or perhaps one that was cut short. */
    check(VIRTIO REALIZE
          "fn unrealize; path success 30; fn finalize;"
          "fn on_exit incomplete; path success 60;", "silent: incomplete 1\n");
    /* ... another one. */
    check(VIRTIO REALIZE
          "fn unrealize; path success 30; fn finalize;"
          "fn on_exit; path success 60; put self->other as 'x' 59;",
          "10: hold of 'self->t' as path(self) is never put by 'unrealize'"
          " [HoldLeak]\n"
          "  10: held here as path(self)\n"
          "  900: 'unrealize' is registered as 'VirtioDeviceClass.unrealize'"
          " here\n"
          "  30: 'unrealize' returns here without the put\n");
}

/* More combinations than can be tried: no claim from what was not tried. */
static void test_cap(void)
{
    GString *text = g_string_new(VIRTIO REALIZE);
    g_autofree char *got = NULL;
    guint i;

    for (i = 0; i < 400; i++) {
        if (i == 0) {
            g_string_append(text, "fn unrealize;");
        }
        g_string_append_printf(text, "path success %u; when ?r == %u;",
                               1000 + i, i);
    }
    for (i = 0; i < 400; i++) {
        if (i == 0) {
            g_string_append(text, "fn finalize;");
        }
        g_string_append_printf(text, "path success %u; when ?r == %u;",
                               2000 + i, i);
    }
    got = script_pair(text->str, FALSE);
    g_assert_cmpstr(got, ==, "silent: incomplete 2\n");
    g_string_free(text, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sequences/transaction", test_transaction);
    g_test_add_func("/sequences/start-stop", test_start_stop);
    g_test_add_func("/sequences/two-slots", test_two_slots);
    g_test_add_func("/sequences/paths", test_paths_of_release);
    g_test_add_func("/sequences/silence", test_silence);
    g_test_add_func("/sequences/cap", test_cap);
    return g_test_run();
}
