/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether some release of the program can be that of a hold which a function
 * outside of life cycles leaves behind.
 */
#ifndef HC_COUNTERPART_H
#define HC_COUNTERPART_H

#include "pairing/program.h"

G_BEGIN_DECLS

/* A hold that a path leaves behind. */
typedef struct HcLoose {
    HcProgram *program;
    const HcSummary *unit;
    const HcFunction *function;
    const HcPath *path;
    const HcEffect *get;
    GHashTable *answers;    /* of hc_counterpart_search(), by identity of the
                             * get */
} HcLoose;

typedef enum HcCounterpart {
    HC_COUNTERPART_NONE,      /* no release can be its */
    HC_COUNTERPART_POSSIBLE,  /* one may be */
    HC_COUNTERPART_MISNAMED,  /* one is of its IOThread, under another name */
} HcCounterpart;

HcCounterpart hc_counterpart_relate(const HcLoose *loose,
                                    const HcEffect *release);

/* Among the releases of the hold's own file, or of all others; asked once for
 * all paths of the function.  @misnamed: the release, if it has another
 * name. */
HcCounterpart hc_counterpart_search(const HcLoose *loose, gboolean here,
                                    const HcEffect **misnamed);

G_END_DECLS

#endif
