/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What changed since a commit: in the work tree, or of what is staged.  And
 * how files were then, and are in the index, without a checkout: contents in
 * a folder of our own and an overlay for clang.
 */
#ifndef HC_TREE_CHANGE_H
#define HC_TREE_CHANGE_H

#include "tree/git.h"
#include "tree/overlay.h"

G_BEGIN_DECLS

typedef struct HcChange {
    char *commit;      /* NULL: there is none yet */
    GPtrArray *rows;   /* HcDiffRow: what differs from the commit */
    char *top;         /* of the work tree, as paths begin */
    HcOverlay *then;   /* files that differ, as they were at the commit; one
                        * that was renamed is there under both names */
    HcOverlay *now;    /* files that are not on disk as they are staged */
    GPtrArray *notes;  /* char *: what is left out, one line each */
    /*< private >*/
    HcGit *git;        /* NULL: owned by somebody else */
    const HcGit *asked;
    gboolean staged;
    GPtrArray *loose;  /* HcDiffRow: not on disk as in the index */
    GHashTable *by_path; /* path -> HcDiffRow of rows */
    GHashTable *hunks; /* path -> GArray of HcHunk */
} HcChange;

/*
 * hc_change_new:
 * @directory: somewhere in the work tree, as the compile database spells it
 *
 * Work tree against @revision, files that git does not know among them.
 *
 * Returns: (transfer full): NULL and @error
 */
HcChange *hc_change_new(const char *directory, const char *revision,
                        GError **error);

/*
 * hc_change_staged:
 * @git: must outlive it
 * @revision: (nullable): NULL: HEAD, or nothing if nothing was committed yet
 *
 * Index against @revision.  Only names yet: see hc_change_place().
 *
 * Returns: (transfer full): NULL and @error
 */
HcChange *hc_change_staged(const HcGit *git, const char *revision,
                           GError **error);

/*
 * hc_change_place:
 * @directory: as the compile database spells it
 *
 * Sets top, overlays and notes, from new if they are set already.
 *
 * Returns: FALSE and @error, also if @directory has nothing to do with the
 * work tree
 */
gboolean hc_change_place(HcChange *change, const char *directory,
                         GError **error);
void hc_change_free(HcChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcChange, hc_change_free)

/* The path of @name of a row.  (transfer full) */
char *hc_change_path(const HcChange *change, const char *name);

/* Whether the change differs in @line of @path; asks git once a file. */
gboolean hc_change_touches(HcChange *change, const char *path, guint line);

/* Where @line of @path stood at the commit; 0: nowhere, it was changed. */
guint hc_change_old_line(HcChange *change, const char *path, guint line);

G_END_DECLS

#endif
