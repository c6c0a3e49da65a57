/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/expression.h"

#include "pairing/state.h"
#include "summary/ranges.h"

typedef enum Op {
    OP_NONE,
    OP_EQ, OP_NE, OP_LT, OP_GE, OP_GT, OP_LE,
    OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_MOD,
    OP_AND, OP_OR, OP_XOR, OP_SHL, OP_SHR,
    OP_NOT, OP_NEG, OP_COMPLEMENT,
} Op;

/* The comparison that holds where @op does not. */
static Op negated(Op op)
{
    static const Op table[] = {
        [OP_EQ] = OP_NE, [OP_NE] = OP_EQ, [OP_LT] = OP_GE,
        [OP_GE] = OP_LT, [OP_GT] = OP_LE, [OP_LE] = OP_GT,
    };

    return table[op];
}

/* The comparison that says the same with its sides exchanged. */
static Op mirrored(Op op)
{
    static const Op table[] = {
        [OP_EQ] = OP_EQ, [OP_NE] = OP_NE, [OP_LT] = OP_GT,
        [OP_GE] = OP_LE, [OP_GT] = OP_LT, [OP_LE] = OP_GE,
    };

    return table[op];
}

static Op parse(const HcTerm *term)
{
    static const struct {
        const char *text;
        guint args;
        Op op;
    } table[] = {
        { "==", 2, OP_EQ }, { "!=", 2, OP_NE }, { "<", 2, OP_LT },
        { ">=", 2, OP_GE }, { ">", 2, OP_GT }, { "<=", 2, OP_LE },
        { "+", 2, OP_ADD }, { "-", 2, OP_SUB }, { "*", 2, OP_MUL },
        { "/", 2, OP_DIV }, { "%", 2, OP_MOD }, { "&", 2, OP_AND },
        { "|", 2, OP_OR }, { "^", 2, OP_XOR }, { "<<", 2, OP_SHL },
        { ">>", 2, OP_SHR }, { "!", 1, OP_NOT }, { "-", 1, OP_NEG },
        { "~", 1, OP_COMPLEMENT },
    };
    guint i;

    if (term->kind == HC_TERM_EXPR) {
        for (i = 0; i < G_N_ELEMENTS(table); i++) {
            if (table[i].args == term->n_args &&
                g_str_equal(table[i].text, term->text)) {
                return table[i].op;
            }
        }
    }
    return OP_NONE;
}

static gboolean compare(Op op, gint64 x, gint64 y)
{
    switch (op) {
    case OP_EQ:
        return x == y;
    case OP_NE:
        return x != y;
    case OP_LT:
        return x < y;
    case OP_GE:
        return x >= y;
    case OP_GT:
        return x > y;
    default:
        return x <= y;
    }
}

/* Wraps as the machine does; FALSE where C leaves it open. */
static gboolean evaluate(Op op, gint64 x, gint64 y, gint64 *out)
{
    guint64 u = (guint64)x, v = (guint64)y;

    switch (op) {
    case OP_ADD:
        *out = (gint64)(u + v);
        return TRUE;
    case OP_SUB:
        *out = (gint64)(u - v);
        return TRUE;
    case OP_MUL:
        *out = (gint64)(u * v);
        return TRUE;
    case OP_DIV:
    case OP_MOD:
        if (y == 0 || y == -1) {
            return FALSE;
        }
        *out = op == OP_DIV ? x / y : x % y;
        return TRUE;
    case OP_AND:
        *out = (gint64)(u & v);
        return TRUE;
    case OP_OR:
        *out = (gint64)(u | v);
        return TRUE;
    case OP_XOR:
        *out = (gint64)(u ^ v);
        return TRUE;
    case OP_SHL:
    case OP_SHR:
        if (x < 0 || v > 62) {
            return FALSE;
        }
        *out = (gint64)(op == OP_SHL ? u << v : u >> v);
        return TRUE;
    case OP_NOT:
        *out = !x;
        return TRUE;
    case OP_NEG:
        *out = (gint64)(0 - u);
        return TRUE;
    case OP_COMPLEMENT:
        *out = (gint64)~u;
        return TRUE;
    case OP_NONE:
        return FALSE;
    default:
        *out = compare(op, x, y);
        return TRUE;
    }
}

static gboolean is_context(const HcTerm *term)
{
    return term->kind == HC_TERM_APP && g_str_equal(term->text, "context");
}

/* s->ctx != qemu_get_aio_context(): the main loop's context, a GLOBAL, is not
 * that of any IOThread. */
static gboolean are_unlike_contexts(const HcTerm *a, const HcTerm *b)
{
    return (is_context(a) && b->kind == HC_TERM_GLOBAL) ||
           (is_context(b) && a->kind == HC_TERM_GLOBAL);
}

