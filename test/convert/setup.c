// SPDX-License-Identifier: GPL-2.0-or-later
//
// A set-up function without a counterpart gets one; and what is no caller:
// the class itself, and a function of the same name for another IOThread.
//
// RUN: %convert_case old %s %t.old >%t.1 && FileCheck %s <%t.1
// RUN: %convert_case new %s %t.new >%t.2 && FileCheck %s <%t.2
// RUN: FileCheck --check-prefix=DIFF %s <%t.2
// RUN: not grep 'tests/' %t.2
//
// CHECK-DAG: iothread.c {{.*}} the class uses its own context and holds nothing
// CHECK-DAG: hw/loom/loom-set.c:{{[0-9]+ +}}loom_weave_setup(): held as path of l, put in the new loom_weave_cleanup(), which loom_device_unrealize() calls
//
//--- include/hw/loom.h
#ifndef HW_LOOM_H
#define HW_LOOM_H
#include "hw/qdev.h"
#include "@SYSTEM@/iothread.h"

typedef struct LoomConf { IOThread *shuttle; } LoomConf;
#define TYPE_LOOM_COMMON "loom-common"
OBJECT_DECLARE_SIMPLE_TYPE(LoomCommon, LOOM_COMMON)
struct LoomCommon { DeviceState parent_obj; LoomConf conf; };
#define TYPE_LOOM "loom"
OBJECT_DECLARE_SIMPLE_TYPE(Loom, LOOM)
struct Loom { LoomCommon parent_obj; AioContext *ctx; bool fast; };

void loom_weave_setup(Loom *l, Error **errp);
void loom_weave_start(Loom *l);
#endif
//--- hw/loom/loom-set.c
#include "qemu/osdep.h"
#include "hw/loom.h"

void loom_weave_setup(Loom *l, Error **errp)
{
    LoomCommon *lc = LOOM_COMMON(l);

    if (lc->conf.shuttle) {
        if (!l->fast) {
            error_setg(errp, "too slow");
            return;
        }
        l->ctx = iothread_get_aio_context(lc->conf.shuttle);
    } else {
        if (!l->fast) {
            return;
        }
        l->ctx = qemu_get_aio_context();
    }
}

void loom_weave_start(Loom *l)
{
    aio_notify(l->ctx);
}
//--- hw/loom/loom.c
#include "qemu/osdep.h"
#include "hw/loom.h"

static void loom_device_realize(DeviceState *dev, Error **errp)
{
    Loom *l = LOOM(dev);

    l->fast = true;
    loom_weave_setup(l, errp);
}

static void loom_device_unrealize(DeviceState *dev)
{
    Loom *l = LOOM(dev);

    l->fast = false;
}

static void loom_class_init(ObjectClass *klass, @CLASS_DATA@)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->realize = loom_device_realize;
    dc->unrealize = loom_device_unrealize;
}

static const TypeInfo loom_info = {
    .name = TYPE_LOOM,
    .class_init = loom_class_init,
};

void loom_register(void);
void loom_register(void)
{
    type_register_static(&loom_info);
}
// DIFF-LABEL: +++ b/hw/loom/loom-set.c
// DIFF:      {{^}}+        g_autofree char *holder = object_get_canonical_path(OBJECT(l));
// DIFF:      {{^}}+        l->ctx = iothread_get_aio_context(lc->conf.shuttle, holder);
// DIFF:      {{^}}+void loom_weave_cleanup(Loom *l)
// DIFF-NEXT: {{^}}+{
// DIFF-NEXT: {{^}}+    LoomCommon *lc = LOOM_COMMON(l);
// DIFF-NEXT: {{^}}+
// DIFF-NEXT: {{^}}+    if (lc->conf.shuttle) {
// DIFF-NEXT: {{^}}+        g_autofree char *holder = object_get_canonical_path(OBJECT(l));
// DIFF-NEXT: {{^}}+
// DIFF-NEXT: {{^}}+        iothread_put_aio_context(lc->conf.shuttle, holder);
// DIFF-LABEL: +++ b/hw/loom/loom.c
// DIFF:      {{^}}     Loom *l = LOOM(dev);
// DIFF:      {{^}}+    loom_weave_cleanup(l);
// DIFF-NEXT: {{^}}     l->fast = false;
// DIFF-LABEL: +++ b/include/hw/loom.h
// DIFF:      {{^}}+void loom_weave_cleanup(Loom *l);
// DIFF-LABEL: +++ b/iothread.c
// DIFF:      {{^}}+    iothread->source = aio_get_g_source(iothread->ctx);
//--- tests/unit/iothread.h
#ifndef TEST_IOTHREAD_H
#define TEST_IOTHREAD_H
#include "block/aio.h"
typedef struct IOThread IOThread;
AioContext *iothread_get_aio_context(IOThread *iothread);
IOThread *iothread_new(void);
#endif
//--- tests/unit/iothread.c
#include "qemu/osdep.h"
#include "iothread.h"

struct IOThread { AioContext *ctx; };

AioContext *iothread_get_aio_context(IOThread *iothread)
{
    return iothread->ctx;
}
//--- tests/unit/common.h
#include "iothread.h"
//--- tests/unit/test-things.c
#include "qemu/osdep.h"
#include "common.h"

void test_things(void);
void test_things(void)
{
    IOThread *thread = iothread_new();

    aio_notify(iothread_get_aio_context(thread));
}
