// SPDX-License-Identifier: GPL-2.0-or-later
// A function that its own file calls can be called by others, too: its paths
// are told, though nothing is reported of it by itself.
// RUN: rm -f %t.json
// RUN: %plugin_cc1 %s -analyzer-config qemu.iothread:Summary=%t.json
// RUN: %dump_unit %t.json | FileCheck %s

#include "qemu/osdep.h"
#include "sysemu/iothread.h"

typedef struct Disk {
    IOThread *iothread;
    char *id;
} Disk;

void disk_take(Disk *d);
void disk_drop(Disk *d);
void disk_open(Disk *d);
static void disk_hide(Disk *d);

// CHECK: function disk_take
// CHECK: acquire iothread key=self->Disk::iothread
void disk_take(Disk *d)
{
    iothread_get_aio_context(d->iothread, d->id);
}

// CHECK: function disk_drop
// CHECK: release iothread key=self->Disk::iothread
void disk_drop(Disk *d)
{
    iothread_put_aio_context(d->iothread, d->id);
}

// CHECK-NOT: function disk_hide
static void disk_hide(Disk *d)
{
    iothread_put_aio_context(d->iothread, d->id);
}

// CHECK: function disk_open
// CHECK: acquire iothread key=self->Disk::iothread {{.*}} matched
void disk_open(Disk *d)
{
    disk_take(d);
    disk_drop(d);
    disk_take(d);
    disk_hide(d);
}
