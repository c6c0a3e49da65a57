/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef QEMU_VIRTIO_H
#define QEMU_VIRTIO_H

#include "hw/qdev-core.h"

#define TYPE_VIRTIO_DEVICE "virtio-device"
#define VIRTIO_QUEUE_MAX 1024

typedef void (*VirtIOHandleOutput)(VirtIODevice *, VirtQueue *);
typedef struct VirtioDeviceClass VirtioDeviceClass;

struct VirtIODevice {
    DeviceState parent_obj;

    const char *name;
    uint8_t status;
    uint16_t queue_sel;
    uint64_t guest_features;
    uint64_t host_features;
    size_t config_len;
    void *config;
    uint16_t device_id;
    bool vm_running;
    bool broken;
    VirtQueue *vq;
};

struct VirtioDeviceClass {
    DeviceClass parent;

    DeviceRealize realize;
    DeviceUnrealize unrealize;
    uint64_t (*get_features)(VirtIODevice *vdev, uint64_t requested_features,
                             Error **errp);
    void (*set_features)(VirtIODevice *vdev, uint64_t val);
    void (*get_config)(VirtIODevice *vdev, uint8_t *config);
    void (*reset)(VirtIODevice *vdev);
    int (*set_status)(VirtIODevice *vdev, uint8_t val);
    int (*start_ioeventfd)(VirtIODevice *vdev);
    void (*stop_ioeventfd)(VirtIODevice *vdev);
};

DECLARE_OBJ_CHECKERS(VirtIODevice, VirtioDeviceClass, VIRTIO_DEVICE,
                     TYPE_VIRTIO_DEVICE)

void virtio_init(VirtIODevice *vdev, uint16_t device_id, size_t config_size);
void virtio_cleanup(VirtIODevice *vdev);
VirtQueue *virtio_add_queue(VirtIODevice *vdev, int queue_size,
                            VirtIOHandleOutput handle_output);
void virtio_delete_queue(VirtQueue *vq);
void virtio_del_queue(VirtIODevice *vdev, int n);
VirtQueue *virtio_get_queue(VirtIODevice *vdev, int n);
bool virtio_host_has_feature(VirtIODevice *vdev, unsigned int fbit);
bool virtio_vdev_has_feature(const VirtIODevice *vdev, unsigned int fbit);
void virtio_queue_aio_attach_host_notifier(VirtQueue *vq, AioContext *ctx);
void virtio_queue_aio_detach_host_notifier(VirtQueue *vq, AioContext *ctx);

#endif
