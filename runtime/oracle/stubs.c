/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rest of what the fake headers declare.  Each failure is a choice. */
#include "oracle/qom.h"
#include "hw/pci/pci.h"
#include "hw/virtio/virtio.h"
#include "hw/xen/xen-bus.h"
#include "monitor/monitor.h"
#include <pthread.h>

/* ---- virtio ---- */

struct VirtQueue {
    VirtIOHandleOutput handle_output;
};

void virtio_init(VirtIODevice *vdev, uint16_t device_id, size_t config_size)
{
    vdev->device_id = device_id;
    vdev->config_len = config_size;
    vdev->config = config_size ? g_malloc0(config_size) : NULL;
    oracle_lock();
    vdev->vq = oracle_keep(VIRTIO_QUEUE_MAX * sizeof(VirtQueue));
    oracle_unlock();
}

void virtio_cleanup(VirtIODevice *vdev)
{
    g_clear_pointer(&vdev->config, g_free);
}

VirtQueue *virtio_add_queue(VirtIODevice *vdev, int queue_size,
                            VirtIOHandleOutput handle_output)
{
    VirtQueue *vq;

    oracle_lock();
    vq = oracle_keep(sizeof(*vq));
    oracle_unlock();
    vq->handle_output = handle_output;
    return vq;
}

void virtio_delete_queue(VirtQueue *vq)
{
}

void virtio_del_queue(VirtIODevice *vdev, int n)
{
}

VirtQueue *virtio_get_queue(VirtIODevice *vdev, int n)
{
    return vdev->vq ? &vdev->vq[n] : NULL;
}

bool virtio_host_has_feature(VirtIODevice *vdev, unsigned int fbit)
{
    return vdev->host_features >> fbit & 1;
}

bool virtio_vdev_has_feature(const VirtIODevice *vdev, unsigned int fbit)
{
    return vdev->guest_features >> fbit & 1;
}

void virtio_queue_aio_attach_host_notifier(VirtQueue *vq, AioContext *ctx)
{
}

void virtio_queue_aio_detach_host_notifier(VirtQueue *vq, AioContext *ctx)
{
}

/* ---- other buses ---- */

int msix_init_exclusive_bar(PCIDevice *dev, unsigned short nentries,
                            uint8_t bar_nr, Error **errp)
{
    if (oracle_choice()) {
        error_setg(errp, "MSI-X is not supported by interrupt controller");
        return -ENOTSUP;
    }
    return 0;
}

XenEventChannel *xen_device_bind_event_channel(XenDevice *xendev,
                                               unsigned int port,
                                               void (*handler)(void *opaque),
                                               void *opaque, Error **errp)
{
    if (oracle_choice()) {
        error_setg(errp, "failed xenevtchn_open");
        return NULL;
    }
    return (XenEventChannel *)xendev;
}

/* ---- osdep ---- */

int event_notifier_init(EventNotifier *e, int active)
{
    if (oracle_choice()) {
        return -EMFILE;
    }
    e->initialized = true;
    return 0;
}

void event_notifier_cleanup(EventNotifier *e)
{
    e->initialized = false;
}

int event_notifier_set(EventNotifier *e)
{
    return 0;
}

/* A QemuMutex of the fake headers has no room for a real one. */
static pthread_mutex_t mutexes = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t unlocked = PTHREAD_COND_INITIALIZER;

void qemu_mutex_lock(QemuMutex *mutex)
{
    pthread_mutex_lock(&mutexes);
    while (mutex->lock) {
        pthread_cond_wait(&unlocked, &mutexes);
    }
    mutex->lock = 1;
    pthread_mutex_unlock(&mutexes);
}

void qemu_mutex_unlock(QemuMutex *mutex)
{
    pthread_mutex_lock(&mutexes);
    mutex->lock = 0;
    pthread_cond_broadcast(&unlocked);
    pthread_mutex_unlock(&mutexes);
}

/* ---- monitor ---- */

Monitor *monitor_cur(void)
{
    return NULL;
}

int monitor_printf(Monitor *mon, const char *fmt, ...)
{
    return 0;
}

void qemu_chr_fe_accept_input(CharBackend *be)
{
}
