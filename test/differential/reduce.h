/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Makes a disagreement small.  What is cut is the string of decisions, so each
 * attempt is a program again; many are tried at once.
 */
#ifndef TEST_DIFFERENTIAL_REDUCE_H
#define TEST_DIFFERENTIAL_REDUCE_H

#include "compare.h"

/*
 * The smallest program found that still has a disagreement as @what is: of its
 * class, and missed or false as it is.  In @dir batches are run.
 *
 * Returns: (transfer full) (nullable): a batch of one program, which was run
 *   and compared; NULL if by itself the program has none such
 */
HcBatch *hc_reduce(const HcProgram *program, const HcDisagreement *what,
                   const char *shape, const char *dir, GError **error);

#endif
