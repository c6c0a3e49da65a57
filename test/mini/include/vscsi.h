/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A SCSI controller whose slots, and whose holds, are in two files. */
#ifndef MINI_VSCSI_H
#define MINI_VSCSI_H

#include "hw/virtio/virtio.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_VSCSI "mini-vscsi"
OBJECT_DECLARE_SIMPLE_TYPE(VScsi, VSCSI)

typedef struct VScsiConf {
    IOThread *iothread;
    IOThread *event_iothread;
    uint16_t num_queues;
} VScsiConf;

struct VScsi {
    VirtIODevice parent_obj;

    VScsiConf conf;
    BlockBackend *blk;
    AioContext *ctx;
    AioContext *event_ctx;
    VirtQueue *ctrl_vq;
    bool started;
};

/* The holder is borrowed from the caller. */
bool vscsi_attach(VScsi *s, const char *holder, Error **errp);
void vscsi_detach(VScsi *s, const char *holder);
int vscsi_start(VScsi *s);
void vscsi_stop(VScsi *s);

#endif
