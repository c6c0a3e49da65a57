/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ATTACH_H
#define ATTACH_H

#include "hw/virtio/virtio-blk.h"

void vblk_attach(VirtIOBlock *s);
void vblk_detach(VirtIOBlock *s);

#endif
