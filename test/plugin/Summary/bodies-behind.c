/* SPDX-License-Identifier: GPL-2.0-or-later */
// A function of a file that is included behind a private record may write it,
// though the main file does not name it and its body is not parsed.
// RUN: rm -rf %t && mkdir %t && echo nothing > %t/few
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/all.unit -setup-static-analyzer -plugin holdcheck -DWRITES %s 2>&1 | count 0
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/few.unit,qemu.iothread:Bodies=%t/few -setup-static-analyzer -plugin holdcheck -DWRITES %s 2>&1 | count 0
// RUN: cmp %t/all.unit %t/few.unit
// RUN: %dump_unit %t/few.unit | FileCheck %s --implicit-check-not="never written"
// CHECK: function device
//
// Nobody does.
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/none.unit,qemu.iothread:Bodies=%t/few -setup-static-analyzer -plugin holdcheck %s 2>&1 | count 0
// RUN: %dump_unit %t/none.unit | FileCheck %s --check-prefix=NEVER
// NEVER: field Device.Device::second never written
#include "qemu/osdep.h"
#include "block/aio.h"
#include "sysemu/iothread.h"

typedef struct Part {
    IOThread *iothread;
} Part;

typedef struct Device {
    IOThread *iothread;
    Part *second;
} Device;

extern Device the_device;
extern Part the_part;

void device(Device *s);
void device(Device *s)
{
    iothread_get_aio_context(s->iothread, "device");
    if (s->second) {
        iothread_put_aio_context(s->second->iothread, "device");
    }
}

#include "Inputs/behind.h"
