/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Contexts that are used after the last hold which protects them was put.
 */
#ifndef HC_LATE_USE_H
#define HC_LATE_USE_H

#include "pairing/walk.h"

G_BEGIN_DECLS

/* Notes the use number @at of @path, which @frame runs, if it comes too late
 * for certain.  @holds: before it.  @step: NULL for the acquire path. */
void hc_late_use_note(HcWalk *walk, const HcHolds *holds,
                      const HcFrame *frame, const HcPath *path, guint at,
                      const HcStep *step);

G_END_DECLS

#endif
