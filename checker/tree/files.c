/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/files.h"
#include "tree/strings.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define INDEX_VERSION "holdcheck-files-1"
#define INDEX_TYPE "(sa(ayttxxs))"
/* The kernel stamps files with the time of its last tick, some file systems
 * with whole seconds. */
#define TICK_NS (20 * G_TIME_SPAN_MILLISECOND * 1000)
#define SECOND_NS (G_TIME_SPAN_SECOND * 1000)

typedef struct Known {
    guint64 size, inode;
    gint64 mtime, ctime;
    char *hash;
} Known;

struct HcFiles {
    GHashTable *files;    /* path -> HcFile */
    GHashTable *overlays; /* path -> real path, or "" */
    GHashTable *folders;  /* path -> set of names */
    GHashTable *known;    /* path -> Known, from the index */
    GStringChunk *strings;
    HcFiles *beside;      /* what neither overlays is looked at there */
    gint64 born;          /* before anything was looked at */
    gboolean changed;     /* the index on disk lacks something */
};

static void file_free(gpointer data)
{
    HcFile *file = data;

    g_free(file->hash);
    g_free(file);
}

static void known_free(gpointer data)
{
    Known *known = data;

    g_free(known->hash);
    g_free(known);
}

HcFiles *hc_files_new(void)
{
    HcFiles *files = g_new0(HcFiles, 1);

    files->files = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                         file_free);
    files->overlays = g_hash_table_new(g_str_hash, g_str_equal);
    files->folders = g_hash_table_new_full(
        g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_hash_table_unref);
    files->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                         known_free);
    files->strings = g_string_chunk_new(1 << 16);
    files->born = g_get_real_time();
    return files;
}

HcFiles *hc_files_new_beside(HcFiles *other)
{
    HcFiles *files = hc_files_new();

    g_hash_table_unref(files->known);
    files->known = g_hash_table_ref(other->known);
    files->beside = other;
    files->born = other->born;
    return files;
}

void hc_files_free(HcFiles *files)
{
    if (!files) {
        return;
    }
    g_hash_table_unref(files->files);
    g_hash_table_unref(files->overlays);
    g_hash_table_unref(files->folders);
    g_hash_table_unref(files->known);
    g_string_chunk_free(files->strings);
    g_free(files);
}

void hc_files_overlay(HcFiles *files, const char *path, const char *real)
{
    g_hash_table_insert(files->overlays,
                        g_string_chunk_insert_const(files->strings, path),
                        g_string_chunk_insert_const(files->strings,
                                                    real ? real : ""));
}

gboolean hc_files_overlaid(const HcFiles *files)
{
    return g_hash_table_size(files->overlays) != 0;
}

static void look(HcFile *file)
{
    struct stat st;

    file->exists = *file->real && stat(file->real, &st) == 0 &&
                   S_ISREG(st.st_mode);
    if (file->exists) {
        file->size = st.st_size;
        file->inode = st.st_ino;
        file->mtime = st.st_mtim.tv_sec * SECOND_NS + st.st_mtim.tv_nsec;
        file->ctime = st.st_ctim.tv_sec * SECOND_NS + st.st_ctim.tv_nsec;
    }
}

gboolean hc_files_unchanged(const HcFile *file)
{
    HcFile now = { .path = file->path, .real = file->real };

    look(&now);
    return now.exists == file->exists && now.size == file->size &&
           now.inode == file->inode && now.mtime == file->mtime &&
           now.ctime == file->ctime;
}

gboolean hc_files_differ(const HcFiles *files, const HcFiles *beside,
                         const char *path)
{
    return g_hash_table_contains(files->overlays, path) ||
           g_hash_table_contains(beside->overlays, path);
}

HcFile *hc_files_get(HcFiles *files, const char *path)
{
    HcFile *file = g_hash_table_lookup(files->files, path);
    const char *real;
    HcFile *other;

    if (file) {
        return file;
    }
    real = g_hash_table_lookup(files->overlays, path);
    other = files->beside && !hc_files_differ(files->beside, files, path)
        ? hc_files_get(files->beside, path) : NULL;
    file = g_new0(HcFile, 1);
    if (other) {
        *file = *other;
        file->hash = g_strdup(other->hash);
    } else {
        file->path = g_string_chunk_insert_const(files->strings, path);
        file->real = real ? real : file->path;
        look(file);
    }
    g_hash_table_insert(files->files, (gpointer)file->path, file);
    return file;
}

HcFile *hc_files_find(HcFiles *files, const char *folder, const char *name)
{
    g_autofree char *path = g_canonicalize_filename(name, folder);

    return hc_files_get(files, path);
}

/* What is below @folder only in the overlay. */
static void list_overlays(HcFiles *files, const char *folder,
                          GHashTable *names)
{
    gsize length = strlen(folder);
    GHashTableIter iter;
    gpointer path, real;

    g_hash_table_iter_init(&iter, files->overlays);
    while (g_hash_table_iter_next(&iter, &path, &real)) {
        const char *rest = path;

        if (*(const char *)real && g_str_has_prefix(rest, folder) &&
            rest[length] == '/') {
            rest += length + 1;
            g_hash_table_add(names, g_strndup(rest, strcspn(rest, "/")));
        }
    }
}

gboolean hc_files_adds(HcFiles *files, const char *folder)
{
    g_autoptr(GHashTable) names = NULL;
    GHashTableIter iter;
    gpointer name;

    if (!hc_files_overlaid(files)) {
        return FALSE;
    }
    names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    list_overlays(files, folder, names);
    g_hash_table_iter_init(&iter, names);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        if (g_access(path, F_OK) < 0) {
            return TRUE;
        }
    }
    return FALSE;
}

