/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The compile database: which files there are and how each is compiled.
 */
#ifndef HC_TREE_DATABASE_H
#define HC_TREE_DATABASE_H

#include <glib.h>

G_BEGIN_DECLS

/* One file and how it is compiled.  A command is only split when it is
 * wanted: most never are. */
typedef struct HcEntry {
    char *directory;     /* absolute; where the compiler runs */
    char *source;        /* as in the command */
    char *file;          /* absolute, "." and ".." resolved as text */
    char *target;        /* what its object is linked into: a HcTarget and the
                          * name; NULL: not known */
    /*< private >*/
    char *command;       /* or arguments */
    char **arguments;    /* compiler first */
    char **flags;
} HcEntry;

typedef struct HcDatabase {
    char *path;          /* of the file; NULL: made of files and flags */
    GPtrArray *entries;  /* HcEntry, C files only, by file and then as they
                          * stand in the database */
    gboolean has_files;  /* of words, @FILE, in some command */
    GPtrArray *problems; /* char *: rows that say nothing, one line each */
} HcDatabase;

/*
 * hc_database_load:
 * @build: the directory with compile_commands.json
 *
 * Names may hold any bytes.  A row that is broken is a problem, a file that
 * is broken an error of one line.
 *
 * Returns: (transfer full): NULL and @error
 */
HcDatabase *hc_database_load(const char *build, GError **error);

/* @files compiled in @directory, all with the same @flags. */
HcDatabase *hc_database_new(const char *directory, const char *const *files,
                            const char *const *flags);
void hc_database_free(HcDatabase *database);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcDatabase, hc_database_free)

/* The compiler of the first entry that names one, without ccache and the like;
 * a word of the command, maybe no program at all.  NULL if none does.
 * (transfer full) */
char *hc_database_compiler(const HcDatabase *database);

/*
 * hc_entry_flags:
 *
 * Without compiler, output, dependencies and source.
 *
 * Returns: (transfer none): NULL and @error if the command cannot be split
 */
const char *const *hc_entry_flags(HcEntry *entry, GError **error);

G_END_DECLS

#endif
