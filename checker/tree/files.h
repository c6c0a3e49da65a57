/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files as the checker sees them: each is looked at once a run, hashed once
 * a content.  A file may be overlaid by another one's content; that is how
 * the tree of an earlier commit is checked without being checked out.
 */
#ifndef HC_TREE_FILES_H
#define HC_TREE_FILES_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct HcFile {
    const char *path;       /* absolute; its name in the run */
    const char *real;       /* where its content is; differs if overlaid */
    gboolean exists;        /* as a regular file */
    guint64 size, inode;
    gint64 mtime, ctime;    /* nanoseconds */
    /*< private >*/
    char *hash;
    gboolean unreadable;
} HcFile;

typedef struct HcFiles HcFiles;

HcFiles *hc_files_new(void);

/*
 * hc_files_new_beside:
 * @other: outlives the new one; has its overlays and its index already
 *
 * With overlays of its own, none yet.  What neither overlays is looked at once
 * for both.
 */
HcFiles *hc_files_new_beside(HcFiles *other);

/* Whether @path may have another content in @beside than in @files. */
gboolean hc_files_differ(const HcFiles *files, const HcFiles *beside,
                         const char *path);
void hc_files_free(HcFiles *files);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcFiles, hc_files_free)

/*
 * hc_files_overlay:
 * @real: (nullable): has the content of @path from now on; NULL: no such file
 *
 * Before @path is asked for the first time.
 */
void hc_files_overlay(HcFiles *files, const char *path, const char *real);

/* Whether any of them is overlaid: not the tree as it is. */
gboolean hc_files_overlaid(const HcFiles *files);

/* Returns: (transfer none): never NULL; @path must be absolute */
HcFile *hc_files_get(HcFiles *files, const char *path);

/* The same for a name relative to @folder, "." and ".." resolved as text. */
HcFile *hc_files_find(HcFiles *files, const char *folder, const char *name);

/* Whether @folder has an entry @name of one component.  The folder is read
 * once. */
gboolean hc_files_listed(HcFiles *files, const char *folder,
                         const char *name);

/* The same entries as a set, for many questions.  (transfer none) */
GHashTable *hc_files_names(HcFiles *files, const char *folder);

/* All entries of @folder, sorted.  (transfer container) */
GPtrArray *hc_files_list(HcFiles *files, const char *folder);

/* Whether overlays give @folder an entry that it does not have on disk. */
gboolean hc_files_adds(HcFiles *files, const char *folder);

/* All folders that were listed, sorted.  (transfer container) */
GPtrArray *hc_files_folders(HcFiles *files);

/*
 * hc_files_read:
 * @buffer: replaced by the content
 *
 * Returns: FALSE if it cannot be read
 */
gboolean hc_files_read(HcFiles *files, const HcFile *file, GString *buffer);

/* SHA-256 of the content, NULL if it cannot be read.  (transfer none) */
const char *hc_files_hash(HcFiles *files, HcFile *file);

/* Whether @file may have changed at or after @time (g_get_real_time()): a
 * change within one tick of the file system's clock leaves no trace.  What an
 * overlay has is written once. */
gboolean hc_files_fresh(const HcFile *file, gint64 time);

/* g_get_real_time() before the first file was asked for. */
gint64 hc_files_born(const HcFiles *files);

/* Whether @file is on disk as it was when it was first asked for. */
gboolean hc_files_unchanged(const HcFile *file);

/*
 * The index remembers hashes by size, times and inode, so that a file that
 * nobody touched is not read again.  A broken index is no index.
 */
void hc_files_load_index(HcFiles *files, const char *path);
void hc_files_save_index(HcFiles *files, const char *path);

G_END_DECLS

#endif
