/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "body.h"

static void name_free(HcName *name)
{
    g_ptr_array_unref(name->spellings);
    g_free(name);
}

HcBody *hc_body_new(HcProgram *program, HcPart part, const char *name,
                    HcResult result)
{
    HcBody *body = g_new0(HcBody, 1);

    body->program = program;
    body->draw = &program->draw;
    body->result = result;
    body->part = part;
    body->name = name;
    body->out = (HcWriter){ g_string_new(NULL), 1 };
    body->locals = (HcWriter){ g_string_new(NULL), 1 };
    body->threads = g_ptr_array_new_with_free_func((GDestroyNotify)name_free);
    body->names = g_ptr_array_new_with_free_func((GDestroyNotify)name_free);
    body->live = g_ptr_array_new_with_free_func((GDestroyNotify)hc_hold_free);
    return body;
}

void hc_body_free(HcBody *body)
{
    g_string_free(body->out.text, TRUE);
    g_string_free(body->locals.text, TRUE);
    g_ptr_array_unref(body->threads);
    g_ptr_array_unref(body->names);
    g_ptr_array_unref(body->live);
    g_free(body);
}

void hc_body_write(HcBody *body, HcWriter *out)
{
    g_string_append(out->text, body->locals.text->str);
    if (body->locals.text->len) {
        g_string_append_c(out->text, '\n');
    }
    g_string_append(out->text, body->out.text->str);
}
