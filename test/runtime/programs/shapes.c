/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ways in which code comes to its puts; what can fail does, in turn. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "block/export.h"
#include "hw/virtio/virtio.h"
#include "qemu/transactions.h"
#include "sysemu/block-backend.h"
#include "case.h"
#include "oracle/oracle.h"
#include "shapes.h"

#define NEW(id) iothread_create(id, &error_abort)

/* ---- error paths, goto ---- */

static bool setup(IOThread *t, Error **errp)
{
    iothread_get_aio_context(t, "a"); /* error_path ! leaked */
    if (blk_set_aio_context(NULL, t->ctx, errp) < 0) {
        return false;
    }
    return true;
}

static void error_path(void)
{
    IOThread *t = NEW("io0");

    if (setup(t, NULL)) {
        iothread_put_aio_context(t, "a");
    }
}

static int labels(IOThread *t, bool right)
{
    EventNotifier e;
    int ret = -EINVAL;

    iothread_get_aio_context(t, "a"); /* goto_wrong_label ! leaked */
    if (event_notifier_init(&e, 0) < 0) {
        goto fail;
    }
    if (oracle_choice()) {
        if (right) {
            goto fail_notifier;
        }
        goto out;
    }
    ret = 0;
fail_notifier:
    event_notifier_cleanup(&e);
fail:
    iothread_put_aio_context(t, "a");
out:
    return ret;
}

static void goto_wrong_label(void)
{
    labels(NEW("io0"), false);
}

static void goto_right_label_ok(void)
{
    labels(NEW("io0"), true);
}

/* ---- loops ---- */

static void loop(unsigned down_to)
{
    IOThread *t[3] = { NEW("io0"), NEW("io1"), NEW("io2") };
    unsigned i;

    for (i = 0; i < 3; i++) {
        iothread_get_aio_context(t[i], "a"); /* rolls_back_too_little ! leaked */
        if (oracle_choice()) {
            i++;
            break;
        }
    }
    while (i-- > down_to) {
        iothread_put_aio_context(t[i], "a");
    }
}

static void rolls_back_too_little(void)
{
    loop(1);
}

static void rolls_back_all_ok(void)
{
    loop(0);
}

/* ---- cleanup attributes ---- */

typedef struct Hold {
    IOThread *iothread;
    char *name;
} Hold;

static void hold_clear(Hold *hold)
{
    if (hold->iothread) {
        iothread_put_aio_context(hold->iothread, hold->name);
    }
    g_free(hold->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Hold, hold_clear)

static void cleanup_stolen(void)
{
    g_auto(Hold) hold = { NEW("io0"), g_strdup("a") };

    iothread_get_aio_context(hold.iothread, hold.name); /* ! leaked */
    if (oracle_choice()) {
        hold.iothread = NULL;
    }
}

static void cleanup_ok(void)
{
    g_auto(Hold) hold = { NEW("io0"), g_strdup("a") };

    iothread_get_aio_context(hold.iothread, hold.name);
    if (oracle_choice()) {
        return;
    }
    aio_notify(hold.iothread->ctx);
}

/* ---- helpers in another file ---- */

static void other_file(void)
{
    IOThread *t = NEW("io0");

    if (oracle_choice()) {
        shapes_attach(t, "1");
    } else {
        shapes_detach(t, "2");
    }
}

static void other_file_ok(void)
{
    IOThread *t = NEW("io0");

    aio_notify(shapes_attach(t, "1"));
    shapes_detach(t, "1");
}

/* ---- transactions ---- */

static IOThread *moved;

static void move_undo(void *opaque)
{
    iothread_put_aio_context(moved, "move");
}

static void transaction(bool clean)
{
    static TransactionActionDrv undo = { .abort = move_undo };
    static TransactionActionDrv always = { .clean = move_undo };
    Transaction *tran = tran_new();

    moved = NEW("io0");
    iothread_get_aio_context(moved, "move"); /* only_undone ! leaked */
    tran_add(tran, clean ? &always : &undo, NULL);
    tran_finalize(tran, oracle_choice() ? -EINVAL : 0);
}

static void only_undone(void)
{
    transaction(false);
}

static void always_cleaned_ok(void)
{
    transaction(true);
}

/* ---- names of objects that object_new() did not make ---- */

static void own_object(bool named)
{
    DeviceState dev = { .id = NULL };
    IOThread *t = NEW("io0");
    g_autofree char *path = NULL, *again = NULL;

    oracle_name_object(&dev, "/machine/vblk0");
    path = object_get_canonical_path(OBJECT(&dev));
    iothread_get_aio_context(t, path); /* path_is_gone ! leaked */
    if (!named) {
        object_unparent(OBJECT(DEVICE(&dev)));
    }
    again = object_get_canonical_path(OBJECT(&dev));
    iothread_put_aio_context(t, again); /* path_is_gone ! no-name */
}

static void path_is_gone(void)
{
    own_object(false);
}

static void path_is_there_ok(void)
{
    own_object(true);
}

const Case shapes_cases[] = {
    CASE(error_path),
    CASE(goto_wrong_label),
    CASE(goto_right_label_ok),
    CASE(rolls_back_too_little),
    CASE(rolls_back_all_ok),
    CASE(cleanup_stolen),
    CASE(cleanup_ok),
    CASE(other_file),
    CASE(other_file_ok),
    CASE(only_undone),
    CASE(always_cleaned_ok),
    CASE(path_is_gone),
    CASE(path_is_there_ok),
    { NULL, NULL },
};
