/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One report: all that a run has to say, as the writers (write.h) take it.
 * Whoever runs the checker fills it; it knows neither Clang nor pairing, so
 * that findings from a file, a cache and memory look alike.
 *
 * Every text in a report is owned by the report: assign only what
 * hc_report_string() returned.  Texts are bytes as they came, file names and
 * messages included; each writer makes of them what its format allows.
 *
 * The order of work: add, hc_report_finish(), suppress by baseline, write.
 */
#ifndef HC_REPORT_H
#define HC_REPORT_H

#include <glib.h>

#include "report/messages.h"
#include "report/sources.h"

G_BEGIN_DECLS

/* Checkers are this and hc_rule_name(). */
#define HC_RULE_PACKAGE "qemu.iothread."

/* Where something stands.  Lines and columns count from 1, columns in bytes
 * as Clang has them; 0 is not known. */
typedef struct HcReportPlace {
    const char *file;      /* relative to the root if below it; NULL: none */
    guint line, column;
    guint end_line, end_column; /* the column behind the last one */
} HcReportPlace;

typedef enum HcStepKind {
    HC_STEP_PATH,    /* an event on the path, in the order of execution */
    HC_STEP_RELATED, /* another end: the get, the slot it is registered in */
} HcStepKind;

typedef struct HcReportStep {
    HcStepKind kind;
    HcReportPlace place;
    const char *text;
} HcReportStep;

typedef enum HcSuppressionKind {
    HC_SUPPRESSION_NONE,
    HC_SUPPRESSION_COMMENT,    /* holdcheck: ignore REASON */
    HC_SUPPRESSION_ANNOTATION, /* QEMU_ANNOTATE("holdcheck.ignore:REASON") */
    HC_SUPPRESSION_ATTRIBUTE,  /* __attribute__((suppress)) */
    HC_SUPPRESSION_BASELINE,   /* known when the baseline was written */
} HcSuppressionKind;

typedef struct HcSuppression {
    HcSuppressionKind kind;
    const char *reason;    /* NULL: none given */
    HcReportPlace place;   /* of the mark; file NULL: not known */
} HcSuppression;

/* A change of the source: @text instead of what is from the place up to its
 * end, which is known; an end like the begin is an insertion. */
typedef struct HcReportFix {
    HcReportPlace place;
    const char *text;
} HcReportFix;

/* Not HcFinding: that is pairing's, which has arguments and no text yet. */
typedef struct HcReportFinding {
    HcRule rule;
    const char *message;
    HcReportPlace place;
    const char *function;  /* in which the place stands; "" not known */
    const char *pair;      /* HcPair.name of the contract, or "" */
    const char *iothread;  /* as the code spells it: "s->iothread", or "" */
    const char *holder;    /* holder phrase: "path of 'dev'", or "" */
    GPtrArray *steps;      /* HcReportStep; path events in order */
    GPtrArray *fixes;      /* HcReportFix: all together are one repair */
    HcSuppression suppression;
    const char *fingerprint; /* set by hc_report_finish() */
} HcReportFinding;

typedef enum HcPaired {
    HC_PAIRED_YES,
    HC_PAIRED_UNKNOWN,     /* reason has the silence */
    HC_PAIRED_NO,
} HcPaired;

typedef struct HcHoldPut {
    const char *function;
    HcReportPlace place;
} HcHoldPut;

/* One user of an IOThread, for the hold map. */
typedef struct HcHoldRow {
    const char *owner;      /* type: "VirtIOBlock"; "" if it stays local */
    const char *iothread;
    const char *holder;
    const char *function;   /* that takes the hold */
    HcReportPlace place;    /* where it is taken */
    GPtrArray *puts;        /* HcHoldPut */
    const char *life_cycle; /* "VirtioDeviceClass.realize/.unrealize",
                             * "one function", "borrow" */
    HcPaired paired;
    const char *reason;     /* why it is not known, or "" */
} HcHoldRow;

typedef enum HcNoticeLevel {
    HC_NOTICE_NOTE,
    HC_NOTICE_WARNING,
    HC_NOTICE_ERROR,        /* something could not be checked */
} HcNoticeLevel;

