/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Programs that share their files, so that one compiler and one `holdcheck
 * check` do for many: what happens when they run, and what is found in them.
 */
#ifndef TEST_DIFFERENTIAL_BATCH_H
#define TEST_DIFFERENTIAL_BATCH_H

#include "program.h"

typedef struct HcPlace {
    HcPart part;
    guint line; /* in the program's share of the part, from 1 */
} HcPlace;

typedef enum HcMatch {
    HC_MATCH_NONE,
    HC_MATCH_OTHERWISE, /* found, but told from its other end */
    HC_MATCH_FULL
} HcMatch;

/* What the oracle saw on some input. */
typedef struct HcVerdict {
    char *kind;       /* as runtime/README.md has it */
    HcPlace place;
    guint readings;   /* of a wrong put: as harness.c counts them */
    gboolean implied; /* only as a consequence of another wrong call */
    GArray *gets;     /* HcPlace: of a leak, the gets of equal holds; of a
                       * wrong put, those that it may have been for */
    HcMatch match;
} HcVerdict;

typedef struct HcFinding {
    char *rule;
    char *text;
    HcPlace place;
    GArray *notes; /* HcPlace */
    gboolean matched;
} HcFinding;

typedef struct HcResults {
    HcProgram *program;
    guint first[HC_PARTS]; /* lines of its share of the files */
    guint lines[HC_PARTS];
    guint runs;
    gboolean left_out; /* too many inputs to try them all */
    GPtrArray *verdicts; /* HcVerdict */
    GPtrArray *findings; /* HcFinding */
} HcResults;

typedef struct HcBatch {
    char *dir;
    GPtrArray *results; /* HcResults, in the order they were added */
} HcBatch;

/* @dir: a folder that there is; files in it are overwritten */
HcBatch *hc_batch_new(const char *dir);
/* @program: (transfer none): outlives the batch */
void hc_batch_add(HcBatch *batch, HcProgram *program);
/* Runs and checks all that was added; FALSE, with an error, if it cannot. */
gboolean hc_batch_run(HcBatch *batch, GError **error);
void hc_batch_free(HcBatch *batch);

/* read.c: what the two commands wrote into @dir. */
gboolean hc_read_truth(HcBatch *batch, GError **error);
gboolean hc_read_findings(HcBatch *batch, GError **error);

const char *hc_part_file(HcPart part);

#endif
