/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/cache.h"
#include "tree/strings.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#define LIST_VERSION "holdcheck-results-1"
#define LIST_TYPE "(sa(a(ays)asay))"
/* Branches that somebody goes to and fro between. */
#define MAX_RECORDS 8

struct HcCache {
    char *folder;
    GPtrArray *joined;  /* char * */
};

static void record_free(gpointer data)
{
    HcRecord *record = data;

    g_free(record->unit);
    g_strfreev(record->callees);
    g_free(record);
}

static void disk_error(GError **error, const char *path)
{
    g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_DISK,
                "cannot write %s: %s", path, g_strerror(errno));
}

HcCache *hc_cache_open(const char *folder, GError **error)
{
    g_autoptr(HcCache) cache = g_new0(HcCache, 1);

    cache->joined = g_ptr_array_new_with_free_func(g_free);
    if (folder) {
        g_autofree char *units = g_build_filename(folder, "units", NULL);
        g_autofree char *ignore = g_build_filename(folder, ".gitignore", NULL);

        if (g_mkdir_with_parents(units, 0777) < 0 ||
            g_access(units, W_OK) < 0) {
            disk_error(error, folder);
            return NULL;
        }
        if (!g_file_test(ignore, G_FILE_TEST_EXISTS)) {
            g_file_set_contents(ignore, "*\n", -1, NULL);
        }
        cache->folder = g_canonicalize_filename(folder, NULL);
    }
    return g_steal_pointer(&cache);
}

void hc_cache_free(HcCache *cache)
{
    if (cache) {
        g_free(cache->folder);
        g_ptr_array_unref(cache->joined);
        g_free(cache);
    }
}

void hc_cache_join(HcCache *cache, const char *folder)
{
    g_ptr_array_add(cache->joined, g_canonicalize_filename(folder, NULL));
}

char *hc_cache_path(const HcCache *cache, const char *name)
{
    return cache->folder ? g_build_filename(cache->folder, name, NULL) : NULL;
}

/* Folders of 1/256 each. */
static char *list_path(const char *folder, const char *key)
{
    g_autofree char *part = g_strndup(key, 2);

    return g_build_filename(folder, "units", part, key, NULL);
}

static GVariant *load_list(const char *path)
{
    g_autoptr(GVariant) list = NULL;
    char *data;
    gsize length;
    const char *version;

    if (!g_file_get_contents(path, &data, &length, NULL)) {
        return NULL;
    }
    list = g_variant_ref_sink(g_variant_new_from_data(
        G_VARIANT_TYPE(LIST_TYPE), data, length, FALSE, g_free, data));
    if (!g_variant_is_normal_form(list)) {
        return NULL;
    }
    g_variant_get_child(list, 0, "&s", &version);
    if (strcmp(version, LIST_VERSION) != 0) {
        return NULL;
    }
    return g_variant_get_child_value(list, 1);
}

static gboolean is_valid(HcFiles *files, GVariant *names)
{
    GVariantIter iter;
    const char *path, *hash;

    g_variant_iter_init(&iter, names);
    while (g_variant_iter_next(&iter, "(^&ay&s)", &path, &hash)) {
        const char *now;

        if (!g_path_is_absolute(path)) {
            return FALSE;
        }
        now = hc_files_hash(files, hc_files_get(files, path));
        if (!now || strcmp(now, hash) != 0) {
            return FALSE;
        }
    }
    return TRUE;
}

/* Eviction goes by the time of the last use, to the day. */
static void touch(const char *path)
{
    struct stat st;

    if (stat(path, &st) == 0 && st.st_mtime + 86400 < time(NULL)) {
        utime(path, NULL);
    }
}

static void find_in(const char *folder, HcFiles *files, const char *key,
                    gboolean ours, GPtrArray *found)
{
    g_autofree char *path = list_path(folder, key);
    g_autofree char *beside = g_path_get_dirname(path);
    g_autoptr(GVariant) list = load_list(path);

    for (gsize i = 0; list && i < g_variant_n_children(list); i++) {
        g_autoptr(GVariant) names = NULL;
        g_auto(GStrv) callees = NULL;
        const char *unit;
        HcRecord *record;

        g_variant_get_child(list, i, "(@a(ays)^as^&ay)", &names, &callees,
                            &unit);
        /* One of many that join their parts may have written anything. */
        if (strchr(unit, '/') || !is_valid(files, names)) {
            continue;
        }
        record = g_new0(HcRecord, 1);
        record->unit = g_build_filename(beside, unit, NULL);
        record->callees = g_steal_pointer(&callees);
        if (ours) {
            touch(path);
            touch(record->unit);
        }
        g_ptr_array_add(found, record);
    }
}

