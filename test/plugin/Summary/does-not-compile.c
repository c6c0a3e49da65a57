/* SPDX-License-Identifier: GPL-2.0-or-later */
// Half a file says nothing: no unit.
// RUN: rm -rf %t && mkdir %t
// RUN: not %check -analyzer-config qemu.iothread:Summary=%t/a.unit %s 2>&1 \
// RUN:   | FileCheck %s
// RUN: ls -A %t | count 0
#include "qemu/osdep.h"
#include "block/aio.h"
#include "sysemu/iothread.h"

void leak(IOThread *iothread)
{
    aio_notify(iothread_get_aio_context(iothread, "vblk"));
}

void broken(IOThread *iothread)
{
    // CHECK: error: use of undeclared identifier 'iothred'
    iothread_put_aio_context(iothred, "vblk");
}
