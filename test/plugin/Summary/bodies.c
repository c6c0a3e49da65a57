/* SPDX-License-Identifier: GPL-2.0-or-later */
// With the option Bodies the functions of headers that the file does not name
// have no body.  Where one is needed it is an error, and no summary; else the
// summary is what it would be with all of them, byte for byte.
// RUN: rm -rf %t && mkdir %t
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/all.unit,qemu.iothread:TellBodies=true -setup-static-analyzer -plugin holdcheck -DHOW=1 %s 2> %t/names
// RUN: FileCheck %s --check-prefix=NAMES --implicit-check-not=unused < %t/names
// RUN: echo nothing > %t/few
// RUN: not %check -analyzer-config qemu.iothread:Summary=%t/few.unit,qemu.iothread:Bodies=%t/few -setup-static-analyzer -plugin holdcheck -DHOW=1 %s 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not ls %t/few.unit
// MISSING: error: bodies of header functions are missing
// NAMES-DAG: holdcheck: body needed: bodies_take_impl
// NAMES-DAG: holdcheck: body needed: bodies_put_impl
// NAMES-DAG: holdcheck: body needed: bodies_put
//
// The end of a name stands for it.
// RUN: echo impl > %t/enough
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/enough.unit,qemu.iothread:Bodies=%t/enough -setup-static-analyzer -plugin holdcheck -DHOW=1 %s 2>&1 | count 0
// RUN: cmp %t/all.unit %t/enough.unit
// RUN: %dump_unit %t/all.unit | FileCheck %s --implicit-check-not=further --implicit-check-not=finding
// CHECK: acquire iothread {{.*}} in bodies_take_impl
// CHECK: release iothread {{.*}} in bodies_put_impl
// CHECK: mentions bodies_elsewhere
//
// A cleanup function, and one that is only in a table.
// RUN: not %check -analyzer-config qemu.iothread:Summary=%t/few.unit,qemu.iothread:Bodies=%t/few -setup-static-analyzer -plugin holdcheck -DHOW=2 %s 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not %check -analyzer-config qemu.iothread:Summary=%t/few.unit,qemu.iothread:Bodies=%t/few -setup-static-analyzer -plugin holdcheck -DHOW=3 %s 2>&1 | FileCheck %s --check-prefix=MISSING
//
// Nothing is missing where nothing is asked for, though the API is declared.
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/none.unit,qemu.iothread:Bodies=%t/few -setup-static-analyzer -plugin holdcheck -DHOW=4 %s 2>&1 | count 0
// RUN: %dump_unit %t/none.unit | FileCheck %s --check-prefix=NONE
// NONE: does not matter
//
// A file that cannot be read has no names.
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/no-file.unit,qemu.iothread:Bodies=%t/no/file -setup-static-analyzer -plugin holdcheck -DHOW=4 %s 2>&1 | count 0
#include "Inputs/bodies.h"

#if HOW == 1
static void helper(IOThread *iothread)
{
    BODIES_TAKE(iothread);
}

void device(IOThread *iothread)
{
    helper(iothread);
    bodies_put(iothread);
}
#elif HOW == 2
void device(IOThread *given)
{
    IOThread *iothread BODIES_AUTO = given;
}
#elif HOW == 3
void device(IOThread *iothread)
{
    BODIES_OPS->put(iothread);
}
#else
void device(IOThread *iothread)
{
    bodies_elsewhere();
}
#endif
