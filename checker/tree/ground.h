/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the last complete run rests on: who made it, and each file that clang
 * entered for it.  A change of a file that is not among them, and that the
 * search takes for what it was, changes nothing; that is known without even
 * reading the compile database.
 */
#ifndef HC_TREE_GROUND_H
#define HC_TREE_GROUND_H

#include "tree/files.h"
#include "tree/work.h"

G_BEGIN_DECLS

typedef struct HcGround {
    char *key;       /* see hc_search_key() */
    char *root;      /* HcRunOptions.root */
    char *program, *plugin, *contract; /* as HcClang has them */
    GHashTable *files; /* path -> hash */
} HcGround;

/* At the end of a run of the tree as it is.  Keeps nothing, and forgets what
 * was kept, if a file could not be checked. */
void hc_ground_save(HcWork *work);

/* Returns: (transfer full): NULL if nothing is kept */
HcGround *hc_ground_load(const HcCache *cache);
void hc_ground_free(HcGround *ground);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcGround, hc_ground_free)

/* Whether all of it is among @files as it was. */
gboolean hc_ground_holds(const HcGround *ground, HcFiles *files);

G_END_DECLS

#endif
