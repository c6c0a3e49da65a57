/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements: right ones, unless a mistake is due. */
#include "body.h"

#define DEEPEST 3
#define MOST_LABELS 5

static HcHold *draw_hold(HcBody *body)
{
    HcHold *hold = g_new0(HcHold, 1);

    hold->thread = hc_draw(body->draw, body->threads->len);
    hold->name = hc_draw(body->draw, body->names->len);
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
        hc_open(&body->out, "if (maybe())");
    } else {
        hold->guard = g_strdup_printf("on%u", body->variables++);
        hc_line(&body->locals, "bool %s = maybe();", hold->guard);
        hc_open(&body->out, "if (%s)", hold->guard);
    }
    hc_take(body, hold);
    hc_close(&body->out, "");
}

/* Takes, goes on, puts; with labels the put stands at the end. */
static void session(HcBody *body)
{
    HcHold *hold = draw_hold(body);
    gboolean labelled = body->labels && body->depth == 1 &&
                        body->labelled < MOST_LABELS;

    if (!labelled && hc_draw_chance(body->draw, 25)) {
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
    hc_open(&body->out,
            hc_draw(body->draw, 2) ? "if (outcome() > 0)" : "if (maybe())");
    hc_statements(body);
    if (hc_draw(body->draw, 2)) {
        hc_reopen(&body->out, "} else");
        hc_statements(body);
    }
    hc_close(&body->out, "");
}

static void loop(HcBody *body)
{
    guint before = body->loop;
    guint n = body->variables++;

    switch (hc_draw(body->draw, 3)) {
    case 0:
        hc_line(&body->locals, "unsigned i%u, n%u = count();", n, n);
        hc_open(&body->out, "for (i%u = 0; i%u < n%u; i%u++)", n, n, n, n);
        break;
    case 1:
        hc_open(&body->out, "while (more())");
        break;
    case 2:
        hc_line(&body->locals, "unsigned i%u;", n);
        hc_line(&body->out, "i%u = count();", n);
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

    body->loops = 0;
    hc_open(&body->out, "switch (count())");
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
    hc_open(&body->out, "if (maybe())");
    hc_line(&body->out,
            hc_draw(body->draw, 2) ? "g_assert_not_reached();" : "abort();");
    hc_close(&body->out, "");
}

static void statement(HcBody *body)
{
    guint kind = hc_draw(body->draw, 12);

    if (body->depth > DEEPEST) {
        kind %= 2;
    }
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
