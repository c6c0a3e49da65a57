/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Holds that an owner keeps between two slots. */
#include "cycle.h"
#include "shapes.h"
#include <string.h>

#define MOST_KEPT 3

typedef struct Kept {
    HcHold hold;      /* as the acquire slot has it */
    HcSource source;
    char *saved;      /* NULL, or the statement that saves the name */
    char *field;      /* the name, once it is saved */
} Kept;

typedef struct Slots {
    HcProgram *program;
    HcDraw *draw;
    const HcCycle *cycle;
    Kept kept[MOST_KEPT];
    guint n;
    GString *fields;     /* of the state */
    GString *properties; /* that set some of them */
    GString *lookup;     /* at the start of the acquire slot */
    HcWriter links;      /* in class_init, for what is no device */
    HcWriter user;       /* what the user sets, in the driver */
    HcWriter setup;      /* inputs */
    HcInputs inputs;
    HcWriter release;    /* the release slot */
    HcWriter globals;    /* before the object is made */
    char *threads[2];
    guint n_threads;
    gboolean optional[2]; /* the driver may leave it out */
    gboolean any_name, has_path;
    gboolean unseen; /* unseen functions decide on what is kept */
} Slots;

/* A line of a list, between @before and @after. */
static void add(GString *list, const char *before, const char *after,
                const char *format, va_list args)
{
    g_string_append(list, before);
    g_string_append_vprintf(list, format, args);
    g_string_append(list, after);
}

static void add_field(Slots *slots, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add(slots->fields, "    ", "\n", format, args);
    va_end(args);
}

static void add_property(Slots *slots, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add(slots->properties, "    DEFINE_PROP_", ",\n", format, args);
    va_end(args);
}

static void choose_global(Slots *slots, guint i)
{
    const char *own = slots->program->name;

    slots->threads[i] = g_strdup_printf("%s_thread%u", own, i);
    hc_line(&slots->program->part[HC_PART_HEADER],
            "extern IOThread *%s_thread%u;", own, i);
    hc_line(&slots->program->part[HC_PART_MAIN], "IOThread *%s_thread%u;", own,
            i);
    hc_line(&slots->globals, "%s_thread%u = t%u;", own, i, i);
}

static void choose_field(Slots *slots, guint i)
{
    const char *own = slots->program->name;

    slots->threads[i] = g_strdup_printf("s->%s_thread%u", own, i);
    add_field(slots, "IOThread *%s_thread%u;", own, i);
    if (!slots->cycle->parent) {
        g_string_append_printf(
            slots->lookup,
            "    s->%s_thread%u = iothread_by_id(\"io%u\");\n", own, i, i);
        return;
    }
    if (slots->cycle->fields) {
        slots->optional[i] = hc_draw_chance(slots->draw, 30);
        add_property(slots,
                     "LINK(\"thread%u\", %s_State, %s_thread%u, "
                     "TYPE_IOTHREAD, IOThread *)",
                     i, own, own, i);
    } else {
        hc_line(&slots->links,
                "object_class_property_add_link(klass, \"thread%u\", "
                "TYPE_IOTHREAD, offsetof(%s_State, %s_thread%u), "
                "object_property_allow_set_link, OBJ_PROP_LINK_STRONG);",
                i, own, own, i);
    }
    hc_line(&slots->user,
            slots->optional[i] ? "s->%s_thread%u = maybe() ? t%u : NULL;"
                               : "s->%s_thread%u = t%u;",
            own, i, i);
}

/*
 * All of one kind: nobody knows that a global and a field, or two that were
 * looked up, are not one.
 */
static void choose_threads(Slots *slots)
{
    gboolean global = g_str_equal(slots->cycle->name, "init") ||
                      hc_draw_chance(slots->draw, 15);
    /* A link that an object has may be another at any time. */
    gboolean found = !global && !slots->cycle->fields;
    guint i;

    slots->n_threads = found ? 1 : 2;
    for (i = 0; i < slots->n_threads; i++) {
        if (global) {
            choose_global(slots, i);
        } else {
            choose_field(slots, i);
        }
    }
}

