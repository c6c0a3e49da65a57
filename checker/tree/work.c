/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/work.h"
#include "tree/functions.h"
#include "tree/strings.h"

#include <glib/gstdio.h>

typedef struct Task {
    HcWork *work;
    guint index;            /* in todo */
    HcPart *part;
    GHashTable *functions;  /* known when it was begun */
    char *output;
    gint64 started;
    gboolean good;          /* the part has its unit */
} Task;

gboolean hc_work_begin(HcWork *work, GError **error)
{
    g_autoptr(GError) wrong = NULL;

    /* clang takes a comma for the end of an option's value. */
    work->scratch = hc_scratch_new(",\n", &wrong);
    if (!work->scratch) {
        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_DISK,
                    "no folder for temporary files: %s", wrong->message);
    }
    work->bodies = work->scratch ? hc_bodies_new(work->contract,
                                                 work->scratch->folder) : NULL;
    return work->scratch != NULL;
}

void hc_work_end(HcWork *work)
{
    hc_bodies_free(work->bodies);
    hc_scratch_free(work->scratch);
    g_free(work->callees);
}

static void note(HcRun *run, const char *text)
{
    if (!g_ptr_array_find_with_equal_func(run->notes, text, g_str_equal,
                                          NULL)) {
        g_ptr_array_add(run->notes, g_strdup(text));
    }
}

/* Once: what is true of one file is mostly true of all. */
static void note_cache(HcWork *work, const char *why)
{
    const char *reason = strrchr(why, ':');

    if (!work->cache_failed) {
        g_autofree char *text = g_strdup_printf(
            "cannot keep all results in the cache:%s",
            reason ? reason + 1 : why);

        note(work->run, text);
        work->cache_failed = TRUE;
    }
}

static void fail(HcPart *part, HcVerdict verdict, const char *why)
{
    part->failed = TRUE;
    part->verdict = verdict;
    g_free(part->why);
    part->why = g_strdup(why);
}

static void set_unit(HcPart *part, HcUnit *unit, char **callees)
{
    hc_unit_free(part->unit);
    part->unit = unit;
    g_strfreev(part->callees);
    part->callees = callees;
}

/* What clang entered, as absolute paths. */
static GPtrArray *names_of(const HcPart *part)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < part->unit->files->len; i++) {
        g_ptr_array_add(names,
                        g_canonicalize_filename(part->unit->files->pdata[i],
                                                part->entry->directory));
    }
    return names;
}

static void take_output(Task *task)
{
    HcWork *work = task->work;
    HcPart *part = task->part;
    g_autoptr(GError) error = NULL;
    HcUnit *unit = hc_unit_read(task->output, NULL, &error);

    if (!unit) {
        g_autofree char *why = g_strdup_printf(
            "clang left no summary: %s",
            g_error_matches(error, HC_UNIT_ERROR, HC_UNIT_ERROR_MISSING)
                ? "is the plugin Holdcheck's?" : error->message);

        fail(part, HC_VERDICT_FAILED, why);
        return;
    }
    set_unit(part, unit, hc_functions_mentioned(task->functions, unit));
    part->parsed = TRUE;
    /* Most files that are named one by one have nothing to do with holds. */
    work->learned |= unit->summary->functions->len > 0;
    task->good = TRUE;
}

static void store_output(Task *task)
{
    HcWork *work = task->work;
    HcPart *part = task->part;
    g_autoptr(GPtrArray) names = names_of(part);
    g_autoptr(GError) error = NULL;

    if (!hc_cache_store(work->cache, work->files, part->key, names,
                        (const char *const *)part->callees, task->output,
                        task->started, &error)) {
        note_cache(work, error->message);
    }
}

static void task_free(Task *task)
{
    g_unlink(task->output);
    g_free(task->output);
    g_hash_table_unref(task->functions);
    g_free(task);
}

static void start(HcWork *work, guint index);
static void start_next(HcWork *work);

static void on_done(HcRunner *runner, const HcOutput *output, gpointer data)
{
    Task *task = data;
    HcWork *work = task->work;
    g_autofree char *why = NULL;
    HcVerdict verdict = hc_clang_judge(output, &task->part->flags, &why);

    switch (verdict) {
    case HC_VERDICT_GOOD:
        hc_bodies_learn(work->bodies, output->text);
        take_output(task);
        break;
    case HC_VERDICT_BODIES:
        task->part->whole = TRUE;
        /* fall through */
    case HC_VERDICT_AGAIN:
        start(work, task->index);
        task_free(task);
        return;
    case HC_VERDICT_MISMATCH:
        work->run->mismatch = TRUE;
        hc_runner_stop(runner);
        fail(task->part, verdict, why);
        break;
    default:
        fail(task->part, verdict, why);
        break;
    }
    work->done++;
    if (work->options->progress) {
        work->options->progress(work->done, work->total,
                                work->options->opaque);
    }
    hc_order_done(work->order, task->index);
    /* Headers are hashed for the cache; meanwhile the next one may run. */
    start_next(work);
    if (task->good) {
        store_output(task);
    }
    task_free(task);
}

static void start(HcWork *work, guint index)
{
    Task *task = g_new0(Task, 1);
    HcPart *part = work->todo->pdata[index];
    g_auto(GStrv) argv = NULL;

    task->work = work;
    task->index = index;
    task->part = part;
    task->functions = g_hash_table_ref(work->functions);
    task->started = g_get_real_time();
    task->output = g_strdup_printf("%s/%u.unit", work->scratch->folder,
                                   work->n_outputs++);
    argv = hc_clang_command(work->clang, part->entry,
                            (const char *const *)part->flags, task->output,
                            work->callees, part->whole ?
                            NULL : hc_bodies_file(work->bodies));
    work->run->n_clang++;
    hc_runner_add(work->runner, part->entry->directory,
                  (const char *const *)argv, on_done, task);
}

