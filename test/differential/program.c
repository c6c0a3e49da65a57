/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "program.h"
#include <string.h>
#include "shapes.h"

const HcShape hc_shapes[] = {
    { "function", hc_shape_function },
    { "slots", hc_shape_slots },
    { NULL, NULL },
};

static const HcShape *draw_shape(HcProgram *program, const char *name)
{
    guint n = G_N_ELEMENTS(hc_shapes) - 1, i;

    i = hc_draw(&program->draw, n);
    for (; name && strcmp(hc_shapes[i].name, name); i = (i + 1) % n) {
    }
    return &hc_shapes[i];
}

/* Functions around get and put, in the same file or in the other. */
static void write_helpers(HcProgram *program, gboolean other_file)
{
    HcWriter *out = &program->part[HC_PART_HEADER];
    const char *own = program->name, *scope = other_file ? "" : "static ";

    hc_line(out, "%sAioContext *%s_take(IOThread *thread, const char *name);",
            scope, own);
    hc_line(out, "%svoid %s_drop(const char *name, IOThread *thread);", scope,
            own);
    out = &program->part[other_file ? HC_PART_HELPER : HC_PART_MAIN];
    if (program->helped & HC_HELPED_TAKE) {
        hc_line(out,
                "%sAioContext *%s_take(IOThread *thread, const char *name)",
                scope, own);
        hc_line(out, "{");
        hc_line(out, "    return iothread_get_aio_context(thread, name);");
        hc_line(out, "}");
    }
    if (program->helped & HC_HELPED_DROP) {
        hc_line(out, "%svoid %s_drop(const char *name, IOThread *thread)",
                scope, own);
        hc_line(out, "{");
        hc_line(out, "    iothread_put_aio_context(thread, name);");
        hc_line(out, "}");
    }
}

HcProgram *hc_program_new(const char *name, HcDraw draw, const char *shape)
{
    HcProgram *program = g_new0(HcProgram, 1);
    const HcShape *chosen;
    guint helpers, i;

    program->name = g_strdup(name);
    program->draw = draw;
    for (i = 0; i < HC_PARTS; i++) {
        program->part[i].text = g_string_new(NULL);
    }
    chosen = draw_shape(program, shape);
    program->shape = chosen->name;
    program->mistakes = hc_draw(&program->draw, 3);
    program->inputs = strcmp(chosen->name, "slots") ? 0 : 3;
    helpers = hc_draw(&program->draw, 4);
    program->helpers = helpers == 1 || helpers == 2;
    chosen->write(program);
    if (program->helped) {
        write_helpers(program, helpers == 2);
    }
    return program;
}

void hc_program_free(HcProgram *program)
{
    guint i;

    for (i = 0; i < HC_PARTS; i++) {
        g_string_free(program->part[i].text, TRUE);
    }
    hc_draw_clear(&program->draw);
    g_free(program->name);
    g_free(program);
}

gboolean hc_mistake(HcProgram *program, guint percent)
{
    if (!program->mistakes || !hc_draw_chance(&program->draw, percent)) {
        return FALSE;
    }
    program->mistakes--;
    return TRUE;
}
