/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The link unit as the pairing step sees it: functions by name, and what the
 * rest of the program may do to a field while no composed function runs.
 */
#ifndef HC_PROGRAM_H
#define HC_PROGRAM_H

#include "pairing/link.h"
#include "pairing/pairing.h"

G_BEGIN_DECLS

typedef struct HcLedger HcLedger;
typedef struct HcSpelled HcSpelled;

typedef struct HcProgram {
    const HcContract *contract;
    HcSummary *const *summaries;
    guint n_summaries;
    gboolean whole_program;
    HcPairing *result;
    HcLedger *ledger;
    HcSummary *pool;        /* terms of composed states */
    HcSummary *own;         /* has nothing but: */
    HcFunction *nothing;    /* one path that does nothing */
    HcIndex *index;
    GHashTable *cycles;     /* acquire slot -> its HcLifeCycle; NULL: not
                             * asked for yet */
    /* Places are those of the summaries. */
    GHashTable *ended;      /* set: place of a get, function that puts it */
    GHashTable *matched;    /* HcEffect, a release -> number of the acquire
                             * functions whose holds it puts */
    GHashTable *matched_by; /* set: that place, each of the functions */
    GHashTable *called;     /* set of HcFunction: called in their own file */
    GHashTable *callers;    /* set of HcSummary: of which @called knows */
    GHashTable *partial;    /* set of HcSummary: not all was explored */
    GHashTable *linked;     /* set of HcFunction: called from other files,
                             * and shown there */
    GHashTable *silenced[HC_SILENCE_COUNT]; /* places counted already */
    GHashTable *by_id;      /* HcSummary -> its terms by id */
    HcSpelled *spelled;     /* NULL: not asked for yet */
    GHashTable *outside[2]; /* see outside.c: gets, puts; NULL: not asked for
                             * yet */
    GArray *catalogue[HC_N_EFFECT_KINDS]; /* see catalogue.h; NULL: not
                                           * asked for yet */
    struct HcReleases *releases; /* NULL: not wanted yet */
    struct HcWalk *walk;    /* see walk.h; NULL: none needed yet */
    gboolean judging;       /* second pass: all of @matched is known */
} HcProgram;

/* @link must outlive it. */
HcProgram *hc_program_new(const HcContract *contract, const HcLink *link,
                          gboolean whole_program);
void hc_program_free(HcProgram *program);

/* Terms of composed states are no longer wanted: between two units. */
void hc_program_forget_terms(HcProgram *program);

/*
 * hc_program_find:
 * The function that @name means in @unit.  One that is known to do nothing
 * with holds gives HcProgram.nothing.
 *
 * Returns: FALSE if it may be in a file not seen.
 */
gboolean hc_program_find(const HcProgram *program, const HcSummary *unit,
                         const char *name, HcMember *member);

/* Whether it does something to holds that its caller must know. */
gboolean hc_path_matters(const HcPath *path);
/* Whether any path does. */
gboolean hc_member_matters(const HcMember *member);

/* Whether @effect leaves a function of @unit, or a driver, to run later that
 * may do something to holds. */
gboolean hc_program_leaves_for_later(const HcProgram *program,
                                     const HcSummary *unit,
                                     const HcEffect *effect);

/* Whether another function of @unit calls @name and so shows its effects. */
gboolean hc_program_is_called(const HcProgram *program,
                              const HcSummary *unit, const char *name);

/* Whether a function of @unit was not explored to its end: that nobody there
 * takes or puts something is not known. */
gboolean hc_program_is_partial(const HcProgram *program,
                               const HcSummary *unit);

const HcTerm *hc_program_term(HcProgram *program, const HcSummary *unit,
                              guint id);

/* Counts @silence once for the statement at @place. */
void hc_program_silence(HcProgram *program, HcSilence silence,
                        const HcPlace *place);

/* @put ended a hold that @acquire took. */
void hc_program_match(HcProgram *program, const HcEffect *put,
                      const char *acquire);
void hc_program_end(HcProgram *program, const HcEffect *get,
                    const char *function);
gboolean hc_program_is_ended(const HcProgram *program, const HcEffect *get,
                             const char *function);
gboolean hc_program_matched(const HcProgram *program, const HcEffect *put);
gboolean hc_program_matched_by(const HcProgram *program, const HcEffect *put,
                               const char *acquire);
/* ... that another function than @acquire took. */
gboolean hc_program_matched_by_other(const HcProgram *program,
                                     const HcEffect *put,
                                     const char *acquire);

/* Adds @function and all it calls, in other files, too, to the set @names. */
void hc_program_closure(const HcProgram *program, const HcSummary *unit,
                        const char *function, GHashTable *names);

/* Last field name of a path: "conf.iothread" gives "iothread", "vq[2]" "vq".
 * (transfer full) */
char *hc_last_field(const char *field);

G_END_DECLS

#endif
