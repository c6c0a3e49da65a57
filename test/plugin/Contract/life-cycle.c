/* SPDX-License-Identifier: GPL-2.0-or-later */
// Slots that are added to the contract.
// RUN: sed '/"lifeCycles": \[/r %S/Inputs/tap.cycle' %S/../../../checker/contract/contract.json > %t.json
// RUN: %check -analyzer-config qemu.iothread:Contract=%t.json -verify=added %s
// RUN: %check -verify=none %s
// none-no-diagnostics
#include "qemu/osdep.h"
#include "block/aio.h"
#include "qom/object.h"
#include "sysemu/iothread.h"

typedef struct TapState {
    Object parent_obj;
    IOThread *iothread;
    AioContext *ctx;
} TapState;

typedef struct TapClass {
    ObjectClass parent_class;
    void (*plug)(TapState *s);
    void (*unplug)(TapState *s);
} TapClass;

#define TYPE_TAP "tap"
DECLARE_OBJ_CHECKERS(TapState, TapClass, TAP, TYPE_TAP)

static void tap_plug(TapState *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, "tap"); // added-warning{{hold of 's->iothread' as 'tap' is never put by 'tap_unplug'}}
}

static void tap_unplug(TapState *s)
{
    s->ctx = NULL;
}

static void tap_class_init(ObjectClass *oc, const void *data)
{
    TapClass *tc = TAP_CLASS(oc);

    tc->plug = tap_plug;
    tc->unplug = tap_unplug;
}

static void tun_plug(TapState *s)
{
    s->ctx = iothread_get_aio_context(s->iothread, "tun");
}

static void tun_unplug(TapState *s)
{
    iothread_put_aio_context(s->iothread, "tun");
    s->ctx = NULL;
}

static void tun_class_init(ObjectClass *oc, const void *data)
{
    TapClass *tc = TAP_CLASS(oc);

    tc->plug = tun_plug;
    tc->unplug = tun_unplug;
}

static const TypeInfo tap_types[] = {
    { .name = "tap", .instance_size = sizeof(TapState),
      .class_size = sizeof(TapClass), .class_init = tap_class_init },
    { .name = "tun", .instance_size = sizeof(TapState),
      .class_size = sizeof(TapClass), .class_init = tun_class_init },
};
DEFINE_TYPES(tap_types)
