/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Integer expressions: folding what is constant, and bringing a condition on
 * an expression back to one on a plain value.
 */
#ifndef HC_EXPRESSION_H
#define HC_EXPRESSION_H

#include "pairing/program.h"

G_BEGIN_DECLS

/* @term, an HC_TERM_EXPR of the pool, or the constant it comes to. */
const HcTerm *hc_expression_fold(HcProgram *program, const HcTerm *term);

/*
 * hc_expression_peel:
 * Turns "x == 3 is true" into "x is 3", "x + 1 is 5" into "x is 4" and so on.
 *
 * @ranges: (inout) (transfer full): the condition on @term, afterwards the
 *   one on the returned term
 *
 * Returns: what is left; an INT if the condition is decided.
 */
const HcTerm *hc_expression_peel(HcProgram *program, const HcTerm *term,
                                 GArray **ranges);

G_END_DECLS

#endif
