/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pairing: joins the summaries of a link unit and finds what no single
 * function can show.
 *
 * For each life cycle of the contract whose acquire slot is filled in a
 * group, each path of the acquire function is followed by each sequence of
 * release slots that can run after it.  A release path is read in the state
 * that the paths before it left: its loads are looked up in their writes, its
 * guards are checked against what they established.  Only a combination that
 * is certain, never one that is merely possible, is reported; what could not
 * be related is counted.
 */
#ifndef HC_PAIRING_H
#define HC_PAIRING_H

#include "contract/contract.h"
#include "report/messages.h"
#include "summary/summary.h"

G_BEGIN_DECLS

typedef struct HcFindingNote {
    HcMessage message;
    char *arg1, *arg2;
    HcPlace place;
} HcFindingNote;

typedef struct HcFinding {
    HcMessage message;      /* a warning */
    char *arg1, *arg2, *arg3; /* in the order of the text */
    HcPlace place;
    HcPlace related;        /* the get (or the first put) it is about: a
                             * suppression there counts, too */
    char *function;         /* in which the place stands */
    /* The hold it is about, as its get spells it, or else the put; NULL: no
     * one hold. */
    char *pair, *key_text, *holder_text;
    GPtrArray *notes;       /* HcFindingNote, in order of the path */
} HcFinding;

/* Why something was not said; names for --stats in hc_silence_name(). */
typedef enum HcSilence {
    HC_SILENCE_GIVEN_UP,      /* an effect of kind GIVE_UP in the way */
    HC_SILENCE_GUARD_UNKNOWN, /* a guard that could not be related */
    HC_SILENCE_NAME_UNKNOWN,  /* two names that could not be compared */
    HC_SILENCE_KEY_UNKNOWN,   /* two IOThreads that could not be compared */
    HC_SILENCE_INCOMPLETE,    /* a function not explored to its end */
    HC_SILENCE_UNSEEN,        /* the counterpart may be in another file */
    HC_SILENCE_COUNT
} HcSilence;

const char *hc_silence_name(HcSilence silence);

typedef enum HcHoldVerdict {
    HC_HOLD_UNKNOWN,
    HC_HOLD_PAIRED,
    HC_HOLD_WRONG,            /* a finding is about it */
} HcHoldVerdict;

typedef struct HcHoldEntryPut {
    char *function;           /* in which the put stands */
    HcPlace place;
} HcHoldEntryPut;

/* A row of the hold map: one place that takes a hold. */
typedef struct HcHoldEntry {
    HcPlace place;
    char *pair, *key_text, *holder_text;
    char *function;           /* in which the get stands */
    char *owner;              /* record that keeps it; NULL: not known */
    char *acquire_slot;       /* "VirtioDeviceClass.realize"; NULL: none */
    char *release_slot;       /* in which it was seen to be put; NULL */
    GPtrArray *puts;          /* HcHoldEntryPut, sorted by place */
    gboolean leaves;          /* a path leaves its function with it */
    HcHoldVerdict paired;
    HcSilence reason;         /* of UNKNOWN */
    /*< private >*/
    gboolean followed;
} HcHoldEntry;

typedef struct HcPairing {
    GPtrArray *findings;      /* HcFinding, sorted by place, no duplicates */
    GPtrArray *holds;         /* HcHoldEntry, sorted by place */
    guint silences[HC_SILENCE_COUNT];
} HcPairing;

/*
 * hc_pair:
 * @summaries: (array length=n)
 * @whole_program: whether the summaries are all there is; if not, a slot or
 *   function defined nowhere may be in a file not seen.
 *
 * Returns: (transfer full)
 */
HcPairing *hc_pair(const HcContract *contract, HcSummary *const *summaries,
                   guint n, gboolean whole_program);
void hc_pairing_free(HcPairing *pairing);

/* "'s->iothread' as path of 'dev'" from the two texts of an effect; without
 * holder just "'s->iothread'".  (transfer full) */
char *hc_hold_phrase(const char *key_text, const char *holder_text);

/* The finished text of a finding or note.  (transfer full) */
char *hc_finding_text(const HcFinding *finding);
char *hc_note_text(const HcFindingNote *note);

G_END_DECLS

#endif
