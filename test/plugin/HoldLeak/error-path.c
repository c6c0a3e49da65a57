/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
/*
 * The function fails and keeps the hold.  Failure is read from the errp that
 * was set, from false, from a negative number and from NULL.  Whoever gets
 * the error does not know of a hold, so on success the owner (its type comes
 * from a header, so somebody else may put) may keep it, on failure nobody.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio-blk.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

/* ---- bool and errp ---- */

bool virtio_blk_attach(VirtIOBlock *s, Error **errp)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    if (blk_set_aio_context(s->conf.conf.blk, ctx, errp) < 0) {
        return false; // expected-warning{{hold of 's->conf.iothread' as 'virtio-blk' leaks when this error is returned}}
    }
    s->ctx = ctx;
    return true;
}

bool virtio_blk_attach_ok(VirtIOBlock *s, Error **errp)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    if (blk_set_aio_context(s->conf.conf.blk, ctx, errp) < 0) {
        iothread_put_aio_context(s->conf.iothread, "virtio-blk");
        return false;
    }
    s->ctx = ctx;
    return true;
}

/* ---- negative errno ---- */

int virtio_blk_start(VirtIOBlock *s, EventNotifier *e)
{
    int r;

    s->ctx = iothread_get_aio_context(s->conf.iothread, s->conf.serial);
    r = event_notifier_init(e, 0);
    if (r < 0) {
        return r; // expected-warning{{hold of 's->conf.iothread' as 's->conf.serial' leaks when this error is returned}}
    }
    return 0;
}

int virtio_blk_start_ok(VirtIOBlock *s, EventNotifier *e)
{
    int r;

    s->ctx = iothread_get_aio_context(s->conf.iothread, s->conf.serial);
    r = event_notifier_init(e, 0);
    if (r < 0) {
        iothread_put_aio_context(s->conf.iothread, s->conf.serial);
        s->ctx = NULL;
        return r;
    }
    return 0;
}

int virtio_blk_start_errno(VirtIOBlock *s)
{
    s->ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    if (s->conf.num_queues > VIRTIO_QUEUE_MAX) {
        return -EINVAL; // expected-warning{{hold of 's->conf.iothread' as 'virtio-blk' leaks when this error is returned}}
    }
    return 0;
}

int virtio_blk_start_errno_ok(VirtIOBlock *s)
{
    if (s->conf.num_queues > VIRTIO_QUEUE_MAX) {
        return -EINVAL;
    }
    s->ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    return 0;
}

/* ---- NULL ---- */

AioContext *virtio_blk_context(VirtIOBlock *s, Error **errp)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    if (!blk_is_inserted(s->blk)) {
        error_setg(errp, "Device needs media, but drive is empty");
        return NULL; // expected-warning{{hold of 's->conf.iothread' as 'virtio-blk' leaks when this error is returned}}
    }
    return ctx;
}

AioContext *virtio_blk_context_ok(VirtIOBlock *s, Error **errp)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    if (!blk_is_inserted(s->blk)) {
        error_setg(errp, "Device needs media, but drive is empty");
        iothread_put_aio_context(s->conf.iothread, "virtio-blk");
        return NULL;
    }
    return ctx;
}

/* ---- void, the error is all there is ---- */

void virtio_blk_plug(VirtIOBlock *s, DeviceState *dev, Error **errp)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    s->ctx = iothread_get_aio_context(s->conf.iothread, path);
    if (!s->conf.num_queues) {
        error_setg(errp, "num-queues property must be larger than 0");
        return; // expected-warning{{hold of 's->conf.iothread' as path of 'dev' leaks when this error is returned}}
    }
    s->ioeventfd_started = true;
}

void virtio_blk_plug_ok(VirtIOBlock *s, DeviceState *dev, Error **errp)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));

    s->ctx = iothread_get_aio_context(s->conf.iothread, path);
    if (!s->conf.num_queues) {
        error_setg(errp, "num-queues property must be larger than 0");
        iothread_put_aio_context(s->conf.iothread, path);
        return;
    }
    s->ioeventfd_started = true;
}

/* The error is set and control falls off the end. */
void virtio_blk_plug_end(VirtIOBlock *s, Error **errp)
{
    s->ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    if (s->conf.num_queues) {
        s->ioeventfd_started = true;
    } else {
        error_setg(errp, "num-queues property must be larger than 0");
    }
} // expected-warning{{hold of 's->conf.iothread' as 'virtio-blk' leaks}}

void virtio_blk_plug_end_ok(VirtIOBlock *s, Error **errp)
{
    s->ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    if (s->conf.num_queues) {
        s->ioeventfd_started = true;
    } else {
        error_setg(errp, "num-queues property must be larger than 0");
        iothread_put_aio_context(s->conf.iothread, "virtio-blk");
    }
}

/* ---- a local Error that is propagated ---- */

