/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The state in which a composed function starts: what the functions before it
 * wrote, and what is known of the values at the very beginning.
 *
 *   acquire path      release path           next release path
 *   +-----------+     +---------------+      +---------------+
 *   | memory    |<----| memory        |<-----|               |
 *   | known     |     | known         |      |               |
 *   +-----------+     +---------------+      +---------------+
 *
 * A frame is one function that ran.  A load in a function's summary speaks of
 * its entry, so it is looked up in the frames before its own, the newest
 * first; what no frame wrote is still what it was at the beginning.
 */
#ifndef HC_STATE_H
#define HC_STATE_H

#include "pairing/scope.h"

G_BEGIN_DECLS

/* How certain it is that a path runs after those before it. */
typedef enum HcDoubt {
    HC_SURE,        /* there is a configuration in which it does */
    HC_DOUBT_LOCAL, /* it depends on a value that only this function sees */
    HC_DOUBT,       /* it depends on what cannot be related */
} HcDoubt;

typedef struct HcFrame HcFrame;
struct HcFrame {
    const HcFrame *before;  /* NULL for the first */
    HcScope *scope;
    const HcSummary *unit;
    guint step;             /* 0 for the acquire path */
    const HcTerm *self;     /* what SELF is here, a term of the pool */
    const HcSlot *slot;     /* in which it runs; NULL: none that is known */
    /* NULL: nothing yet, as with most frames */
    GArray *memory;         /* of HcMemory, each place once */
    GPtrArray *known;       /* of HcKnown, newest last */
    HcDoubt doubt;          /* of this frame and all before */
    gboolean assumes;       /* a release function asked something that the
                             * acquire path did not know */
};

/* What a place holds since the frame ran.  A list: a path writes a few, and
 * any of them may be another name of what is read. */
typedef struct HcMemory {
    const HcTerm *place;    /* a LOAD term of the pool */
    const HcTerm *value;
    gboolean vague;         /* the place, see hc_term_is_vague() */
} HcMemory;

typedef struct HcKnown {
    const HcTerm *term;
    GArray *ranges;
} HcKnown;

/* What a read is for: a guard or a context needs the value as it is now; an
 * IOThread or a name is configuration and stays what it was. */
typedef enum HcReading {
    HC_READ_NOW,
    HC_READ_CONFIG,
} HcReading;

void hc_frame_init(HcFrame *frame, const HcFrame *before, HcScope *scope,
                   const HcSummary *unit, guint step, const HcTerm *self);
void hc_frame_clear(HcFrame *frame);

/* @term, of the frame's unit, in the state in which the frame starts. */
const HcTerm *hc_frame_resolve(const HcFrame *frame, const HcTerm *term,
                               HcReading reading);

/* Carries out the writes of @path. */
void hc_frame_write(HcFrame *frame, const HcPath *path);

/* Whether memory reached from @owner holds @value. */
gboolean hc_frame_reaches(const HcFrame *frame, const HcTerm *owner,
                          const HcTerm *value);

/* Whether the value of @term, resolved, depends on something unknown. */
gboolean hc_term_is_vague(const HcTerm *term);
/* ... and that something comes from outside step @step. */
gboolean hc_term_is_foreign(const HcTerm *term, guint step);

const HcTerm *hc_pool_int(HcProgram *program, gint64 value);

G_END_DECLS

#endif
