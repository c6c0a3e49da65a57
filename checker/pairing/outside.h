/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every get and put of a whole program, by the name of what the IOThread is
 * read from.  A hold that goes where nobody looks is only lost from sight if
 * there is somebody outside who might put it.
 */
#ifndef HC_OUTSIDE_H
#define HC_OUTSIDE_H

#include "pairing/scope.h"

G_BEGIN_DECLS

/*
 * hc_outside:
 * @kind: HC_EFFECT_ACQUIRE or HC_EFFECT_RELEASE
 * @path: on which @effect stands; NULL: unknown
 *
 * Whether a function of the program that is not composed has an effect of
 * @kind that may be about the same hold as @effect.  TRUE, too, where not all
 * of the program is seen.
 */
gboolean hc_outside(HcScope *scope, HcEffectKind kind, const HcEffect *effect,
                    const HcPath *path);

/* The same, and functions that nobody calls count, too: for what is in no life
 * cycle, as its counterpart need not be in one. */
gboolean hc_outside_idle(HcScope *scope, HcEffectKind kind,
                         const HcEffect *effect, const HcPath *path);

/*
 * hc_outside_kept:
 * The same for puts, of an IOThread that has no name (looked up by its id) and
 * that @path left in fields: a put of another field is not meant.
 */
gboolean hc_outside_kept(HcScope *scope, const HcEffect *get,
                         const HcPath *path);

/* A put of what @path left in fields, but under a name that @get cannot have
 * meant; NULL: none. */
const HcEffect *hc_outside_misnamed(HcScope *scope, const HcEffect *get,
                                    const HcPath *path);

/* Whether the put number @at of @path ends what the path took itself. */
gboolean hc_is_balanced(const HcPath *path, guint at);

void hc_outside_free(HcProgram *program);

G_END_DECLS

#endif
