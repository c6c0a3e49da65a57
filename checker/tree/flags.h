/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a compile command to the flags that say how its source reads.  What
 * writes files, or would load code into clang, is not among them: nothing of a
 * checked tree is run.
 */
#ifndef HC_TREE_FLAGS_H
#define HC_TREE_FLAGS_H

#include "tree/database.h"

G_BEGIN_DECLS

/* From the first word that is no ccache or the like, and none of its
 * settings.  (transfer none) */
char **hc_compiler_of_command(char **words);

/* @words: compiler first.  @FILE is replaced by what is in it.
 * (transfer full) */
char **hc_flags_of_command(const HcEntry *entry, char **words);

G_END_DECLS

#endif
