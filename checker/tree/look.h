/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the search takes from the text of one file.  Needs nothing that
 * changes, so many files are looked at side by side.
 */
#ifndef HC_TREE_LOOK_H
#define HC_TREE_LOOK_H

#include "tree/files.h"
#include "tree/vocabulary.h"

G_BEGIN_DECLS

typedef struct HcFacts {
    guint64 includes;  /* hash of what it includes, in order */
    gboolean matters;
    gboolean calls;    /* its code does, if somebody includes it */
} HcFacts;

typedef struct HcLook {
    const HcFile *file;
    HcFacts facts;
    /* What it includes: for each a quote or "<", the name, a zero. */
    GString *includes;
} HcLook;

/* Looks at each file; @looks have the file, and get the rest.  Free includes
 * with g_string_free(). */
void hc_look(HcFiles *files, const HcVocabulary *words, HcLook *looks,
             guint n);

G_END_DECLS

#endif
