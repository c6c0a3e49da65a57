/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gets, puts and uses, and what can be wrong with them. */
#include "body.h"

void hc_hold_free(HcHold *hold)
{
    g_free(hold->ctx);
    g_free(hold->cond);
    g_free(hold->set);
    g_free(hold->guard);
    g_free(hold->clear);
    g_free(hold);
}

void hc_take(HcBody *body, HcHold *hold)
{
    const char *thread = hc_spell_thread(body, hold->thread);
    const char *name = hc_spell_name(body, hold->name);
    g_autofree char *call = NULL;

    if (hold->cond) {
        hc_open(&body->out, "if (%s)", hold->cond);
    }
    if (body->program->helpers && hc_draw(body->draw, 2)) {
        body->program->helped |= HC_HELPED_TAKE;
        call = g_strdup_printf("%s_take(%s, %s)", body->program->name, thread,
                               name);
    } else {
        call = g_strdup_printf("iothread_get_aio_context(%s, %s)", thread,
                               name);
    }
    if (hold->ctx) {
        hc_line(&body->out, "%s = %s;", hold->ctx, call);
    } else {
        hc_line(&body->out, "%s;", call);
    }
    if (hold->set) {
        hc_line(&body->out, "%s", hold->set);
    }
    if (hold->cond) {
        hc_close(&body->out, "");
    }
    g_ptr_array_add(body->live, hold);
}

static void put(HcBody *body, guint thread, guint name)
{
    const char *thread_text = hc_spell_thread(body, thread);
    const char *name_text = hc_spell_name(body, name);

    if (body->program->helpers && hc_draw(body->draw, 2)) {
        body->program->helped |= HC_HELPED_DROP;
        hc_line(&body->out, "%s_drop(%s, %s);", body->program->name,
                name_text, thread_text);
    } else {
        hc_line(&body->out, "iothread_put_aio_context(%s, %s);", thread_text,
                name_text);
    }
}

static void use(HcBody *body, const char *ctx)
{
    hc_line(&body->out, "aio_notify(%s);", ctx);
}

static guint other(HcBody *body, guint n, guint than)
{
    return n < 2 ? than : (than + 1 + hc_draw(body->draw, n - 1)) % n;
}

/* Not one that is still to be saved. */
static guint other_name(HcBody *body, guint than)
{
    guint name = other(body, body->names->len, than);
    const HcName *found = body->names->pdata[name];

    return g_str_has_prefix(found->spellings->pdata[0], "s->name")
               ? body->names->len - 1
               : name;
}

static void give_wrongly(HcBody *body, const HcHold *hold)
{
    g_autofree char *cond = NULL;

    switch (hc_draw(body->draw, 6)) {
    case 0: /* not at all */
        break;
    case 1:
        put(body, hold->thread, hold->name);
        put(body, hold->thread, hold->name);
        break;
    case 2:
        put(body, hold->thread, other_name(body, hold->name));
        break;
    case 3:
        put(body, other(body, body->threads->len, hold->thread), hold->name);
        break;
    case 4:
        cond = hc_condition(body);
        hc_open(&body->out, "if (%s)", cond);
        put(body, hold->thread, hold->name);
        hc_close(&body->out, "");
        break;
    case 5:
        put(body, hold->thread, hold->name);
        if (hold->ctx) {
            use(body, hold->ctx);
        }
        break;
    }
}

void hc_give(HcBody *body, const HcHold *hold)
{
    gboolean guarded = hold->guard != NULL;

    if (guarded && !hc_mistake(body->program, 10)) {
        hc_open(&body->out, "if (%s)", hold->guard);
    } else {
        guarded = FALSE;
    }
    if (hc_mistake(body->program, 20)) {
        give_wrongly(body, hold);
    } else {
        put(body, hold->thread, hold->name);
    }
    if (hold->clear && !hc_mistake(body->program, 10)) {
        hc_line(&body->out, "%s", hold->clear);
    }
    if (guarded) {
        hc_close(&body->out, "");
    }
}

void hc_use(HcBody *body)
{
    const HcHold *hold;

    if (!body->live->len) {
        return;
    }
    hold = body->live->pdata[hc_draw(body->draw, body->live->len)];
    if (!hold->ctx) {
        return;
    }
    if (hold->guard) {
        hc_open(&body->out, "if (%s)", hold->guard);
    }
    use(body, hold->ctx);
    if (hold->guard) {
        hc_close(&body->out, "");
    }
}
