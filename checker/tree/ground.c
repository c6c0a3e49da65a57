/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/ground.h"
#include "tree/key.h"
#include "tree/strings.h"

#include <glib/gstdio.h>

#define VERSION "holdcheck-ground-1"
#define TYPE "(ssayayayaya(ays))"

void hc_ground_free(HcGround *ground)
{
    if (ground) {
        g_free(ground->key);
        g_free(ground->root);
        g_free(ground->program);
        g_free(ground->plugin);
        g_free(ground->contract);
        g_hash_table_unref(ground->files);
        g_free(ground);
    }
}

static gboolean add_part(const HcPart *part, GHashTable *names)
{
    if (!part->unit) {
        return FALSE;
    }
    for (guint i = 0; i < part->unit->files->len; i++) {
        g_hash_table_add(names,
                         g_canonicalize_filename(part->unit->files->pdata[i],
                                                 part->entry->directory));
    }
    return TRUE;
}

/* It reads the same as another one today; what it reads is its own. */
static gboolean add_alike(HcWork *work, const HcPart *part, GHashTable *names)
{
    g_autofree char *key = hc_entry_key(part->entry, work->clang, work->files,
                                        "text-1", NULL);

    return key && hc_cache_names(work->cache, key, names);
}

static gboolean collect(HcWork *work, GHashTable *names)
{
    const HcRun *run = work->run;

    for (guint i = 0; i < run->parts->len; i++) {
        if (!add_part(run->parts->pdata[i], names)) {
            return FALSE;
        }
    }
    for (guint i = 0; i < run->alike->len; i++) {
        if (!add_alike(work, run->alike->pdata[i], names)) {
            return FALSE;
        }
    }
    return TRUE;
}

static GVariant *build(HcWork *work, GHashTable *names)
{
    g_autoptr(GPtrArray) functions = hc_sorted_keys(work->run->functions);
    g_autoptr(GPtrArray) paths = hc_sorted_keys(names);
    g_autofree char *key = hc_search_key(
        work->search, work->clang->identity,
        (const char *const *)functions->pdata, functions->len);
    const char *contract = work->clang->contract;
    GVariantBuilder rows;

    g_variant_builder_init(&rows, G_VARIANT_TYPE("a(ays)"));
    for (guint i = 0; i < paths->len; i++) {
        const char *hash = hc_files_hash(
            work->files, hc_files_get(work->files, paths->pdata[i]));

        /* One that is gone is of an older result. */
        if (hash) {
            g_variant_builder_add(&rows, "(^ays)", paths->pdata[i], hash);
        }
    }
    return g_variant_ref_sink(g_variant_new(
        "(ss^ay^ay^ay^aya(ays))", VERSION, key, work->options->root,
        work->clang->program, work->clang->plugin, contract ? contract : "",
        &rows));
}

static void write_ground(const char *path, GVariant *ground)
{
    const char *data = g_variant_get_data(ground);
    gsize size = g_variant_get_size(ground), length;
    g_autofree char *old = NULL;

    if (!g_file_get_contents(path, &old, &length, NULL) || length != size ||
        memcmp(old, data, size) != 0) {
        g_file_set_contents_full(path, data, size,
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0644, NULL);
    }
}

void hc_ground_save(HcWork *work)
{
    g_autofree char *path = work->database->path && work->options->root
        ? hc_cache_path(work->cache, "ground") : NULL;
    g_autoptr(GHashTable) names = g_hash_table_new_full(
        g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GVariant) ground = NULL;

    if (!path) {
        return;
    }
    if (!collect(work, names)) {
        g_unlink(path);
        return;
    }
    ground = build(work, names);
    write_ground(path, ground);
}

HcGround *hc_ground_load(const HcCache *cache)
{
    g_autofree char *path = hc_cache_path(cache, "ground");
    g_autoptr(GVariant) variant = NULL;
    g_autoptr(GVariant) rows = NULL;
    const char *version, *file, *hash;
    HcGround *ground;
    GVariantIter iter;
    char *data;
    gsize length;

    if (!path || !g_file_get_contents(path, &data, &length, NULL)) {
        return NULL;
    }
    variant = g_variant_ref_sink(g_variant_new_from_data(
        G_VARIANT_TYPE(TYPE), data, length, FALSE, g_free, data));
    if (!g_variant_is_normal_form(variant)) {
        return NULL;
    }
    g_variant_get_child(variant, 0, "&s", &version);
    if (strcmp(version, VERSION) != 0) {
        return NULL;
    }
    ground = g_new0(HcGround, 1);
    ground->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                          g_free);
    g_variant_get(variant, "(&ss^ay^ay^ay^ay@a(ays))", NULL, &ground->key,
                  &ground->root, &ground->program, &ground->plugin,
                  &ground->contract, &rows);
    g_variant_iter_init(&iter, rows);
    while (g_variant_iter_next(&iter, "(^&ay&s)", &file, &hash)) {
        g_hash_table_insert(ground->files, g_strdup(file), g_strdup(hash));
    }
    return ground;
}

gboolean hc_ground_holds(const HcGround *ground, HcFiles *files)
{
    GHashTableIter iter;
    gpointer path, hash;

    g_hash_table_iter_init(&iter, ground->files);
    while (g_hash_table_iter_next(&iter, &path, &hash)) {
        if (!g_path_is_absolute(path) ||
            g_strcmp0(hc_files_hash(files, hc_files_get(files, path)),
                      hash) != 0) {
            return FALSE;
        }
    }
    return TRUE;
}
