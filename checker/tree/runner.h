/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs programs side by side, so many at a time.  Each has a process group of
 * its own, an end of its time, and dies with us.
 */
#ifndef HC_TREE_RUNNER_H
#define HC_TREE_RUNNER_H

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum HcEnd {
    HC_END_EXIT,      /* code: exit status */
    HC_END_SIGNAL,    /* code: the signal */
    HC_END_TIMEOUT,   /* code: seconds it had */
    HC_END_NO_START,  /* output: why */
    HC_END_STOPPED,   /* the run was interrupted */
} HcEnd;

typedef struct HcOutput {
    HcEnd end;
    int code;
    const char *text; /* what it wrote to standard error, the first
                       * HC_OUTPUT_MAX bytes of it; any bytes but NUL */
} HcOutput;

#define HC_OUTPUT_MAX (1u << 18)

typedef struct HcRunner HcRunner;

/* Called in the main context; @output is valid during the call.  It may add
 * further jobs. */
typedef void (*HcRunnerDone)(HcRunner *runner, const HcOutput *output,
                             gpointer data);

/* @timeout: seconds for each job */
HcRunner *hc_runner_new(guint n_parallel, guint timeout);
void hc_runner_free(HcRunner *runner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcRunner, hc_runner_free)

/* Copies @directory and @argv. */
void hc_runner_add(HcRunner *runner, const char *directory,
                   const char *const *argv, HcRunnerDone done, gpointer data);

/*
 * hc_runner_run:
 *
 * Runs all that was added, until nothing is left.  On SIGINT, SIGTERM and
 * SIGHUP what runs is killed and the rest not begun; what is done stays done.
 *
 * Returns: the signal that ended it, or 0
 */
int hc_runner_run(HcRunner *runner);

/* Ends the run as a signal would, from a job's callback; hc_runner_run() then
 * returns 0. */
void hc_runner_stop(HcRunner *runner);

G_END_DECLS

#endif
