/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Asking git, without a lock on the index and without starting anything that
 * the repository's configuration names: file system monitor, filters, text
 * conversions, diff programs.
 */
#ifndef HC_TREE_GIT_H
#define HC_TREE_GIT_H

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct HcGit {
    char *top;            /* of the work tree, as git names it */
    /*< private >*/
    GPtrArray *words;     /* "git" and what every call begins with */
    GHashTable *settings; /* holdcheck.* -> value */
} HcGit;

/*
 * hc_git_open:
 * @directory: (nullable): somewhere in the work tree; NULL: here, or what git
 *   itself has set for its hooks
 *
 * Returns: (transfer full): NULL and @error if there is no work tree
 */
HcGit *hc_git_open(const char *directory, GError **error);
void hc_git_free(HcGit *git);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcGit, hc_git_free)

/*
 * hc_git_run:
 * @argv: without "git"
 * @input: (nullable)
 *
 * At the top of the work tree.
 *
 * Returns: (transfer full): what it wrote; NULL and @error if it failed
 */
GBytes *hc_git_run(const HcGit *git, const char *const *argv, GBytes *input,
                   GError **error);

/* The same for one line, without its end.  NULL: it failed.
 * (transfer full) */
char *hc_git_line(const HcGit *git, const char *const *argv);

/* The setting holdcheck.NAME; "" if it has no value.  (transfer none)
 * (nullable) */
const char *hc_git_setting(const HcGit *git, const char *name);

/*
 * hc_git_top_as:
 * @directory: as the compile database spells it
 *
 * Git resolves symbolic links, the database need not; the same file must have
 * one name.
 *
 * Returns: (transfer full): the top, spelled so that @directory is below it;
 * NULL if the two have nothing to do with each other
 */
char *hc_git_top_as(const HcGit *git, const char *directory);

typedef gboolean (*HcBlobFn)(guint index, GBytes *content, gpointer opaque,
                             GError **error);

/* Calls @fn for each of @ids, blobs, in their order. */
gboolean hc_git_blobs(const HcGit *git, const GPtrArray *ids, HcBlobFn fn,
                      gpointer opaque, GError **error);

G_END_DECLS

#endif
