/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Follows one path of an acquire function by all paths of the release
 * functions that run after it.
 */
#ifndef HC_WALK_H
#define HC_WALK_H

#include "pairing/match.h"

G_BEGIN_DECLS

/* One function that runs. */
typedef struct HcStep {
    HcMember member;
    const HcSlot *slot;      /* NULL for a callback */
    const HcTerm *opaque;    /* callback: what it gets, a term of the pool */
    gboolean optional;       /* it may never run */
} HcStep;

/* Equal holds of the acquire path, and what became of them. */
typedef struct HcFate {
    const HcTerm *key, *holder;
    const HcEffect *first_get, *last_get;
    guint gets;
    gboolean given_up;       /* by the acquire path itself */
    gboolean reported;       /* the plugin spoke already */
    guint most_puts;         /* in any combination */
    guint most_sure_puts;    /* in one that is certain */
    const HcEffect *put;     /* the put of that one */
    const HcEffect *any_put; /* a put in whatever combination */
    gboolean maybe;          /* somewhere it is perhaps put */
    gboolean wrong;          /* somewhere it is put wrongly */
    gboolean doubtful_miss;  /* not put, where it is not certain */
    guint64 putting_steps;   /* bit: in which step it was put somewhere */
    GPtrArray *misses;       /* of HcMiss: certain, with puts missing */
    GPtrArray *local_misses; /* ... that depend on what an unseen function
                              * told the release slot alone */
} HcFate;

typedef struct HcMiss {
    guint puts;
    guint n_steps;
    const HcStep **steps;
    const HcPath **paths;    /* of each step, NULL where it did not run */
} HcMiss;

/* A put under another name or of another IOThread. */
typedef struct HcWrong {
    const HcEffect *put, *get;
    guint fate;              /* index, G_MAXUINT if not of the acquire path */
    gboolean thread;         /* other IOThread, else other name */
    HcDoubt doubt;
    gboolean assumes;        /* as in HcFrame, when it was put */
} HcWrong;

/* A put of a hold that is not there. */
typedef struct HcExtra {
    const HcEffect *put;
    const HcEffect *get;      /* with @first: of the hold put before */
    const HcEffect *first;    /* NULL: the hold was never taken */
    const HcStep *step, *first_step; /* where; of callbacks, too */
    HcDoubt doubt;            /* SURE, or with @first LOCAL */
    const HcEffect *before;   /* without @first: the acquire path took it and
                               * put it itself */
} HcExtra;

/* A release slot took the same hold once more, and put only one. */
typedef struct HcAgain {
    const HcEffect *get;
    const HcEffect *first_get, *put;
} HcAgain;

/* A get or put under a name that is NULL in its slot. */
typedef struct HcNullName {
    const HcEffect *effect;
    const char *maker;        /* the function that returns NULL */
    const HcStep *step;
} HcNullName;

typedef struct HcLateUse {
    const HcEffect *use, *put;
    gboolean own;             /* the hold was one of the function itself */
    gboolean later;           /* the put was another function's */
} HcLateUse;

typedef struct HcWalk {
    /* What is walked. */
    HcScope *scope;
    HcMember acquire;
    const HcPath *path;       /* NULL: the acquire slot never ran */
    const HcTerm *opaque;     /* SELF of the release slots */
    GPtrArray *steps;         /* of HcStep, owned by the caller */
    guint *budget;            /* paths that may still be tried */

    /* What was found. */
    GPtrArray *fates;         /* of HcFate */
    GPtrArray *wrongs;        /* of HcWrong */
    GPtrArray *extras;        /* of HcExtra */
    GPtrArray *late_uses;     /* of HcLateUse */
    GPtrArray *null_names;    /* of HcNullName */
    GPtrArray *again;         /* of HcAgain */
    GPtrArray *strays;        /* see stray.h */
    GArray *own_puts;         /* of HcPut: of what the acquire path itself
                               * took */
    guint combinations;       /* that can happen */
    gboolean cut_short;       /* the budget was used up */
    gboolean impossible;      /* the acquire path itself cannot run */

    /*< private >*/
    GPtrArray *steps_run;     /* of HcStep: in the current combination */
    GPtrArray *paths_run;     /* of HcPath, parallel */
    GPtrArray *callbacks;     /* of HcStep, found on the way; owned */
    guint n_joining;          /* steps up to the last that matters */
} HcWalk;

/* One for any number of walks, one after the other. */
HcWalk *hc_walk_new(void);
void hc_walk_free(HcWalk *walk);

/* Forgets what was found before.  @path: of @acquire; NULL: it never ran. */
void hc_walk_run(HcWalk *walk, HcScope *scope, const HcMember *acquire,
                 const HcPath *path, GPtrArray *steps, guint *budget);

G_END_DECLS

#endif
