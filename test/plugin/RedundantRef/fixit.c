// SPDX-License-Identifier: GPL-2.0-or-later
// What the fix-its make of a file: the manual references go, and a put stands
// before the return that forgot it.
// RUN: cp %s %t.c
// RUN: %clang --analyze --analyzer-no-default-checks -o %t.plist \
// RUN:   -Xclang -load -Xclang %plugin -Xclang -analyzer-checker=qemu.iothread \
// RUN:   -Xclang -analyzer-config -Xclang apply-fixits=true -I %inputs/qemu %t.c
// RUN: grep -v CHECK %t.c | FileCheck %s
#include "qemu/osdep.h"
#include "qom/object.h"
#include "block/aio.h"
#include "sysemu/iothread.h"

typedef struct Owner {
    IOThread *iothread;
    const char *name;
    bool busy;
} Owner;

int answer(void);

// CHECK-LABEL: void redundant(Owner *s)
// CHECK-NEXT: {
// CHECK-NEXT: aio_notify(iothread_get_aio_context(s->iothread, s->name));
// CHECK-NOT: object_ref
// CHECK-NOT: object_unref
// CHECK: iothread_put_aio_context(s->iothread, s->name);
void redundant(Owner *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, s->name));
    object_ref(OBJECT(s->iothread));
    answer();
    object_unref(OBJECT(s->iothread));
    iothread_put_aio_context(s->iothread, s->name);
}

// CHECK-LABEL: int forgets(Owner *s)
// CHECK: if (s->busy) {
// CHECK-NEXT: iothread_put_aio_context(s->iothread, s->name);
// CHECK-NEXT: return -EBUSY;
int forgets(Owner *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, s->name));
    if (s->busy) {
        return -EBUSY;
    }
    iothread_put_aio_context(s->iothread, s->name);
    return 0;
}

// Only some of the paths that end there hold it: no put is right for all.
// CHECK-LABEL: int may_forget(Owner *s)
// CHECK: if (s->busy) {
// CHECK-NEXT: return -EBUSY;
int may_forget(Owner *s)
{
    if (s->iothread) {
        aio_notify(iothread_get_aio_context(s->iothread, s->name));
    }
    if (s->busy) {
        return -EBUSY;
    }
    if (s->iothread) {
        iothread_put_aio_context(s->iothread, s->name);
    }
    return 0;
}

#define THREAD(s) ((s)->iothread)
#define NEXT_THREAD(s) ((s)++->iothread)

// What is written with a macro is put with it, if it can be said twice.
// CHECK-LABEL: int forgets_macro(Owner *s)
// CHECK: if (s->busy) {
// CHECK-NEXT: iothread_put_aio_context(THREAD(s), "name");
// CHECK-NEXT: return -EBUSY;
int forgets_macro(Owner *s)
{
    aio_notify(iothread_get_aio_context(THREAD(s), "name"));
    if (s->busy) {
        return -EBUSY;
    }
    iothread_put_aio_context(THREAD(s), "name");
    return 0;
}

// CHECK-LABEL: int forgets_next(Owner *s)
// CHECK: if (busy) {
// CHECK-NEXT: return -EBUSY;
int forgets_next(Owner *s)
{
    bool busy = s->busy;

    aio_notify(iothread_get_aio_context(NEXT_THREAD(s), "name"));
    if (busy) {
        return -EBUSY;
    }
    iothread_put_aio_context(s[-1].iothread, "name");
    return 0;
}
