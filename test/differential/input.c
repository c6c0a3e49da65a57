/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inputs: results of functions without source, or, in a slot, fields that the
 * user sets before it runs.
 */
#include "body.h"

char *hc_field_input(HcProgram *program, const HcInputs *inputs, HcInput input)
{
    static const struct {
        const char *type, *property, *function;
    } kinds[] = {
        [HC_INPUT_BOOL] = { "bool", "BOOL", "maybe" },
        [HC_INPUT_COUNT] = { "uint16_t", "UINT16", "count" },
    };
    const char *type = kinds[input].type, *own = program->name;
    guint n = program->fields++;

    g_string_append_printf(inputs->fields, "    %s in%u;\n", type, n);
    if (inputs->properties) {
        g_string_append_printf(
            inputs->properties,
            "    DEFINE_PROP_%s(\"in%u\", %s_State, in%u, 0),\n",
            kinds[input].property, n, own, n);
        hc_line(inputs->setup, "s->in%u = %s();", n, kinds[input].function);
    } else {
        hc_line(&program->part[HC_PART_HEADER], "extern %s %s_in%u;", type,
                own, n);
        hc_line(&program->part[HC_PART_MAIN], "%s %s_in%u;", type, own, n);
        g_string_append_printf(inputs->lookup, "    s->in%u = %s_in%u;\n", n,
                               own, n);
        hc_line(inputs->setup, "%s_in%u = %s();", own, n,
                kinds[input].function);
    }
    return g_strdup_printf("s->in%u", n);
}

static char *field(HcBody *body, HcInput input)
{
    return hc_field_input(body->program, body->inputs, input);
}

char *hc_condition(HcBody *body)
{
    if (body->inputs &&
        !hc_draw_chance(body->draw, 100 - body->field_percent)) {
        return field(body, HC_INPUT_BOOL);
    }
    switch (hc_draw(body->draw, 6)) {
    case 4:
        return g_strdup("outcome() < 0");
    case 5:
        return g_strdup("outcome() > 0");
    default:
        return g_strdup("maybe()");
    }
}

char *hc_count(HcBody *body)
{
    if (body->inputs &&
        !hc_draw_chance(body->draw, 100 - body->field_percent)) {
        return field(body, HC_INPUT_COUNT);
    }
    return g_strdup("count()");
}
