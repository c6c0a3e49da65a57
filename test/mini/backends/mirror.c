/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An object of the user's that copies packets: its path is gone when it is
 * finalized, so the name is kept; and complete() may never have run.
 */
#include "qemu/osdep.h"
#include "qom/object_interfaces.h"
#include "sysemu/iothread.h"

#define TYPE_MIRROR "mini-mirror"
OBJECT_DECLARE_SIMPLE_TYPE(Mirror, MIRROR)

struct Mirror {
    Object parent;

    IOThread *iothread;
    IOThread *log_iothread;
    char *holder;
    char *log_holder;
    AioContext *ctx;
    AioContext *log_ctx;
    QEMUBH *bh;
    QEMUTimer *log_timer;
    char *indev;
    char *outdev;
};

static void mirror_bh(void *opaque)
{
    Mirror *s = opaque;

    timer_mod(s->log_timer, 1);
}

static void mirror_log(void *opaque)
{
    Mirror *s = opaque;

    qemu_bh_schedule(s->bh);
}

static void mirror_start(Mirror *s)
{
    s->holder = object_get_canonical_path(OBJECT(s));
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
    s->bh = aio_bh_new(s->ctx, mirror_bh, s);
}

static void mirror_complete(UserCreatable *uc, Error **errp)
{
    Mirror *s = MIRROR(uc);

    if (!s->indev || !s->outdev) {
        error_setg(errp, "'indev' and 'outdev' must be set");
        return;
    }
    if (!s->iothread) {
        error_setg(errp, "'iothread' must be set");
        return;
    }
    mirror_start(s);
    if (s->log_iothread) {
        s->log_holder = g_strdup_printf("log of %s", s->indev);
        s->log_ctx = iothread_get_aio_context(s->log_iothread,
                                              s->log_holder);
        s->log_timer = aio_timer_new(s->log_ctx, QEMU_CLOCK_REALTIME,
                                     SCALE_MS, mirror_log, s);
    }
}

static void mirror_finalize(Object *obj)
{
    Mirror *s = MIRROR(obj);

    if (s->log_holder) {
        timer_free(s->log_timer);
        iothread_put_aio_context(s->log_iothread, s->log_holder);
        g_free(s->log_holder);
    }
    if (s->holder) {
        qemu_bh_delete(s->bh);
        iothread_put_aio_context(s->iothread, s->holder);
        g_free(s->holder);
    }
    g_free(s->indev);
    g_free(s->outdev);
}

static void mirror_class_init(ObjectClass *oc, const void *data)
{
    UserCreatableClass *ucc = USER_CREATABLE_CLASS(oc);

    ucc->complete = mirror_complete;
    object_class_property_add_link(oc, "iothread", TYPE_IOTHREAD,
                                   offsetof(Mirror, iothread), NULL,
                                   OBJ_PROP_LINK_STRONG);
    object_class_property_add_link(oc, "log-iothread", TYPE_IOTHREAD,
                                   offsetof(Mirror, log_iothread), NULL,
                                   OBJ_PROP_LINK_STRONG);
}

static const TypeInfo mirror_info = {
    .name = TYPE_MIRROR,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(Mirror),
    .instance_finalize = mirror_finalize,
    .class_init = mirror_class_init,
    .interfaces = (const InterfaceInfo[]) {
        { TYPE_USER_CREATABLE },
        { },
    },
};

static void mirror_register_types(void)
{
    type_register_static(&mirror_info);
}

type_init(mirror_register_types)
