/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ways in which code comes to a name, or to an IOThread. */
#include "body.h"

static HcName *name_new(void)
{
    HcName *name = g_new(HcName, 1);

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

void hc_body_add_thread(HcBody *body, const char *spelling)
{
    HcName *thread = name_new();

    add(thread, "%s", spelling);
    if (hc_draw_chance(body->draw, 15)) {
        guint n = body->variables++;

        hc_line(&body->locals, "IOThread *same%u = %s;", n, spelling);
        add(thread, "same%u", n);
    }
    g_ptr_array_add(body->threads, thread);
}

static void literal(HcBody *body, HcName *name, const char *text)
{
    HcWriter *file = &body->program->part[HC_PART_MAIN];
    const char *own = body->program->name;
    guint n = body->variables++;

    add(name, "\"%s\"", text);
    switch (hc_draw(body->draw, 4)) {
    case 0:
        break;
    case 1:
        hc_line(file, "static const char %s_name%u[] = \"%s\";", own, n, text);
        add(name, "%s_name%u", own, n);
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

static void path(HcBody *body, HcName *name, const char *dev)
{
    guint n = body->variables++;

    hc_line(&body->locals,
            "g_autofree char *path%u = object_get_canonical_path(OBJECT(%s));",
            n, dev);
    add(name, "path%u", n);
    switch (hc_draw(body->draw, 3)) {
    case 0:
        break;
    case 1:
        hc_line(&body->locals,
                "g_autofree char *again%u = "
                "object_get_canonical_path(OBJECT(%s));",
                n, dev);
        add(name, "again%u", n);
        break;
    case 2:
        hc_line(&body->locals, "g_autofree char *copy%u = g_strdup(path%u);",
                n, n);
        add(name, "copy%u", n);
        break;
    }
}

static void printed(HcBody *body, HcName *name, const char *text,
                    const char *dev)
{
    guint n = body->variables++, i;
    gboolean id = dev && hc_draw_chance(body->draw, 50);
    guint times = 1 + hc_draw(body->draw, 2);

    for (i = 0; i < times; i++) {
        if (id) {
            hc_line(&body->locals,
                    "g_autofree char *text%u_%u = "
                    "g_strdup_printf(\"%s-%%s\", %s->id);",
                    n, i, text, dev);
        } else {
            hc_line(&body->locals,
                    "g_autofree char *text%u_%u = "
                    "g_strdup_printf(\"%s-%%d\", %u);",
                    n, i, text, n);
        }
        add(name, "text%u_%u", n, i);
    }
}

void hc_body_add_name(HcBody *body, const char *dev)
{
    g_autofree char *text =
        g_strdup_printf("%s-%u", body->program->name, body->names->len);
    HcName *name;

    if (body->any_name) {
        return;
    }
    name = name_new();
    switch (hc_draw(body->draw, !dev ? 2 : body->names->len ? 3 : 4)) {
    case 0:
        literal(body, name, text);
        break;
    case 1:
        printed(body, name, text, dev);
        break;
    case 2:
        path(body, name, dev);
        break;
    case 3: /* any string: it may equal the others, so there are none */
        add(name, "%s->id", dev);
        body->any_name = TRUE;
        break;
    }
    g_ptr_array_add(body->names, name);
}

const char *hc_spell_thread(HcBody *body, guint thread)
{
    return spell(body, body->threads->pdata[thread]);
}

const char *hc_spell_name(HcBody *body, guint name)
{
    return spell(body, body->names->pdata[name]);
}
