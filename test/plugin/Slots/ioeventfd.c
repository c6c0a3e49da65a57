// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * VirtioDeviceClass.start_ioeventfd and .stop_ioeventfd.  A start that failed
 * is not stopped.
 */
#include "qemu/osdep.h"
#include "hw/virtio/virtio.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_EGOOD "egood-device"
OBJECT_DECLARE_SIMPLE_TYPE(EGood, EGOOD)
struct EGood {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    EventNotifier e;
};

static int egood_start_ok(VirtIODevice *vdev)
{
    EGood *s = EGOOD(vdev);
    int ret;

    ret = event_notifier_init(&s->e, 0);
    if (ret < 0) {
        return ret;
    }
    s->ctx = iothread_get_aio_context(s->iothread, "egood");
    return 0;
}

static void egood_stop_ok(VirtIODevice *vdev)
{
    EGood *s = EGOOD(vdev);

    s->ctx = NULL;
    iothread_put_aio_context(s->iothread, "egood");
    event_notifier_cleanup(&s->e);
}

static const Property egood_properties[] = {
    DEFINE_PROP_LINK("iothread", EGood, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void egood_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, egood_properties);
    vdc->start_ioeventfd = egood_start_ok;
    vdc->stop_ioeventfd = egood_stop_ok;
}

/* ---- start fails and keeps it ---- */

#define TYPE_EFAIL "efail-device"
OBJECT_DECLARE_SIMPLE_TYPE(EFail, EFAIL)
struct EFail {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    uint16_t queues;
};

static int efail_start(VirtIODevice *vdev)
{
    EFail *s = EFAIL(vdev);

    s->ctx = iothread_get_aio_context(s->iothread, "efail");
    if (s->queues > VIRTIO_QUEUE_MAX) {
        return -ENOSYS; // expected-warning{{hold of 's->iothread' as 'efail' leaks when this error is returned}}
    }
    return 0;
}

static void efail_stop_ok(VirtIODevice *vdev)
{
    EFail *s = EFAIL(vdev);

    s->ctx = NULL;
    iothread_put_aio_context(s->iothread, "efail");
}

static const Property efail_properties[] = {
    DEFINE_PROP_LINK("iothread", EFail, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_UINT16("queues", EFail, queues, 1),
};

static void efail_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, efail_properties);
    vdc->start_ioeventfd = efail_start;
    vdc->stop_ioeventfd = efail_stop_ok;
}

/* ---- stop never puts ---- */

#define TYPE_ENEVER "enever-device"
OBJECT_DECLARE_SIMPLE_TYPE(ENever, ENEVER)
struct ENever {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static int enever_start(VirtIODevice *vdev)
{
    ENever *s = ENEVER(vdev);

    s->ctx = iothread_get_aio_context(s->iothread, "enever"); // expected-warning{{hold of 's->iothread' as 'enever' is never put by 'enever_stop'}}
    return 0;
}

static void enever_stop(VirtIODevice *vdev)
{
    ENEVER(vdev)->ctx = NULL;
}

static const Property enever_properties[] = {
    DEFINE_PROP_LINK("iothread", ENever, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void enever_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, enever_properties);
    vdc->start_ioeventfd = enever_start;
    vdc->stop_ioeventfd = enever_stop;
}

/* ---- stop puts what a start without IOThread did not take ---- */

#define TYPE_EBARE "ebare-device"
OBJECT_DECLARE_SIMPLE_TYPE(EBare, EBARE)
struct EBare {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    uint16_t queues;
};

static int ebare_start(VirtIODevice *vdev)
{
    EBare *s = EBARE(vdev);

    if (s->queues == 1) {
        s->ctx = qemu_get_aio_context();
        return 0;
    }
    s->ctx = iothread_get_aio_context(s->iothread, "ebare");
    return 0;
}

static void ebare_stop(VirtIODevice *vdev)
{
    EBare *s = EBARE(vdev);

    s->ctx = NULL;
    iothread_put_aio_context(s->iothread, "ebare"); // expected-warning{{hold of 's->iothread' as 'ebare' is put even when 'ebare_start' did not take it}}
}

static const Property ebare_properties[] = {
    DEFINE_PROP_LINK("iothread", EBare, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_UINT16("queues", EBare, queues, 1),
};

static void ebare_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, ebare_properties);
    vdc->start_ioeventfd = ebare_start;
    vdc->stop_ioeventfd = ebare_stop;
}

#define TYPE_EASKS "easks-device"
OBJECT_DECLARE_SIMPLE_TYPE(EAsks, EASKS)
struct EAsks {
    VirtIODevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    uint16_t queues;
};

static int easks_start_ok(VirtIODevice *vdev)
{
    EAsks *s = EASKS(vdev);

    if (s->queues == 1) {
        s->ctx = qemu_get_aio_context();
        return 0;
    }
    s->ctx = iothread_get_aio_context(s->iothread, "easks");
    return 0;
}

static void easks_stop_ok(VirtIODevice *vdev)
{
    EAsks *s = EASKS(vdev);

    s->ctx = NULL;
    if (s->queues != 1) {
        iothread_put_aio_context(s->iothread, "easks");
    }
}

static const Property easks_properties[] = {
    DEFINE_PROP_LINK("iothread", EAsks, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_UINT16("queues", EAsks, queues, 1),
};

static void easks_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, easks_properties);
    vdc->start_ioeventfd = easks_start_ok;
    vdc->stop_ioeventfd = easks_stop_ok;
}

static const TypeInfo ioeventfd_types[] = {
    {
        .name = TYPE_EGOOD,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(EGood),
        .class_init = egood_class_init,
    },
    {
        .name = TYPE_EFAIL,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(EFail),
        .class_init = efail_class_init,
    },
    {
        .name = TYPE_ENEVER,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(ENever),
        .class_init = enever_class_init,
    },
    {
        .name = TYPE_EBARE,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(EBare),
        .class_init = ebare_class_init,
    },
    {
        .name = TYPE_EASKS,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(EAsks),
        .class_init = easks_class_init,
    },
};
DEFINE_TYPES(ioeventfd_types)
