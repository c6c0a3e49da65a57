// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* Two puts under one name that is spelled in two ways. */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_VCON "vcon"
OBJECT_DECLARE_SIMPLE_TYPE(VCon, VCON)
struct VCon {
    DeviceState parent_obj;
    IOThread *iothread;
    char *label;
    bool open;
};

static const char vcon_name[] = "vcon";

void vcon_write_literal(VCon *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "vcon"));
    iothread_put_aio_context(s->iothread, "vcon");
    if (s->open) {
        iothread_put_aio_context(s->iothread, vcon_name); // expected-warning-re{{hold of 's->iothread' as {{.*}} is put twice}}
    }
}

void vcon_write_literal_ok(VCon *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "vcon"));
    if (s->open) {
        iothread_put_aio_context(s->iothread, vcon_name);
    } else {
        iothread_put_aio_context(s->iothread, "vcon");
    }
}

void vcon_write_path(DeviceState *dev)
{
    VCon *s = VCON(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));
    g_autofree char *again = object_get_canonical_path(OBJECT(s));

    aio_notify(iothread_get_aio_context(s->iothread, path));
    iothread_put_aio_context(s->iothread, path);
    if (s->open) {
        iothread_put_aio_context(s->iothread, again); // expected-warning-re{{hold of 's->iothread' as path of '{{dev|s}}' is put twice}}
    }
}

void vcon_write_path_ok(DeviceState *dev)
{
    VCon *s = VCON(dev);
    g_autofree char *path = object_get_canonical_path(OBJECT(dev));
    g_autofree char *again = object_get_canonical_path(OBJECT(s));

    aio_notify(iothread_get_aio_context(s->iothread, path));
    iothread_put_aio_context(s->iothread, again);
}

void vcon_write_copy(VCon *s)
{
    g_autofree char *copy = g_strdup(s->label);

    aio_notify(iothread_get_aio_context(s->iothread, s->label));
    iothread_put_aio_context(s->iothread, copy);
    if (s->open) {
        iothread_put_aio_context(s->iothread, s->label); // expected-warning{{hold of 's->iothread' as 's->label' is put twice}}
    }
}

void vcon_write_copy_ok(VCon *s)
{
    g_autofree char *copy = g_strdup(s->label);

    aio_notify(iothread_get_aio_context(s->iothread, s->label));
    aio_notify(iothread_get_aio_context(s->iothread, copy));
    iothread_put_aio_context(s->iothread, copy);
    iothread_put_aio_context(s->iothread, s->label);
}
