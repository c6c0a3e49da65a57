/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the examples of docs/rules leave out. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "block/aio.h"
#include "hw/qdev-core.h"
#include "hw/virtio/virtio.h"
#include "qom/object_interfaces.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct VBlk {
    DeviceState parent_obj;
    IOThread *iothread;
    IOThread *rx_iothread;
    IOThread *tx_iothread;
    AioContext *ctx;
    BlockBackend *blk;
    QEMUBH *free_page_bh;
    char *holder;
    char *pri_indev;
} VBlk;

typedef VBlk CompareState;
typedef VBlk VirtIOBalloon;

DECLARE_INSTANCE_CHECKER(VBlk, VBLK, "vblk")
DECLARE_INSTANCE_CHECKER(CompareState, COLO_COMPARE, "colo-compare")
DECLARE_INSTANCE_CHECKER(VirtIOBalloon, VIRTIO_BALLOON, "virtio-balloon")

bool blk_is_available(BlockBackend *blk);

static inline int vblk_attach(VBlk *s, AioContext *ctx)
{
    return blk_set_aio_context(s->blk, ctx, NULL);
}

static inline void vblk_flush(VBlk *s, AioContext *ctx)
{
    aio_notify(ctx);
}
