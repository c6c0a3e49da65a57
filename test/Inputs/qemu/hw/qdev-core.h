/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef QDEV_CORE_H
#define QDEV_CORE_H

#include "qom/object.h"

#define TYPE_DEVICE "device"

typedef void (*DeviceRealize)(DeviceState *dev, Error **errp);
typedef void (*DeviceUnrealize)(DeviceState *dev);
typedef void (*DeviceReset)(DeviceState *dev);

typedef struct Property {
    const char *name;
    const char *link_type;
    ptrdiff_t offset;
} Property;

struct DeviceClass {
    ObjectClass parent_class;

    const char *fw_name;
    const char *desc;
    const Property *props_;
    uint16_t props_count_;
    bool user_creatable;
    bool hotpluggable;

    DeviceReset legacy_reset;
    DeviceRealize realize;
    DeviceUnrealize unrealize;
    const char *bus_type;
};

struct DeviceState {
    Object parent_obj;

    char *id;
    char *canonical_path;
    bool realized;
    BusState *parent_bus;
    int hotplugged;
};

struct BusState {
    Object obj;
    DeviceState *parent;
    char *name;
    bool realized;
};

DECLARE_OBJ_CHECKERS(DeviceState, DeviceClass, DEVICE, TYPE_DEVICE)

#define DEFINE_PROP_LINK(_name, _state, _field, _type, _ptr_type) \
    { .name = (_name), .link_type = (_type), \
      .offset = offsetof(_state, _field) + \
                sizeof((_ptr_type) 0 - ((_state *) 0)->_field) * 0 }

#define HC_PROP(_name, _state, _field, _type) \
    { .name = (_name), \
      .offset = offsetof(_state, _field) + \
                sizeof((_type *) 0 - &((_state *) 0)->_field) * 0 }
#define DEFINE_PROP_BOOL(_name, _state, _field, _default) \
    HC_PROP(_name, _state, _field, bool)
#define DEFINE_PROP_UINT16(_name, _state, _field, _default) \
    HC_PROP(_name, _state, _field, uint16_t)
#define DEFINE_PROP_STRING(_name, _state, _field) \
    HC_PROP(_name, _state, _field, char *)
#define DEFINE_PROP_DRIVE(_name, _state, _field) \
    HC_PROP(_name, _state, _field, BlockBackend *)

void device_class_set_props_n(DeviceClass *dc, const Property *props,
                              size_t n);
#define device_class_set_props(dc, props) \
    device_class_set_props_n((dc), (props), ARRAY_SIZE(props))
void device_class_set_legacy_reset(DeviceClass *dc, DeviceReset dev_reset);
void device_class_set_parent_realize(DeviceClass *dc,
                                     DeviceRealize dev_realize,
                                     DeviceRealize *parent_realize);
void device_class_set_parent_unrealize(DeviceClass *dc,
                                       DeviceUnrealize dev_unrealize,
                                       DeviceUnrealize *parent_unrealize);

bool qdev_realize(DeviceState *dev, BusState *bus, Error **errp);
void qdev_unrealize(DeviceState *dev);
BusState *qdev_get_parent_bus(const DeviceState *dev);

#endif
