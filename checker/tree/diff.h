/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which files differ, as git tells it: `git diff --raw -z`.
 */
#ifndef HC_TREE_DIFF_H
#define HC_TREE_DIFF_H

#include "tree/git.h"

G_BEGIN_DECLS

/* Names are relative to the top, any bytes. */
typedef struct HcDiffRow {
    char status;     /* git's letter: 'M', 'R', ... */
    char *name;
    char *old_name;  /* if it was another, else NULL */
    char *old_id;    /* blobs; NULL: no such regular file */
    char *new_id;    /* NULL, too, if only the work tree has the content */
} HcDiffRow;

/*
 * hc_diff:
 * @argv: a command of git that lists differences raw, with -z and --no-abbrev
 *
 * Only files that a compiler could read.
 *
 * Returns: (transfer full): HcDiffRow; NULL and @error
 */
GPtrArray *hc_diff(const HcGit *git, const char *const *argv, GError **error);

/* A file that git does not know yet.  (transfer full) */
HcDiffRow *hc_diff_row_new(const char *name);
void hc_diff_row_free(gpointer row);

/* By its name: what a compiler could read. */
gboolean hc_diff_is_code(const char *name);

/* Lines that differ: first and last of now, and how many stood there. */
typedef struct HcHunk {
    guint first, n;         /* of now; n may be 0: behind line first */
    guint old_first, old_n;
} HcHunk;

/* Of HcHunk, in order.  @row without a new blob: against the work tree.
 * (transfer full) */
GArray *hc_diff_hunks(const HcGit *git, const HcDiffRow *row);

G_END_DECLS

#endif
