/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/memo.h"
#include "tree/strings.h"

#include <sys/stat.h>

#define VERSION "holdcheck-search-2"
#define FILES "a(ayttxxty)"
#define FOLDERS "a(ayxs)"
#define TYPE "(ss" FILES FOLDERS "au)"
/* More than somebody edits between two runs: then all is looked at anew. */
#define MAX_CHANGED 64

static gint64 changed_at(const char *folder)
{
    struct stat st;

    return stat(folder, &st) == 0
        ? st.st_mtim.tv_sec * G_GINT64_CONSTANT(1000000000) +
              st.st_mtim.tv_nsec
        : 0;
}

/* A build directory is written to all the time, so that its time alone says
 * little. */
static char *list_hash(HcFiles *files, const char *folder)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(GPtrArray) names = hc_files_list(files, folder);

    for (guint i = 0; i < names->len; i++) {
        g_checksum_update(sum, names->pdata[i], strlen(names->pdata[i]) + 1);
    }
    return g_strdup(g_checksum_get_string(sum));
}

static guint8 facts_flags(const HcFacts *facts)
{
    return (facts->matters ? 1 : 0) | (facts->calls ? 2 : 0);
}

/* A file as it was looked at. */
typedef struct Row {
    const char *path;
    guint64 size, inode, includes;
    gint64 mtime, ctime;
    guint8 flags;
} Row;

/* Adds to @changed if the file is another one in @files. */
static gboolean row_holds(const Row *row, HcFiles *files, HcMemoLook look,
                          gpointer opaque, guint *changed)
{
    HcFile *file = hc_files_get(files, row->path);
    HcFacts facts;

    if (file->size == row->size && file->inode == row->inode &&
        file->mtime == row->mtime && file->ctime == row->ctime) {
        return TRUE;
    }
    if (++*changed > MAX_CHANGED) {
        return FALSE;
    }
    facts = look(files, file, opaque);
    return facts.includes == row->includes && facts_flags(&facts) == row->flags;
}

/* How many of the files were changed, but in nothing that matters here; -1 if
 * in more than that. */
static int count_changed(GVariant *rows, HcFiles *files, HcFiles *beside,
                         HcMemoLook look, gpointer opaque)
{
    GVariantIter iter;
    Row row;
    guint changed = 0, changed_beside = 0;

    g_variant_iter_init(&iter, rows);
    while (g_variant_iter_next(&iter, "(^&ayttxxty)", &row.path, &row.size,
                               &row.inode, &row.mtime, &row.ctime,
                               &row.includes, &row.flags)) {
        if (!row_holds(&row, files, look, opaque, &changed) ||
            (beside && hc_files_differ(files, beside, row.path) &&
             !row_holds(&row, beside, look, opaque, &changed_beside))) {
            return -1;
        }
    }
    return changed;
}

static gboolean lists_same(HcFiles *files, const char *path, const char *hash)
{
    g_autofree char *now = list_hash(files, path);

    return strcmp(now, hash) == 0;
}

static gboolean folders_same(GVariant *rows, HcFiles *files, HcFiles *beside)
{
    GVariantIter iter;
    const char *path, *hash;
    gint64 time;

    g_variant_iter_init(&iter, rows);
    while (g_variant_iter_next(&iter, "(^&ayx&s)", &path, &time, &hash)) {
        gboolean changed = changed_at(path) != time;

        /* What an overlay adds does not show in the folder's time. */
        if (((changed || hc_files_adds(files, path)) &&
             !lists_same(files, path, hash)) ||
            (beside && (changed || hc_files_adds(beside, path)) &&
             !lists_same(beside, path, hash))) {
            return FALSE;
        }
    }
    return TRUE;
}

static void write_memo(const char *path, GVariant *memo)
{
    g_autoptr(GVariant) owned = g_variant_ref_sink(memo);

    g_file_set_contents_full(path, g_variant_get_data(owned),
                             g_variant_get_size(owned),
                             G_FILE_SET_CONTENTS_CONSISTENT, 0644, NULL);
}

