/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The slots of devices in QEMU's order: hw/core/qdev.c, hw/virtio/virtio.c,
 * hw/pci/pci.c, hw/xen/xen-bus.c, qom/object_interfaces.c.  Each step that can
 * fail after the device's own asks oracle_choice().
 */
#include "oracle/qom.h"
#include "hw/pci/pci.h"
#include "hw/virtio/virtio.h"
#include "hw/xen/xen-bus.h"
#include "qom/object_interfaces.h"

static bool later_step(Error **errp)
{
    if (oracle_choice()) {
        error_setg(errp, "a later step of realize failed");
        return false;
    }
    return true;
}

/* ---- qdev ---- */

bool qdev_realize(DeviceState *dev, BusState *bus, Error **errp)
{
    static unsigned unattached;
    DeviceClass *dc = DEVICE_GET_CLASS(dev);
    Object *obj = OBJECT(dev);
    Error *local_err = NULL;
    bool parented = false;

    dev->parent_bus = bus;
    if (!obj->parent) {
        g_autofree char *name = NULL;

        oracle_lock();
        name = g_strdup_printf("device[%u]", unattached++);
        oracle_unlock();
        object_property_add_child(object_get_root(), name, obj);
        parented = true;
    }
    if (dc->realize) {
        dc->realize(dev, &local_err);
    }
    if (!local_err) {
        g_free(dev->canonical_path);
        dev->canonical_path = object_get_canonical_path(obj);
        if (later_step(&local_err)) {
            dev->realized = true;
            return true;
        }
        g_clear_pointer(&dev->canonical_path, g_free);
        if (dc->unrealize) {
            dc->unrealize(dev);
        }
    }
    error_propagate(errp, local_err);
    if (parented) {
        oracle_unparent(obj, "object_unparent", "?", 0);
    }
    return false;
}

void qdev_unrealize(DeviceState *dev)
{
    DeviceClass *dc = DEVICE_GET_CLASS(dev);

    if (dev->realized) {
        dev->realized = false;
        if (dc->unrealize) {
            dc->unrealize(dev);
        }
    }
}

static void device_unparent(Object *obj)
{
    qdev_unrealize(DEVICE(obj));
}

static void device_finalize(Object *obj)
{
    g_clear_pointer(&DEVICE(obj)->canonical_path, g_free);
}

static void device_class_init(ObjectClass *klass, const void *data)
{
    klass->unparent = device_unparent;
}

BusState *qdev_get_parent_bus(const DeviceState *dev)
{
    return dev->parent_bus;
}

void device_class_set_props_n(DeviceClass *dc, const Property *props, size_t n)
{
    dc->props_ = props;
    dc->props_count_ = n;
}

void device_class_set_legacy_reset(DeviceClass *dc, DeviceReset dev_reset)
{
    dc->legacy_reset = dev_reset;
}

void device_class_set_parent_realize(DeviceClass *dc, DeviceRealize dev_realize,
                                     DeviceRealize *parent_realize)
{
    *parent_realize = dc->realize;
    dc->realize = dev_realize;
}

void device_class_set_parent_unrealize(DeviceClass *dc,
                                       DeviceUnrealize dev_unrealize,
                                       DeviceUnrealize *parent_unrealize)
{
    *parent_unrealize = dc->unrealize;
    dc->unrealize = dev_unrealize;
}

static const Property *find_link(Object *obj, const char *name)
{
    ObjectClass *klass = obj->class;
    const Property *props;
    uint16_t i;

    /* Each class has its own properties, not a copy of its parent's. */
    props = ((DeviceClass *)klass)->props_;
    for (i = 0; i < ((DeviceClass *)klass)->props_count_; i++) {
        if (props[i].link_type && g_str_equal(props[i].name, name)) {
            return &props[i];
        }
    }
    return NULL;
}

bool object_property_set_link(Object *obj, const char *name, Object *value,
                              Error **errp)
{
    const Property *prop = find_link(obj, name);
    Record *record;
    Link *link;

    if (!prop) {
        error_setg(errp, "Property '%s.%s' not found", object_get_typename(obj),
                   name);
        return false;
    }
    *(Object **)((char *)obj + prop->offset) = value;
    if (value) {
        oracle_lock();
        record = oracle_record(obj);
        link = oracle_keep(sizeof(*link));
        link->value = value;
        link->next = record->links;
        record->links = link;
        value->ref++;
        oracle_unlock();
    }
    return true;
}

/* ---- virtio ---- */