/* The name, and whether it is saved. */
static void choose_name(Slots *slots, guint i)
{
    static const HcNameKind kinds[] = { HC_NAME_LITERAL, HC_NAME_PRINTED,
                                        HC_NAME_PATH, HC_NAME_ID_PRINTED,
                                        HC_NAME_ID };
    const HcCycle *cycle = slots->cycle;
    Kept *kept = &slots->kept[i];
    HcSource *source = &kept->source;
    gboolean object = cycle->parent && !g_str_equal(cycle->name, "init");
    guint n = !object ? 2 : !cycle->device ? 3 : i ? 4 : 5;

    source->kind = kinds[hc_draw(slots->draw, n)];
    if (source->kind == HC_NAME_PATH) {
        /* There is but one path: a second hold would have the same name. */
        source->kind = slots->has_path ? HC_NAME_LITERAL : HC_NAME_PATH;
        slots->has_path = TRUE;
    }
    if (!cycle->parent && !i && hc_draw_chance(slots->draw, 40)) {
        source->kind = HC_NAME_ID;
    }
    slots->any_name = source->kind == HC_NAME_ID;
    source->text = g_strdup_printf("%s-%u", slots->program->name, i);
    source->object = g_strdup(source->kind == HC_NAME_PATH ? "s"
                                                           : cycle->device);
    if (source->kind == HC_NAME_ID ||
        !((source->kind == HC_NAME_PATH && !cycle->path) ||
          hc_draw_chance(slots->draw, 25))) {
        return;
    }
    kept->field = g_strdup_printf("s->name%u", i);
    add_field(slots, "char *name%u;", i);
    switch (source->kind) {
    case HC_NAME_PATH:
        kept->saved = g_strdup_printf(
            "%s = object_get_canonical_path(OBJECT(s));", kept->field);
        break;
    case HC_NAME_PRINTED:
        kept->saved = g_strdup_printf("%s = g_strdup_printf(\"%s-%%d\", 7);",
                                      kept->field, source->text);
        break;
    case HC_NAME_ID_PRINTED:
        kept->saved =
            g_strdup_printf("%s = g_strdup_printf(\"%s-%%s\", %s->id);",
                            kept->field, source->text, source->object);
        break;
    default:
        kept->saved = g_strdup_printf("%s = g_strdup(\"%s\");", kept->field,
                                      source->text);
    }
}

static char *new_input(Slots *slots)
{
    return hc_field_input(slots->program, &slots->inputs, HC_INPUT_BOOL);
}

/*
 * Mostly a field: what an unseen function says may be asked again, in other
 * words, by whatever comes later, so it leaves all of that open.
 */
static char *draw_cond(Slots *slots)
{
    if (slots->unseen && hc_draw_chance(slots->draw, 50)) {
        return g_strdup("maybe()");
    }
    return new_input(slots);
}

/* On what it depends whether it is taken, and what tells so later. */
static void choose_guard(Slots *slots, guint i)
{
    Kept *kept = &slots->kept[i];
    HcHold *hold = &kept->hold;
    gboolean optional = slots->optional[hold->thread];
    gboolean always = slots->cycle->always;
    guint kind = hc_draw(slots->draw, always ? 4 : 6);

    if (kind < 2 || hc_draw(slots->draw, 2)) {
        hold->ctx = g_strdup_printf("s->ctx%u", i);
        add_field(slots, "AioContext *ctx%u;", i);
    }
    switch (kind) {
    case 0:
    case 1: /* the context */
        hold->cond = kind ? draw_cond(slots) : NULL;
        hold->guard = g_strdup(hold->ctx);
        hold->clear = g_strdup_printf("%s = NULL;", hold->ctx);
        break;
    case 2: /* a flag */
        add_field(slots, "bool on%u;", i);
        hold->cond = hc_draw(slots->draw, 2) ? draw_cond(slots) : NULL;
        hold->guard = g_strdup_printf("s->on%u", i);
        hold->set = g_strdup_printf("s->on%u = true;", i);
        hold->clear = g_strdup_printf("s->on%u = false;", i);
        break;
    case 3: /* the name */
        if (kept->field) {
            hold->guard = g_strdup(kept->field);
            hold->clear =
                g_strdup_printf("g_clear_pointer(&%s, g_free);", kept->field);
        } else {
            add_field(slots, "int state%u;", i);
            hold->guard = g_strdup_printf("s->state%u == 2", i);
            hold->set = g_strdup_printf("s->state%u = 2;", i);
            hold->clear = g_strdup_printf("s->state%u = 0;", i);
        }
        break;
    case 4: /* a property */
        hold->cond = new_input(slots);
        hold->guard = g_strdup(hold->cond);
        break;
    }
    if (optional) {
        /* It has to be asked for in any case. */
        const char *thread = slots->threads[hold->thread];
        g_autofree char *cond = hold->cond, *guard = hold->guard;

        hold->cond = cond ? g_strdup_printf("%s && %s", thread, cond)
                          : g_strdup(thread);
        hold->guard = guard && (hold->clear || kind == 4)
                          ? g_strdup_printf("%s && %s", thread, guard)
                          : g_strdup(thread);
    }
}

