/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Generated programs: what Holdcheck finds against what happens. */
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include "reduce.h"
#include "table.h"

static gint seed = 1, from, count = 100, batch_size = 50;
static gchar *only_shape, *work_dir;
static gboolean show, reduce, strict;
static gint least;

static const GOptionEntry options[] = {
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Which programs (1)", "N" },
    { "count", 0, 0, G_OPTION_ARG_INT, &count, "How many programs (100)",
      "N" },
    { "from", 0, 0, G_OPTION_ARG_INT, &from, "The first of them (0)", "N" },
    { "batch", 0, 0, G_OPTION_ARG_INT, &batch_size,
      "How many programs share their files (50)", "N" },
    { "shape", 0, 0, G_OPTION_ARG_STRING, &only_shape,
      "Only programs of this shape", "NAME" },
    { "show", 0, 0, G_OPTION_ARG_NONE, &show,
      "Print the programs where the two disagree", NULL },
    { "reduce", 0, 0, G_OPTION_ARG_NONE, &reduce,
      "Print them, made small", NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &strict,
      "End with status 1 if there is a false finding", NULL },
    { "least", 0, 0, G_OPTION_ARG_INT, &least,
      "... or if less than that is found", "PERCENT" },
    { "work", 0, 0, G_OPTION_ARG_FILENAME, &work_dir,
      "Folder for files (a new one)", "DIR" },
    G_OPTION_ENTRY_NULL
};

static void fail(const GError *error)
{
    fprintf(stderr, "differential: %s\n", error->message);
    exit(2);
}

static void print_program(const HcProgram *program)
{
    HcPart part;

    for (part = 0; part < HC_PARTS; part++) {
        g_auto(GStrv) lines =
            g_strsplit(program->part[part].text->str, "\n", -1);
        guint i;

        if (program->part[part].text->len) {
            printf("--- %s\n", hc_part_file(part));
        }
        for (i = 0; lines[i] && lines[i + 1]; i++) {
            printf("%3u  %s\n", i + 1, lines[i]);
        }
    }
}

static void print_disagreements(const HcResults *results, GArray *list)
{
    guint i;

    printf("== %s, shape %s, %u runs\n", results->program->name,
           results->program->shape, results->runs);
    for (i = 0; i < list->len; i++) {
        HcDisagreement *d = &g_array_index(list, HcDisagreement, i);

        printf("%s:%u: %s %s: %s\n", hc_part_file(d->place.part),
               d->place.line, d->missed ? "missed" : "false",
               hc_class_name(d->class), d->text);
    }
    print_program(results->program);
}

/* A few of each kind will do. */
static gboolean is_known(const HcResults *results, const HcDisagreement *what)
{
    static GHashTable *seen;
    char *kind =
        g_strdup_printf("%s %d %d", results->program->shape, what->missed,
                        what->class);
    guint n;

    if (!seen) {
        seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    }
    n = GPOINTER_TO_UINT(g_hash_table_lookup(seen, kind));
    g_hash_table_replace(seen, kind, GUINT_TO_POINTER(n + 1));
    return n >= 2;
}

static void print_reduced(const HcResults *results, const HcDisagreement *what)
{
    g_autofree char *dir = g_build_filename(work_dir, "reduce", NULL);
    GError *error = NULL;
    HcBatch *batch;

    if (is_known(results, what)) {
        return;
    }
    g_mkdir_with_parents(dir, 0777);
    batch = hc_reduce(results->program, what, only_shape, dir, &error);
    if (error) {
        fail(error);
    }
    printf("== %s, shape %s, %s %s: %s\n", results->program->name,
           results->program->shape, what->missed ? "missed" : "false",
           hc_class_name(what->class), what->text);
    if (batch) {
        HcResults *small = batch->results->pdata[0];
        g_autoptr(GArray) list = hc_disagreements(small);

        print_disagreements(small, list);
        hc_program_free(small->program);
        hc_batch_free(batch);
    } else {
        printf("not if it is alone\n");
    }
    fflush(stdout);
}

/* The same program, which shares its files with no other. */
static HcBatch *run_alone(HcProgram *program)
{
    g_autofree char *dir = g_build_filename(work_dir, "alone", NULL);
    HcBatch *batch;
    GError *error = NULL;

    g_mkdir_with_parents(dir, 0777);
    batch = hc_batch_new(dir);
    hc_batch_add(batch, program);
    if (!hc_batch_run(batch, &error)) {
        fail(error);
    }
    hc_compare(batch->results->pdata[0]);
    return batch;
}

static void count_batch(HcBatch *batch, HcTable *table)
{
    guint i, k;

    for (i = 0; i < batch->results->len; i++) {
        HcResults *results = batch->results->pdata[i];
        g_autoptr(GArray) list = NULL;
        HcBatch *alone = NULL;

        hc_compare(results);
        list = hc_disagreements(results);
        if (list->len && batch->results->len > 1) {
            guint before = list->len;

            alone = run_alone(results->program);
            results = alone->results->pdata[0];
            g_array_unref(list);
            list = hc_disagreements(results);
            hc_table_add_company(table, before - MIN(before, list->len));
        }
        hc_table_add(table, results);
        if (show && list->len) {
            print_disagreements(results, list);
        }
        for (k = 0; reduce && k < list->len; k++) {
            print_reduced(results, &g_array_index(list, HcDisagreement, k));
        }
        if (alone) {
            hc_batch_free(alone);
        }
    }
}

int main(int argc, char **argv)
{
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(HcTable) table = hc_table_new();
    gint number;

    g_option_context_add_main_entries(context, options, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        fail(error);
    }
    if (!work_dir && !(work_dir = g_dir_make_tmp(NULL, &error))) {
        fail(error);
    }
    g_mkdir_with_parents(work_dir, 0777);
    number = from;
    while (number < from + count) {
        HcBatch *batch = hc_batch_new(work_dir);
        g_autoptr(GPtrArray) programs =
            g_ptr_array_new_with_free_func((GDestroyNotify)hc_program_free);
        gint i;

        for (i = 0; i < batch_size && number < from + count; i++, number++) {
            g_autofree char *name = g_strdup_printf("p%d", number);
            HcProgram *program;
            HcDraw draw;

            hc_draw_init(&draw, seed, number);
            program = hc_program_new(name, draw, only_shape);
            g_ptr_array_add(programs, program);
            hc_batch_add(batch, program);
        }
        if (!hc_batch_run(batch, &error)) {
            fail(error);
        }
        count_batch(batch, table);
        hc_batch_free(batch);
    }
    return hc_table_print(table, strict, least, stdout) ? 0 : 1;
}
