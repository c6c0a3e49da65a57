# SPDX-License-Identifier: GPL-2.0-or-later
# The devices of the QEMU that scripts/test-converted-qemu builds: one machine
# and the users of IOThreads.
CONFIG_PCI_DEVICES=n
CONFIG_I440FX=y
CONFIG_VIRTIO_PCI=y
CONFIG_VIRTIO_BLK=y
CONFIG_VIRTIO_SCSI=y
CONFIG_VIRTIO_BALLOON=y