static void choose(Slots *slots)
{
    guint most = 1 + hc_draw(slots->draw, MOST_KEPT), i;

    choose_threads(slots);
    for (i = 0; i < most && !slots->any_name; i++) {
        slots->kept[i].hold.thread = hc_draw(slots->draw, slots->n_threads);
        slots->kept[i].hold.name = i;
        choose_name(slots, i);
        choose_guard(slots, i);
        slots->n++;
    }
}

static HcHold *copy_hold(const HcHold *hold, gboolean keep)
{
    HcHold *copy = g_new0(HcHold, 1);

    copy->thread = hold->thread;
    copy->name = hold->name;
    copy->ctx = g_strdup(hold->ctx);
    copy->cond = g_strdup(hold->cond);
    copy->set = g_strdup(hold->set);
    copy->guard = g_strdup(hold->guard);
    copy->clear = g_strdup(hold->clear);
    copy->keep = keep;
    return copy;
}

static HcBody *new_body(Slots *slots, const char *name, HcResult result,
                        const char *self)
{
    HcBody *body = hc_body_new(slots->program, HC_PART_MAIN, name, result);
    const char *own = slots->program->name;
    HcSource local = { HC_NAME_LITERAL, NULL, NULL };
    guint i;

    if (slots->cycle->parent) {
        hc_line(&body->locals, "%s_State *s = (%s_State *)%s;", own, own,
                self);
    } else {
        hc_line(&body->locals,
                "%s_State *s = container_of(%s, %s_State, common);", own, self,
                own);
    }
    body->inputs = &slots->inputs;
    body->field_percent = 70;
    for (i = 0; i < slots->n_threads; i++) {
        /* What the function itself looks up has no other name before. */
        hc_body_add_thread(body, slots->threads[i], slots->optional[i],
                           slots->n_threads > 1);
    }
    for (i = 0; i < slots->n; i++) {
        const Kept *kept = &slots->kept[i];
        HcSource field = { HC_NAME_FIELD, kept->field, NULL };

        hc_body_add_name(body, kept->field ? &field : &kept->source);
    }
    body->local_name = slots->n;
    if (!slots->any_name) {
        local.text = g_strdup_printf("%s-local", own);
        hc_body_add_name(body, &local);
        g_free(local.text);
    }
    return body;
}

static void finish(Slots *slots, HcBody *body, const char *name,
                   const char *params, HcWriter *out)
{
    hc_leave(body);
    hc_line(out, "static %s %s%s(%s)", hc_result_type(body->result),
            slots->program->name, name, params);
    hc_line(out, "{");
    hc_body_write(body, out);
    hc_line(out, "}");
    hc_body_free(body);
}

static void write_acquire(Slots *slots)
{
    const HcCycle *cycle = slots->cycle;
    HcBody *body = new_body(slots, "_acquire", cycle->result, cycle->self);
    guint i;

    body->no_exit = cycle->result == HC_RESULT_VOID;
    body->late = cycle->always && hc_draw_chance(slots->draw, 30);
    body->labels = !body->no_exit && hc_draw(slots->draw, 2);
    for (i = 0; i < slots->n; i++) {
        if (hc_draw_chance(slots->draw, 50)) {
            hc_statements(body);
        }
        if (slots->kept[i].saved) {
            hc_line(&body->out, "%s", slots->kept[i].saved);
        }
        hc_take(body, copy_hold(&slots->kept[i].hold, TRUE));
        body->labelled += body->labels;
    }
    if (hc_draw_chance(slots->draw, 50)) {
        hc_statements(body);
    }
    if (slots->lookup->len) {
        /* Before anything reads them, so behind the declaration of `s`. */
        g_string_insert(body->locals.text,
                        strchr(body->locals.text->str, '\n') + 1 -
                            body->locals.text->str,
                        slots->lookup->str);
    }
    finish(slots, body, "_acquire", cycle->acquire,
           &slots->program->part[HC_PART_MAIN]);
}

