/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reduce.h"
#include <string.h>

#define AT_ONCE 60

typedef struct Reduction {
    const HcDisagreement *what;
    const char *shape, *dir;
    GArray *best;    /* guint32: decisions that still disagree */
    guint size;      /* of their program */
    GPtrArray *next; /* GArray of guint32: to be tried */
    GHashTable *seen; /* texts of programs that were tried */
} Reduction;

static HcProgram *make(const Reduction *reduction, GArray *decisions, guint n)
{
    g_autofree char *name = g_strdup_printf("p%u", n);
    HcDraw draw;

    hc_draw_init_given(&draw, (const guint32 *)decisions->data,
                       decisions->len);
    return hc_program_new(name, draw, reduction->shape);
}

/* Lines first, then how far from simple. */
static guint size_of(const HcProgram *program)
{
    guint size = 0, i;
    HcPart part;

    for (part = 0; part < HC_PARTS; part++) {
        const char *p = program->part[part].text->str;

        for (; *p; p++) {
            size += *p == '\n' ? 1000 : 0;
        }
        size += program->part[part].text->len;
    }
    for (i = 0; i < program->draw.drawn->len; i++) {
        size += g_array_index(program->draw.drawn, guint32, i) != 0;
    }
    return size;
}

static gboolean still_there(const Reduction *reduction,
                            const HcResults *results)
{
    g_autoptr(GArray) list = hc_disagreements(results);
    guint i;

    for (i = 0; i < list->len; i++) {
        HcDisagreement *d = &g_array_index(list, HcDisagreement, i);

        if (d->missed == reduction->what->missed &&
            d->class == reduction->what->class) {
            return TRUE;
        }
    }
    return FALSE;
}

static void propose(Reduction *reduction, GArray *decisions)
{
    g_ptr_array_add(reduction->next, decisions);
}

static GArray *copy(const GArray *array)
{
    GArray *result = g_array_sized_new(FALSE, FALSE, sizeof(guint32),
                                       array->len);

    g_array_append_vals(result, array->data, array->len);
    return result;
}

/* All that is one step simpler than the best. */
static void propose_all(Reduction *reduction)
{
    HcProgram *program = make(reduction, reduction->best, 0);
    GArray *spans = program->draw.spans;
    guint i;

    for (i = 0; i < spans->len; i++) {
        HcSpan span = g_array_index(spans, HcSpan, i);
        GArray *decisions = copy(reduction->best);

        if (span.end <= decisions->len) {
            g_array_remove_range(decisions, span.start, span.end - span.start);
        }
        propose(reduction, decisions);
    }
    for (i = 0; i < reduction->best->len; i++) {
        guint32 value = g_array_index(reduction->best, guint32, i);

        if (value) {
            GArray *decisions = copy(reduction->best);

            g_array_index(decisions, guint32, i) = 0;
            propose(reduction, decisions);
            decisions = copy(decisions);
            g_array_remove_index(decisions, i);
            propose(reduction, decisions);
        }
        if (value > 1) {
            GArray *decisions = copy(reduction->best);

            g_array_index(decisions, guint32, i) = value - 1;
            propose(reduction, decisions);
        }
    }
    hc_program_free(program);
}

static char *text_of(const HcProgram *program, const char *name)
{
    g_autoptr(GString) text = g_string_new(NULL);
    HcPart part;

    for (part = 0; part < HC_PARTS; part++) {
        g_string_append(text, program->part[part].text->str);
    }
    g_string_replace(text, program->name, name, 0);
    return g_strdup(text->str);
}

/* Tries the next ones; TRUE if one of them is the new best. */
static gboolean try_some(Reduction *reduction, GError **error)
{
    HcBatch *batch = hc_batch_new(reduction->dir);
    g_autoptr(GPtrArray) programs =
        g_ptr_array_new_with_free_func((GDestroyNotify)hc_program_free);
    g_autoptr(GPtrArray) tried =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    gboolean better = FALSE;
    guint i;

    while (reduction->next->len && programs->len < AT_ONCE) {
        GArray *decisions = g_ptr_array_steal_index(reduction->next, 0);
        HcProgram *program = make(reduction, decisions, programs->len);

        if (size_of(program) < reduction->size &&
            g_hash_table_add(reduction->seen, text_of(program, "p"))) {
            g_ptr_array_add(programs, program);
            g_ptr_array_add(tried, decisions);
            hc_batch_add(batch, program);
        } else {
            hc_program_free(program);
            g_array_unref(decisions);
        }
    }
    if (programs->len && hc_batch_run(batch, error)) {
        for (i = 0; i < programs->len; i++) {
            HcResults *results = batch->results->pdata[i];
            guint size = size_of(results->program);

            hc_compare(results);
            if (size < reduction->size && still_there(reduction, results)) {
                g_array_unref(reduction->best);
                reduction->best = copy(results->program->draw.drawn);
                reduction->size = size;
                better = TRUE;
            }
        }
    }
    hc_batch_free(batch);
    return better;
}

/* The best, alone: other programs have no part in what is said of it. */
static HcBatch *run_best(Reduction *reduction, GError **error)
{
    HcBatch *batch = hc_batch_new(reduction->dir);
    HcProgram *program = make(reduction, reduction->best, 0);

    hc_batch_add(batch, program);
    if (hc_batch_run(batch, error)) {
        hc_compare(batch->results->pdata[0]);
        if (still_there(reduction, batch->results->pdata[0])) {
            return batch;
        }
    }
    hc_batch_free(batch);
    hc_program_free(program);
    return NULL;
}

HcBatch *hc_reduce(const HcProgram *program, const HcDisagreement *what,
                   const char *shape, const char *dir, GError **error)
{
    Reduction reduction = {
        what,
        shape,
        dir,
        copy(program->draw.drawn),
        size_of(program) + 1,
        g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref),
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
    HcBatch *batch = run_best(&reduction, error);
    GError *problem = NULL;

    while (batch && !problem) {
        g_ptr_array_set_size(reduction.next, 0);
        propose_all(&reduction);
        while (reduction.next->len && !try_some(&reduction, &problem) &&
               !problem) {
        }
        if (!reduction.next->len) {
            break;
        }
    }
    if (batch && !problem) {
        HcProgram *first = ((HcResults *)batch->results->pdata[0])->program;

        hc_batch_free(batch);
        hc_program_free(first);
        batch = run_best(&reduction, &problem);
    }
    if (problem) {
        g_propagate_error(error, problem);
    }
    g_array_unref(reduction.best);
    g_ptr_array_unref(reduction.next);
    g_hash_table_unref(reduction.seen);
    return batch;
}
