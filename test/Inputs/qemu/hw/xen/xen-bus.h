/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HW_XEN_BUS_H
#define HW_XEN_BUS_H

#include "hw/qdev-core.h"

#define TYPE_XEN_DEVICE "xen-device"

typedef struct XenDevice XenDevice;
typedef struct XenDeviceClass XenDeviceClass;
typedef struct XenEventChannel XenEventChannel;

struct XenDevice {
    DeviceState qdev;
    uint16_t frontend_id;
    char *name;
    char *backend_path, *frontend_path;
    Notifier exit;
};

typedef char *(*XenDeviceGetName)(XenDevice *xendev, Error **errp);
typedef void (*XenDeviceRealize)(XenDevice *xendev, Error **errp);
typedef void (*XenDeviceUnrealize)(XenDevice *xendev);

struct XenDeviceClass {
    DeviceClass parent_class;

    const char *backend;
    const char *device;
    XenDeviceGetName get_name;
    XenDeviceRealize realize;
    XenDeviceUnrealize unrealize;
};

DECLARE_OBJ_CHECKERS(XenDevice, XenDeviceClass, XEN_DEVICE, TYPE_XEN_DEVICE)

XenEventChannel *xen_device_bind_event_channel(XenDevice *xendev,
                                               unsigned int port,
                                               void (*handler)(void *opaque),
                                               void *opaque, Error **errp);

#endif
