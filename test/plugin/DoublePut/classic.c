// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %classic -verify %s
/* object_unref of an IOThread after the reference was given back. */
#include "qemu/osdep.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct XenPlane {
    IOThread *iothread;
    Object *drive;
    bool stopping;
} XenPlane;

void xen_plane_stop(XenPlane *s)
{
    object_ref(OBJECT(s->iothread));
    aio_notify(iothread_get_aio_context(s->iothread));
    object_unref(OBJECT(s->iothread));
    if (s->stopping) {
        object_unref(OBJECT(s->iothread)); // expected-warning{{hold of 's->iothread' is put twice}}
    }
}

void xen_plane_stop_ok(XenPlane *s)
{
    object_ref(OBJECT(s->iothread));
    aio_notify(iothread_get_aio_context(s->iothread));
    if (s->stopping) {
        object_unref(OBJECT(s->iothread));
        return;
    }
    object_unref(OBJECT(s->iothread));
}

static void xen_plane_unref(XenPlane *s)
{
    object_unref(OBJECT(s->iothread));
}

void xen_plane_reset(XenPlane *s)
{
    object_ref(s->iothread);
    aio_notify(iothread_get_aio_context(s->iothread));
    xen_plane_unref(s);
    object_unref(s->iothread); // expected-warning{{hold of 's->iothread' is put twice}}
}

void xen_plane_reset_ok(XenPlane *s)
{
    object_ref(s->iothread);
    aio_notify(iothread_get_aio_context(s->iothread));
    xen_plane_unref(s);
}

/* Another object's references are not ours. */
void xen_plane_drive_ok(XenPlane *s)
{
    object_ref(s->drive);
    object_unref(s->drive);
    object_unref(s->drive);
}
