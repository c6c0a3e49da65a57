// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * DeviceClass.realize/unrealize, set by assignment and by
 * device_class_set_parent_realize(); PCIDeviceClass.realize/exit.  Release
 * does not run after a realize that failed.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "hw/pci/pci.h"
#include "hw/qdev-core.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

/* ---- DeviceClass ---- */

#define TYPE_DNEVER "dnever"
OBJECT_DECLARE_SIMPLE_TYPE(DNever, DNEVER)
struct DNever {
    DeviceState parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void dnever_realize(DeviceState *dev, Error **errp)
{
    DNever *s = DNEVER(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "dnever"); // expected-warning{{hold of 's->iothread' as 'dnever' is never put by 'dnever_unrealize'}}
}

static void dnever_unrealize(DeviceState *dev)
{
    DNEVER(dev)->ctx = NULL;
}

static const Property dnever_properties[] = {
    DEFINE_PROP_LINK("iothread", DNever, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void dnever_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    device_class_set_props(dc, dnever_properties);
    dc->realize = dnever_realize;
    dc->unrealize = dnever_unrealize;
}

#define TYPE_DGOOD "dgood"
OBJECT_DECLARE_SIMPLE_TYPE(DGood, DGOOD)
struct DGood {
    DeviceState parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void dgood_realize_ok(DeviceState *dev, Error **errp)
{
    DGood *s = DGOOD(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "dgood");
}

static void dgood_unrealize_ok(DeviceState *dev)
{
    DGood *s = DGOOD(dev);

    s->ctx = NULL;
    iothread_put_aio_context(s->iothread, "dgood");
}

static const Property dgood_properties[] = {
    DEFINE_PROP_LINK("iothread", DGood, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void dgood_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    device_class_set_props(dc, dgood_properties);
    dc->realize = dgood_realize_ok;
    dc->unrealize = dgood_unrealize_ok;
}

/* ---- device_class_set_parent_realize ---- */

typedef struct DParentClass {
    DeviceClass parent_class;
    DeviceRealize parent_realize;
    DeviceUnrealize parent_unrealize;
} DParentClass;

#define TYPE_DPARENT "dparent"
typedef struct DParent {
    DeviceState parent_obj;
    IOThread *iothread;
    AioContext *ctx;
} DParent;
DECLARE_OBJ_CHECKERS(DParent, DParentClass, DPARENT, TYPE_DPARENT)

static void dparent_realize(DeviceState *dev, Error **errp)
{
    DParent *s = DPARENT(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "dparent"); // expected-warning{{hold of 's->iothread' as 'dparent' is never put by 'dparent_unrealize'}}
}

static void dparent_unrealize(DeviceState *dev)
{
    DPARENT(dev)->ctx = NULL;
}

static const Property dparent_properties[] = {
    DEFINE_PROP_LINK("iothread", DParent, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void dparent_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    DParentClass *pc = DPARENT_CLASS(klass);

    device_class_set_props(dc, dparent_properties);
    device_class_set_parent_realize(dc, dparent_realize,
                                    &pc->parent_realize);
    device_class_set_parent_unrealize(dc, dparent_unrealize,
                                      &pc->parent_unrealize);
}

#define TYPE_DPARENTOK "dparentok"
typedef struct DParentOk {
    DeviceState parent_obj;
    IOThread *iothread;
    AioContext *ctx;
} DParentOk;
DECLARE_OBJ_CHECKERS(DParentOk, DParentClass, DPARENTOK, TYPE_DPARENTOK)

static void dparentok_realize_ok(DeviceState *dev, Error **errp)
{
    DParentOk *s = DPARENTOK(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "dparentok");
}

static void dparentok_unrealize_ok(DeviceState *dev)
{
    DParentOk *s = DPARENTOK(dev);

    s->ctx = NULL;
    iothread_put_aio_context(s->iothread, "dparentok");
}

static const Property dparentok_properties[] = {
    DEFINE_PROP_LINK("iothread", DParentOk, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void dparentok_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    DParentClass *pc = DPARENTOK_CLASS(klass);

    device_class_set_props(dc, dparentok_properties);
    device_class_set_parent_realize(dc, dparentok_realize_ok,
                                    &pc->parent_realize);
    device_class_set_parent_unrealize(dc, dparentok_unrealize_ok,
                                      &pc->parent_unrealize);
}

/* ---- PCIDeviceClass ---- */

#define TYPE_PNEVER "pnever"
OBJECT_DECLARE_SIMPLE_TYPE(PNever, PNEVER)
struct PNever {
    PCIDevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void pnever_realize(PCIDevice *pdev, Error **errp)
{
    PNever *s = PNEVER(pdev);

    s->ctx = iothread_get_aio_context(s->iothread, "pnever"); // expected-warning{{hold of 's->iothread' as 'pnever' is never put by 'pnever_exit'}}
}

static void pnever_exit(PCIDevice *pdev)
{
    PNEVER(pdev)->ctx = NULL;
}

static const Property pnever_properties[] = {
    DEFINE_PROP_LINK("iothread", PNever, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void pnever_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    PCIDeviceClass *pc = PCI_DEVICE_CLASS(klass);

    device_class_set_props(dc, pnever_properties);
    pc->realize = pnever_realize;
    pc->exit = pnever_exit;
}

#define TYPE_PFAIL "pfail"
OBJECT_DECLARE_SIMPLE_TYPE(PFail, PFAIL)
struct PFail {
    PCIDevice parent_obj;
    IOThread *iothread;
    BlockBackend *blk;
    AioContext *ctx;
};

static void pfail_realize(PCIDevice *pdev, Error **errp)
{
    PFail *s = PFAIL(pdev);
    g_autofree char *path = object_get_canonical_path(OBJECT(pdev));

    s->ctx = iothread_get_aio_context(s->iothread, path);
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        return; // expected-warning{{hold of 's->iothread' as path of 'pdev' leaks when this error is returned}}
    }
}

static void pfail_exit_ok(PCIDevice *pdev)
{
    PFail *s = PFAIL(pdev);
    g_autofree char *path = object_get_canonical_path(OBJECT(pdev));

    iothread_put_aio_context(s->iothread, path);
}

static const Property pfail_properties[] = {
    DEFINE_PROP_LINK("iothread", PFail, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_DRIVE("drive", PFail, blk),
};

static void pfail_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    PCIDeviceClass *pc = PCI_DEVICE_CLASS(klass);

    device_class_set_props(dc, pfail_properties);
    pc->realize = pfail_realize;
    pc->exit = pfail_exit_ok;
}

#define TYPE_PGOOD "pgood"
OBJECT_DECLARE_SIMPLE_TYPE(PGood, PGOOD)
struct PGood {
    PCIDevice parent_obj;
    IOThread *iothread;
    BlockBackend *blk;
    AioContext *ctx;
};

static void pgood_realize_ok(PCIDevice *pdev, Error **errp)
{
    PGood *s = PGOOD(pdev);
    g_autofree char *path = object_get_canonical_path(OBJECT(pdev));

    s->ctx = iothread_get_aio_context(s->iothread, path);
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        iothread_put_aio_context(s->iothread, path);
        s->ctx = NULL;
        return;
    }
}

static void pgood_exit_ok(PCIDevice *pdev)
{
    PGood *s = PGOOD(pdev);
    g_autofree char *path = object_get_canonical_path(OBJECT(pdev));

    iothread_put_aio_context(s->iothread, path);
    s->ctx = NULL;
}

static const Property pgood_properties[] = {
    DEFINE_PROP_LINK("iothread", PGood, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_DRIVE("drive", PGood, blk),
};

static void pgood_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    PCIDeviceClass *pc = PCI_DEVICE_CLASS(klass);

    device_class_set_props(dc, pgood_properties);
    pc->realize = pgood_realize_ok;
    pc->exit = pgood_exit_ok;
}

/* ---- realize takes, instance_finalize puts (vfio-user) ---- */

#define TYPE_PFINAL "pfinal"
OBJECT_DECLARE_SIMPLE_TYPE(PFinal, PFINAL)
struct PFinal {
    PCIDevice parent_obj;
    IOThread *iothread;
    BlockBackend *blk;
    AioContext *ctx;
};

/* Finalize always runs: the error path may keep the hold. */
static void pfinal_realize_ok(PCIDevice *pdev, Error **errp)
{
    PFinal *s = PFINAL(pdev);

    s->ctx = iothread_get_aio_context(s->iothread, "pfinal");
    if (blk_set_aio_context(s->blk, s->ctx, errp) < 0) {
        return;
    }
}

static void pfinal_finalize_ok(Object *obj)
{
    PFinal *s = PFINAL(obj);

    if (s->ctx) {
        iothread_put_aio_context(s->iothread, "pfinal");
    }
}

static const Property pfinal_properties[] = {
    DEFINE_PROP_LINK("iothread", PFinal, iothread, TYPE_IOTHREAD,
                     IOThread *),
    DEFINE_PROP_DRIVE("drive", PFinal, blk),
};

static void pfinal_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    PCIDeviceClass *pc = PCI_DEVICE_CLASS(klass);

    device_class_set_props(dc, pfinal_properties);
    pc->realize = pfinal_realize_ok;
}

/* Finalize also runs when realize never did. */
#define TYPE_PNOGUARD "pnoguard"
OBJECT_DECLARE_SIMPLE_TYPE(PNoGuard, PNOGUARD)
struct PNoGuard {
    PCIDevice parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void pnoguard_realize_ok(PCIDevice *pdev, Error **errp)
{
    PNoGuard *s = PNOGUARD(pdev);

    s->ctx = iothread_get_aio_context(s->iothread, "pnoguard");
}

static void pnoguard_finalize(Object *obj)
{
    PNoGuard *s = PNOGUARD(obj);

    iothread_put_aio_context(s->iothread, "pnoguard"); // expected-warning{{hold of 's->iothread' as 'pnoguard' is put even when 'pnoguard_realize_ok' did not take it}}
}

static const Property pnoguard_properties[] = {
    DEFINE_PROP_LINK("iothread", PNoGuard, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void pnoguard_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    PCIDeviceClass *pc = PCI_DEVICE_CLASS(klass);

    device_class_set_props(dc, pnoguard_properties);
    pc->realize = pnoguard_realize_ok;
}

/* ---- unrealize puts, finalize puts again ---- */

#define TYPE_DTWICE "dtwice"
OBJECT_DECLARE_SIMPLE_TYPE(DTwice, DTWICE)
struct DTwice {
    DeviceState parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void dtwice_realize_ok(DeviceState *dev, Error **errp)
{
    DTwice *s = DTWICE(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "dtwice");
}

static void dtwice_unrealize_ok(DeviceState *dev)
{
    DTwice *s = DTWICE(dev);

    iothread_put_aio_context(s->iothread, "dtwice");
}

static void dtwice_finalize(Object *obj)
{
    DTwice *s = DTWICE(obj);

    if (s->ctx) {
        iothread_put_aio_context(s->iothread, "dtwice"); // expected-warning{{hold of 's->iothread' as 'dtwice' was already put by 'dtwice_unrealize_ok'}}
    }
}

static const Property dtwice_properties[] = {
    DEFINE_PROP_LINK("iothread", DTwice, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void dtwice_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    device_class_set_props(dc, dtwice_properties);
    dc->realize = dtwice_realize_ok;
    dc->unrealize = dtwice_unrealize_ok;
}

#define TYPE_DONCE "donce"
OBJECT_DECLARE_SIMPLE_TYPE(DOnce, DONCE)
struct DOnce {
    DeviceState parent_obj;
    IOThread *iothread;
    AioContext *ctx;
};

static void donce_realize_ok(DeviceState *dev, Error **errp)
{
    DOnce *s = DONCE(dev);

    s->ctx = iothread_get_aio_context(s->iothread, "donce");
}

static void donce_unrealize_ok(DeviceState *dev)
{
    DOnce *s = DONCE(dev);

    s->ctx = NULL;
    iothread_put_aio_context(s->iothread, "donce");
}

static void donce_finalize_ok(Object *obj)
{
    DOnce *s = DONCE(obj);

    if (s->ctx) {
        iothread_put_aio_context(s->iothread, "donce");
    }
}

static const Property donce_properties[] = {
    DEFINE_PROP_LINK("iothread", DOnce, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void donce_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    device_class_set_props(dc, donce_properties);
    dc->realize = donce_realize_ok;
    dc->unrealize = donce_unrealize_ok;
}

static const TypeInfo device_types[] = {
    {
        .name = TYPE_DNEVER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(DNever),
        .class_init = dnever_class_init,
    },
    {
        .name = TYPE_DGOOD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(DGood),
        .class_init = dgood_class_init,
    },
    {
        .name = TYPE_DPARENT,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(DParent),
        .class_size = sizeof(DParentClass),
        .class_init = dparent_class_init,
    },
    {
        .name = TYPE_DPARENTOK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(DParentOk),
        .class_size = sizeof(DParentClass),
        .class_init = dparentok_class_init,
    },
    {
        .name = TYPE_PNEVER,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(PNever),
        .class_init = pnever_class_init,
    },
    {
        .name = TYPE_PFAIL,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(PFail),
        .class_init = pfail_class_init,
    },
    {
        .name = TYPE_PGOOD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(PGood),
        .class_init = pgood_class_init,
    },
    {
        .name = TYPE_PFINAL,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(PFinal),
        .instance_finalize = pfinal_finalize_ok,
        .class_init = pfinal_class_init,
    },
    {
        .name = TYPE_PNOGUARD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(PNoGuard),
        .instance_finalize = pnoguard_finalize,
        .class_init = pnoguard_class_init,
    },
    {
        .name = TYPE_DTWICE,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(DTwice),
        .instance_finalize = dtwice_finalize,
        .class_init = dtwice_class_init,
    },
    {
        .name = TYPE_DONCE,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(DOnce),
        .instance_finalize = donce_finalize_ok,
        .class_init = donce_class_init,
    },
};
DEFINE_TYPES(device_types)
