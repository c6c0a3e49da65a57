/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether the conditions of a path can hold together with those of the paths
 * before it.
 */
#ifndef HC_GUARDS_H
#define HC_GUARDS_H

#include "pairing/state.h"

G_BEGIN_DECLS

/*
 * hc_guards_admit:
 * Reads the guards of @path in the state @frame starts in, remembers what
 * they establish and raises the frame's doubt where one cannot be decided.
 *
 * Returns: FALSE if the path cannot run.
 */
gboolean hc_guards_admit(HcFrame *frame, const HcPath *path);

/* Whether the pointer @term is known to be NULL where @frame starts. */
gboolean hc_guards_know_null(const HcFrame *frame, const HcTerm *term);

G_END_DECLS

#endif
