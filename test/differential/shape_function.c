/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One function with its IOThreads and a device given to it. */
#include "body.h"
#include "shapes.h"

void hc_shape_function(HcProgram *program)
{
    HcDraw *draw = &program->draw;
    HcResult result = hc_draw(draw, HC_RESULTS);
    HcBody *body = hc_body_new(program, HC_PART_MAIN, "", result);
    const char *own = program->name, *type = hc_result_type(result);
    const char *errp = result >= HC_RESULT_ERRP ? ", Error **errp" : "";
    HcWriter *out = &program->part[HC_PART_MAIN];
    HcWriter *driver = &program->part[HC_PART_DRIVER];
    /* The path of a device that a caller has is one that he may put by. */
    gboolean global = hc_draw(draw, 2);
    g_autofree char *dev =
        global ? g_strdup_printf("%s_dev", own) : g_strdup("dev");
    const char *params = global ? "" : ", DeviceState *dev";
    guint i, n;

    hc_body_add_thread(body, "t0", FALSE, TRUE);
    hc_body_add_thread(body, "t1", FALSE, TRUE);
    n = 1 + hc_draw(draw, 3);
    for (i = 0; i < n; i++) {
        HcSource source;

        if (hc_source_draw(body, global ? dev : NULL, i, &source)) {
            hc_body_add_name(body, &source);
            hc_source_clear(&source);
        }
    }
    body->labels = hc_draw(draw, 2);
    hc_statements(body);
    hc_leave(body);

    hc_line(&program->part[HC_PART_HEADER],
            "%s %s_run(IOThread *t0, IOThread *t1%s%s);", type, own, params,
            errp);
    if (global) {
        hc_line(&program->part[HC_PART_HEADER], "extern DeviceState *%s;", dev);
        hc_line(out, "DeviceState *%s;", dev);
    }
    hc_line(out, "%s %s_run(IOThread *t0, IOThread *t1%s%s)", type, own,
            params, errp);
    hc_line(out, "{");
    hc_body_write(body, out);
    hc_line(out, "}");
    hc_body_free(body);

    hc_line(driver, "static void %s_main(void)", own);
    hc_line(driver, "{");
    driver->depth++;
    hc_line(driver, "IOThread *t0 = iothread_create(\"io0\", NULL);");
    hc_line(driver, "IOThread *t1 = iothread_create(\"io1\", NULL);");
    hc_line(driver, "DeviceState *dev = DEVICE(object_new(TYPE_DEVICE));");
    hc_line(driver, "Error *err = NULL;");
    hc_blank(driver);
    hc_line(driver, "dev->id = (char *)\"dev0-id\";");
    hc_line(driver, "object_property_add_child(object_get_root(), \"dev0\", "
                    "OBJECT(dev));");
    if (global) {
        hc_line(driver, "%s = dev;", dev);
    }
    hc_line(driver, "%s_run(t0, t1%s%s);", own, global ? "" : ", dev",
            *errp ? ", &err" : "");
    hc_close(driver, "");
}
