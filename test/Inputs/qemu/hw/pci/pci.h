/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef QEMU_PCI_H
#define QEMU_PCI_H

#include "hw/qdev-core.h"

#define TYPE_PCI_DEVICE "pci-device"

typedef void PCIUnregisterFunc(PCIDevice *pci_dev);
typedef struct PCIDeviceClass PCIDeviceClass;

struct PCIDeviceClass {
    DeviceClass parent_class;

    void (*realize)(PCIDevice *dev, Error **errp);
    PCIUnregisterFunc *exit;
    uint16_t vendor_id;
    uint16_t device_id;
    uint16_t class_id;
};

struct PCIDevice {
    DeviceState qdev;
    bool partially_hotplugged;
    uint8_t *config;
    int32_t devfn;
};

DECLARE_OBJ_CHECKERS(PCIDevice, PCIDeviceClass, PCI_DEVICE, TYPE_PCI_DEVICE)

int msix_init_exclusive_bar(PCIDevice *dev, unsigned short nentries,
                            uint8_t bar_nr, Error **errp);

#endif
