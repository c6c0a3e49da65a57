/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "table.h"

typedef struct Cell {
    guint found, otherwise, missed, wrong;
} Cell;

typedef struct Row {
    guint programs, right, runs, left_out; /* right: nothing is wrong in it */
    Cell cells[HC_CLASSES];
} Row;

struct HcTable {
    GPtrArray *shapes; /* char *, in the order they were seen */
    GPtrArray *rows;
    guint company;
};

HcTable *hc_table_new(void)
{
    HcTable *table = g_new0(HcTable, 1);

    table->shapes = g_ptr_array_new_with_free_func(g_free);
    table->rows = g_ptr_array_new_with_free_func(g_free);
    return table;
}

void hc_table_free(HcTable *table)
{
    g_ptr_array_unref(table->shapes);
    g_ptr_array_unref(table->rows);
    g_free(table);
}

static Row *row_of(HcTable *table, const char *shape)
{
    guint i;

    for (i = 0; i < table->shapes->len; i++) {
        if (g_str_equal(table->shapes->pdata[i], shape)) {
            return table->rows->pdata[i];
        }
    }
    g_ptr_array_add(table->shapes, g_strdup(shape));
    g_ptr_array_add(table->rows, g_new0(Row, 1));
    return table->rows->pdata[i];
}

void hc_table_add(HcTable *table, const HcResults *results)
{
    Row *row = row_of(table, results->program->shape);
    gboolean right = TRUE;
    guint i;

    if (results->left_out) {
        row->left_out++;
        return;
    }
    row->programs++;
    row->runs += results->runs;
    for (i = 0; i < results->verdicts->len; i++) {
        const HcVerdict *verdict = results->verdicts->pdata[i];
        HcClass class = hc_verdict_class(verdict);

        if (class == HC_CLASSES) {
            continue;
        }
        right = FALSE;
        if (verdict->match) {
            row->cells[class].found++;
            row->cells[class].otherwise +=
                verdict->match == HC_MATCH_OTHERWISE;
        } else if (!verdict->implied) {
            row->cells[class].missed++;
        }
    }
    for (i = 0; i < results->findings->len; i++) {
        const HcFinding *finding = results->findings->pdata[i];
        HcClass class = hc_finding_class(finding);

        if (class < HC_CLASSES && !finding->matched) {
            row->cells[class].wrong++;
        }
    }
    row->right += right;
}

void hc_table_add_company(HcTable *table, guint n)
{
    table->company += n;
}

static void print_cell(const char *name, const Cell *cell, FILE *out)
{
    guint all = cell->found + cell->missed;

    fprintf(out, "  %-16s %7u %9u %7u %7u  %6.2f %%\n", name, cell->found,
            cell->otherwise, cell->missed, cell->wrong,
            all ? 100.0 * cell->found / all : 100);
}

static void add_cell(Cell *to, const Cell *cell)
{
    to->found += cell->found;
    to->missed += cell->missed;
    to->wrong += cell->wrong;
    to->otherwise += cell->otherwise;
}

static void print_row(const char *shape, const Row *row, FILE *out)
{
    Cell all = { 0 };
    HcClass class;

    fprintf(out, "%s: %u programs, %u of them right, %u runs; %u left out\n",
            shape, row->programs, row->right, row->runs, row->left_out);
    fprintf(out, "  %-16s %7s %9s %7s %7s  %8s\n", "rule", "found",
            "otherwise", "missed", "false", "found");
    for (class = 0; class < HC_CLASSES; class++) {
        const Cell *cell = &row->cells[class];

        add_cell(&all, cell);
        if (cell->found || cell->missed || cell->wrong) {
            print_cell(hc_class_name(class), cell, out);
        }
    }
    print_cell("all", &all, out);
}

gboolean hc_table_print(const HcTable *table, gboolean strict, guint least,
                        FILE *out)
{
    Row all = { 0 };
    Cell sum = { 0 };
    HcClass class;
    guint i;

    for (i = 0; i < table->rows->len; i++) {
        const Row *row = table->rows->pdata[i];

        print_row(table->shapes->pdata[i], row, out);
        all.programs += row->programs;
        all.right += row->right;
        all.runs += row->runs;
        all.left_out += row->left_out;
        for (class = 0; class < HC_CLASSES; class++) {
            add_cell(&all.cells[class], &row->cells[class]);
        }
    }
    print_row("all shapes", &all, out);
    fprintf(out, "not counted: %u that other programs in the files cause\n",
            table->company);
    for (class = 0; class < HC_CLASSES; class++) {
        add_cell(&sum, &all.cells[class]);
    }
    return !(strict && sum.wrong) &&
           100 * sum.found >= least * (sum.found + sum.missed);
}
