/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All releases of the program that show in no caller, by the name of what
 * they put: a hold is not looked for in every file.
 */
#ifndef HC_RELEASES_H
#define HC_RELEASES_H

#include "pairing/program.h"

G_BEGIN_DECLS

typedef struct HcReleases HcReleases;

/* What is matched on its own path is left out.  @program must outlive it. */
HcReleases *hc_releases_new(HcProgram *program);
void hc_releases_free(HcReleases *releases);

typedef struct HcRelease {
    const HcEffect *effect;
    const HcFunction *function;
    const HcPath *path;
    guint at;            /* index of the effect on the path */
    guint unit;          /* index of its summary */
    guint number;        /* in the order of all */
} HcRelease;

typedef struct HcReleaseIter {
    const GArray *named, *nameless;
    guint i, k;
} HcReleaseIter;

/* Those that hc_keys_may_match() allows for @key, in the order of files and
 * of what stands in them. */
void hc_releases_begin(const HcReleases *releases, const HcTerm *key,
                       HcReleaseIter *iter);
const HcRelease *hc_releases_next(HcReleaseIter *iter);

G_END_DECLS

#endif
