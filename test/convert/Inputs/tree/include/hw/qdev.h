/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HW_QDEV_H
#define HW_QDEV_H

#include "qom/object.h"
#include "qapi/error.h"
#include "qapi/qapi-types.h"

#define TYPE_DEVICE "device"
typedef struct DeviceState { Object parent_obj; bool realized; } DeviceState;
typedef struct DeviceClass {
    ObjectClass parent_class;
    void (*realize)(DeviceState *dev, Error **errp);
    void (*unrealize)(DeviceState *dev);
} DeviceClass;
#define DEVICE_CLASS(klass) ((DeviceClass *)(klass))
DECLARE_INSTANCE_CHECKER(DeviceState, DEVICE, TYPE_DEVICE)

#endif