static void write_release(Slots *slots)
{
    const HcCycle *cycle = slots->cycle;
    HcBody *body =
        new_body(slots, "_release", HC_RESULT_VOID, cycle->release_self);
    guint i;

    /* What an unseen function says there may depend on the acquire slot. */
    body->field_percent = slots->unseen ? 50 : 100;
    for (i = 0; i < slots->n; i++) {
        g_ptr_array_add(body->live,
                        copy_hold(&slots->kept[i].hold, FALSE));
    }
    if (hc_draw_chance(slots->draw, 40)) {
        hc_statements(body);
    }
    finish(slots, body, "_release", cycle->release, &slots->release);
}

void hc_shape_slots(HcProgram *program)
{
    Slots slots = { .program = program, .draw = &program->draw };
    HcWriter *header = &program->part[HC_PART_HEADER];
    const char *own = program->name;
    gboolean registered;
    guint i;

    slots.cycle = &hc_cycles[hc_draw(slots.draw, HC_CYCLES)];
    slots.unseen = hc_draw_chance(slots.draw, 5);
    program->shape = slots.unseen ? "unseen" : slots.cycle->name;
    slots.fields = g_string_new(NULL);
    slots.properties = g_string_new(NULL);
    slots.lookup = g_string_new(NULL);
    slots.links = (HcWriter){ g_string_new(NULL), 1 };
    slots.user = (HcWriter){ g_string_new(NULL), 1 };
    slots.setup = (HcWriter){ g_string_new(NULL), 1 };
    slots.globals = (HcWriter){ g_string_new(NULL), 1 };
    slots.inputs = (HcInputs){
        slots.fields, slots.cycle->fields ? slots.properties : NULL,
        slots.lookup, &slots.setup,
    };
    choose(&slots);
    registered = !hc_mistake(program, 3);
    slots.release = (HcWriter){ g_string_new(NULL), 0 };
    if (registered) {
        write_release(&slots);
    }
    write_acquire(&slots);
    g_string_append(program->part[HC_PART_MAIN].text, slots.release.text->str);
    g_string_free(slots.release.text, TRUE);
    hc_cycle_register(program, slots.cycle, registered,
                      slots.properties->str, slots.links.text->str);
    g_string_append(slots.cycle->fields ? slots.user.text
                                        : slots.globals.text,
                    slots.setup.text->str);
    hc_cycle_drive(program, slots.cycle, slots.globals.text->str,
                   slots.user.text->str);
    hc_open(header, "typedef struct %s_State", own);
    hc_line(header, slots.cycle->parent ? "%s parent_obj;" : "%s common;",
            slots.cycle->state);
    g_string_append(header->text, slots.fields->str);
    header->depth--;
    hc_line(header, "} %s_State;", own);

    for (i = 0; i < slots.n; i++) {
        HcHold *hold = &slots.kept[i].hold;

        g_free(hold->ctx);
        g_free(hold->cond);
        g_free(hold->set);
        g_free(hold->guard);
        g_free(hold->clear);
        g_free(slots.kept[i].saved);
        g_free(slots.kept[i].field);
        hc_source_clear(&slots.kept[i].source);
    }
    g_string_free(slots.fields, TRUE);
    g_string_free(slots.properties, TRUE);
    g_string_free(slots.lookup, TRUE);
    g_string_free(slots.links.text, TRUE);
    g_string_free(slots.user.text, TRUE);
    g_string_free(slots.setup.text, TRUE);
    g_string_free(slots.globals.text, TRUE);
    g_free(slots.threads[0]);
    g_free(slots.threads[1]);
}
