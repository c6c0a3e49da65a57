/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ways in which code comes to a name, or to an IOThread. */
#include "body.h"

static HcName *name_new(void)
{
    HcName *name = g_new0(HcName, 1);

    name->spellings = g_ptr_array_new_with_free_func(g_free);
    return name;
}

static void add(HcName *name, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_ptr_array_add(name->spellings, g_strdup_vprintf(format, args));
    va_end(args);
}

static const char *spell(HcBody *body, const HcName *name)
{
    return name->spellings->pdata[hc_draw(body->draw, name->spellings->len)];
}

void hc_body_add_thread(HcBody *body, const char *spelling,
                        gboolean optional, gboolean alias)
{
    HcName *thread = name_new();

    thread->optional = optional;
    add(thread, "%s", spelling);
    if (alias && hc_draw_chance(body->draw, 15)) {
        guint n = body->variables++;

        hc_line(&body->locals, "IOThread *same%u = %s;", n, spelling);
        add(thread, "same%u", n);
    }
    g_ptr_array_add(body->threads, thread);
}

static void literal(HcBody *body, HcName *name, const HcSource *source)
{
    HcWriter *file = &body->program->part[body->part];
    guint n = body->variables++;
    const char *text = source->text;

    add(name, "\"%s\"", text);
    switch (hc_draw(body->draw, 4)) {
    case 0:
        break;
    case 1:
        hc_line(file, "static const char %s%s_name%u[] = \"%s\";",
                body->program->name, body->name, n, text);
        add(name, "%s%s_name%u", body->program->name, body->name, n);
        break;
    case 2:
        hc_line(&body->locals, "const char *name%u = \"%s\";", n, text);
        add(name, "name%u", n);
        break;
    case 3:
        hc_line(&body->locals, "g_autofree char *name%u = g_strdup(\"%s\");",
                n, text);
        add(name, "name%u", n);
        break;
    }
}

static void path(HcBody *body, HcName *name, const HcSource *source)
{
    guint n = body->variables++;

    hc_line(&body->locals,
            "g_autofree char *path%u = object_get_canonical_path(OBJECT(%s));",
            n, source->object);
    add(name, "path%u", n);
    switch (hc_draw(body->draw, 3)) {
    case 0:
        break;
    case 1:
        hc_line(&body->locals,
                "g_autofree char *again%u = "
                "object_get_canonical_path(OBJECT(%s));",
                n, source->object);
        add(name, "again%u", n);
        break;
    case 2:
        hc_line(&body->locals, "g_autofree char *copy%u = g_strdup(path%u);",
                n, n);
        add(name, "copy%u", n);
        break;
    }
}

static void printed(HcBody *body, HcName *name, const HcSource *source)
{
    guint n = body->variables++, i;
    guint times = 1 + hc_draw(body->draw, 2);

    for (i = 0; i < times; i++) {
        if (source->kind == HC_NAME_ID_PRINTED) {
            hc_line(&body->locals,
                    "g_autofree char *text%u_%u = "
                    "g_strdup_printf(\"%s-%%s\", %s->id);",
                    n, i, source->text, source->object);
        } else {
            hc_line(&body->locals,
                    "g_autofree char *text%u_%u = "
                    "g_strdup_printf(\"%s-%%d\", 7);",
                    n, i, source->text);
        }
        add(name, "text%u_%u", n, i);
    }
}

void hc_body_add_name(HcBody *body, const HcSource *source)
{
    HcName *name = name_new();

    switch (source->kind) {
    case HC_NAME_LITERAL:
        literal(body, name, source);
        break;
    case HC_NAME_PRINTED:
    case HC_NAME_ID_PRINTED:
        printed(body, name, source);
        break;
    case HC_NAME_PATH:
        path(body, name, source);
        break;
    case HC_NAME_ID:
        add(name, "%s->id", source->object);
        break;
    case HC_NAME_FIELD:
        add(name, "%s", source->text);
        break;
    }
    g_ptr_array_add(body->names, name);
}

gboolean hc_source_draw(HcBody *body, const char *dev, guint number,
                        HcSource *source)
{
    static const HcNameKind kinds[] = { HC_NAME_LITERAL, HC_NAME_PRINTED,
                                        HC_NAME_ID_PRINTED, HC_NAME_PATH,
                                        HC_NAME_ID };
    guint n = !dev ? 2 : number ? 4 : 5;

    /* Any string may equal the others, so there are none beside it. */
    if (body->any_name) {
        return FALSE;
    }
    source->kind = kinds[hc_draw(body->draw, n)];
    source->text = g_strdup_printf("%s-%u", body->program->name, number);
    source->object = g_strdup(dev);
    body->any_name = source->kind == HC_NAME_ID;
    return TRUE;
}

void hc_source_clear(HcSource *source)
{
    g_clear_pointer(&source->text, g_free);
    g_clear_pointer(&source->object, g_free);
}

const char *hc_spell_thread(HcBody *body, guint thread)
{
    return spell(body, body->threads->pdata[thread]);
}

const char *hc_spell_name(HcBody *body, guint name)
{
    return spell(body, body->names->pdata[name]);
}
