/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The last answer of the search, and all that it was made from: as long as no
 * file and no folder it looked at has changed, it is the answer.  It is one
 * of the tree as it is; with an overlay it may be asked, but is not renewed.
 */
#ifndef HC_TREE_MEMO_H
#define HC_TREE_MEMO_H

#include "tree/files.h"
#include "tree/look.h"

G_BEGIN_DECLS

/* The facts of @file, of @files, as it is now. */
typedef HcFacts (*HcMemoLook)(HcFiles *files, HcFile *file, gpointer opaque);

/*
 * hc_memo_load:
 * @key: what else the answer depends on
 * @beside: (nullable): made beside @files: the answer must be theirs, too
 * @look: for the few files that were changed: if their facts are as they
 *   were, so is the answer
 * @n_files: (out): files it was made from
 *
 * Returns: (transfer full) (nullable): the indices, of guint32
 */
GArray *hc_memo_load(const char *path, const char *key, HcFiles *files,
                     HcFiles *beside, HcMemoLook look, gpointer opaque,
                     guint *n_files);

/* @names: of the files, with as many @facts, of HcFacts; folders are all that
 * were listed.  Keeps nothing if one of them may have changed since it was
 * looked at. */
void hc_memo_save(const char *path, const char *key, HcFiles *files,
                  const GPtrArray *names, const GArray *facts,
                  const GArray *indices);

G_END_DECLS

#endif
