// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %classic -verify %s
/* object_unref of a reference this path did not take. */
#include "qemu/osdep.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct ScsiPlane {
    IOThread *iothread;
    Object *bus;
    bool ready;
} ScsiPlane;

void scsi_plane_kick(ScsiPlane *s)
{
    if (s->ready) {
        object_ref(OBJECT(s->iothread));
        aio_notify(iothread_get_aio_context(s->iothread));
    }
    object_unref(OBJECT(s->iothread)); // expected-warning{{hold of 's->iothread' is put on a path that never took it}}
}

void scsi_plane_kick_ok(ScsiPlane *s)
{
    if (s->ready) {
        object_ref(OBJECT(s->iothread));
        aio_notify(iothread_get_aio_context(s->iothread));
    }
    if (s->ready) {
        object_unref(OBJECT(s->iothread));
    }
}

/* References of a bus are not ours. */
void scsi_plane_bus_ok(ScsiPlane *s)
{
    if (s->ready) {
        object_ref(s->bus);
    }
    object_unref(s->bus);
}
