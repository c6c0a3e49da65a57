/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Holder names that are spelled out in the code: 'monitor'.  A name that comes
 * from outside (a parameter, a field) might read the same by chance; but where
 * nothing in the program puts the literal into memory, no run can rely on it.
 */
#ifndef HC_SPELLED_H
#define HC_SPELLED_H

#include "pairing/program.h"

G_BEGIN_DECLS

/*
 * hc_names_apart:
 *
 * Whether a hold under one of the names can in no sensible program be meant by
 * the other: two unlike literals, or a literal and a name from outside.  The
 * latter is only said of a whole program.
 */
gboolean hc_names_apart(HcProgram *program, const HcTerm *a, const HcTerm *b);

/* Notes what literals @path has, of each path of a whole program; with the
 * first look into all files, as a second one costs as much. */
void hc_spelled_add(HcProgram *program, const HcPath *path);

void hc_spelled_free(HcSpelled *spelled);

/* Reports puts under a literal that nobody holds by.  After all else: what was
 * reported there already says it better. */
void hc_spelled_puts(HcProgram *program);

G_END_DECLS

#endif
