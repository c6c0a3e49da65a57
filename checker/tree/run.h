/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One run over a database: the units of all files that can matter, from the
 * cache or by clang, to a fixed point.
 *
 * A file matters if it names the contract's calls, or a function of another
 * file that takes or puts.  Which those are is only known from the units; so
 * units and functions are computed in turn until nothing changes.  The
 * functions of the last run are the first guess, and mostly right.
 */
#ifndef HC_TREE_RUN_H
#define HC_TREE_RUN_H

#include "summary/unit.h"
#include "tree/cache.h"
#include "tree/clang.h"
#include "tree/search.h"

G_BEGIN_DECLS

/* A file, compiled in one way; entries that come to the same are one. */
typedef struct HcPart {
    HcEntry *entry;      /* the first of them */
    char *key;
    HcUnit *unit;        /* NULL: not checked, see why */
    char **callees;      /* functions of other files that it was made with */
    gboolean parsed;     /* by clang, in this run */
    gboolean failed;
    HcVerdict verdict;   /* if failed */
    char *why;           /* one line */
    GHashTable *targets; /* set of HcEntry.target of all its entries; NULL: of
                          * one it is not known */
    /*< private >*/
    gboolean active;
    gboolean whole;      /* the bodies of all functions of headers are parsed */
    char *text;          /* names what the preprocessor made of it */
    char **flags;
} HcPart;

typedef struct HcRunOptions {
    guint n_parallel;
    guint timeout;       /* seconds for one clang */
    guint shard, n_shards; /* only part SHARD of N_SHARDS, from 1; 0: all */
    gboolean all;        /* every file matters: they were named one by one */
    const char *root;    /* (nullable): for the ground; see ground.h */
    /* (nullable): set of absolute paths: clang parses these and no others.
     * Of the rest what the cache has is taken, and what the last run of all
     * knew of the tree; so it costs what these cost. */
    GHashTable *only;
    HcFiles *disk;       /* with only: files, but not overlaid */
    /* (nullable): @total may grow */
    void (*progress)(guint done, guint total, gpointer opaque);
    gpointer opaque;
} HcRunOptions;

typedef struct HcRun {
    GPtrArray *parts;    /* HcPart that matter, in the order of files */
    GPtrArray *alike;    /* HcPart that matter, but read the same as another
                          * of the parts */
    GPtrArray *notes;    /* char *: what the user should know, one line each */
    GHashTable *functions; /* set of char *: take or put, called by others */
    guint n_files;       /* different files of the database */
    guint n_missing;     /* ... that are not there */
    const char *missing; /* the first of them, or NULL */
    guint n_searched;    /* files whose text was searched */
    guint n_alike;       /* entries that came to the same as another */
    guint n_clang;       /* times clang was run */
    guint n_rounds;
    guint n_left;        /* parts left out or as they were: see only */
    gboolean cold;       /* with only: nothing is known of the other files */
    gint64 search_time, clang_time; /* microseconds */
    int signal;          /* that ended it early, or 0 */
    gboolean mismatch;   /* plugin and clang do not fit */
    /*< private >*/
    GPtrArray *all;      /* owns the parts */
} HcRun;

HcRun *hc_run(HcDatabase *database, HcFiles *files,
              const HcContract *contract, const HcClang *clang,
              HcCache *cache, const HcRunOptions *options, GError **error);
void hc_run_free(HcRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcRun, hc_run_free)

G_END_DECLS

#endif
