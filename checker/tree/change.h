/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What changed since a commit, and how files were then, without a checkout:
 * their old contents in a folder of our own and an overlay for clang.
 */
#ifndef HC_TREE_CHANGE_H
#define HC_TREE_CHANGE_H

#include "tree/overlay.h"

G_BEGIN_DECLS

typedef struct HcChange {
    char *top;         /* of the work tree */
    char *commit;      /* full hash */
    HcOverlay *then;   /* files that differ, as they were at the commit */
    GPtrArray *notes;  /* char *: what is left out, one line each */
    /*< private >*/
    GHashTable *lines; /* path -> GArray of guint pairs: first, last */
} HcChange;

/*
 * hc_change_new:
 * @directory: somewhere in the work tree
 *
 * Work tree against @revision, files that git does not know among them.
 *
 * Returns: (transfer full): NULL and @error
 */
HcChange *hc_change_new(const char *directory, const char *revision,
                        GError **error);
void hc_change_free(HcChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcChange, hc_change_free)

/* Whether the work tree differs in @line of @path; asks git once a file. */
gboolean hc_change_touches(HcChange *change, const char *path, guint line);

G_END_DECLS

#endif
