/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one run of clang over one file leaves for the rest of the program: the
 * summary, the findings of the file's own paths, and what a later step needs
 * that has neither the source nor clang at hand.  One unit is one file on
 * disk; docs/summary-format.md has the format.
 *
 * A unit read from disk is equal to the one that was written: the same terms
 * under the same ids, so hc_pair() says the same of both.
 */
#ifndef HC_UNIT_H
#define HC_UNIT_H

#include "report/messages.h"
#include "summary/summary.h"

G_BEGIN_DECLS

typedef enum HcMarkKind {
    HC_MARK_NONE,
    HC_MARK_COMMENT,    /* holdcheck: ignore REASON */
    HC_MARK_ANNOTATION, /* QEMU_ANNOTATE("holdcheck.ignore:REASON") */
    HC_MARK_ATTRIBUTE,  /* __attribute__((suppress)) */
} HcMarkKind;

/* What the user said about a place.  A comment or an annotation without a
 * reason is kept, so that it can be told, but suppresses nothing. */
typedef struct HcMark {
    HcMarkKind kind;
    char *reason;       /* NULL: none given */
} HcMark;

typedef enum HcUnitNoteKind {
    HC_UNIT_NOTE_PATH,    /* an event on the path, in order of execution */
    HC_UNIT_NOTE_BRANCH,  /* what clang says of a branch on the path */
    HC_UNIT_NOTE_RELATED, /* beside the path */
} HcUnitNoteKind;

typedef struct HcUnitNote {
    HcUnitNoteKind kind;
    char *text;
    HcPlace place;
    guint end_line, end_column; /* the column behind the last one; 0: not
                                 * known */
} HcUnitNote;

/* A change of the source that repairs what a finding is about: @text instead
 * of what is from @place up to the end; nothing there is an insertion. */
typedef struct HcUnitFix {
    HcPlace place;
    guint end_line, end_column;
    char *text;
} HcUnitFix;

/* A finding that the file's own paths show.  Places are of the summary's
 * strings.  Texts are never NULL; "" is not known. */
typedef struct HcUnitFinding {
    HcRule rule;
    char *text;
    HcPlace place;
    guint end_line, end_column;
    char *function;     /* in which the place stands */
    char *key_text;     /* "s->iothread" */
    char *holder_text;  /* "path of 'dev'" */
    char *pair;         /* HcPair.name */
    HcPlace related;    /* the get it is about; file NULL: none */
    HcMark mark;        /* honoured: the finding is suppressed */
    GPtrArray *notes;   /* HcUnitNote: path and branches in order, with
                         * related ones before them */
    GPtrArray *fixes;   /* HcUnitFix: all together are one repair */
} HcUnitFinding;

/* A place of the summary that a mark covers: a finding of the pairing step
 * whose place or related place it is, is the user's to silence. */
typedef struct HcUnitMark {
    HcPlace place;
    HcMark mark;
} HcUnitMark;

typedef struct HcUnitCount {
    char *name;         /* "nodes" */
    gint64 value;
} HcUnitCount;

typedef struct HcUnit {
    char *producer;     /* who wrote it: see producer.h.  Another producer
                         * may have said something else of the same file */
    gboolean matters;   /* FALSE: nothing in the file can reach the API; the
                         * summary is empty */
    HcSummary *summary;
    GPtrArray *findings; /* HcUnitFinding */
    GPtrArray *marks;    /* HcUnitMark */
    GPtrArray *files;    /* char *: every file the preprocessor entered, as
                          * clang opened it: relative names are relative to
                          * where clang ran.  The main file is the first */
    GPtrArray *counts;   /* HcUnitCount */
    GPtrArray *callees;  /* char *: of the functions of other files that clang
                          * was told take or put (option Callees), those
                          * that the code refers to.  Told of others among
                          * its mentions, it would say something else */
    GPtrArray *mentions; /* char *: functions without a body here that the
                          * code refers to, but not those that a system
                          * header declares */
    GPtrArray *defines;  /* char *: functions defined here that other files
                          * can call by name */
} HcUnit;

/*
 * hc_unit_new:
 * @main_file: (nullable): the unit's name, also the first of its files
 *
 * Returns: (transfer full): free with hc_unit_free()
 */
HcUnit *hc_unit_new(const char *main_file);
void hc_unit_free(HcUnit *unit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcUnit, hc_unit_free)

/* All return the new element, owned by the unit; texts are "". */
HcUnitFinding *hc_unit_add_finding(HcUnit *unit, HcRule rule,
                                   const char *text, HcPlace place);
HcUnitNote *hc_unit_finding_add_note(HcUnitFinding *finding,
                                     HcUnitNoteKind kind, const char *text,
                                     HcPlace place);
HcUnitFix *hc_unit_finding_add_fix(HcUnitFinding *finding, HcPlace place,
                                   guint end_line, guint end_column,
                                   const char *text);
HcUnitMark *hc_unit_add_mark(HcUnit *unit, HcPlace place, HcMarkKind kind,
                             const char *reason);
/* Adds @value to the count of that name. */
void hc_unit_count(HcUnit *unit, const char *name, gint64 value);

/* Whether @mark suppresses what it covers. */
gboolean hc_mark_is_honoured(const HcMark *mark);

/*
 * hc_unit_mark_at:
 *
 * Returns: (transfer none) (nullable): the mark that covers @place, exactly
 * as it stands in the summary; a line search.
 */
const HcMark *hc_unit_mark_at(const HcUnit *unit, const HcPlace *place);

/* Sorts everything but the summary (hc_summary_finish() does that) and leaves
 * out what is said twice.  Needed before hc_unit_write() and
 * hc_unit_mark_at(); a unit that was read is sorted. */
void hc_unit_finish(HcUnit *unit);

/* One readable text of all of it, for tests.  (transfer full) */
char *hc_unit_dump(const HcUnit *unit);

#define HC_UNIT_ERROR hc_unit_error_quark()
GQuark hc_unit_error_quark(void);

/* All but WRITE mean to the caller: compute it again. */
typedef enum HcUnitError {
    HC_UNIT_ERROR_MISSING,  /* there is no such file */
    HC_UNIT_ERROR_READ,     /* it cannot be read */
    HC_UNIT_ERROR_FORMAT,   /* no unit, or one of another format version */
    HC_UNIT_ERROR_PRODUCER, /* another producer wrote it */
    HC_UNIT_ERROR_BROKEN,   /* cut short, or altered after it was written */
    HC_UNIT_ERROR_LIMIT,    /* larger than any unit may be */
    HC_UNIT_ERROR_WRITE,    /* it cannot be written */
} HcUnitError;

/*
 * hc_unit_write:
 * @unit: after hc_unit_finish()
 * @path: is replaced in one step, or not at all; a run that is killed may
 *   leave "PATH.XXXXXX" beside it, six letters or digits
 * @error: one line that names the file
 *
 * Returns: FALSE if the file is not there or not the new one
 */
gboolean hc_unit_write(const HcUnit *unit, const char *path, GError **error);

/*
 * hc_unit_read:
 * @producer: (nullable): the only one to accept; NULL: any
 * @error: one line that names the file
 *
 * Memory is bounded whatever the file holds.
 *
 * Returns: (transfer full) (nullable): the unit, equal to the one written
 */
HcUnit *hc_unit_read(const char *path, const char *producer, GError **error);

G_END_DECLS

#endif
