/* SPDX-License-Identifier: GPL-2.0-or-later */
// Where nothing can be written there is one error, and it names the file.
// RUN: rm -rf %t && mkdir %t
// RUN: not %check -analyzer-config qemu.iothread:Summary=%t/none/a.unit %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=FOLDER --implicit-check-not=error:
// FOLDER: error: {{.*}}/none/a.unit: summary cannot be written: No such file or directory
// RUN: not %check -analyzer-config qemu.iothread:Summary=%t %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=TAKEN --implicit-check-not=error:
// TAKEN: error: {{.*}}: summary cannot be written: Is a directory
// RUN: ls -A %t | count 0

// The bytes depend on nothing but the input.
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/a.unit %s
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/b.unit %s
// RUN: cmp %t/a.unit %t/b.unit

// What is asked for is part of the producer; an old file is replaced.
// RUN: %check -analyzer-checker=qemu.iothread.DoublePut -analyzer-disable-checker=qemu.iothread.HoldLeak -analyzer-config qemu.iothread:Summary=%t/b.unit %s
// RUN: not cmp -s %t/a.unit %t/b.unit
// RUN: %dump_unit %t/b.unit | FileCheck %s --check-prefix=RULES --implicit-check-not=finding
// RULES: producer {{.*}}; contract built-in; rules DoublePut
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/b.unit,qemu.iothread.UnheldContext:Classic=true %s
// RUN: %dump_unit %t/b.unit | FileCheck %s --check-prefix=CLASSIC
// CLASSIC: producer {{.*}} UnheldContext; classic contexts

// A contract by its content.
// RUN: cp %S/../../../checker/contract/contract.json %t/one.json
// RUN: cp %t/one.json %t/two.json
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/b.unit,qemu.iothread:Contract=%t/one.json %s
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/c.unit,qemu.iothread:Contract=%t/two.json %s
// RUN: cmp %t/b.unit %t/c.unit
// RUN: not cmp -s %t/a.unit %t/c.unit

// Functions of other files that it was told of, as far as it refers to them.
// RUN: printf 'vblk_other\nvblk_never\n' > %t/callees
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/b.unit,qemu.iothread:Callees=%t/callees %s
// RUN: %dump_unit %t/b.unit | FileCheck %s --check-prefix=CALLEES --implicit-check-not=vblk_never
// CALLEES: callee vblk_other

// Other checkers report as ever.
// RUN: %check -analyzer-checker=core -analyzer-config qemu.iothread:Summary=%t/b.unit %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=OTHERS --implicit-check-not=leaks
// OTHERS: warning: Dereference of null pointer
#include "qemu/osdep.h"
#include "block/aio.h"
#include "sysemu/iothread.h"

typedef struct VBlk {
    IOThread *iothread;
} VBlk;

void vblk_other(VBlk *s);

int leak(VBlk *s, int *p)
{
    if (p) {
        p = NULL;
    }
    vblk_other(s);
    return *p;
}

void put_twice(VBlk *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "vblk"));
    iothread_put_aio_context(s->iothread, "vblk");
    iothread_put_aio_context(s->iothread, "vblk2");
}
