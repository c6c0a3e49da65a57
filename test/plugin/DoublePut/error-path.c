// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* Errors: the place of the failure puts, and so does the label or caller. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct NBDExport {
    IOThread *iothread;
    BlockBackend *blk;
    char *name;
    int64_t size;
} NBDExport;

int nbd_export_open(NBDExport *exp, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(exp->iothread, exp->name);
    int ret;

    ret = blk_set_aio_context(exp->blk, ctx, errp);
    if (ret < 0) {
        iothread_put_aio_context(exp->iothread, exp->name);
        goto fail;
    }
    exp->size = blk_getlength(exp->blk);
    if (exp->size < 0) {
        ret = -EIO;
        goto fail;
    }
    iothread_put_aio_context(exp->iothread, exp->name);
    return 0;

fail:
    iothread_put_aio_context(exp->iothread, exp->name); // expected-warning{{hold of 'exp->iothread' as 'exp->name' is put twice}}
    return ret;
}

int nbd_export_open_ok(NBDExport *exp, Error **errp)
{
    AioContext *ctx = iothread_get_aio_context(exp->iothread, exp->name);
    int ret;

    ret = blk_set_aio_context(exp->blk, ctx, errp);
    if (ret < 0) {
        goto fail;
    }
    exp->size = blk_getlength(exp->blk);
    if (exp->size < 0) {
        ret = -EIO;
        goto fail;
    }
    iothread_put_aio_context(exp->iothread, exp->name);
    return 0;

fail:
    iothread_put_aio_context(exp->iothread, exp->name);
    return ret;
}

/* The helper puts where it fails, the caller does not know. */
static int nbd_export_check(NBDExport *exp)
{
    if (!blk_is_inserted(exp->blk)) {
        iothread_put_aio_context(exp->iothread, exp->name);
        return -ENOMEDIUM;
    }
    return 0;
}

int nbd_export_probe(NBDExport *exp)
{
    int ret;

    aio_notify(iothread_get_aio_context(exp->iothread, exp->name));
    ret = nbd_export_check(exp);
    iothread_put_aio_context(exp->iothread, exp->name); // expected-warning{{hold of 'exp->iothread' as 'exp->name' is put twice}}
    return ret;
}

int nbd_export_probe_ok(NBDExport *exp)
{
    int ret;

    aio_notify(iothread_get_aio_context(exp->iothread, exp->name));
    ret = nbd_export_check(exp);
    if (ret < 0) {
        return ret;
    }
    iothread_put_aio_context(exp->iothread, exp->name);
    return 0;
}

/* The success path runs into the error label. */
bool nbd_export_resize(NBDExport *exp, Error **errp)
{
    aio_notify(iothread_get_aio_context(exp->iothread, exp->name));
    if (blk_getlength(exp->blk) < exp->size) {
        error_setg(errp, "shrinking is not supported");
        goto fail;
    }
    exp->size = blk_getlength(exp->blk);
    iothread_put_aio_context(exp->iothread, exp->name);
fail:
    iothread_put_aio_context(exp->iothread, exp->name); // expected-warning{{hold of 'exp->iothread' as 'exp->name' is put twice}}
    return exp->size > 0;
}

bool nbd_export_resize_ok(NBDExport *exp, Error **errp)
{
    aio_notify(iothread_get_aio_context(exp->iothread, exp->name));
    if (blk_getlength(exp->blk) < exp->size) {
        error_setg(errp, "shrinking is not supported");
        goto out;
    }
    exp->size = blk_getlength(exp->blk);
out:
    iothread_put_aio_context(exp->iothread, exp->name);
    return exp->size > 0;
}
