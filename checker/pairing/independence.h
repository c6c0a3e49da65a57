/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An early return of a release slot that an unseen function decides: a leak,
 * unless the same answer may stand for a hold that was never taken.
 */
#ifndef HC_INDEPENDENCE_H
#define HC_INDEPENDENCE_H

#include "pairing/walk.h"

G_BEGIN_DECLS

/* Whether what an unseen function tells the release slot can have nothing to
 * do with whether the hold was taken: the acquire slot, when it succeeds,
 * takes it always, or decides that by what is known. */
gboolean hc_is_independent(const HcWalk *walk, const HcFate *fate);

/*
 * hc_hinges_on_unknown:
 * Whether @path takes a hold, or does not, just because of what an unseen
 * function said: another path of @function that does otherwise differs from it
 * in nothing else that is known.  A later condition may ask the same in other
 * words.
 */
gboolean hc_hinges_on_unknown(const HcFunction *function, const HcPath *path);

G_END_DECLS

#endif
