/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements: right ones, unless a mistake is due. */
#include "body.h"

#define DEEPEST 3
#define MOST_LABELS 5
/* All combinations of its inputs are tried. */
#define MOST_INPUTS 9

/* Returns: (transfer full) (nullable): NULL if nothing can be taken here */
static HcHold *draw_hold(HcBody *body)
{
    guint thread = hc_draw(body->draw, body->threads->len);
    HcHold *hold;

    if (body->local_name == body->names->len ||
        ((HcName *)body->threads->pdata[thread])->optional) {
        return NULL;
    }
    hold = g_new0(HcHold, 1);
    hold->thread = thread;
    hold->name = body->local_name +
                 hc_draw(body->draw, body->names->len - body->local_name);
    return hold;
}

static void declare_ctx(HcBody *body, HcHold *hold, gboolean null)
{
    hold->ctx = g_strdup_printf("ctx%u", body->variables++);
    hc_line(&body->locals, null ? "AioContext *%s = NULL;" : "AioContext *%s;",
            hold->ctx);
}

static void take_guarded(HcBody *body, HcHold *hold)
{
    if (hc_draw(body->draw, 2)) {
        declare_ctx(body, hold, TRUE);
        hold->guard = g_strdup(hold->ctx);
        if (body->in_loop) {
            hc_line(&body->out, "%s = NULL;", hold->ctx);
        }
        hold->cond = hc_condition(body);
    } else {
        g_autofree char *cond = hc_condition(body);

        hold->guard = g_strdup_printf("on%u", body->variables++);
        hold->cond = g_strdup(hold->guard);
        hc_line(&body->locals, "bool %s = %s;", hold->guard, cond);
    }
    hc_take(body, hold);
}

/* Takes, goes on, puts; with labels the put stands at the end. */
static void session(HcBody *body)
{
    HcHold *hold = draw_hold(body);
    gboolean labelled = body->labels && body->depth == 1 &&
                        body->labelled < MOST_LABELS;

    if (!hold) {
        return;
    }
    if (!labelled && hc_draw_chance(body->draw, 25)) {
        body->program->inputs++;
        take_guarded(body, hold);
    } else {
        if (hc_draw_chance(body->draw, 60)) {
            declare_ctx(body, hold, FALSE);
        }
        hc_take(body, hold);
    }
    if (labelled) {
        body->labelled++;
        return;
    }
    hc_statements(body);
    hc_give(body, hold);
    g_ptr_array_set_size(body->live, body->live->len - 1);
}

static void branch(HcBody *body)
{
    g_autofree char *cond = hc_condition(body);

    hc_open(&body->out, "if (%s)", cond);
    hc_statements(body);
    if (hc_draw(body->draw, 2)) {
        hc_reopen(&body->out, "} else");
        hc_statements(body);
    }
    hc_close(&body->out, "");
}

static void loop(HcBody *body)
{
    g_autofree char *times = hc_count(body);
    guint before = body->loop;
    guint n = body->variables++;

    switch (hc_draw(body->draw, 3)) {
    case 0:
        hc_line(&body->locals, "unsigned i%u, n%u = %s;", n, n, times);
        hc_open(&body->out, "for (i%u = 0; i%u < n%u; i%u++)", n, n, n, n);
        break;
    case 1:
        hc_open(&body->out, "while (more())");
        break;
    case 2:
        hc_line(&body->locals, "unsigned i%u;", n);
        hc_line(&body->out, "i%u = %s;", n, times);
        hc_open(&body->out, "while (i%u-- > 0)", n);
        break;
    }
    body->loop = body->live->len;
    body->loops++;
    body->in_loop++;
    hc_statements(body);
    body->in_loop--;
    body->loops--;
    body->loop = before;
    hc_close(&body->out, "");
}

static void select_one(HcBody *body)
{
    guint loops = body->loops, arms = 2 + hc_draw(body->draw, 2), i;
    g_autofree char *which = hc_count(body);

    body->loops = 0;
    hc_open(&body->out, "switch (%s)", which);
    for (i = 0; i < arms; i++) {
        body->out.depth--;
        if (i + 1 < arms) {
            hc_line(&body->out, "case %u:", i);
        } else {
            hc_line(&body->out, "default:");
        }
        body->out.depth++;
        hc_statements(body);
        hc_line(&body->out, "break;");
    }
    hc_close(&body->out, "");
    body->loops = loops;
}

static void end_of_all(HcBody *body)
{
    g_autofree char *cond = hc_condition(body);

    hc_open(&body->out, "if (%s)", cond);
    hc_line(&body->out,
            hc_draw(body->draw, 2) ? "g_assert_not_reached();" : "abort();");
    hc_close(&body->out, "");
}

static void statement(HcBody *body)
{
    static const guint inputs[] = { 0, 1, 0, 0, 0, 0, 1, 1, 3, 2, 1, 1 };
    guint kind = hc_draw(body->draw, 12);

    if (body->depth > DEEPEST) {
        kind %= 2;
    }
    if (body->program->inputs >= MOST_INPUTS) {
        kind = 0;
    }
    body->program->inputs += inputs[kind];
    switch (kind) {
    case 0:
        hc_use(body);
        break;
    case 1:
        hc_leave_early(body);
        break;
    case 2:
    case 3:
    case 4:
    case 5:
        session(body);
        break;
    case 6:
    case 7:
        branch(body);
        break;
    case 8:
        loop(body);
        break;
    case 9:
        select_one(body);
        break;
    case 10:
        end_of_all(body);
        break;
    default:
        hc_leave_early(body);
    }
}

void hc_statements(HcBody *body)
{
    guint n;

    body->depth++;
    for (n = 0; n < 4; n++) {
        guint begin = hc_draw_begin(body->draw);
        gboolean more = hc_draw_chance(body->draw, body->depth == 1 ? 85 : 45);

        if (more) {
            statement(body);
        }
        hc_draw_end(body->draw, begin);
        if (!more) {
            break;
        }
    }
    body->depth--;
}
