/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files with another content than they have on disk: as they were at a
 * commit, as they are staged, as an editor has them.  The contents stand in a
 * folder of our own, which goes with the overlay; the tree is never touched.
 */
#ifndef HC_TREE_OVERLAY_H
#define HC_TREE_OVERLAY_H

#include "tree/files.h"

G_BEGIN_DECLS

typedef struct HcOverlay HcOverlay;

/* Returns: (transfer full): NULL and @error if there is no place for it */
HcOverlay *hc_overlay_new(GError **error);
void hc_overlay_free(HcOverlay *overlay);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcOverlay, hc_overlay_free)

/*
 * hc_overlay_add:
 * @path: absolute, UTF-8 (the overlay of clang can name no other)
 * @content: (nullable): NULL: there is no such file.  Clang finds one that is
 *   on disk all the same; only the search and the cache take it for missing.
 *
 * Once for each path.
 */
gboolean hc_overlay_add(HcOverlay *overlay, const char *path, GBytes *content,
                        GError **error);

guint hc_overlay_size(const HcOverlay *overlay);

/*
 * hc_overlay_find:
 * @real: (out) (optional) (nullable): where the content is; NULL: none
 *
 * Returns: whether @path is overlaid
 */
gboolean hc_overlay_find(const HcOverlay *overlay, const char *path,
                         const char **real);

/* For clang's -ivfsoverlay; written when it is first asked for.  NULL without
 * @error: nothing is overlaid.  (transfer none) */
const char *hc_overlay_file(HcOverlay *overlay, GError **error);

/* Makes @files those of the overlay; before any of them is asked for. */
void hc_overlay_apply(const HcOverlay *overlay, HcFiles *files);

G_END_DECLS

#endif
