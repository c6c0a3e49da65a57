/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ways out of a function, and what is put on them. */
#include "body.h"

static gboolean has_errp(HcResult result)
{
    return result >= HC_RESULT_ERRP;
}

const char *hc_result_type(HcResult result)
{
    switch (result) {
    case HC_RESULT_INT:
    case HC_RESULT_ERRP_INT:
        return "int";
    case HC_RESULT_BOOL:
    case HC_RESULT_ERRP_BOOL:
        return "bool";
    default:
        return "void";
    }
}

static void return_failure(HcBody *body)
{
    switch (body->result) {
    case HC_RESULT_INT:
    case HC_RESULT_ERRP_INT:
        hc_line(&body->out, "return -1;");
        break;
    case HC_RESULT_BOOL:
    case HC_RESULT_ERRP_BOOL:
        hc_line(&body->out, "return false;");
        break;
    default:
        hc_line(&body->out, "return;");
    }
}

static void give_down_to(HcBody *body, guint n)
{
    guint i;

    for (i = body->live->len; i-- > n;) {
        const HcHold *hold = body->live->pdata[i];

        if (!body->late || !hold->keep) {
            hc_give(body, hold);
        }
    }
}

/* What the first @n holds are put by is a label, unless it is the wrong one. */
static void jump(HcBody *body)
{
    guint label = MIN(body->labelled, body->live->len);

    give_down_to(body, label);
    if (hc_mistake(body->program, 20)) {
        label = hc_draw(body->draw, body->labelled + 1);
    }
    body->used[label] = TRUE;
    hc_line(&body->out, "goto out%u;", label);
}

/*
 * The condition of an exit, which opens a block; TRUE if an error is yet to be
 * set.  None is set where the function goes on: two errors are one too many.
 */
static gboolean open_exit(HcBody *body, gboolean goes_on)
{
    gboolean errp = has_errp(body->result) && !goes_on;

    g_autofree char *cond = NULL;

    switch (hc_draw(body->draw, errp ? 3 : 1)) {
    case 1:
        hc_open(&body->out, "if (!step_bool(errp))");
        return FALSE;
    case 2:
        hc_open(&body->out, "if (step_int(errp) < 0)");
        return FALSE;
    default:
        cond = hc_condition(body);
        hc_open(&body->out, "if (%s)", cond);
        return errp;
    }
}

void hc_leave_early(HcBody *body)
{
    gboolean goes_on = body->loops && hc_draw_chance(body->draw, 40);
    gboolean set;

    if (body->no_exit && !goes_on) {
        return;
    }
    set = open_exit(body, goes_on);

    if (goes_on) {
        give_down_to(body, body->loop);
        hc_line(&body->out, hc_draw(body->draw, 2) ? "break;" : "continue;");
    } else {
        if (set) {
            hc_line(&body->out, "error_setg(errp, \"it failed\");");
        }
        if (body->labels) {
            jump(body);
        } else {
            give_down_to(body, 0);
            return_failure(body);
        }
    }
    hc_close(&body->out, "");
}

static const char *value(HcResult result, gboolean good)
{
    switch (hc_result_type(result)[0]) {
    case 'i':
        return good ? "0" : "-1";
    case 'b':
        return good ? "true" : "false";
    default:
        return NULL;
    }
}

/* Labels, each with what is put from there on. */
static void write_labels(HcBody *body, gboolean kept)
{
    guint i;

    for (i = body->live->len; i-- > 0;) {
        const HcHold *hold = body->live->pdata[i];

        if (body->used[i + 1]) {
            hc_label(&body->out, "out%u", i + 1);
        }
        if (!hold->keep || (kept && !body->late)) {
            hc_give(body, hold);
        }
    }
    if (body->used[0]) {
        hc_label(&body->out, "out0");
    }
}

static void return_variable(HcBody *body)
{
    if (value(body->result, TRUE)) {
        hc_line(&body->out, "return ret;");
    } else {
        hc_line(&body->out, "return;");
    }
}

static gboolean keeps_any(const HcBody *body)
{
    guint i;

    for (i = 0; i < body->live->len; i++) {
        if (((HcHold *)body->live->pdata[i])->keep) {
            return TRUE;
        }
    }
    return FALSE;
}

void hc_leave(HcBody *body)
{
    const char *good = value(body->result, TRUE);
    guint i;

    if (body->labels && good) {
        hc_line(&body->locals, "%s ret = %s;", hc_result_type(body->result),
                value(body->result, FALSE));
        hc_line(&body->out, "ret = %s;", good);
    }
    if (body->labels && !keeps_any(body)) {
        write_labels(body, FALSE);
        return_variable(body);
    } else {
        /* The way of success, and below it what failures jump to. */
        for (i = body->live->len; i-- > 0;) {
            if (!((HcHold *)body->live->pdata[i])->keep) {
                hc_give(body, body->live->pdata[i]);
            }
        }
        if (body->labels) {
            return_variable(body);
            write_labels(body, TRUE);
            return_variable(body);
        } else if (good) {
            hc_line(&body->out, "return %s;", good);
        }
    }
    g_ptr_array_set_size(body->live, 0);
}