GHashTable *hc_files_names(HcFiles *files, const char *folder)
{
    GHashTable *names = g_hash_table_lookup(files->folders, folder);

    if (!names) {
        GDir *dir = g_dir_open(folder, 0, NULL);
        const char *entry;

        names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        while (dir && (entry = g_dir_read_name(dir))) {
            g_hash_table_add(names, g_strdup(entry));
        }
        if (dir) {
            g_dir_close(dir);
        }
        list_overlays(files, folder, names);
        g_hash_table_insert(
            files->folders,
            g_string_chunk_insert_const(files->strings, folder), names);
    }
    return names;
}

gboolean hc_files_listed(HcFiles *files, const char *folder, const char *name)
{
    return g_hash_table_contains(hc_files_names(files, folder), name);
}

GPtrArray *hc_files_list(HcFiles *files, const char *folder)
{
    return hc_sorted_keys(hc_files_names(files, folder));
}

GPtrArray *hc_files_folders(HcFiles *files)
{
    return hc_sorted_keys(files->folders);
}

gboolean hc_files_read(HcFiles *files, const HcFile *file, GString *buffer)
{
    gsize done = 0;
    int fd;

    g_string_set_size(buffer, 0);
    if (!file->exists) {
        return FALSE;
    }
    fd = g_open(file->real, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) {
        return FALSE;
    }
    /* One byte more, to see the end with the first read. */
    g_string_set_size(buffer, file->size + 1);
    for (;;) {
        gssize n;

        if (done == buffer->len) {
            g_string_set_size(buffer, buffer->len + 65536);
        }
        n = read(fd, buffer->str + done, buffer->len - done);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            close(fd);
            g_string_set_size(buffer, done);
            return n == 0;
        }
        done += n;
    }
}

gboolean hc_files_fresh(const HcFile *file, gint64 time)
{
    gint64 last = MAX(file->mtime, file->ctime);
    gint64 doubt = last % SECOND_NS ? TICK_NS : SECOND_NS;

    return file->real == file->path && last + doubt >= time * 1000;
}

gint64 hc_files_born(const HcFiles *files)
{
    return files->born;
}

const char *hc_files_hash(HcFiles *files, HcFile *file)
{
    const Known *known;
    g_autoptr(GString) text = NULL;
    gint64 now;

    if (file->hash || file->unreadable) {
        return file->hash;
    }
    known = g_hash_table_lookup(files->known, file->real);
    if (known && file->exists && known->size == file->size &&
        known->inode == file->inode && known->mtime == file->mtime &&
        known->ctime == file->ctime) {
        file->hash = g_strdup(known->hash);
        return file->hash;
    }
    now = g_get_real_time();
    text = g_string_new(NULL);
    if (!hc_files_read(files, file, text)) {
        file->unreadable = TRUE;
        return NULL;
    }
    file->hash = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, (const guchar *)text->str, text->len);
    if (file->real == file->path && !hc_files_fresh(file, now)) {
        Known *row = g_new0(Known, 1);

        row->size = file->size;
        row->inode = file->inode;
        row->mtime = file->mtime;
        row->ctime = file->ctime;
        row->hash = g_strdup(file->hash);
        g_hash_table_replace(files->known, g_strdup(file->path), row);
        files->changed = TRUE;
    }
    return file->hash;
}

void hc_files_load_index(HcFiles *files, const char *path)
{
    g_autofree char *data = NULL;
    gsize length = 0;
    g_autoptr(GVariant) variant = NULL;
    g_autoptr(GVariant) rows = NULL;
    const char *version = NULL;
    GVariantIter iter;
    Known row;
    const char *name;
    const char *hash;

    if (!g_file_get_contents(path, &data, &length, NULL)) {
        return;
    }
    variant = g_variant_ref_sink(g_variant_new_from_data(
        G_VARIANT_TYPE(INDEX_TYPE), data, length, FALSE, NULL, NULL));
    if (!g_variant_is_normal_form(variant)) {
        return;
    }
    g_variant_get(variant, "(&s@a(ayttxxs))", &version, &rows);
    if (strcmp(version, INDEX_VERSION) != 0) {
        return;
    }
    g_variant_iter_init(&iter, rows);
    while (g_variant_iter_next(&iter, "(^&ayttxx&s)", &name, &row.size,
                               &row.inode, &row.mtime, &row.ctime, &hash)) {
        Known *known = g_memdup2(&row, sizeof(row));

        known->hash = g_strdup(hash);
        g_hash_table_replace(files->known, g_strdup(name), known);
    }
}

void hc_files_save_index(HcFiles *files, const char *path)
{
    g_autoptr(GPtrArray) names = NULL;
    g_autoptr(GVariant) variant = NULL;
    GVariantBuilder rows;

    if (!files->changed) {
        return;
    }
    names = hc_sorted_keys(files->known);
    g_variant_builder_init(&rows, G_VARIANT_TYPE("a(ayttxxs)"));
    for (guint i = 0; i < names->len; i++) {
        const Known *row = g_hash_table_lookup(files->known, names->pdata[i]);

        g_variant_builder_add(&rows, "(^ayttxxs)", names->pdata[i], row->size,
                              row->inode, row->mtime, row->ctime, row->hash);
    }
    variant = g_variant_ref_sink(
        g_variant_new("(sa(ayttxxs))", INDEX_VERSION, &rows));
    /* It is only a short cut: no index is no error. */
    if (g_file_set_contents_full(path, g_variant_get_data(variant),
                                 g_variant_get_size(variant),
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0644,
                                 NULL)) {
        files->changed = FALSE;
    }
}
