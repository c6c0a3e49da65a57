/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file that is compiled several times, once for each target, is often the
 * same to clang each time.  The preprocessor tells, and costs a fraction of a
 * check.
 */
#include "tree/key.h"
#include "tree/text.h"
#include "tree/work.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct Look {
    HcWork *work;
    HcPart *part;
    char *key;
    char *output;
    gint64 started;
} Look;

static void look_free(Look *look)
{
    g_unlink(look->output);
    g_free(look->output);
    g_free(look->key);
    g_free(look);
}

/* Flags that change what is made of the same text: all but those that say
 * where it comes from. */
static char *add_flags(const char *text, const HcPart *part)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    const char *const *flag = hc_entry_flags(part->entry, NULL);

    g_checksum_update(sum, (const guchar *)text, -1);
    for (; *flag; flag++) {
        gboolean origin = g_str_has_prefix(*flag, "-D") ||
                          g_str_has_prefix(*flag, "-U") ||
                          g_str_has_prefix(*flag, "-I") ||
                          g_str_has_prefix(*flag, "-i");

        if (origin) {
            /* -I x and the like; -Ix has it in one. */
            if (flag[1] && *flag[1] != '-' &&
                (strlen(*flag) == 2 || (*flag)[1] == 'i')) {
                flag++;
            }
        } else if (!hc_flag_is_idle(*flag)) {
            g_checksum_update(sum, (const guchar *)*flag, strlen(*flag) + 1);
        }
    }
    return g_strdup(g_checksum_get_string(sum));
}

static void store(Look *look, const char *identity, GPtrArray *names)
{
    static const char *const none[] = { NULL };
    HcPart *part = look->part;

    for (guint i = 0; i < names->len; i++) {
        char *name = names->pdata[i];

        names->pdata[i] = g_canonicalize_filename(name,
                                                  part->entry->directory);
        g_free(name);
    }
    if (g_file_set_contents(look->output, identity, -1, NULL)) {
        hc_cache_store(look->work->cache, look->work->files, look->key, names,
                       none, look->output, look->started, NULL);
    }
}

static void on_done(HcRunner *runner, const HcOutput *output, gpointer data)
{
    Look *look = data;
    g_autofree char *text = NULL;
    g_autofree char *identity = NULL;
    g_autoptr(GPtrArray) names = NULL;
    gsize length;

    /* What is wrong with the file is said when it is checked. */
    if (output->end == HC_END_EXIT && output->code == 0 &&
        g_file_get_contents(look->output, &text, &length, NULL)) {
        identity = hc_text_identity(text, length, look->part->entry->file,
                                    &names);
        store(look, identity, names);
        look->part->text = add_flags(identity, look->part);
    }
    look_free(look);
}

static gboolean find_text(HcWork *work, HcPart *part, const char *key)
{
    g_autoptr(GPtrArray) records = hc_cache_find(work->cache, work->files,
                                                 key);
    g_autofree char *identity = NULL;
    HcRecord *record = records->len ? records->pdata[0] : NULL;

    if (record &&
        g_file_get_contents(record->unit, &identity, NULL, NULL) &&
        strlen(identity) == 64) {
        part->text = add_flags(identity, part);
    }
    return part->text != NULL;
}

static void start(HcWork *work, HcPart *part)
{
    g_autofree char *key = hc_entry_key(part->entry, work->clang, work->files,
                                        "text-1", NULL);
    g_auto(GStrv) argv = NULL;
    Look *look;

    if (!key || find_text(work, part, key) || !hc_work_may_run(work, part)) {
        return;
    }
    look = g_new0(Look, 1);
    look->work = work;
    look->part = part;
    look->key = g_steal_pointer(&key);
    look->started = g_get_real_time();
    look->output = g_strdup_printf("%s/%u.i", work->scratch->folder,
                                   work->n_outputs++);
    argv = hc_clang_preprocess(work->clang, part->entry,
                               hc_entry_flags(part->entry, NULL),
                               look->output);
    hc_runner_add(work->runner, part->entry->directory,
                  (const char *const *)argv, on_done, look);
}

static gboolean same_file(const HcPart *a, const HcPart *b)
{
    return g_str_equal(a->entry->file, b->entry->file);
}

/* Parts are in the order of their files. */
static void look_at_all(HcWork *work)
{
    GPtrArray *parts = work->run->parts;

    work->runner = hc_runner_new(work->options->n_parallel,
                                 work->options->timeout);
    for (guint i = 0; i < parts->len; i++) {
        HcPart *part = parts->pdata[i];

        if (part->key && !part->text &&
            ((i && same_file(parts->pdata[i - 1], part)) ||
             (i + 1 < parts->len && same_file(parts->pdata[i + 1], part)))) {
            start(work, part);
        }
    }
    work->run->signal = hc_runner_run(work->runner);
    hc_runner_free(work->runner);
}

static void join_targets(HcPart *part, const HcPart *other)
{
    GHashTableIter iter;
    gpointer target;

    if (!part->targets || !other->targets) {
        g_clear_pointer(&part->targets, g_hash_table_unref);
        return;
    }
    g_hash_table_iter_init(&iter, other->targets);
    while (g_hash_table_iter_next(&iter, &target, NULL)) {
        g_hash_table_add(part->targets, target);
    }
}

void hc_work_same(HcWork *work)
{
    HcRun *run = work->run;
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint n = 0;

    look_at_all(work);
    for (guint i = 0; i < run->parts->len; i++) {
        HcPart *part = run->parts->pdata[i];
        g_autofree char *key = part->text
            ? g_strconcat(part->text, part->entry->file, NULL) : NULL;

        HcPart *first = key ? g_hash_table_lookup(seen, key) : NULL;

        if (first) {
            join_targets(first, part);
            g_ptr_array_add(run->alike, part);
            run->n_alike++;
            continue;
        }
        if (key) {
            g_hash_table_insert(seen, g_steal_pointer(&key), part);
        }
        run->parts->pdata[n++] = part;
    }
    g_ptr_array_set_size(run->parts, n);
}
