/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cycle.h"

const HcCycle hc_cycles[HC_CYCLES] = {
    { "realize", "TYPE_DEVICE", "DeviceState", "DeviceState *dev, Error **errp",
      "DeviceState *dev", "dev", "dev", "dev", HC_RESULT_ERRP, FALSE, TRUE,
      TRUE, "DEVICE_CLASS(klass)->realize", "DEVICE_CLASS(klass)->unrealize" },
    { "virtio", "TYPE_VIRTIO_DEVICE", "VirtIODevice",
      "DeviceState *dev, Error **errp", "DeviceState *dev", "dev", "dev",
      "dev", HC_RESULT_ERRP, FALSE, TRUE, TRUE,
      "VIRTIO_DEVICE_CLASS(klass)->realize",
      "VIRTIO_DEVICE_CLASS(klass)->unrealize" },
    { "pci", "TYPE_PCI_DEVICE", "PCIDevice", "PCIDevice *dev, Error **errp",
      "PCIDevice *dev", "dev", "dev", "DEVICE(dev)", HC_RESULT_ERRP, FALSE,
      TRUE, TRUE, "PCI_DEVICE_CLASS(klass)->realize",
      "PCI_DEVICE_CLASS(klass)->exit" },
    { "xen", "TYPE_XEN_DEVICE", "XenDevice", "XenDevice *dev, Error **errp",
      "XenDevice *dev", "dev", "dev", "DEVICE(dev)", HC_RESULT_ERRP, TRUE,
      TRUE, TRUE, "XEN_DEVICE_CLASS(klass)->realize",
      "XEN_DEVICE_CLASS(klass)->unrealize" },
    { "complete", "TYPE_OBJECT", "Object", "UserCreatable *uc, Error **errp",
      "Object *obj", "uc", "obj", NULL, HC_RESULT_ERRP, TRUE, FALSE, FALSE,
      "USER_CREATABLE_CLASS(klass)->complete", NULL },
    { "finalize", "TYPE_DEVICE", "DeviceState",
      "DeviceState *dev, Error **errp", "Object *obj", "dev", "obj", NULL,
      HC_RESULT_ERRP, TRUE, FALSE, TRUE, "DEVICE_CLASS(klass)->realize",
      NULL },
    { "init", "TYPE_OBJECT", "Object", "Object *obj", "Object *obj", "obj",
      "obj", NULL, HC_RESULT_VOID, FALSE, FALSE, FALSE, NULL, NULL },
    { "export", NULL, "BlockExport",
      "BlockExport *exp, BlockExportOptions *opts, Error **errp",
      "BlockExport *exp", "exp", "exp", "exp", HC_RESULT_ERRP_INT, FALSE,
      FALSE, FALSE, NULL, NULL },
};

static void register_export(HcProgram *program, gboolean release)
{
    HcWriter *out = &program->part[HC_PART_MAIN];
    const char *own = program->name;

    hc_line(&program->part[HC_PART_HEADER],
            "extern const BlockExportDriver %s_driver;", own);
    hc_line(out, "const BlockExportDriver %s_driver = {", own);
    out->depth++;
    hc_line(out, ".type = BLOCK_EXPORT_TYPE_FUSE,");
    hc_line(out, ".instance_size = sizeof(%s_State),", own);
    hc_line(out, ".create = %s_acquire,", own);
    if (release) {
        hc_line(out, ".delete = %s_release,", own);
    }
    hc_close(out, ";");
}