/* The same answer, with the files as they are now. */
static void renew(const char *path, HcFiles *files, gint64 now,
                  const char *key, GVariant *rows, GVariant *folders,
                  GVariant *indices)
{
    GVariantBuilder file_rows;
    GVariantIter iter;
    const char *name;
    guint64 includes;
    guint8 flags;

    g_variant_builder_init(&file_rows, G_VARIANT_TYPE(FILES));
    g_variant_iter_init(&iter, rows);
    while (g_variant_iter_next(&iter, "(^&ayttxxty)", &name, NULL, NULL, NULL,
                               NULL, &includes, &flags)) {
        const HcFile *file = hc_files_get(files, name);

        if (hc_files_fresh(file, now)) {
            g_variant_builder_clear(&file_rows);
            return;
        }
        g_variant_builder_add(&file_rows, "(^ayttxxty)", name, file->size,
                              file->inode, file->mtime, file->ctime, includes,
                              flags);
    }
    write_memo(path, g_variant_new("(ss" FILES "@" FOLDERS "@au)", VERSION,
                                   key, &file_rows, folders, indices));
}

GArray *hc_memo_load(const char *path, const char *key, HcFiles *files,
                     HcFiles *beside, HcMemoLook look, gpointer opaque,
                     guint *n_files)
{
    g_autoptr(GVariant) memo = NULL;
    g_autoptr(GVariant) file_rows = NULL;
    g_autoptr(GVariant) folder_rows = NULL;
    g_autoptr(GVariant) indices = NULL;
    gint64 now = g_get_real_time();
    const char *version, *old_key;
    gconstpointer values;
    gsize n;
    char *data;
    gsize length;
    int changed;

    if (!g_file_get_contents(path, &data, &length, NULL)) {
        return NULL;
    }
    memo = g_variant_ref_sink(g_variant_new_from_data(
        G_VARIANT_TYPE(TYPE), data, length, FALSE, g_free, data));
    if (!g_variant_is_normal_form(memo)) {
        return NULL;
    }
    g_variant_get(memo, "(&s&s@" FILES "@" FOLDERS "@au)", &version, &old_key,
                  &file_rows, &folder_rows, &indices);
    if (strcmp(version, VERSION) != 0 || strcmp(key, old_key) != 0 ||
        !folders_same(folder_rows, files, beside)) {
        return NULL;
    }
    changed = count_changed(file_rows, files, beside, look, opaque);
    if (changed < 0) {
        return NULL;
    }
    if (changed && !hc_files_overlaid(files)) {
        renew(path, files, now, key, file_rows, folder_rows, indices);
    }
    *n_files = g_variant_n_children(file_rows);
    values = g_variant_get_fixed_array(indices, &n, sizeof(guint32));
    return g_array_append_vals(g_array_new(FALSE, FALSE, sizeof(guint32)),
                               values, n);
}

static gboolean add_files(GVariantBuilder *rows, HcFiles *files,
                      const GPtrArray *names, const GArray *facts,
                      gint64 now)
{
    for (guint i = 0; i < names->len; i++) {
        const HcFile *file = hc_files_get(files, names->pdata[i]);
        const HcFacts *row = &g_array_index(facts, HcFacts, i);

        if (hc_files_fresh(file, now)) {
            return FALSE;
        }
        g_variant_builder_add(rows, "(^ayttxxty)", file->path, file->size,
                              file->inode, file->mtime, file->ctime,
                              row->includes, facts_flags(row));
    }
    return TRUE;
}

void hc_memo_save(const char *path, const char *key, HcFiles *files,
                  const GPtrArray *names, const GArray *facts,
                  const GArray *indices)
{
    g_autoptr(GPtrArray) folders = hc_files_folders(files);
    GVariantBuilder file_rows, folder_rows;

    if (hc_files_overlaid(files)) {
        return;
    }
    g_variant_builder_init(&file_rows, G_VARIANT_TYPE(FILES));
    g_variant_builder_init(&folder_rows, G_VARIANT_TYPE(FOLDERS));
    if (!add_files(&file_rows, files, names, facts, hc_files_born(files))) {
        g_variant_builder_clear(&file_rows);
        g_variant_builder_clear(&folder_rows);
        return;
    }
    for (guint i = 0; i < folders->len; i++) {
        g_autofree char *hash = list_hash(files, folders->pdata[i]);

        g_variant_builder_add(&folder_rows, "(^ayxs)", folders->pdata[i],
                              changed_at(folders->pdata[i]), hash);
    }
    write_memo(path, g_variant_new(
        "(ss" FILES FOLDERS "@au)", VERSION, key, &file_rows, &folder_rows,
        g_variant_new_fixed_array(G_VARIANT_TYPE_UINT32, indices->data,
                                  indices->len, sizeof(guint32))));
}
