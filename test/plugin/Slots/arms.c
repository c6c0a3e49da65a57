// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * Helpers called by the slots, with arms that exclude each other when the
 * hold is taken and two separate ifs when it is put (virtio-blk).
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/virtio/virtio.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct ArmConf {
    IOThread *iothread;
    IOThread *mapped;
    uint16_t num_queues;
} ArmConf;

#define TYPE_ARM_BLK "arm-blk-device"
OBJECT_DECLARE_SIMPLE_TYPE(ArmBlk, ARM_BLK)
struct ArmBlk {
    VirtIODevice parent_obj;
    ArmConf conf;
    AioContext *ctx;
};

static bool arm_blk_context_init(ArmBlk *s, Error **errp)
{
    ArmConf *conf = &s->conf;
    g_autofree char *path = object_get_canonical_path(OBJECT(s));

    if (conf->iothread && conf->mapped) {
        error_setg(errp, "iothread and mapping cannot both be set");
        return false;
    }
    if (conf->mapped) {
        s->ctx = iothread_get_aio_context(conf->mapped, path);
    } else if (conf->iothread) {
        s->ctx = iothread_get_aio_context(conf->iothread, path);
    } else {
        s->ctx = qemu_get_aio_context();
    }
    return true;
}

static void arm_blk_context_cleanup(ArmBlk *s)
{
    ArmConf *conf = &s->conf;
    g_autofree char *path = object_get_canonical_path(OBJECT(s));

    if (conf->mapped) {
        iothread_put_aio_context(conf->mapped, path);
    }
    if (conf->iothread) {
        iothread_put_aio_context(conf->iothread, path);
    }
    s->ctx = NULL;
}

static void arm_blk_realize_ok(DeviceState *dev, Error **errp)
{
    ArmBlk *s = ARM_BLK(dev);

    if (!s->conf.num_queues) {
        error_setg(errp, "num-queues property must be larger than 0");
        return;
    }
    if (!arm_blk_context_init(s, errp)) {
        return;
    }
}

static void arm_blk_unrealize_ok(DeviceState *dev)
{
    arm_blk_context_cleanup(ARM_BLK(dev));
}

static const Property arm_blk_properties[] = {
    DEFINE_PROP_LINK("iothread", ArmBlk, conf.iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_LINK("mapped", ArmBlk, conf.mapped, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_UINT16("num-queues", ArmBlk, conf.num_queues, 1),
};

static void arm_blk_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, arm_blk_properties);
    vdc->realize = arm_blk_realize_ok;
    vdc->unrealize = arm_blk_unrealize_ok;
}

/* One arm has no counterpart. */
#define TYPE_ARM_HALF "arm-half-device"
OBJECT_DECLARE_SIMPLE_TYPE(ArmHalf, ARM_HALF)
struct ArmHalf {
    VirtIODevice parent_obj;
    ArmConf conf;
    AioContext *ctx;
};

static bool arm_half_context_init(ArmHalf *s, Error **errp)
{
    ArmConf *conf = &s->conf;

    if (conf->iothread && conf->mapped) {
        error_setg(errp, "iothread and mapping cannot both be set");
        return false;
    }
    if (conf->mapped) {
        s->ctx = iothread_get_aio_context(conf->mapped, "arm-half"); // expected-warning{{hold of 'conf->mapped' as 'arm-half' is never put by 'arm_half_unrealize'}}
    } else if (conf->iothread) {
        s->ctx = iothread_get_aio_context(conf->iothread, "arm-half");
    } else {
        s->ctx = qemu_get_aio_context();
    }
    return true;
}

static void arm_half_context_cleanup(ArmHalf *s)
{
    ArmConf *conf = &s->conf;

    if (conf->iothread) {
        iothread_put_aio_context(conf->iothread, "arm-half");
    }
    s->ctx = NULL;
}

static void arm_half_realize(DeviceState *dev, Error **errp)
{
    ArmHalf *s = ARM_HALF(dev);

    if (!arm_half_context_init(s, errp)) {
        return;
    }
}

static void arm_half_unrealize(DeviceState *dev)
{
    arm_half_context_cleanup(ARM_HALF(dev));
}