void virtio_blk_hotplug(VirtIOBlock *s, BlockBackend *blk, Error **errp)
{
    Error *local_err = NULL;

    s->ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    blk_set_aio_context(blk, s->ctx, &local_err);
    if (local_err) {
        error_propagate(errp, local_err);
        return; // expected-warning{{hold of 's->conf.iothread' as 'virtio-blk' leaks when this error is returned}}
    }
    s->ioeventfd_started = true;
}

void virtio_blk_hotplug_ok(VirtIOBlock *s, BlockBackend *blk, Error **errp)
{
    Error *local_err = NULL;

    s->ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    blk_set_aio_context(blk, s->ctx, &local_err);
    if (local_err) {
        error_propagate(errp, local_err);
        iothread_put_aio_context(s->conf.iothread, "virtio-blk");
        return;
    }
    s->ioeventfd_started = true;
}

/* The error is handled here: the function goes on without the feature. */
void virtio_blk_hotplug_warn_ok(VirtIOBlock *s, BlockBackend *blk)
{
    Error *local_err = NULL;

    s->ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    blk_set_aio_context(blk, s->ctx, &local_err);
    if (local_err) {
        warn_report_err(local_err);
    }
    s->ioeventfd_started = true;
}

/* ---- ERRP_GUARD ---- */

void virtio_blk_resize(VirtIOBlock *s, BlockBackend *blk, Error **errp)
{
    ERRP_GUARD();

    s->ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    blk_set_aio_context(blk, s->ctx, errp);
    if (*errp) {
        error_prepend(errp, "resize: ");
        return; // expected-warning{{hold of 's->conf.iothread' as 'virtio-blk' leaks when this error is returned}}
    }
    s->ioeventfd_started = true;
}

void virtio_blk_resize_ok(VirtIOBlock *s, BlockBackend *blk, Error **errp)
{
    ERRP_GUARD();

    s->ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    blk_set_aio_context(blk, s->ctx, errp);
    if (*errp) {
        error_prepend(errp, "resize: ");
        iothread_put_aio_context(s->conf.iothread, "virtio-blk");
        return;
    }
    s->ioeventfd_started = true;
}

/* ---- goto ---- */

int virtio_blk_load(VirtIOBlock *s, EventNotifier *e, Error **errp)
{
    AioContext *ctx;
    int ret;

    ret = event_notifier_init(e, 0);
    if (ret < 0) {
        error_setg_errno(errp, -ret, "cannot make notifier");
        return ret;
    }
    ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    ret = blk_set_aio_context(s->blk, ctx, errp);
    if (ret < 0) {
        goto out_notifier;
    }
    if (blk_getlength(s->blk) <= 0) {
        error_setg(errp, "Device is empty");
        ret = -EINVAL;
        goto out_put;
    }
    s->ctx = ctx;
    return 0;

out_put:
    iothread_put_aio_context(s->conf.iothread, "virtio-blk");
out_notifier:
    event_notifier_cleanup(e);
    return ret; // expected-warning{{hold of 's->conf.iothread' as 'virtio-blk' leaks when this error is returned}}
}

int virtio_blk_load_ok(VirtIOBlock *s, EventNotifier *e, Error **errp)
{
    AioContext *ctx;
    int ret;

    ret = event_notifier_init(e, 0);
    if (ret < 0) {
        error_setg_errno(errp, -ret, "cannot make notifier");
        return ret;
    }
    ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    ret = blk_set_aio_context(s->blk, ctx, errp);
    if (ret < 0) {
        goto out_put;
    }
    if (blk_getlength(s->blk) <= 0) {
        error_setg(errp, "Device is empty");
        ret = -EINVAL;
        goto out_put;
    }
    s->ctx = ctx;
    return 0;

out_put:
    iothread_put_aio_context(s->conf.iothread, "virtio-blk");
    event_notifier_cleanup(e);
    return ret;
}

/* ---- success keeps the hold; this is no error ---- */

bool virtio_blk_try_start_ok(VirtIOBlock *s, Error **errp)
{
    if (!s->conf.iothread) {
        s->ctx = qemu_get_aio_context();
        return true;
    }
    s->ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    return true;
}

/* ---- ends that do not return ---- */

void virtio_blk_must_start_ok(VirtIOBlock *s)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    if (!blk_is_inserted(s->blk)) {
        error_setg(&error_fatal, "Device needs media, but drive is empty");
        return;
    }
    aio_notify(ctx);
    iothread_put_aio_context(s->conf.iothread, "virtio-blk");
}

void virtio_blk_must_not_fail_ok(VirtIOBlock *s, Error *err)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    if (err) {
        error_propagate(&error_abort, err);
        return;
    }
    aio_notify(ctx);
    iothread_put_aio_context(s->conf.iothread, "virtio-blk");
}

void virtio_blk_may_fail(VirtIOBlock *s, Error *err)
{
    AioContext *ctx;

    ctx = iothread_get_aio_context(s->conf.iothread, "virtio-blk");
    if (err) {
        error_report_err(err);
        return; // expected-warning{{hold of 's->conf.iothread' as 'virtio-blk' leaks on this path}}
    }
    aio_notify(ctx);
    iothread_put_aio_context(s->conf.iothread, "virtio-blk");
}
