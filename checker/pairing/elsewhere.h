/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Effects in functions that no life cycle runs: a reason to stay silent.
 */
#ifndef HC_ELSEWHERE_H
#define HC_ELSEWHERE_H

#include "pairing/scope.h"

G_BEGIN_DECLS

/* "iothread" for the content of s->conf.iothread, "mon_iothread" for that of
 * a global; NULL if it has no such name.  (transfer full) */
char *hc_key_name(const HcTerm *key);

/* The same for what @write, of @path, leaves there.  (transfer full) */
char *hc_write_name(const HcPath *path, const HcWrite *write);

/* Whether @path (NULL: unknown) leaves @key in a field or a variable. */
gboolean hc_keeps(const HcPath *path, const HcTerm *key);

/*
 * hc_kept_name:
 * The next name under which @path (NULL: unknown) leaves @key, NULL after the
 * last; @at: where to go on, 0 to begin.  (transfer full)
 */
char *hc_kept_name(const HcPath *path, const HcTerm *key, guint *at);

/* Whether two keys may be one IOThread, going by the last field they were
 * read from.  What has no name may be anything. */
gboolean hc_keys_may_match(const HcTerm *a, const HcTerm *b);

/*
 * hc_elsewhere:
 * Whether a function of @unit outside @scope has an effect of @kind that may
 * be about the same hold as @effect, which stands on @path (NULL: unknown).
 */
gboolean hc_elsewhere(HcScope *scope, const HcSummary *unit,
                      HcEffectKind kind, const HcEffect *effect,
                      const HcPath *path);

/* Whether @other may be about the same hold as @effect, which stands on @path
 * (NULL: unknown), going by pair, owners, names and the last field. */
gboolean hc_may_be_one_hold(HcProgram *program, const HcEffect *effect,
                            const HcEffect *other, const HcPath *path);

/* Two fields of one name in unlike records are two fields. */
gboolean hc_unlike_owners(const HcEffect *a, const HcEffect *b);

/* All that an effect tells of its hold and where.  Paths by the thousand have
 * the same one, and what is found of it on one goes for all.
 * (transfer full) */
char *hc_effect_identity(const HcEffect *effect);

G_END_DECLS

#endif