static void virtio_device_realize(DeviceState *dev, Error **errp)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_GET_CLASS(dev);
    Error *err = NULL;

    if (vdc->realize) {
        vdc->realize(dev, &err);
        if (err) {
            error_propagate(errp, err);
            return;
        }
    }
    if (!later_step(errp) && vdc->unrealize) {
        vdc->unrealize(dev);
    }
}

static void virtio_device_unrealize(DeviceState *dev)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_GET_CLASS(dev);

    if (vdc->unrealize) {
        vdc->unrealize(dev);
    }
}

static void virtio_device_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = virtio_device_realize;
    DEVICE_CLASS(klass)->unrealize = virtio_device_unrealize;
}

/* ---- PCI ---- */

static void pci_qdev_unrealize(DeviceState *dev)
{
    PCIDeviceClass *pc = PCI_DEVICE_GET_CLASS(dev);

    if (pc->exit) {
        pc->exit(PCI_DEVICE(dev));
    }
}

static void pci_qdev_realize(DeviceState *dev, Error **errp)
{
    PCIDeviceClass *pc = PCI_DEVICE_GET_CLASS(dev);
    Error *err = NULL;

    if (pc->realize) {
        pc->realize(PCI_DEVICE(dev), &err);
        if (err) {
            error_propagate(errp, err);
            return;
        }
    }
    if (!later_step(errp)) {
        pci_qdev_unrealize(dev);
    }
}

static void pci_device_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = pci_qdev_realize;
    DEVICE_CLASS(klass)->unrealize = pci_qdev_unrealize;
}

/* ---- Xen: unrealize runs whatever failed ---- */

static void xen_device_unrealize(DeviceState *dev)
{
    XenDevice *xendev = XEN_DEVICE(dev);
    XenDeviceClass *xc = XEN_DEVICE_GET_CLASS(xendev);

    if (!xendev->name) {
        return;
    }
    if (xc->unrealize) {
        xc->unrealize(xendev);
    }
    g_clear_pointer(&xendev->name, g_free);
}

static void xen_device_realize(DeviceState *dev, Error **errp)
{
    XenDevice *xendev = XEN_DEVICE(dev);
    XenDeviceClass *xc = XEN_DEVICE_GET_CLASS(xendev);
    Error *err = NULL;

    xendev->name = xc->get_name ? xc->get_name(xendev, &err) : g_strdup("xen");
    if (!err && later_step(&err) && xc->realize) {
        xc->realize(xendev, &err);
    }
    if (err) {
        error_propagate(errp, err);
        xen_device_unrealize(dev);
    }
}

static void xen_device_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = xen_device_realize;
    DEVICE_CLASS(klass)->unrealize = xen_device_unrealize;
}

/* ---- user-creatable objects ---- */

bool user_creatable_complete(UserCreatable *uc, Error **errp)
{
    UserCreatableClass *ucc = USER_CREATABLE_GET_CLASS(uc);
    Error *err = NULL;
    bool ok;

    if (ucc->complete) {
        ucc->complete(uc, &err);
    }
    ok = !err;
    error_propagate(errp, err);
    return ok;
}

/* ---- the types ---- */

static const TypeInfo types[] = {
    { .name = TYPE_OBJECT,
      .instance_size = sizeof(Object),
      .class_size = sizeof(ObjectClass) },
    { .name = "container", .parent = TYPE_OBJECT },
    { .name = "interface", .class_size = sizeof(InterfaceClass) },
    { .name = TYPE_USER_CREATABLE,
      .parent = "interface",
      .class_size = sizeof(UserCreatableClass) },
    { .name = TYPE_DEVICE,
      .parent = TYPE_OBJECT,
      .instance_size = sizeof(DeviceState),
      .instance_finalize = device_finalize,
      .class_size = sizeof(DeviceClass),
      .class_init = device_class_init },
    { .name = TYPE_VIRTIO_DEVICE,
      .parent = TYPE_DEVICE,
      .instance_size = sizeof(VirtIODevice),
      .class_size = sizeof(VirtioDeviceClass),
      .class_init = virtio_device_class_init },
    { .name = TYPE_PCI_DEVICE,
      .parent = TYPE_DEVICE,
      .instance_size = sizeof(PCIDevice),
      .class_size = sizeof(PCIDeviceClass),
      .class_init = pci_device_class_init },
    { .name = TYPE_XEN_DEVICE,
      .parent = TYPE_DEVICE,
      .instance_size = sizeof(XenDevice),
      .class_size = sizeof(XenDeviceClass),
      .class_init = xen_device_class_init },
};

const TypeInfo *oracle_own_type(size_t n)
{
    if (n == ARRAY_SIZE(types)) {
        return &oracle_iothread_type;
    }
    return n < ARRAY_SIZE(types) ? &types[n] : NULL;
}