/* From the cache, if it has what the functions ask for. */
static gboolean find_unit(HcWork *work, HcPart *part)
{
    g_autoptr(GPtrArray) records =
        hc_cache_find(work->cache, work->files, part->key);
    g_auto(GStrv) wanted = NULL;

    for (guint i = 0; i < records->len; i++) {
        HcRecord *record = records->pdata[i];
        g_autoptr(HcUnit) unit = NULL;

        /* Same files, same mentions: the first unit tells for all. */
        if (wanted && !g_strv_equal((const char *const *)wanted,
                                    (const char *const *)record->callees)) {
            continue;
        }
        unit = hc_unit_read(record->unit, NULL, NULL);
        if (!unit) {
            continue;
        }
        if (!wanted) {
            wanted = hc_functions_mentioned(work->run->functions, unit);
        }
        if (g_strv_equal((const char *const *)wanted,
                         (const char *const *)record->callees)) {
            set_unit(part, g_steal_pointer(&unit), g_steal_pointer(&wanted));
            return TRUE;
        }
    }
    return FALSE;
}

/* Whether the unit says what it would say with the functions of now. */
static gboolean is_current(HcWork *work, const HcPart *part)
{
    g_auto(GStrv) wanted = NULL;

    if (!part->unit) {
        return FALSE;
    }
    wanted = hc_functions_mentioned(work->run->functions, part->unit);
    return g_strv_equal((const char *const *)wanted,
                        (const char *const *)part->callees);
}

GHashTable *hc_work_functions(const HcWork *work)
{
    g_autoptr(GPtrArray) units = g_ptr_array_new();

    for (guint i = 0; i < work->run->parts->len; i++) {
        HcPart *part = work->run->parts->pdata[i];

        if (part->unit) {
            g_ptr_array_add(units, part->unit);
        }
    }
    return hc_functions_of(units);
}

static void write_callees(HcWork *work)
{
    g_autofree char *text = hc_sorted_lines(work->functions);

    g_clear_pointer(&work->callees, g_free);
    if (*text) {
        work->callees = g_strdup_printf("%s/callees-%u", work->scratch->folder,
                                        work->n_callees++);
        if (!g_file_set_contents(work->callees, text, -1, NULL)) {
            note(work->run, "the folder for temporary files is full");
        }
    }
}

/* What was guessed when the round began, and what it has shown so far. */
static void learn(HcWork *work)
{
    g_autoptr(GHashTable) functions = NULL;

    if (!work->learned) {
        return;
    }
    work->learned = FALSE;
    functions = hc_work_functions(work);
    hc_functions_add(functions, work->run->functions);
    if (!work->functions || !hc_functions_equal(functions, work->functions)) {
        g_clear_pointer(&work->functions, g_hash_table_unref);
        work->functions = g_steal_pointer(&functions);
        write_callees(work);
    }
}

static void start_next(HcWork *work)
{
    int index;

    while (hc_order_running(work->order) < work->options->n_parallel &&
           (index = hc_order_take(work->order)) >= 0) {
        learn(work);
        start(work, index);
    }
}

/* Names stay those of the parts. */
static HcOrder *order_of(HcWork *work)
{
    g_autoptr(GPtrArray) names = hc_sorted_keys(work->run->functions);
    HcVocabulary *words = hc_vocabulary_new(
        work->contract, (const char *const *)names->pdata, names->len);
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    HcOrder *order;

    for (guint i = 0; i < work->todo->len; i++) {
        HcPart *part = work->todo->pdata[i];

        g_ptr_array_add(paths, (gpointer)part->entry->file);
    }
    order = hc_order_new(work->files, words,
                         (const char *const *)paths->pdata, paths->len);
    hc_vocabulary_free(words);
    return order;
}

gboolean hc_work_may_run(const HcWork *work, const HcPart *part)
{
    return !work->options->only ||
           g_hash_table_contains(work->options->only, part->entry->file);
}

void hc_work_units(HcWork *work)
{
    HcRun *run = work->run;
    gint64 start_time = g_get_monotonic_time();

    work->runner = hc_runner_new(work->options->n_parallel,
                                 work->options->timeout);
    work->todo = g_ptr_array_new();
    run->n_left = 0;
    for (guint i = 0; i < run->parts->len; i++) {
        HcPart *part = run->parts->pdata[i];

        if (part->failed || is_current(work, part) || find_unit(work, part)) {
            continue;
        }
        if (!hc_work_may_run(work, part)) {
            run->n_left++;
            continue;
        }
        if (!part->flags) {
            part->flags = g_strdupv(
                (char **)hc_entry_flags(part->entry, NULL));
        }
        g_ptr_array_add(work->todo, part);
    }
    work->done = 0;
    work->learned = TRUE;
    work->total = work->todo->len;
    work->order = order_of(work);
    start_next(work);
    run->signal = hc_runner_run(work->runner);
    g_clear_pointer(&work->order, hc_order_free);
    g_clear_pointer(&work->todo, g_ptr_array_unref);
    g_clear_pointer(&work->functions, g_hash_table_unref);
    hc_runner_free(work->runner);
    run->clang_time += g_get_monotonic_time() - start_time;
}