void hc_cycle_register(HcProgram *program, const HcCycle *cycle,
                       gboolean release, const char *properties,
                       const char *links)
{
    gboolean props = cycle->fields && *properties;
    HcWriter *out = &program->part[HC_PART_MAIN];
    const char *own = program->name;

    if (!cycle->parent) {
        register_export(program, release);
        return;
    }
    if (props) {
        hc_line(out, "static const Property %s_properties[] = {", own);
        g_string_append(out->text, properties);
        hc_line(out, "};");
    }
    if (cycle->set_acquire) {
        hc_line(out,
                "static void %s_class_init(ObjectClass *klass, "
                "const void *data)",
                own);
        hc_line(out, "{");
        out->depth++;
        hc_line(out, "%s = %s_acquire;", cycle->set_acquire, own);
        if (props) {
            hc_line(out, "device_class_set_props(DEVICE_CLASS(klass), "
                         "%s_properties);", own);
        }
        g_string_append(out->text, links);
        if (release && cycle->set_release) {
            hc_line(out, "%s = %s_release;", cycle->set_release, own);
        }
        hc_close(out, "");
    }
    hc_line(out, "static const TypeInfo %s_types[] = {", own);
    out->depth++;
    hc_open(out, "   ");
    hc_line(out, ".name = \"%s\",", own);
    hc_line(out, ".parent = %s,", cycle->parent);
    hc_line(out, ".instance_size = sizeof(%s_State),", own);
    hc_line(out, cycle->set_acquire ? ".class_init = %s_class_init,"
                                    : ".instance_init = %s_acquire,",
            own);
    if (release && !cycle->set_release) {
        hc_line(out, ".instance_finalize = %s_release,", own);
    }
    if (g_str_equal(cycle->self, "uc")) {
        hc_line(out, ".interfaces = (const InterfaceInfo[]) { "
                     "{ TYPE_USER_CREATABLE }, { } },");
    }
    hc_close(out, ",");
    hc_close(out, ";");
    hc_line(out, "DEFINE_TYPES(%s_types)", own);
}

static void drive_export(HcProgram *program)
{
    HcWriter *out = &program->part[HC_PART_DRIVER];
    const char *own = program->name;

    hc_line(out, "s->common.drv = &%s_driver;", own);
    hc_line(out, "s->common.id = (char *)\"export0\";");
    hc_line(out, "s->common.refcount = 1;");
    hc_open(out, "if (%s_driver.create(&s->common, &opts, &err) == 0)", own);
    hc_open(out, "if (%s_driver.delete)", own);
    hc_line(out, "blk_exp_unref(&s->common);");
    hc_line(out, "aio_poll(qemu_get_aio_context(), false);");
    hc_close(out, "");
    hc_close(out, "");
}

static void drive_object(HcProgram *program, const HcCycle *cycle)
{
    HcWriter *out = &program->part[HC_PART_DRIVER];

    if (g_str_equal(cycle->self, "uc")) {
        hc_line(out, "object_property_add_child(object_get_objects_root(), "
                     "\"object0\", obj);");
        hc_open(out, "if (!maybe())");
        hc_line(out, "user_creatable_complete(USER_CREATABLE(obj), &err);");
        hc_close(out, "");
    } else if (g_str_equal(cycle->self, "dev")) {
        hc_line(out, "DEVICE(obj)->id = (char *)\"dev0-id\";");
        hc_open(out, "if (!maybe())");
        hc_line(out, "qdev_realize(DEVICE(obj), NULL, &err);");
        hc_close(out, "");
    }
    hc_line(out, "object_unparent(obj);");
    hc_line(out, "object_unref(obj);");
}

void hc_cycle_drive(HcProgram *program, const HcCycle *cycle,
                    const char *globals, const char *setup)
{
    HcWriter *out = &program->part[HC_PART_DRIVER];
    const char *own = program->name;

    hc_line(out, "static void %s_main(void)", own);
    hc_line(out, "{");
    out->depth++;
    hc_line(out, "IOThread *t0 = iothread_create(\"io0\", NULL);");
    hc_line(out, "IOThread *t1 = iothread_create(\"io1\", NULL);");
    hc_line(out, "BlockExportOptions opts = { .iothread = (char *)\"io0\" };");
    hc_line(out, "Error *err = NULL;");
    hc_line(out, "Object *obj = NULL;");
    hc_line(out, "%s_State *s;", own);
    hc_blank(out);
    g_string_append(out->text, globals);
    if (cycle->parent) {
        hc_line(out, "obj = object_new(\"%s\");", own);
        hc_line(out, "s = (%s_State *)obj;", own);
    } else {
        hc_line(out, "s = g_malloc0(sizeof(*s));");
    }
    g_string_append(out->text, setup);
    if (cycle->parent) {
        drive_object(program, cycle);
    } else {
        drive_export(program);
    }
    hc_close(out, "");
}
