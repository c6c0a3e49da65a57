/* SPDX-License-Identifier: GPL-2.0-or-later */
// The action of our own says what the analyzer would, byte for byte.
// RUN: rm -rf %t && mkdir %t
// RUN: %check -setup-static-analyzer -analyzer-config qemu.iothread:Summary=%t/analyze.unit %s
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/action.unit -setup-static-analyzer -plugin holdcheck %s 2>&1 | count 0
// RUN: cmp %t/analyze.unit %t/action.unit
// RUN: %dump_unit %t/action.unit | FileCheck %s
// CHECK: finding {{.*}}as 'analyzed'
//
// Half a file says nothing here, too, nor does one for which no rule is on.
// RUN: rm %t/action.unit
// RUN: not %check -DBROKEN -analyzer-config qemu.iothread:Summary=%t/action.unit -setup-static-analyzer -plugin holdcheck %s 2>&1 | FileCheck %s --check-prefix=BROKEN
// BROKEN: error: unknown type name 'neither'
// RUN: %check -analyzer-disable-checker=qemu.iothread -analyzer-config qemu.iothread:Summary=%t/action.unit -setup-static-analyzer -plugin holdcheck %s 2>&1 | count 0
// RUN: ls %t | count 1
#include "qemu/osdep.h"
#include "block/aio.h"
#include "sysemu/iothread.h"

#ifdef BROKEN
neither x;
#endif

#ifdef __clang_analyzer__
#define NAME "analyzed"
#else
#define NAME "built"
#endif

int leaks(IOThread *iothread, int fails)
{
    iothread_get_aio_context(iothread, NAME);
    if (fails) {
        return -1;
    }
    iothread_put_aio_context(iothread, NAME);
    return 0;
}
