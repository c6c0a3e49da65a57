/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fake header, with each use of an AioContext told to the oracle. */
#ifndef ORACLE_HW_VIRTIO_VIRTIO_H
#define ORACLE_HW_VIRTIO_VIRTIO_H

#include "block/aio.h"
#include_next "hw/virtio/virtio.h"

#ifndef ORACLE_INTERNAL_H
#define virtio_queue_aio_attach_host_notifier(vq, ctx) \
    virtio_queue_aio_attach_host_notifier( \
        vq, ORACLE_USE(ctx, "virtio_queue_aio_attach_host_notifier"))
#define virtio_queue_aio_detach_host_notifier(vq, ctx) \
    virtio_queue_aio_detach_host_notifier( \
        vq, ORACLE_USE(ctx, "virtio_queue_aio_detach_host_notifier"))
#endif

#endif
