/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gets, puts and uses, and what can be wrong with them. */
#include "body.h"

void hc_hold_free(HcHold *hold)
{
    g_free(hold->ctx);
    g_free(hold->guard);
    g_free(hold);
}

void hc_take(HcBody *body, HcHold *hold)
{
    const char *thread = hc_spell_thread(body, hold->thread);
    const char *name = hc_spell_name(body, hold->name);

    if (hold->ctx) {
        hc_line(&body->out, "%s = iothread_get_aio_context(%s, %s);",
                hold->ctx, thread, name);
    } else {
        hc_line(&body->out, "iothread_get_aio_context(%s, %s);", thread, name);
    }
    g_ptr_array_add(body->live, hold);
}

static void put(HcBody *body, guint thread, guint name)
{
    hc_line(&body->out, "iothread_put_aio_context(%s, %s);",
            hc_spell_thread(body, thread), hc_spell_name(body, name));
}

static void use(HcBody *body, const char *ctx)
{
    hc_line(&body->out, "aio_notify(%s);", ctx);
}

static guint other(HcBody *body, guint n, guint than)
{
    return n < 2 ? than : (than + 1 + hc_draw(body->draw, n - 1)) % n;
}

static void give_wrongly(HcBody *body, const HcHold *hold)
{
    switch (hc_draw(body->draw, 6)) {
    case 0: /* not at all */
        break;
    case 1:
        put(body, hold->thread, hold->name);
        put(body, hold->thread, hold->name);
        break;
    case 2:
        put(body, hold->thread,
            other(body, body->names->len, hold->name));
        break;
    case 3:
        put(body, other(body, body->threads->len, hold->thread), hold->name);
        break;
    case 4:
        hc_open(&body->out, "if (maybe())");
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
