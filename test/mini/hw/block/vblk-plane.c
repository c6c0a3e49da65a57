/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The data plane of the disk: the holder is the device, not the plane. */
#include "qemu/osdep.h"
#include "vblk.h"

struct VBlkPlane {
    VirtIODevice *vdev;
    BlockConf *conf;
    IOThread *iothread;
    AioContext *ctx;
    QEMUBH *bh;
};

static void vblk_plane_notify(void *opaque)
{
    VBlkPlane *plane = opaque;

    blk_drain(plane->conf->blk);
}

bool vblk_plane_create(VirtIODevice *vdev, BlockConf *conf,
                       IOThread *iothread, VBlkPlane **plane, Error **errp)
{
    VBlkPlane *s;

    *plane = NULL;
    if (iothread && !blk_is_inserted(conf->blk)) {
        error_setg(errp, "no medium");
        return false;
    }

    s = g_new0(VBlkPlane, 1);
    s->vdev = vdev;
    s->conf = conf;
    if (iothread) {
        g_autofree char *holder =
            g_strdup_printf("plane of %s", vdev->name);

        s->iothread = iothread;
        s->ctx = iothread_get_aio_context(s->iothread, holder);
    } else {
        s->ctx = qemu_get_aio_context();
    }
    s->bh = aio_bh_new(s->ctx, vblk_plane_notify, s);
    *plane = s;
    return true;
}

void vblk_plane_destroy(VBlkPlane *s)
{
    if (!s) {
        return;
    }
    qemu_bh_delete(s->bh);
    if (s->iothread) {
        g_autofree char *holder =
            g_strdup_printf("plane of %s", s->vdev->name);

        iothread_put_aio_context(s->iothread, holder);
    }
    g_free(s);
}