/* What the run says about itself. */
typedef struct HcNotice {
    HcNoticeLevel level;
    HcReportPlace place;
    const char *text;
} HcNotice;

typedef struct HcReportCount {
    const char *name;       /* "files checked", "silent, given-up" */
    guint64 value;
} HcReportCount;

typedef struct HcReport {
    const char *tool_version;
    const char *clang_version; /* "" if no clang was asked */
    const char *root;       /* absolute, without a slash at the end, or "" */
    GPtrArray *findings;    /* HcReportFinding */
    GPtrArray *holds;       /* HcHoldRow */
    GPtrArray *notices;     /* HcNotice */
    GArray *counts;         /* of HcReportCount, in the order added */
    /*< private >*/
    GStringChunk *strings;
} HcReport;

/*
 * hc_report_new:
 * @clang_version: (nullable)
 * @root: (nullable): absolute; the folder that file names are relative to
 *
 * Returns: (transfer full): free with hc_report_free()
 */
HcReport *hc_report_new(const char *tool_version, const char *clang_version,
                        const char *root);
void hc_report_free(HcReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcReport, hc_report_free)

/* The report's copy of @text; NULL is "".  (transfer none) */
const char *hc_report_string(HcReport *report, const char *text);

/*
 * hc_report_place:
 * @file: absolute, or relative to the root; "." and ".." are resolved
 *
 * One file has one name, however it was spelled.  End unknown.
 */
HcReportPlace hc_report_place(HcReport *report, const char *file, guint line,
                              guint column);

/*
 * hc_report_add_finding:
 *
 * Returns: (transfer none): owned by the report; all other texts are "", for
 * the caller to set
 */
HcReportFinding *hc_report_add_finding(HcReport *report, HcRule rule,
                                       const char *message,
                                       HcReportPlace place);
void hc_report_add_step(HcReport *report, HcReportFinding *finding,
                        HcStepKind kind, HcReportPlace place,
                        const char *text);
void hc_report_add_fix(HcReport *report, HcReportFinding *finding,
                       HcReportPlace place, const char *text);
/* @reason: (nullable).  The last call counts. */
void hc_report_suppress(HcReport *report, HcReportFinding *finding,
                        HcSuppressionKind kind, const char *reason,
                        HcReportPlace place);

/* Whether @text is @message with whatever arguments. */
gboolean hc_message_made(HcMessage message, const char *text);

/* Returns: (transfer none): owned by the report; unknown, texts "". */
HcHoldRow *hc_report_add_hold(HcReport *report, HcReportPlace place);
void hc_report_add_put(HcReport *report, HcHoldRow *row, const char *function,
                       HcReportPlace place);

void hc_report_add_notice(HcReport *report, HcNoticeLevel level,
                          HcReportPlace place, const char *text);
void hc_report_add_count(HcReport *report, const char *name, guint64 value);

/*
 * hc_report_finish:
 * @sources: (nullable): without them fingerprints do not see the source
 *
 * Sorts findings by place, rule and text, holds by place, notices by place.
 * A finding that several compilations of one file gave is one finding; it is
 * only suppressed if all of them were, and has the shortest of their paths.
 * A hold is as paired as in the worst of them.  Then fingerprints are set.
 * Pointers to findings and rows that were merged away are no longer valid.
 */
void hc_report_finish(HcReport *report, HcSources *sources);

/*
 * hc_report_fingerprint:
 * @context: source of the finding's lines; white space does not matter
 * @ordinal: 0, or how many findings of the same identity stand before it
 *
 * Names the finding from run to run: rule, function, holder, IOThread, file
 * and context, but no line.
 *
 * Returns: (transfer full): 32 hexadecimal digits
 */
char *hc_report_fingerprint(const HcReportFinding *finding,
                            const char *context, guint ordinal);

/* Findings that are not suppressed. */
guint hc_report_n_active(const HcReport *report);

/* "comment", ...; "" for none. */
const char *hc_suppression_name(HcSuppressionKind kind);

/* By file, line, column, then end. */
int hc_report_place_compare(const HcReportPlace *a, const HcReportPlace *b);

G_END_DECLS

#endif
