/* SPDX-License-Identifier: GPL-2.0-or-later */
// What is written, and that nothing is reported here.
// RUN: rm -rf %t && mkdir %t
// RUN: %check -analyzer-config qemu.iothread:Summary=%t/a.unit %s 2>&1 | count 0
// RUN: %dump_unit %t/a.unit > %t/a.txt
// RUN: FileCheck %s --input-file=%t/a.txt
// RUN: FileCheck %s --input-file=%t/a.txt --check-prefix=FINDING
// RUN: FileCheck %s --input-file=%t/a.txt --check-prefix=NAMES --implicit-check-not={{mentions.*free_list}}
#include "qemu/osdep.h"
#include "block/aio.h"
#include "hw/qdev-core.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"
#include <stdlib.h>

#define TYPE_VBLK "vblk"

typedef struct VBlk {
    DeviceState parent_obj;
    IOThread *iothread;
    AioContext *ctx;
    BlockBackend *blk;
    char *list;
} VBlk;

DECLARE_INSTANCE_CHECKER(VBlk, VBLK, TYPE_VBLK)

void vblk_elsewhere(VBlk *s);
void vblk_not_called(VBlk *s);
void vblk_defined_below(VBlk *s);

static void free_list(VBlk *s)
{
    free(s->list);
}

// CHECK: producer {{.*}}clang version {{.*}}; plugin {{[0-9a-f]+}}; contract built-in; rules HoldLeak DoublePut UnheldPut HolderMismatch UseAfterPut HolderName RedundantRef UnheldContext
// CHECK: unit {{.*}}unit.c
// CHECK: slot vblk_class_init DeviceClass.realize = vblk_realize at {{.*}}unit.c
// CHECK: call vblk_unrealize -> free_list
// CHECK: function vblk_realize at {{.*}}unit.c:[[@LINE+4]]:13
// CHECK-NEXT: path failure
// CHECK: acquire iothread key=self->VBlk::iothread holder="vblk"
// CHECK: path success
static void vblk_realize(DeviceState *dev, Error **errp)
{
    VBlk *s = VBLK(dev);
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    // FINDING: finding {{.*}}unit.c:[[@LINE+9]]:9-[[@LINE+9]]:15: hold of 's->iothread' as 'vblk' leaks when this error is returned [HoldLeak]
    // FINDING-NEXT: in 'vblk_realize', key 's->iothread', holder "'vblk'", pair 'iothread'
    // FINDING-NEXT: about {{.*}}unit.c:[[@LINE-4]]:23
    // FINDING-NEXT: path {{.*}}unit.c:[[@LINE-5]]:23-[[@LINE-5]]:68: held here as 'vblk'
    // FINDING-NEXT: path {{.*}}unit.c:[[@LINE+4]]:9-[[@LINE+4]]:47: 'blk_set_aio_context' fails here
    // FINDING-NEXT: branch {{.*}}unit.c:[[@LINE+3]]:5: Taking true branch
    /* The finding's own text is not said again at the end. */
    // FINDING-NOT: leaks when
    if (blk_set_aio_context(s->blk, ctx, errp) < 0) {
        return;
    }
    s->ctx = ctx;
}

static void vblk_unrealize(DeviceState *dev)
{
    VBlk *s = VBLK(dev);

    free_list(s);
    vblk_elsewhere(s);
    vblk_defined_below(s);
    iothread_put_aio_context(s->iothread, "vblk");
}

void vblk_defined_below(VBlk *s)
{
    s->ctx = NULL;
}

static void vblk_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->realize = vblk_realize;
    dc->unrealize = vblk_unrealize;
}

static const TypeInfo vblk_info = {
    .name = TYPE_VBLK,
    .parent = TYPE_DEVICE,
    .instance_size = sizeof(VBlk),
    .class_init = vblk_class_init,
};
const TypeInfo *vblk_type(void);
const TypeInfo *vblk_type(void)
{
    return &vblk_info;
}

// CHECK: static vblk_realize
// CHECK: static vblk_unrealize

/* The main file first, then by name; no name twice. */
// NAMES: count functions explored: {{[0-9]+}}
// NAMES: count nodes: {{[0-9]+}}
// NAMES: file {{.*}}unit.c
// NAMES-NEXT: file {{.*}}.h
// NAMES: file {{.*}}sysemu/iothread.h
/* The C library's are no business of the tree's. */
// NAMES-NOT: mentions free{{$}}
// NAMES-NOT: mentions vblk_not_called
// NAMES-NOT: mentions vblk_defined_below
// NAMES: mentions blk_set_aio_context
// NAMES: mentions vblk_elsewhere
// NAMES: defines vblk_defined_below
// NAMES-NEXT: defines vblk_type
