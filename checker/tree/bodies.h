/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The functions of headers whose bodies clang parses even where a file does not
 * name them: see plugin/HeaderBodies.h.  Which these are changes nothing but
 * the time: a name too few costs a file a second parse, after which it is known
 * for the files that follow.
 */
#ifndef HC_TREE_BODIES_H
#define HC_TREE_BODIES_H

#include "contract/contract.h"

G_BEGIN_DECLS

typedef struct HcBodies HcBodies;

/* @folder: for files with the names, which stay there */
HcBodies *hc_bodies_new(const HcContract *contract, const char *folder);
void hc_bodies_free(HcBodies *bodies);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcBodies, hc_bodies_free)

/* From what a clang that parsed them all wrote to standard error. */
void hc_bodies_learn(HcBodies *bodies, const char *text);

/*
 * hc_bodies_file:
 *
 * Returns: (transfer none) (nullable): one name a line, all that are known; it
 * is never written again.  NULL: it cannot be, so all bodies must be parsed.
 */
const char *hc_bodies_file(HcBodies *bodies);

G_END_DECLS

#endif
