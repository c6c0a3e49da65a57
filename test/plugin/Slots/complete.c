// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * UserCreatableClass.complete, set by class_init, and
 * TypeInfo.instance_finalize, set by a static initialiser, are one pair.
 * Finalize always runs.  (The path of an object is NULL there, so these take
 * a name that was kept.)
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define USER_CREATABLE_INTERFACES \
    (const InterfaceInfo[]) { { TYPE_USER_CREATABLE }, { } }

/* ---- guarded ---- */

#define TYPE_CMP_GOOD "cmp-good"
OBJECT_DECLARE_SIMPLE_TYPE(CmpGood, CMP_GOOD)
struct CmpGood {
    Object parent;
    IOThread *iothread;
    char *holder;
    char *outdev;
    AioContext *ctx;
};

static void cmp_good_complete_ok(UserCreatable *uc, Error **errp)
{
    CmpGood *s = CMP_GOOD(uc);

    if (!s->outdev) {
        error_setg(errp, "outdev is needed");
        return;
    }
    s->holder = object_get_canonical_path(OBJECT(uc));
    s->ctx = iothread_get_aio_context(s->iothread, s->holder);
}

static void cmp_good_finalize_ok(Object *obj)
{
    CmpGood *s = CMP_GOOD(obj);

    if (s->ctx) {
        iothread_put_aio_context(s->iothread, s->holder);
    }
    g_free(s->holder);
    g_free(s->outdev);
}

static void cmp_good_set_outdev(Object *obj, const char *value, Error **errp)
{
    CmpGood *s = CMP_GOOD(obj);

    g_free(s->outdev);
    s->outdev = g_strdup(value);
}

static void cmp_good_class_init(ObjectClass *oc, const void *data)
{
    UserCreatableClass *ucc = USER_CREATABLE_CLASS(oc);

    object_class_property_add_link(oc, "iothread", TYPE_IOTHREAD,
                                   offsetof(CmpGood, iothread),
                                   object_property_allow_set_link,
                                   OBJ_PROP_LINK_STRONG);
    object_class_property_add_str(oc, "outdev", NULL, cmp_good_set_outdev);
    ucc->complete = cmp_good_complete_ok;
}

static const TypeInfo cmp_good_info = {
    .name = TYPE_CMP_GOOD,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(CmpGood),
    .instance_finalize = cmp_good_finalize_ok,
    .class_init = cmp_good_class_init,
    .interfaces = USER_CREATABLE_INTERFACES,
};

/* ---- finalize puts, although complete may have failed ---- */

#define TYPE_CMP_BARE "cmp-bare"
OBJECT_DECLARE_SIMPLE_TYPE(CmpBare, CMP_BARE)
struct CmpBare {
    Object parent;
    IOThread *iothread;
    char *outdev;
    AioContext *ctx;
};

static void cmp_bare_complete(UserCreatable *uc, Error **errp)
{
    CmpBare *s = CMP_BARE(uc);

    if (!s->outdev) {
        error_setg(errp, "outdev is needed");
        return;
    }
    s->ctx = iothread_get_aio_context(s->iothread, "cmp-bare");
}

static void cmp_bare_finalize(Object *obj)
{
    CmpBare *s = CMP_BARE(obj);

    iothread_put_aio_context(s->iothread, "cmp-bare"); // expected-warning{{hold of 's->iothread' as 'cmp-bare' is put even when 'cmp_bare_complete' did not take it}}
    g_free(s->outdev);
}

static void cmp_bare_set_outdev(Object *obj, const char *value, Error **errp)
{
    CmpBare *s = CMP_BARE(obj);

    g_free(s->outdev);
    s->outdev = g_strdup(value);
}

static void cmp_bare_class_init(ObjectClass *oc, const void *data)
{
    UserCreatableClass *ucc = USER_CREATABLE_CLASS(oc);

    object_class_property_add_link(oc, "iothread", TYPE_IOTHREAD,
                                   offsetof(CmpBare, iothread),
                                   object_property_allow_set_link,
                                   OBJ_PROP_LINK_STRONG);
    object_class_property_add_str(oc, "outdev", NULL, cmp_bare_set_outdev);
    ucc->complete = cmp_bare_complete;
}

