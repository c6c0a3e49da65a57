/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Results of earlier runs, by content.  A result is found by a key (who
 * makes it, and of what: clang, plugin, contract, flags, main file) and is
 * valid while every file that clang entered for it has the content it had
 * then.  So it does not matter when, in which order or by how many runs at a
 * time the folder is filled; what is broken or gone is no result.
 *
 *   units/ab/abcd...       list of results of one key
 *   units/ab/abcd....unit  a result, see summary/unit.h
 *   files                  hashes by size and times, see files.h
 *   functions, search      what the next run begins with
 */
#ifndef HC_TREE_CACHE_H
#define HC_TREE_CACHE_H

#include "tree/files.h"

G_BEGIN_DECLS

typedef struct HcCache HcCache;

/* A result that is valid. */
typedef struct HcRecord {
    char *unit;      /* path */
    char **callees;  /* the names it was made with, of those it mentions */
} HcRecord;

/*
 * hc_cache_open:
 * @folder: is made; NULL: a cache that keeps nothing
 *
 * Returns: (transfer full): NULL and @error if it cannot be written
 */
HcCache *hc_cache_open(const char *folder, GError **error);
void hc_cache_free(HcCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcCache, hc_cache_free)

/* Results are also taken from @folder, which is not written to. */
void hc_cache_join(HcCache *cache, const char *folder);

/* A file of the cache's own folder; NULL if it has none.  (transfer full) */
char *hc_cache_path(const HcCache *cache, const char *name);

/* Valid ones, the newest first; HcRecord.  (transfer full) */
GPtrArray *hc_cache_find(HcCache *cache, HcFiles *files, const char *key);

/* Adds to @names, a set of char *, what clang entered for any result of @key,
 * valid or not.  FALSE: none is kept. */
gboolean hc_cache_names(HcCache *cache, const char *key, GHashTable *names);

/*
 * hc_cache_store:
 * @names: absolute paths of what clang entered
 * @unit: path of the result, is copied
 * @started: g_get_real_time() before clang was
 *
 * Keeps nothing if one of the files may have changed since.
 *
 * Returns: FALSE and @error if the disk is full or the like
 */
gboolean hc_cache_store(HcCache *cache, HcFiles *files, const char *key,
                        const GPtrArray *names, const char *const *callees,
                        const char *unit, gint64 started, GError **error);

/* At most once a day and by one run at a time: removes what was not used for
 * @days, then the oldest until @bytes are left. */
void hc_cache_evict(HcCache *cache, guint days, guint64 bytes);

G_END_DECLS

#endif
