/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The oracle: a stand-in for QEMU in which holds are watched while a program
 * runs.
 *
 * Programs written for the fake headers of test/Inputs/qemu are compiled with
 * runtime/oracle/include before them.  Every hold, reference and use of an
 * AioContext is then written into a log, with its place, and the log is judged
 * on demand and when the process ends.  The program is never stopped: what is
 * wrong in it is recorded, and IOThreads, AioContexts and objects stay in
 * memory until oracle_reset(), so nothing here touches freed memory.
 *
 * All functions may be called from any thread, oracle_reset() only while no
 * other thread uses the oracle.  No header of GLib or QEMU is needed.
 */
#ifndef ORACLE_H
#define ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* In a call over several lines gcc gives the first line, clang the last. */
typedef struct OraclePlace {
    const char *file; /* lives for ever; "?" if not called by its name */
    int line;
} OraclePlace;

/* ---- what happened ---- */

typedef enum OracleEventKind {
    ORACLE_CREATE,          /* an IOThread came to life */
    ORACLE_DESTROY,         /* iothread_destroy() or object_unparent() */
    ORACLE_DEATH,           /* its last reference went */
    ORACLE_GET,             /* a hold was taken */
    ORACLE_PUT,             /* a hold was given back */
    ORACLE_PUT_UNKNOWN,     /* put by a name that holds nothing */
    ORACLE_GET_NULL_NAME,   /* by NULL or ""; takes no hold */
    ORACLE_PUT_NULL_NAME,   /* by NULL or ""; gives none back */
    ORACLE_NULL_IOTHREAD,   /* get or put of no IOThread */
    ORACLE_REF,             /* object_ref() of an IOThread */
    ORACLE_UNREF,           /* object_unref() of such a reference */
    ORACLE_OVER_UNREF,      /* object_unref() of a reference of others */
    ORACLE_USE,             /* the AioContext, or what stems from it, used */
    ORACLE_USE_AFTER_PUT,   /* ... when all holds were put */
    ORACLE_USE_AFTER_DEATH, /* ... or the IOThread itself, when it was gone */
    ORACLE_USE_UNHELD,      /* ... when nobody ever held */
    ORACLE_EVENT_KINDS
} OracleEventKind;

typedef struct OracleEvent {
    OracleEventKind kind;
    OraclePlace place;
    unsigned iothread;    /* 1 for the first one created; 0: not an IOThread */
    const char *id;       /* its id; the type of other objects */
    const char *holder;   /* NULL if the call has none */
    const char *function; /* the one that was called */
} OracleEvent;

/* "get", "put-unknown" ...; lives for ever. */
const char *oracle_event_name(OracleEventKind kind);

size_t oracle_events(void);
/* The @n-th event, in the order they happened.  Strings live until reset. */
OracleEvent oracle_event(size_t n);
size_t oracle_count_events(OracleEventKind kind);
/* One line for each event, in order, see runtime/README.md. */
void oracle_print_events(FILE *out);

/* ---- what it means ---- */

typedef enum OracleVerdictKind {
    ORACLE_LEAKED,         /* never put; at the get */
    ORACLE_LEAKED_REF,     /* object_ref() never undone; at the ref */
    ORACLE_PUT_TWICE,      /* of a hold that is put already */
    ORACLE_WRONG_NAME,     /* the IOThread is held, but by others */
    ORACLE_WRONG_IOTHREAD, /* the name holds, but another IOThread */
    ORACLE_PUT_UNHELD,     /* nothing is held at all */
    ORACLE_USED_AFTER_PUT, /* after the last put */
    ORACLE_USED_AFTER_DEATH,
    ORACLE_USED_UNHELD,     /* before the first get */
    ORACLE_UNREF_OF_OTHERS, /* a reference that somebody else relies on */
    ORACLE_NO_NAME,         /* NULL or empty holder */
    ORACLE_NO_IOTHREAD,
    ORACLE_VERDICT_KINDS
} OracleVerdictKind;

typedef struct OracleVerdict {
    OracleVerdictKind kind;
    OraclePlace place;
    const char *id;       /* of the IOThread */
    const char *holder;   /* NULL if the call has none */
    const char *function; /* the one that was called */
    const char *other;    /* WRONG_NAME: the nearest holder, which it should
                           * have been; WRONG_IOTHREAD: the IOThread held */
    OraclePlace get;      /* where the hold it is about was taken, */
    OraclePlace put;      /* and put for the first (PUT_TWICE) or last time, */
    OraclePlace death;    /* and the IOThread died; file is NULL if it is
                           * not known or says nothing here */
} OracleVerdict;

typedef struct OracleVerdicts {
    OracleVerdict *list; /* sorted by file, line, kind, id, names */
    size_t n;
} OracleVerdicts;

/* "leaked", "put-twice" ...; lives for ever. */
const char *oracle_verdict_name(OracleVerdictKind kind);

/*
 * Judges what is in the log; a hold that is not put yet counts as leaked.
 *
 * Returns: (transfer full): oracle_verdicts_free().  The strings inside live
 * until reset.
 */
OracleVerdicts *oracle_judge(void);
void oracle_verdicts_free(OracleVerdicts *verdicts);

/* How many verdicts of @kind there are. */
size_t oracle_count(OracleVerdictKind kind);
/* The line of the @n-th verdict of @kind by place, 0 if there are fewer. */
int oracle_line(OracleVerdictKind kind, size_t n);

/* One line for each verdict, see runtime/README.md.  Returns how many. */
size_t oracle_print(FILE *out);

/*
 * Where the report goes when the process ends, standard error for NULL.
 * Before the first call it is the file that the environment variable
 * HOLDCHECK_ORACLE_REPORT names.  The file is written even if there is
 * nothing to report.
 *
 * @path: (nullable) (transfer none)
 */
void oracle_report_to(const char *path);

/* Forgets all: log, IOThreads, objects, choices.  Types stay registered. */
void oracle_reset(void);

/* ---- choices: running a program on all its inputs ---- */

/*
 * The next answer of a string of booleans.  What can fail in QEMU asks it
 * whether to fail; a program may ask it what its conditions are.  When the
 * string has come to its end the answer is false.
 */
bool oracle_choice(void);
/*
 * @answers: (transfer none): "0110": false, true, true, false; is copied.
 *   Starts at its beginning.
 */
void oracle_choose(const char *answers);
/* How many answers were asked for since, also behind the end. */
size_t oracle_choices(void);
/*
 * Sets the string that comes next when all are tried in turn.  To run a
 * program on all its inputs:
 *
 *     oracle_choose("");
 *     do {
 *         oracle_reset_run();
 *         program();
 *     } while (oracle_choose_next());
 *
 * Returns: false when all were tried
 */
bool oracle_choose_next(void);
/* As oracle_reset(), but keeps the string of choices, at its beginning. */
void oracle_reset_run(void);

/* ---- objects that object_new() did not make ---- */

/*
 * Gives the object at @obj, which lives in the program's own memory, the
 * canonical path @path; NULL takes it away, as unparenting does.
 *
 * @path: (nullable) (transfer none)
 */
void oracle_name_object(const void *obj, const char *path);

#endif
