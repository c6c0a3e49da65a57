/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The examples of docs/holder-api.md, letter for letter, and what they need to
 * run; beside them what goes wrong when they are done otherwise.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "block/export.h"
#include "hw/virtio/virtio.h"
#include "qom/object_interfaces.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"
#include "case.h"
#include "oracle/oracle.h"

#define NEW(id) iothread_create(id, &error_abort)

/* What the wrong variants do differently. */
static bool keep_on_error, forget_unrealize;

/* ---- a device: realize and unrealize ---- */

#define TYPE_DEMO_BLK "demo-blk"
OBJECT_DECLARE_SIMPLE_TYPE(DemoBlk, DEMO_BLK)

struct DemoBlk {
    VirtIODevice parent_obj;
    BlockBackend *blk;
    IOThread *iothread;
    AioContext *ctx;
};

static void demo_blk_realize(DeviceState *dev, Error **errp)
{
    DemoBlk *s = DEMO_BLK(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    s->ctx = iothread_get_aio_context(s->iothread, path);
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        /* Nobody calls unrealize when realize fails. */
        s->ctx = NULL;
        iothread_put_aio_context(s->iothread, path);
    }
}

static void demo_blk_unrealize(DeviceState *dev)
{
    DemoBlk *s = DEMO_BLK(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    /* Nothing may use the context once the hold is gone. */
    blk_set_aio_context(s->blk, qemu_get_aio_context(), NULL);
    s->ctx = NULL;
    iothread_put_aio_context(s->iothread, path);
}

static void bad_blk_realize(DeviceState *dev, Error **errp)
{
    DemoBlk *s = DEMO_BLK(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    s->ctx = iothread_get_aio_context(s->iothread, path); /* error_keeps_hold ! leaked */ /* no_unrealize ! leaked */
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0 && !keep_on_error) {
        iothread_put_aio_context(s->iothread, path);
    }
}

static void bad_blk_unrealize(DeviceState *dev)
{
    if (!forget_unrealize) {
        demo_blk_unrealize(dev);
    }
}

static const Property demo_blk_props[] = {
    DEFINE_PROP_LINK("iothread", DemoBlk, iothread, TYPE_IOTHREAD, IOThread *),
};

static void demo_blk_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(DEVICE_CLASS(klass), demo_blk_props);
    vdc->realize = data ? bad_blk_realize : demo_blk_realize;
    vdc->unrealize = data ? bad_blk_unrealize : demo_blk_unrealize;
}

/* Hot-plugged and pulled out again; meanwhile its IOThread gets deleted. */
static void plug(const char *type)
{
    IOThread *t = NEW("io0");
    Object *obj = object_new(type);
    DemoBlk *s = DEMO_BLK(obj);

    s->blk = blk_new(qemu_get_aio_context(), 0, 0);
    object_property_set_link(obj, "iothread", OBJECT(t), &error_abort);
    if (oracle_choice()) {
        object_property_add_child(object_get_root(), "vblk0", obj);
    }
    qdev_realize(DEVICE(obj), NULL, NULL);
    iothread_destroy(t);
    object_unparent(obj);
    assert(!obj->parent && !DEVICE(obj)->realized);
    assert(!oracle_count_events(ORACLE_DEATH));
    object_unref(obj);
    /* The link was the last to let go, unless a hold is left. */
    assert(oracle_count_events(ORACLE_DEATH) == !s->iothread->holders);
}

static void device_ok(void)
{
    plug(TYPE_DEMO_BLK);
}

static void error_keeps_hold(void)
{
    keep_on_error = true;
    forget_unrealize = false;
    plug("bad-blk");
}

static void no_unrealize(void)
{
    keep_on_error = false;
    forget_unrealize = true;
    plug("bad-blk");
}

/* ---- put in instance_finalize ---- */

#define TYPE_DEMO_FILTER "demo-filter"
OBJECT_DECLARE_SIMPLE_TYPE(DemoFilter, DEMO_FILTER)

struct DemoFilter {
    Object parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    char *holder;
};

static void demo_filter_complete(UserCreatable *uc, Error **errp)
{
    DemoFilter *s = DEMO_FILTER(uc);

    if (!s->iothread) {
        error_setg(errp, "demo-filter needs an 'iothread'");
        return;
    }
    s->holder = object_get_canonical_path(OBJECT(uc));
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
}

static void demo_filter_finalize(Object *obj)
{
    DemoFilter *s = DEMO_FILTER(obj);

    /* Also runs if complete() failed or never ran; the path is NULL here. */
    if (s->holder) {
        iothread_put_aio_context(s->iothread, s->holder);
        g_free(s->holder);
    }
}

static void bad_filter_complete(UserCreatable *uc, Error **errp)
{
    DemoFilter *s = DEMO_FILTER(uc);
    g_autofree char *path = object_get_canonical_path(OBJECT(uc));

    if (s->iothread) {
        s->ctx = iothread_get_aio_context(s->iothread, path); /* path_in_finalize_is_null ! leaked */
    }
}

static void bad_filter_finalize(Object *obj)
{
    DemoFilter *s = DEMO_FILTER(obj);
    g_autofree char *path = object_get_canonical_path(obj);

    if (s->ctx) {
        iothread_put_aio_context(s->iothread, path); /* path_in_finalize_is_null ! no-name */
    }
}

static void demo_filter_class_init(ObjectClass *klass, const void *data)
{
    USER_CREATABLE_CLASS(klass)->complete =
        data ? bad_filter_complete : demo_filter_complete;
}

