// SPDX-License-Identifier: GPL-2.0-or-later
// Released QEMU: what the fix-its make of a file.
// RUN: cp %s %t.c
// RUN: %clang --analyze --analyzer-no-default-checks -o %t.plist \
// RUN:   -Xclang -load -Xclang %plugin -Xclang -analyzer-checker=qemu.iothread \
// RUN:   -Xclang -analyzer-config -Xclang apply-fixits=true -DHC_CLASSIC \
// RUN:   -I %inputs/qemu %t.c
// RUN: grep -v CHECK %t.c | FileCheck %s
#include "qemu/osdep.h"
#include "qom/object.h"
#include "block/aio.h"
#include "sysemu/iothread.h"

typedef struct Owner {
    IOThread *iothread;
    bool busy;
} Owner;

// CHECK-LABEL: int forgets(Owner *s)
// CHECK: if (s->busy) {
// CHECK-NEXT: object_unref(OBJECT(s->iothread));
// CHECK-NEXT: return -EBUSY;
int forgets(Owner *s)
{
    object_ref(OBJECT(s->iothread));
    if (s->busy) {
        return -EBUSY;
    }
    object_unref(OBJECT(s->iothread));
    return 0;
}

// CHECK-LABEL: int may_forget(Owner *s)
// CHECK: if (s->busy) {
// CHECK-NEXT: return -EBUSY;
int may_forget(Owner *s)
{
    if (s->iothread) {
        object_ref(OBJECT(s->iothread));
    }
    if (s->busy) {
        return -EBUSY;
    }
    if (s->iothread) {
        object_unref(OBJECT(s->iothread));
    }
    return 0;
}
