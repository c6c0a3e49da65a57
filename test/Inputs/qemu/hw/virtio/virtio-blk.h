/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A device type that a header declares: its fields are in reach of others. */
#ifndef QEMU_VIRTIO_BLK_H
#define QEMU_VIRTIO_BLK_H

#include "hw/virtio/virtio.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_VIRTIO_BLK "virtio-blk-device"
OBJECT_DECLARE_SIMPLE_TYPE(VirtIOBlock, VIRTIO_BLK)

typedef struct VirtIOBlkConf {
    BlockConf conf;
    IOThread *iothread;
    char *serial;
    uint16_t num_queues;
    uint16_t queue_size;
} VirtIOBlkConf;

struct VirtIOBlock {
    VirtIODevice parent_obj;

    BlockBackend *blk;
    QEMUBH *bh;
    VirtIOBlkConf conf;
    bool ioeventfd_started;
    AioContext **vq_aio_context;
    AioContext *ctx;
};

#endif
