/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Private to checker/tree: getting units, from the cache or by clang.
 */
#ifndef HC_TREE_WORK_H
#define HC_TREE_WORK_H

#include "tree/bodies.h"
#include "tree/order.h"
#include "tree/run.h"
#include "tree/scratch.h"

G_BEGIN_DECLS

typedef struct HcWork {
    HcDatabase *database;
    HcFiles *files;
    const HcContract *contract;
    const HcClang *clang;
    HcCache *cache;
    const HcRunOptions *options;
    HcRun *run;
    HcSearch *search;
    GPtrArray *all;        /* HcPart: also those that no longer matter */
    GHashTable *by_key;    /* key -> HcPart */
    GHashTable *by_entry;  /* HcEntry -> HcPart */
    HcRunner *runner;
    HcScratch *scratch;    /* for what clang writes */
    GPtrArray *todo;       /* HcPart: of this round */
    HcOrder *order;        /* ... and which of them is next */
    GHashTable *functions; /* as they are known now, within the round */
    gboolean learned;      /* units since that may have further ones */
    char *callees;         /* file with them, NULL: there are none */
    HcBodies *bodies;
    guint n_callees;       /* such files that were written */
    guint n_outputs, done, total;
    gboolean cache_failed; /* to take a result, and that was said */
} HcWork;

/* Makes the folder. */
gboolean hc_work_begin(HcWork *work, GError **error);
void hc_work_end(HcWork *work);

/* Leaves of the parts that matter one for each distinct text of a file. */
void hc_work_same(HcWork *work);

/* Whether clang may be run for @part: see HcRunOptions.only. */
gboolean hc_work_may_run(const HcWork *work, const HcPart *part);

/* Units of all parts that matter, for the functions as they are now; what is
 * learned of further functions on the way is used at once. */
void hc_work_units(HcWork *work);

/* What the units say of functions.  (transfer full) */
GHashTable *hc_work_functions(const HcWork *work);

G_END_DECLS

#endif