static void add_and_delete(const char *type)
{
    Object *obj = object_new(type);

    if (oracle_choice()) {
        DEMO_FILTER(obj)->iothread = NEW("io0");
    }
    object_property_add_child(object_get_objects_root(), "f0", obj);
    if (oracle_choice()) {
        user_creatable_complete(USER_CREATABLE(obj), NULL);
    }
    object_unparent(obj);
    object_unref(obj);
}

static void finalize_ok(void)
{
    add_and_delete(TYPE_DEMO_FILTER);
}

static void path_in_finalize_is_null(void)
{
    add_and_delete("bad-filter");
}

/* ---- refcounted, freed in a bottom half ---- */

typedef struct DemoExport {
    BlockExport common;
    IOThread *iothread;
} DemoExport;

static int demo_export_create(BlockExport *blk_exp, BlockExportOptions *opts,
                              Error **errp)
{
    DemoExport *exp = container_of(blk_exp, DemoExport, common);
    AioContext *ctx;

    exp->iothread = iothread_by_id(opts->iothread);
    if (!exp->iothread) {
        error_setg(errp, "iothread \"%s\" not found", opts->iothread);
        return -EINVAL;
    }
    ctx = iothread_get_aio_context(exp->iothread, blk_exp->id);
    if (blk_set_aio_context(blk_exp->blk, ctx, errp) < 0) {
        iothread_put_aio_context(exp->iothread, blk_exp->id);
        return -EPERM;
    }
    blk_exp->ctx = ctx;
    return 0;
}

/* In a bottom half of the main loop, after the last blk_exp_unref(). */
static void demo_export_delete(BlockExport *blk_exp)
{
    DemoExport *exp = container_of(blk_exp, DemoExport, common);

    blk_set_aio_context(blk_exp->blk, qemu_get_aio_context(), NULL);
    iothread_put_aio_context(exp->iothread, blk_exp->id);
}

static void export_ok(void)
{
    static const BlockExportDriver drv = { .create = demo_export_create,
                                           .delete = demo_export_delete };
    DemoExport exp = { .common = { .drv = &drv, .refcount = 2,
                                   .id = (char *)"export0" } };
    BlockExportOptions opts = { .iothread = (char *)"io0" };

    if (oracle_choice()) {
        NEW("io0");
    }
    if (drv.create(&exp.common, &opts, NULL) < 0) {
        return;
    }
    iothread_destroy(exp.iothread);
    blk_exp_unref(&exp.common);
    assert(!aio_poll(qemu_get_aio_context(), false));
    blk_exp_unref(&exp.common);
    assert(aio_poll(qemu_get_aio_context(), false));
}

/* ---- borrowed for one statement ---- */

static void demo_kick(IOThread *iothread)
{
    aio_notify(iothread_get_aio_context(iothread, "demo-kick"));
    iothread_put_aio_context(iothread, "demo-kick");
}

static void borrow_ok(void)
{
    demo_kick(NEW("io0"));
}

/* ---- several uses, one hold; the end in the IOThread itself ---- */

typedef struct DemoJob {
    char *id;
    IOThread *iothread;
    QEMUBH *bh;
    QEMUTimer *timer;
} DemoJob;

static void demo_job_stopped(void *opaque)
{
    DemoJob *job = opaque;

    timer_free(job->timer);
    qemu_bh_delete(job->bh);
    iothread_put_aio_context(job->iothread, job->id);
    g_free(job->id);
    g_free(job);
}

/* Runs in the IOThread, which cannot wait for its own end. */
static void demo_job_run(void *opaque)
{
    aio_bh_schedule_oneshot(qemu_get_aio_context(), demo_job_stopped, opaque);
}

static void demo_job_start(const char *id, IOThread *iothread)
{
    DemoJob *job = g_new0(DemoJob, 1);
    AioContext *ctx;

    job->id = g_strdup(id);
    job->iothread = iothread;
    ctx = iothread_get_aio_context(iothread, job->id);
    job->bh = aio_bh_new(ctx, demo_job_run, job);
    job->timer = aio_timer_new(ctx, QEMU_CLOCK_REALTIME, SCALE_MS,
                               demo_job_run, job);
    qemu_bh_schedule(job->bh);
}

static void job_ok(void)
{
    IOThread *t = NEW("io0");

    demo_job_start("job0", t);
    iothread_stop(t);
    iothread_destroy(t);
    aio_poll(qemu_get_aio_context(), false);
}

/* ---- the types ---- */

static const InterfaceInfo filter_interfaces[] = {
    { TYPE_USER_CREATABLE },
    { NULL },
};

static const TypeInfo demo_types[] = {
    { .name = TYPE_DEMO_BLK,
      .parent = TYPE_VIRTIO_DEVICE,
      .instance_size = sizeof(DemoBlk),
      .class_init = demo_blk_class_init },
    { .name = "bad-blk",
      .parent = TYPE_DEMO_BLK,
      .class_init = demo_blk_class_init,
      .class_data = "bad" },
    { .name = TYPE_DEMO_FILTER,
      .parent = TYPE_OBJECT,
      .instance_size = sizeof(DemoFilter),
      .instance_finalize = demo_filter_finalize,
      .class_init = demo_filter_class_init,
      .interfaces = filter_interfaces },
    { .name = "bad-filter",
      .parent = TYPE_DEMO_FILTER,
      .instance_finalize = bad_filter_finalize,
      .class_init = demo_filter_class_init,
      .class_data = "bad" },
};

DEFINE_TYPES(demo_types)

const Case devices_cases[] = {
    CASE(device_ok),
    CASE(error_keeps_hold),
    CASE(no_unrealize),
    CASE(finalize_ok),
    CASE(path_in_finalize_is_null),
    CASE(export_ok),
    CASE(borrow_ok),
    CASE(job_ok),
    { NULL, NULL },
};
