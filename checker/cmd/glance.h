/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether a change can matter at all, from what the last check left in the
 * cache: most of what is committed cannot, and must not wait to hear so.
 */
#ifndef HC_CMD_GLANCE_H
#define HC_CMD_GLANCE_H

#include "cmd/options.h"
#include "contract/contract.h"
#include "tree/change.h"

G_BEGIN_DECLS

/*
 * hc_glance_spares:
 * @change: of what is staged; is placed
 *
 * The change cannot matter if both before and after it the same files matter
 * to the search as in the last check, and clang enters none of those that
 * change.  And no text of the change names a call, so that a file which the
 * compile database lacks is not passed over.
 *
 * Returns: FALSE also where it is not known
 */
gboolean hc_glance_spares(HcChange *change, const HcOptions *options);

G_END_DECLS

#endif