static const TypeInfo cmp_bare_info = {
    .name = TYPE_CMP_BARE,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(CmpBare),
    .instance_finalize = cmp_bare_finalize,
    .class_init = cmp_bare_class_init,
    .interfaces = USER_CREATABLE_INTERFACES,
};

/* ---- three gets, one put (colo-compare as it would be converted) ---- */

#define TYPE_CMP_THRICE "cmp-thrice"
OBJECT_DECLARE_SIMPLE_TYPE(CmpThrice, CMP_THRICE)
struct CmpThrice {
    Object parent;
    IOThread *iothread;
    AioContext *ctx;
    QEMUTimer *timer;
    QEMUBH *bh;
};

static void cmp_thrice_tick(void *opaque)
{
}

static void cmp_thrice_complete(UserCreatable *uc, Error **errp)
{
    CmpThrice *s = CMP_THRICE(uc);

    s->ctx = iothread_get_aio_context(s->iothread, "cmp-thrice");
    s->bh = aio_bh_new(s->ctx, cmp_thrice_tick, s);
    s->timer = aio_timer_new(
        iothread_get_aio_context(s->iothread, "cmp-thrice"), // expected-warning{{hold of 's->iothread' as 'cmp-thrice' is taken again but put only once}}
        QEMU_CLOCK_HOST, SCALE_MS, cmp_thrice_tick, s);
}

static void cmp_thrice_finalize(Object *obj)
{
    CmpThrice *s = CMP_THRICE(obj);

    if (s->bh) {
        qemu_bh_delete(s->bh);
        timer_free(s->timer);
        iothread_put_aio_context(s->iothread, "cmp-thrice");
    }
}

static void cmp_thrice_class_init(ObjectClass *oc, const void *data)
{
    UserCreatableClass *ucc = USER_CREATABLE_CLASS(oc);

    object_class_property_add_link(oc, "iothread", TYPE_IOTHREAD,
                                   offsetof(CmpThrice, iothread),
                                   object_property_allow_set_link,
                                   OBJ_PROP_LINK_STRONG);
    ucc->complete = cmp_thrice_complete;
}

static const TypeInfo cmp_thrice_info = {
    .name = TYPE_CMP_THRICE,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(CmpThrice),
    .instance_finalize = cmp_thrice_finalize,
    .class_init = cmp_thrice_class_init,
    .interfaces = USER_CREATABLE_INTERFACES,
};

/* ---- as many puts as gets ---- */

#define TYPE_CMP_PAIRED "cmp-paired"
OBJECT_DECLARE_SIMPLE_TYPE(CmpPaired, CMP_PAIRED)
struct CmpPaired {
    Object parent;
    IOThread *iothread;
    AioContext *ctx;
    QEMUBH *bh;
};

static void cmp_paired_complete_ok(UserCreatable *uc, Error **errp)
{
    CmpPaired *s = CMP_PAIRED(uc);

    s->ctx = iothread_get_aio_context(s->iothread, "cmp-paired");
    s->bh = aio_bh_new(iothread_get_aio_context(s->iothread, "cmp-paired"),
                       cmp_thrice_tick, s);
}

static void cmp_paired_finalize_ok(Object *obj)
{
    CmpPaired *s = CMP_PAIRED(obj);

    if (s->bh) {
        qemu_bh_delete(s->bh);
        iothread_put_aio_context(s->iothread, "cmp-paired");
        iothread_put_aio_context(s->iothread, "cmp-paired");
    }
}

static void cmp_paired_class_init(ObjectClass *oc, const void *data)
{
    UserCreatableClass *ucc = USER_CREATABLE_CLASS(oc);

    object_class_property_add_link(oc, "iothread", TYPE_IOTHREAD,
                                   offsetof(CmpPaired, iothread),
                                   object_property_allow_set_link,
                                   OBJ_PROP_LINK_STRONG);
    ucc->complete = cmp_paired_complete_ok;
}

