/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What programs and tests both see.  A case is a function of a program with
 * what the oracle should say of it in comments, see ../README.md.
 */
#ifndef TEST_RUNTIME_CASE_H
#define TEST_RUNTIME_CASE_H

typedef struct Case {
    const char *name;
    void (*run)(void);
} Case;

#define CASE(function) { #function, function }

/* Each list ends with an empty entry and is named after its file. */
extern const Case holds_cases[];
extern const Case uses_cases[];
extern const Case objects_cases[];
extern const Case shapes_cases[];
extern const Case slots_cases[];
extern const Case devices_cases[];
extern const Case classic_cases[];

/* exit.c: one of each kind, under made-up places. */
void leave_one_of_each(void);

/* hammer.c */
typedef struct IOThread IOThread;
IOThread *hammer_iothread(void);
/* Takes and gives back @times, under its own name and a shared one. */
void hammer(IOThread *iothread, int thread, int times);
/* As a single thread with a leak at its end would. */
void hammer_and_leak(IOThread *iothread, int thread, int times);
/* Takes a hold for each of @threads, then gives up the IOThread itself. */
void hammer_take(IOThread *iothread, int threads);
/* Gives back what was taken for @thread. */
void hammer_give_back(IOThread *iothread, int thread);
/* No hold is left. */
_Bool hammer_idle(IOThread *iothread);

#endif
