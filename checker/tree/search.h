/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which entries can matter, by text alone: the names of the contract, or of
 * functions found to take or put, in the file or in code of a header that it
 * includes.  Comments and strings do not count, a prototype in a header
 * neither.
 */
#ifndef HC_TREE_SEARCH_H
#define HC_TREE_SEARCH_H

#include "contract/contract.h"
#include "tree/cache.h"
#include "tree/database.h"
#include "tree/files.h"

G_BEGIN_DECLS

typedef struct HcSearch HcSearch;

/* Keeps references to all three.  (transfer full) */
HcSearch *hc_search_new(HcDatabase *database, HcFiles *files,
                        const HcContract *contract);
void hc_search_free(HcSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcSearch, hc_search_free)

/*
 * hc_search_run:
 * @cache: (nullable): has the last answer, which is taken if no file and no
 *   folder changed since
 * @identity: of the contract
 * @names: functions that take or put, sorted
 *
 * Returns: (transfer container): HcEntry that can matter, in the order of the
 * database
 */
GPtrArray *hc_search_run(HcSearch *search, HcCache *cache,
                         const char *identity, const char *const *names,
                         guint n);

/* Puts the last answer into the cache, if it is a new one. */
void hc_search_keep(HcSearch *search);

/* The same, if it is remembered and still right, with the files of @beside,
 * made beside those of the search, as well; NULL: it is not.
 * (transfer container) (nullable) */
GPtrArray *hc_search_recall(HcSearch *search, HcFiles *beside, HcCache *cache,
                            const char *identity, const char *const *names,
                            guint n);

/* All but the files that the answer depends on: database, contract, names.
 * (transfer full) */
char *hc_search_key(HcSearch *search, const char *identity,
                    const char *const *names, guint n);
/* Whether @path, whose text is that of @files, names the contract's calls or
 * one of @names itself. */
gboolean hc_search_names(HcSearch *search, HcFiles *files, const char *path,
                         const char *const *names, guint n);

/* Files that were read for the last search: sources and headers. */
guint hc_search_n_files(const HcSearch *search);

G_END_DECLS

#endif