static const TypeInfo cmp_paired_info = {
    .name = TYPE_CMP_PAIRED,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(CmpPaired),
    .instance_finalize = cmp_paired_finalize_ok,
    .class_init = cmp_paired_class_init,
    .interfaces = USER_CREATABLE_INTERFACES,
};

/* ---- finalize never puts ---- */

#define TYPE_CMP_NEVER "cmp-never"
OBJECT_DECLARE_SIMPLE_TYPE(CmpNever, CMP_NEVER)
struct CmpNever {
    Object parent;
    IOThread *iothread;
    char *outdev;
    AioContext *ctx;
};

static void cmp_never_complete(UserCreatable *uc, Error **errp)
{
    CmpNever *s = CMP_NEVER(uc);

    s->ctx = iothread_get_aio_context(s->iothread, "cmp-never"); // expected-warning{{hold of 's->iothread' as 'cmp-never' is never put by 'cmp_never_finalize'}}
}

static void cmp_never_finalize(Object *obj)
{
    CmpNever *s = CMP_NEVER(obj);

    g_free(s->outdev);
}

static void cmp_never_set_outdev(Object *obj, const char *value, Error **errp)
{
    CmpNever *s = CMP_NEVER(obj);

    g_free(s->outdev);
    s->outdev = g_strdup(value);
}

static void cmp_never_class_init(ObjectClass *oc, const void *data)
{
    UserCreatableClass *ucc = USER_CREATABLE_CLASS(oc);

    object_class_property_add_link(oc, "iothread", TYPE_IOTHREAD,
                                   offsetof(CmpNever, iothread),
                                   object_property_allow_set_link,
                                   OBJ_PROP_LINK_STRONG);
    object_class_property_add_str(oc, "outdev", NULL, cmp_never_set_outdev);
    ucc->complete = cmp_never_complete;
}

static const TypeInfo cmp_never_info = {
    .name = TYPE_CMP_NEVER,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(CmpNever),
    .instance_finalize = cmp_never_finalize,
    .class_init = cmp_never_class_init,
    .interfaces = USER_CREATABLE_INTERFACES,
};

/* ---- no finalize ---- */

#define TYPE_CMP_NONE "cmp-none"
OBJECT_DECLARE_SIMPLE_TYPE(CmpNone, CMP_NONE)
struct CmpNone {
    Object parent;
    IOThread *iothread;
    AioContext *ctx;
};

static void cmp_none_complete(UserCreatable *uc, Error **errp)
{
    CmpNone *s = CMP_NONE(uc);

    s->ctx = iothread_get_aio_context(s->iothread, "cmp-none"); // expected-warning{{hold of 's->iothread' as 'cmp-none' is never put, nothing is registered as 'TypeInfo.instance_finalize'}}
}

static void cmp_none_class_init(ObjectClass *oc, const void *data)
{
    UserCreatableClass *ucc = USER_CREATABLE_CLASS(oc);

    object_class_property_add_link(oc, "iothread", TYPE_IOTHREAD,
                                   offsetof(CmpNone, iothread),
                                   object_property_allow_set_link,
                                   OBJ_PROP_LINK_STRONG);
    ucc->complete = cmp_none_complete;
}

static const TypeInfo cmp_none_info = {
    .name = TYPE_CMP_NONE,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(CmpNone),
    .class_init = cmp_none_class_init,
    .interfaces = USER_CREATABLE_INTERFACES,
};

static void cmp_register_types(void)
{
    type_register_static(&cmp_good_info);
    type_register_static(&cmp_bare_info);
    type_register_static(&cmp_thrice_info);
    type_register_static(&cmp_paired_info);
    type_register_static(&cmp_never_info);
    type_register_static(&cmp_none_info);
}

type_init(cmp_register_types)
