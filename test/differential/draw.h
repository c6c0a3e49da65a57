/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Decisions.  A generator makes all of them here, so a program is the string
 * of numbers that was drawn: from a seed, or from a string that the reducer
 * has cut.  0 is the simplest answer to every question, and what is asked
 * behind the end of a string is answered with it, so each string is a program.
 */
#ifndef TEST_DIFFERENTIAL_DRAW_H
#define TEST_DIFFERENTIAL_DRAW_H

#include <glib.h>

/* What was drawn between two moments, which may be left out as a whole. */
typedef struct HcSpan {
    guint start, end;
} HcSpan;

typedef struct HcDraw {
    GRand *rand;          /* NULL: from @given */
    const guint32 *given;
    guint n_given;
    GArray *drawn; /* guint32 */
    GArray *spans; /* HcSpan */
} HcDraw;

/* The decisions of the program @number of the run with @seed. */
void hc_draw_init(HcDraw *draw, guint32 seed, guint32 number);
/* @given: (transfer none): outlives @draw */
void hc_draw_init_given(HcDraw *draw, const guint32 *given, guint n);
void hc_draw_clear(HcDraw *draw);

/* From 0 to @n - 1. */
guint hc_draw(HcDraw *draw, guint n);
/* TRUE in @percent of the cases; FALSE is the simple answer. */
gboolean hc_draw_chance(HcDraw *draw, guint percent);

/* Returns: what hc_draw_end() wants */
guint hc_draw_begin(HcDraw *draw);
void hc_draw_end(HcDraw *draw, guint begin);

#endif
