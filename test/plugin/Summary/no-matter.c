/* SPDX-License-Identifier: GPL-2.0-or-later */
// A file that cannot matter leaves a unit, too: its files and names.
// RUN: rm -rf %t && mkdir %t
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/a.unit %s 2>&1 | count 0
// RUN: %dump_unit %t/a.unit | FileCheck %s --implicit-check-not=function --implicit-check-not=field --implicit-check-not=slot
#include "qemu/osdep.h"

void elsewhere(void);

// CHECK: does not matter
// CHECK-NEXT: unit {{.*}}no-matter.c
// CHECK-NEXT: file {{.*}}no-matter.c
// CHECK: file {{.*}}qemu/osdep.h
// CHECK: mentions elsewhere
// CHECK: defines here
void here(void)
{
    elsewhere();
}
