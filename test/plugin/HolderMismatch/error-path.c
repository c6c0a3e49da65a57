/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
#include "qemu/osdep.h"
#include "block/aio.h"
#include "hw/qdev-core.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_VBLK "vblk"

typedef struct VBlk {
    DeviceState parent_obj;
    IOThread *iothread;
    IOThread *event_iothread;
    AioContext *ctx;
    BlockBackend *blk;
    QEMUBH *bh;
    char *holder;
    char *serial;
    int index;
    bool scsi;
} VBlk;

DECLARE_INSTANCE_CHECKER(VBlk, VBLK, TYPE_VBLK)
#include "block/export.h"

/* What is kept in the device is put when it stops. */
void attach_undo(VBlk *s)
{
    iothread_put_aio_context(s->iothread, "virtio-blk");
    s->ctx = NULL;
}

void start_undo(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));

    iothread_put_aio_context(s->iothread, path);
    s->ctx = NULL;
}

/* Only the error path puts under another name. */
int attach_bad(VBlk *s, Error **errp)
{
    s->ctx = iothread_get_aio_context(s->iothread, "virtio-blk");
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        iothread_put_aio_context(s->iothread, "virtio-blk-pci"); // expected-warning{{'s->iothread' is put as 'virtio-blk-pci' but held as 'virtio-blk'}}
        return -1;
    }
    return 0;
}

int attach_good(VBlk *s, Error **errp)
{
    s->ctx = iothread_get_aio_context(s->iothread, "virtio-blk");
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        iothread_put_aio_context(s->iothread, "virtio-blk");
        return -1;
    }
    return 0;
}

/* The first of two error paths. */
bool start_bad(VBlk *s, Error **errp)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);

    if (!blk_is_inserted(s->blk)) {
        error_setg(errp, "no medium in '%s'", s->serial);
        iothread_put_aio_context(s->iothread, s->serial); // expected-warning{{'s->iothread' is put as 's->serial' but held as path of 's'}}
        return false;
    }
    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        iothread_put_aio_context(s->iothread, path);
        return false;
    }
    s->ctx = ctx;
    return true;
}

bool start_good(VBlk *s, Error **errp)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = iothread_get_aio_context(s->iothread, path);

    if (!blk_is_inserted(s->blk)) {
        error_setg(errp, "no medium in '%s'", s->serial);
        iothread_put_aio_context(s->iothread, path);
        return false;
    }
    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        iothread_put_aio_context(s->iothread, path);
        return false;
    }
    s->ctx = ctx;
    return true;
}

/* A block export is held under its id; the node name is another string. */
typedef struct NbdExport {
    BlockExport common;
    IOThread *iothread;
} NbdExport;

int export_create_bad(NbdExport *e, BlockExportOptions *opts,
                      IOThread *iothread, Error **errp)
{
    e->common.ctx = iothread_get_aio_context(iothread, opts->id);
    if (blk_set_aio_context(e->common.blk, e->common.ctx, errp) < 0) {
        goto fail;
    }
    e->iothread = iothread;
    e->common.id = g_strdup(opts->id);
    return 0;

fail:
    iothread_put_aio_context(iothread, opts->node_name); // expected-warning{{'iothread' is put as 'opts->node_name' but held as 'opts->id'}}
    return -1;
}

int export_create_good(NbdExport *e, BlockExportOptions *opts,
                       IOThread *iothread, Error **errp)
{
    e->common.ctx = iothread_get_aio_context(iothread, opts->id);
    if (blk_set_aio_context(e->common.blk, e->common.ctx, errp) < 0) {
        goto fail;
    }
    e->iothread = iothread;
    e->common.id = g_strdup(opts->id);
    return 0;

fail:
    iothread_put_aio_context(iothread, opts->id);
    return -1;
}

/* The id is copied into the export: equal by value. */
int export_create_copied(NbdExport *e, BlockExportOptions *opts,
                         IOThread *iothread, Error **errp)
{
    e->iothread = iothread;
    e->common.id = g_strdup(opts->id);
    e->common.ctx = iothread_get_aio_context(iothread, e->common.id);
    if (blk_set_aio_context(e->common.blk, e->common.ctx, errp) < 0) {
        iothread_put_aio_context(iothread, opts->id);
        g_free(e->common.id);
        return -1;
    }
    return 0;
}

void export_delete(NbdExport *e)
{
    iothread_put_aio_context(e->iothread, e->common.id);
    g_free(e->common.id);
}

void attach_event_undo(VBlk *s, bool event)
{
    iothread_put_aio_context(event ? s->event_iothread : s->iothread,
                             s->holder);
    s->ctx = NULL;
}

/* The error path puts the IOThread that is configured for events. */
int attach_event_bad(VBlk *s, Error **errp)
{
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        iothread_put_aio_context(s->event_iothread, s->holder); // expected-warning{{'s->event_iothread' is put as 's->holder' but the hold is on 's->iothread'}}
        return -1;
    }
    return 0;
}

int attach_event_good(VBlk *s, Error **errp)
{
    s->ctx = iothread_get_aio_context(s->event_iothread, s->holder);
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        iothread_put_aio_context(s->event_iothread, s->holder);
        return -1;
    }
    return 0;
}
