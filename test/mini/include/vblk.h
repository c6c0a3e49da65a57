/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A disk with many queues, each in an IOThread of its own. */
#ifndef MINI_VBLK_H
#define MINI_VBLK_H

#include "hw/virtio/virtio.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_VBLK "mini-vblk"
OBJECT_DECLARE_SIMPLE_TYPE(VBlk, VBLK)

#define VBLK_MAX_QUEUES 8

typedef struct VBlkPlane VBlkPlane;

struct VBlk {
    VirtIODevice parent_obj;

    BlockConf conf;
    IOThread *iothread;
    IOThread *queue_iothreads[VBLK_MAX_QUEUES];
    AioContext *queue_ctx[VBLK_MAX_QUEUES];
    VirtQueue *vqs[VBLK_MAX_QUEUES];
    uint16_t num_queues;
    VBlkPlane *plane;
};

bool vblk_plane_create(VirtIODevice *vdev, BlockConf *conf,
                       IOThread *iothread, VBlkPlane **plane, Error **errp);
void vblk_plane_destroy(VBlkPlane *plane);

#endif
