/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Summaries as text, one thing a line:
 *
 *   slot GROUP SLOT FUNCTION
 *   field TYPE.FIELD FUNCTION|property [escapes|given]
 *   call CALLER CALLEE
 *   fn NAME [incomplete|static]
 *     path success|failure|unknown LINE        (exit; what follows is its)
 *       when TERM == 3 | != 0 | in 1..9
 *       get KEY as NAME LINE [matched] [reported]
 *       put KEY as NAME LINE [matched] [reported]
 *       use TERM LINE
 *       give TERM LINE
 *       register FUNCTION TERM LINE
 *       write PLACE = TERM
 *       result TERM
 *       calls FUNCTION OUTCOME LINE RESULT|- ARGUMENT...   (another file's)
 *         given PLACE = TERM      (written before that call)
 *         found PLACE = ?x        (what is there after it)
 *
 * Terms have no spaces: self, param1, 7, 'literal', ?x (unknown), &g (a
 * global), &static:g, heap1, zheap1 (zeroed), self->conf.iothread (load),
 * &self->conf (address), path(self), (self->n&4), !self->on.  The content of
 * a global is (&g)-> or, shorter, g:name and static:name.
 */
#ifndef TEST_PAIRING_SCRIPT_H
#define TEST_PAIRING_SCRIPT_H

#include "pairing/pairing.h"

HcSummary *script_summary(const char *unit, const char *text);
const HcTerm *script_term(HcSummary *summary, const char *text);

/* What hc_pair() says of one summary: "LINE: text [Rule]", notes indented,
 * then "silent: reason count" for each reason. */
char *script_pair(const char *text, gboolean whole_program);
char *script_pair_two(const char *one, const char *two,
                      gboolean whole_program);

/* Fails unless @text gives exactly @expected. */
#define check(text, expected) \
    script_check(__FILE__, __LINE__, text, expected, FALSE)
#define check_whole(text, expected) \
    script_check(__FILE__, __LINE__, text, expected, TRUE)
void script_check(const char *file, int line, const char *text,
                  const char *expected, gboolean whole_program);

#endif
