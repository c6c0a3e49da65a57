/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/run.h"
#include "tree/functions.h"
#include "tree/ground.h"
#include "tree/key.h"
#include "tree/strings.h"
#include "tree/work.h"

/* More than any chain of callers in QEMU; from here on nothing is forgotten
 * any more, so that it ends. */
#define MAX_SHRINKING_ROUNDS 12

static void part_free(gpointer data)
{
    HcPart *part = data;

    g_free(part->key);
    hc_unit_free(part->unit);
    g_strfreev(part->callees);
    g_free(part->why);
    g_free(part->text);
    g_clear_pointer(&part->targets, g_hash_table_unref);
    g_strfreev(part->flags);
    g_free(part);
}

void hc_run_free(HcRun *run)
{
    if (run) {
        g_ptr_array_unref(run->parts);
        g_clear_pointer(&run->all, g_ptr_array_unref);
        g_ptr_array_unref(run->alike);
        g_ptr_array_unref(run->notes);
        g_hash_table_unref(run->functions);
        g_free(run);
    }
}

static HcPart *find_part(HcWork *work, HcEntry *entry)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *key = hc_entry_key(entry, work->clang, work->files,
                                        "unit-1", &error);
    HcPart *part = key ? g_hash_table_lookup(work->by_key, key) : NULL;

    if (part) {
        return part;
    }
    part = g_new0(HcPart, 1);
    part->entry = entry;
    part->key = g_steal_pointer(&key);
    if (!part->key) {
        part->failed = TRUE;
        part->verdict = HC_VERDICT_FAILED;
        part->why = g_strdup(error->message);
    } else {
        g_hash_table_insert(work->by_key, part->key, part);
    }
    g_ptr_array_add(work->all, part);
    return part;
}

/* @entry comes to @part. */
static void add_target(HcPart *part, const HcEntry *entry)
{
    if (entry->target && part->targets) {
        g_hash_table_add(part->targets, entry->target);
    } else {
        g_clear_pointer(&part->targets, g_hash_table_unref);
    }
}

/* The parts of @entries, in their order, each once. */
static void activate(HcWork *work, const GPtrArray *entries)
{
    HcRun *run = work->run;
    const char *last = "";
    guint n = 0;

    for (guint i = 0; i < work->all->len; i++) {
        ((HcPart *)work->all->pdata[i])->active = FALSE;
    }
    g_ptr_array_set_size(run->parts, 0);
    g_ptr_array_set_size(run->alike, 0);
    run->n_alike = 0;
    for (guint i = 0; i < entries->len; i++) {
        HcPart *part = g_hash_table_lookup(work->by_entry, entries->pdata[i]);

        if (!part) {
            part = find_part(work, entries->pdata[i]);
            g_hash_table_insert(work->by_entry, entries->pdata[i], part);
        }
        if (part->active) {
            add_target(part, entries->pdata[i]);
            run->n_alike++;
            continue;
        }
        part->active = TRUE;
        g_clear_pointer(&part->targets, g_hash_table_unref);
        part->targets = g_hash_table_new(g_str_hash, g_str_equal);
        add_target(part, entries->pdata[i]);
        /* All that is compiled from one file goes to one shard. */
        n += strcmp(last, part->entry->file) != 0;
        last = part->entry->file;
        if (!work->options->n_shards ||
            (n - 1) % work->options->n_shards == work->options->shard - 1) {
            g_ptr_array_add(run->parts, part);
        }
    }
}

/* Adds the entries of files whose text may be another one than was searched;
 * most that are edited have nothing to do with holds. */
static void add_only(HcWork *work, const GPtrArray *names, GPtrArray *found)
{
    GPtrArray *entries = work->database->entries;
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    g_autoptr(GPtrArray) all = g_ptr_array_new();

    for (guint i = 0; i < found->len; i++) {
        g_hash_table_add(known, found->pdata[i]);
    }
    for (guint i = 0; i < entries->len; i++) {
        HcEntry *entry = entries->pdata[i];

        if (g_hash_table_contains(known, entry) ||
            (g_hash_table_contains(work->options->only, entry->file) &&
             hc_search_names(work->search, work->files, entry->file,
                             (const char *const *)names->pdata,
                             names->len))) {
            g_ptr_array_add(all, entry);
        }
    }
    activate(work, all);
}