const HcTerm *hc_expression_fold(HcProgram *program, const HcTerm *term)
{
    Op op = parse(term);
    gint64 value;
    guint i;

    if (op == OP_NONE) {
        return term;
    }
    if (term->n_args == 2 &&
        are_unlike_contexts(term->args[0], term->args[1]) &&
        (g_str_equal(term->text, "==") || g_str_equal(term->text, "!="))) {
        return hc_pool_int(program, *term->text == '!');
    }
    for (i = 0; i < term->n_args; i++) {
        if (term->args[i]->kind != HC_TERM_INT) {
            return term;
        }
    }
    if (evaluate(op, term->args[0]->value,
                 term->n_args > 1 ? term->args[1]->value : 0, &value)) {
        return hc_pool_int(program, value);
    }
    return term;
}

/* The values x for which "x op y" holds. */
static GArray *solutions(Op op, gint64 y)
{
    GArray *ranges, *out;

    switch (op) {
    case OP_EQ:
        return hc_ranges_new(y, y);
    case OP_LT:
        return y == G_MININT64 ? hc_ranges_new(1, 0)
                               : hc_ranges_new(G_MININT64, y - 1);
    case OP_GT:
        return y == G_MAXINT64 ? hc_ranges_new(1, 0)
                               : hc_ranges_new(y + 1, G_MAXINT64);
    default:
        ranges = solutions(negated(op), y);
        out = hc_ranges_invert(ranges);
        g_array_unref(ranges);
        return out;
    }
}

static gint64 shifted(gint64 bound, gint64 by)
{
    gint64 out;

    /* An open end stays open. */
    if (bound == G_MININT64 || bound == G_MAXINT64 ||
        __builtin_add_overflow(bound, by, &out)) {
        return bound == G_MININT64 || (bound != G_MAXINT64 && by < 0)
               ? G_MININT64 : G_MAXINT64;
    }
    return out;
}

static GArray *shift(const GArray *ranges, gint64 by)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(HcRange));
    guint i;

    for (i = 0; i < ranges->len; i++) {
        const HcRange *range = &g_array_index(ranges, HcRange, i);

        hc_ranges_add(out, shifted(range->low, by), shifted(range->high, by));
    }
    return out;
}

static void replace(GArray **ranges, GArray *by)
{
    g_array_unref(*ranges);
    *ranges = by;
}

/* "a > b" is "b < a", "a != b" is "not a == b": one shape for each. */
static const HcTerm *canonical(HcProgram *program, const HcTerm *term, Op op,
                               gboolean holds, GArray **ranges)
{
    const HcTerm *args[] = { term->args[0], term->args[1] };
    gboolean swap;

    if (op == OP_NE || op == OP_GE || op == OP_LE) {
        op = negated(op);
        holds = !holds;
    }
    swap = op == OP_GT || (op == OP_EQ && args[0]->id > args[1]->id);
    if (swap) {
        args[0] = term->args[1];
        args[1] = term->args[0];
    }
    replace(ranges, hc_ranges_new(holds, holds));
    if (args[0] == args[1]) {
        return hc_pool_int(program, op == OP_EQ);
    }
    return hc_summary_term(program->pool, HC_TERM_EXPR, 0,
                           op == OP_EQ ? "==" : "<", args, 2);
}

const HcTerm *hc_expression_peel(HcProgram *program, const HcTerm *term,
                                 GArray **ranges)
{
    for (;;) {
        Op op = parse(term);
        const HcTerm *x = op == OP_NONE ? NULL : term->args[0];
        const HcTerm *y = x && term->n_args > 1 ? term->args[1] : NULL;

        if (op == OP_NONE) {
            return term;
        }
        if (op == OP_NOT || op <= OP_LE) {
            gboolean yes = hc_ranges_contain(*ranges, 1);
            gboolean no = hc_ranges_contain(*ranges, 0);

            if (yes == no) {
                /* Always or never: say so with a constant. */
                replace(ranges, hc_ranges_new(1, 1));
                return hc_pool_int(program, yes);
            }
            if (op == OP_NOT) {
                replace(ranges, yes ? hc_ranges_new(0, 0)
                                    : hc_ranges_new_nonzero());
                term = x;
                continue;
            }
            if (x->kind == HC_TERM_INT) {
                op = mirrored(op);
                x = term->args[1];
                y = term->args[0];
            }
            if (y->kind != HC_TERM_INT) {
                return canonical(program, term, op, yes, ranges);
            }
            replace(ranges, solutions(yes ? op : negated(op), y->value));
            term = x;
            continue;
        }
        if ((op == OP_ADD || op == OP_SUB) && y->kind == HC_TERM_INT &&
            y->value != G_MININT64) {
            replace(ranges, shift(*ranges, op == OP_ADD ? -y->value
                                                        : y->value));
            term = x;
            continue;
        }
        if (op == OP_ADD && x->kind == HC_TERM_INT &&
            x->value != G_MININT64) {
            replace(ranges, shift(*ranges, -x->value));
            term = y;
            continue;
        }
        return term;
    }
}