GPtrArray *hc_cache_find(HcCache *cache, HcFiles *files, const char *key)
{
    GPtrArray *found = g_ptr_array_new_with_free_func(record_free);

    if (cache->folder) {
        find_in(cache->folder, files, key, TRUE, found);
    }
    for (guint i = 0; i < cache->joined->len; i++) {
        find_in(cache->joined->pdata[i], files, key, FALSE, found);
    }
    return found;
}

gboolean hc_cache_names(HcCache *cache, const char *key, GHashTable *names)
{
    g_autofree char *path = cache->folder ? list_path(cache->folder, key)
                                          : NULL;
    g_autoptr(GVariant) list = path ? load_list(path) : NULL;
    gsize n = list ? g_variant_n_children(list) : 0;

    for (gsize i = 0; i < n; i++) {
        g_autoptr(GVariant) rows = NULL;
        GVariantIter iter;
        const char *name;

        g_variant_get_child(list, i, "(@a(ays)as^&ay)", &rows, NULL, NULL);
        g_variant_iter_init(&iter, rows);
        while (g_variant_iter_next(&iter, "(^&ay&s)", &name, NULL)) {
            g_hash_table_add(names, g_strdup(name));
        }
    }
    return n != 0;
}

/* NULL: one of the files may not be what clang read. */
static GVariant *hash_names(HcFiles *files, const GPtrArray *names,
                            gint64 started, GChecksum *sum)
{
    GVariantBuilder rows;

    g_variant_builder_init(&rows, G_VARIANT_TYPE("a(ays)"));
    for (guint i = 0; i < names->len; i++) {
        HcFile *file = hc_files_get(files, names->pdata[i]);
        const char *hash = hc_files_hash(files, file);

        if (!hash || hc_files_fresh(file, started) ||
            !hc_files_unchanged(file)) {
            g_variant_builder_clear(&rows);
            return NULL;
        }
        g_checksum_update(sum, (const guchar *)file->path,
                          strlen(file->path) + 1);
        g_checksum_update(sum, (const guchar *)hash, -1);
        g_variant_builder_add(&rows, "(^ays)", file->path, hash);
    }
    return g_variant_ref_sink(g_variant_builder_end(&rows));
}

/* Without the ones of the same result, and no more than MAX_RECORDS. */
static void add_older(GVariantBuilder *records, const char *path,
                      const char *unit)
{
    g_autoptr(GVariant) list = load_list(path);
    guint n = 1;

    for (gsize i = 0; list && i < g_variant_n_children(list); i++) {
        g_autoptr(GVariant) record = g_variant_get_child_value(list, i);
        const char *other;

        g_variant_get_child(record, 2, "^&ay", &other);
        if (n < MAX_RECORDS && strcmp(unit, other) != 0) {
            g_variant_builder_add_value(records, record);
            n++;
        }
    }
}

static gboolean copy(const char *from, const char *to, GError **error)
{
    g_autofree char *data = NULL;
    gsize length;

    return g_file_get_contents(from, &data, &length, error) &&
           g_file_set_contents_full(to, data, length,
                                    G_FILE_SET_CONTENTS_CONSISTENT, 0644,
                                    error);
}

gboolean hc_cache_store(HcCache *cache, HcFiles *files, const char *key,
                        const GPtrArray *names, const char *const *callees,
                        const char *unit, gint64 started, GError **error)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(GVariant) hashed = NULL;
    g_autoptr(GVariant) list = NULL;
    g_autofree char *path = NULL;
    g_autofree char *folder = NULL;
    g_autofree char *name = NULL;
    g_autofree char *to = NULL;
    GVariantBuilder records;

    if (!cache->folder) {
        return TRUE;
    }
    hashed = hash_names(files, names, started, sum);
    if (!hashed) {
        return TRUE;
    }
    for (const char *const *callee = callees; *callee; callee++) {
        g_checksum_update(sum, (const guchar *)*callee, strlen(*callee) + 1);
    }
    path = list_path(cache->folder, key);
    folder = g_path_get_dirname(path);
    name = g_strdup_printf("%.32s-%.32s.unit", key,
                           g_checksum_get_string(sum));
    to = g_build_filename(folder, name, NULL);
    if (g_mkdir_with_parents(folder, 0777) < 0) {
        disk_error(error, folder);
        return FALSE;
    }
    g_variant_builder_init(&records, G_VARIANT_TYPE("a(a(ays)asay)"));
    g_variant_builder_add(&records, "(@a(ays)^as^ay)", hashed, callees, name);
    add_older(&records, path, name);
    list = g_variant_ref_sink(g_variant_new("(sa(a(ays)asay))", LIST_VERSION,
                                            &records));
    /* The unit first: a list that names it says it is there. */
    return copy(unit, to, error) &&
           g_file_set_contents_full(path, g_variant_get_data(list),
                                    g_variant_get_size(list),
                                    G_FILE_SET_CONTENTS_CONSISTENT, 0644,
                                    error);
}