/* The files that matter as the last run of all found them.  Text that is not
 * saved may change which do; the next one of all will tell. */
static void recall(HcWork *work, const GPtrArray *names)
{
    g_autoptr(GPtrArray) found = hc_search_recall(
        work->search, NULL, work->cache, work->clang->identity,
        (const char *const *)names->pdata, names->len);

    if (!found) {
        work->run->cold = TRUE;
        found = g_ptr_array_new();
    }
    add_only(work, names, found);
}

static void search(HcWork *work)
{
    gint64 start = g_get_monotonic_time();
    g_autoptr(GPtrArray) names = hc_sorted_keys(work->run->functions);
    g_autoptr(GPtrArray) found = NULL;

    if (work->options->only) {
        /* The functions may change in the rounds, the files do not. */
        if (!work->run->n_rounds) {
            recall(work, names);
        }
    } else if (work->options->all) {
        activate(work, work->database->entries);
    } else {
        found = hc_search_run(work->search, work->cache,
                              work->clang->identity,
                              (const char *const *)names->pdata, names->len);
        activate(work, found);
        work->run->n_searched = hc_search_n_files(work->search);
    }
    work->run->search_time += g_get_monotonic_time() - start;
}

/* Of an overlay nothing is: the next run begins with the tree as it is. */
static void remember(HcWork *work, GHashTable *functions)
{
    if (!work->clang->overlay) {
        hc_functions_save(work->cache, functions);
        hc_ground_save(work);
    }
}

static void run_to_fixed_point(HcWork *work)
{
    HcRun *run = work->run;

    for (;;) {
        g_autoptr(GHashTable) functions = NULL;

        search(work);
        hc_work_same(work);
        if (!run->signal) {
            hc_work_units(work);
        }
        run->n_rounds++;
        if (run->signal || run->mismatch || work->options->n_shards) {
            return;
        }
        functions = hc_work_functions(work);
        if (work->options->only || run->n_rounds >= MAX_SHRINKING_ROUNDS) {
            hc_functions_add(functions, run->functions);
        }
        if (hc_functions_equal(functions, run->functions)) {
            if (!work->options->only) {
                remember(work, functions);
            }
            return;
        }
        g_hash_table_unref(run->functions);
        run->functions = g_steal_pointer(&functions);
    }
}

static void count_files(HcRun *run, const HcDatabase *database,
                        HcFiles *files)
{
    const char *last = NULL;

    for (guint i = 0; i < database->entries->len; i++) {
        const HcEntry *entry = database->entries->pdata[i];

        if (last && strcmp(last, entry->file) == 0) {
            continue;
        }
        last = entry->file;
        run->n_files++;
        if (!hc_files_get(files, last)->exists) {
            run->missing = run->missing ? run->missing : last;
            run->n_missing++;
        }
    }
}

HcRun *hc_run(HcDatabase *database, HcFiles *files,
              const HcContract *contract, const HcClang *clang,
              HcCache *cache, const HcRunOptions *options, GError **error)
{
    g_autoptr(HcRun) run = g_new0(HcRun, 1);
    HcWork work = {
        .database = database, .files = files, .contract = contract,
        .clang = clang, .cache = cache, .options = options, .run = run,
    };

    run->parts = g_ptr_array_new();
    run->alike = g_ptr_array_new();
    run->notes = g_ptr_array_new_with_free_func(g_free);
    run->functions = hc_functions_load(cache);
    count_files(run, database, files);
    if (!hc_work_begin(&work, error)) {
        return NULL;
    }
    work.all = g_ptr_array_new_with_free_func(part_free);
    work.by_key = g_hash_table_new(g_str_hash, g_str_equal);
    work.by_entry = g_hash_table_new(NULL, NULL);
    work.search = hc_search_new(database,
                                options->only ? options->disk : files,
                                contract);
    run_to_fixed_point(&work);
    hc_search_keep(work.search);
    hc_search_free(work.search);
    g_hash_table_unref(work.by_key);
    g_hash_table_unref(work.by_entry);
    hc_work_end(&work);
    /* The run keeps the parts that matter, and what they need. */
    run->all = work.all;
    return g_steal_pointer(&run);
}