static const Property arm_half_properties[] = {
    DEFINE_PROP_LINK("iothread", ArmHalf, conf.iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_LINK("mapped", ArmHalf, conf.mapped, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_UINT16("num-queues", ArmHalf, conf.num_queues, 1),
};

static void arm_half_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, arm_half_properties);
    vdc->realize = arm_half_realize;
    vdc->unrealize = arm_half_unrealize;
}

/* A step after the helper fails: the helper's hold is left. */
#define TYPE_ARM_LATE "arm-late-device"
OBJECT_DECLARE_SIMPLE_TYPE(ArmLate, ARM_LATE)
struct ArmLate {
    VirtIODevice parent_obj;
    ArmConf conf;
    BlockBackend *blk;
    AioContext *ctx;
};

static void arm_late_init(ArmLate *s)
{
    s->ctx = iothread_get_aio_context(s->conf.iothread, "arm-late");
}

static void arm_late_cleanup(ArmLate *s)
{
    iothread_put_aio_context(s->conf.iothread, "arm-late");
    s->ctx = NULL;
}

static void arm_late_realize(DeviceState *dev, Error **errp)
{
    ArmLate *s = ARM_LATE(dev);

    arm_late_init(s);
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        return; // expected-warning{{hold of 's->conf.iothread' as 'arm-late' leaks when this error is returned}}
    }
}

static void arm_late_unrealize_ok(DeviceState *dev)
{
    arm_late_cleanup(ARM_LATE(dev));
}

static const Property arm_late_properties[] = {
    DEFINE_PROP_LINK("iothread", ArmLate, conf.iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_LINK("mapped", ArmLate, conf.mapped, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_UINT16("num-queues", ArmLate, conf.num_queues, 1),
    DEFINE_PROP_DRIVE("drive", ArmLate, blk),
};

static void arm_late_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, arm_late_properties);
    vdc->realize = arm_late_realize;
    vdc->unrealize = arm_late_unrealize_ok;
}

#define TYPE_ARM_UNDO "arm-undo-device"
OBJECT_DECLARE_SIMPLE_TYPE(ArmUndo, ARM_UNDO)
struct ArmUndo {
    VirtIODevice parent_obj;
    ArmConf conf;
    BlockBackend *blk;
    AioContext *ctx;
};

static void arm_undo_init(ArmUndo *s)
{
    s->ctx = iothread_get_aio_context(s->conf.iothread, "arm-undo");
}

static void arm_undo_cleanup(ArmUndo *s)
{
    iothread_put_aio_context(s->conf.iothread, "arm-undo");
    s->ctx = NULL;
}

static void arm_undo_realize_ok(DeviceState *dev, Error **errp)
{
    ArmUndo *s = ARM_UNDO(dev);

    arm_undo_init(s);
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        arm_undo_cleanup(s);
        return;
    }
}

static void arm_undo_unrealize_ok(DeviceState *dev)
{
    arm_undo_cleanup(ARM_UNDO(dev));
}

static const Property arm_undo_properties[] = {
    DEFINE_PROP_LINK("iothread", ArmUndo, conf.iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_LINK("mapped", ArmUndo, conf.mapped, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_UINT16("num-queues", ArmUndo, conf.num_queues, 1),
    DEFINE_PROP_DRIVE("drive", ArmUndo, blk),
};

static void arm_undo_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    device_class_set_props(dc, arm_undo_properties);
    vdc->realize = arm_undo_realize_ok;
    vdc->unrealize = arm_undo_unrealize_ok;
}

static const TypeInfo arm_types[] = {
    {
        .name = TYPE_ARM_BLK,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(ArmBlk),
        .class_init = arm_blk_class_init,
    },
    {
        .name = TYPE_ARM_HALF,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(ArmHalf),
        .class_init = arm_half_class_init,
    },
    {
        .name = TYPE_ARM_LATE,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(ArmLate),
        .class_init = arm_late_class_init,
    },
    {
        .name = TYPE_ARM_UNDO,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(ArmUndo),
        .class_init = arm_undo_class_init,
    },
};
DEFINE_TYPES(arm_types)
