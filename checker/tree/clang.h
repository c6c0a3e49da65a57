/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Clang with the plugin: which one, its command line, and what its output
 * means.
 */
#ifndef HC_TREE_CLANG_H
#define HC_TREE_CLANG_H

#include "tree/database.h"
#include "tree/files.h"
#include "tree/runner.h"

G_BEGIN_DECLS

typedef struct HcClang {
    char *program;    /* absolute */
    char *plugin;     /* absolute */
    char *contract;   /* absolute, or NULL: the built-in one */
    char *overlay;    /* for -ivfsoverlay, or NULL */
    gboolean callers; /* UnheldContext in the classic dialect, too */
    char *identity;   /* hash of all that the result depends on besides the
                       * entry: clang, plugin, contract */
} HcClang;

/*
 * hc_clang_new:
 * @compiler: (nullable): what the tree is built with; only its name counts,
 *   it is never run
 * @program: (nullable): a name or path; default: the version that the plugin
 *   was built for, by the name of its folder
 * @plugin: (nullable): default: HOLDCHECK_PLUGIN, or of those that stand in
 *   lib/holdcheck/VERSION/ beside the folder of this program the one for
 *   @program, else the one for @compiler, else the newest that there is a
 *   clang for
 * @contract: (nullable)
 *
 * Nothing is run for it, but @program if its name does not tell its version.
 *
 * Returns: (transfer full): NULL and @error
 */
HcClang *hc_clang_new(HcFiles *files, const char *compiler,
                      const char *program, const char *plugin,
                      const char *contract, GError **error);
void hc_clang_free(HcClang *clang);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcClang, hc_clang_free)

/* Also asks for the callers of the classic get that hold no reference; what
 * it says then is another result. */
void hc_clang_ask_callers(HcClang *clang);

/* "19.1.7", by asking it; "" if it does not say.  (transfer full) */
char *hc_clang_version(const HcClang *clang);

/*
 * hc_clang_command:
 * @flags: of the entry, maybe less some that this clang does not know
 * @summary: the file to write the unit to
 * @callees: (nullable): file with the names of functions of other files
 * @bodies: (nullable): file of hc_bodies_file(); NULL: the bodies of all
 *   functions are parsed, and clang tells which are needed
 *
 * Returns: (transfer full)
 */
char **hc_clang_command(const HcClang *clang, const HcEntry *entry,
                        const char *const *flags, const char *summary,
                        const char *callees, const char *bodies);

/* The preprocessor's text of it, to @output. */
char **hc_clang_preprocess(const HcClang *clang, const HcEntry *entry,
                           const char *const *flags, const char *output);

typedef enum HcVerdict {
    HC_VERDICT_GOOD,
    HC_VERDICT_BODIES,   /* it needs those that were left out */
    HC_VERDICT_AGAIN,    /* some flags were not known: @flags has the rest */
    HC_VERDICT_FAILED,   /* @why */
    HC_VERDICT_MISSING,  /* a header is missing: @why is its name */
    HC_VERDICT_MISMATCH, /* the plugin is for another clang */
    HC_VERDICT_STOPPED,
} HcVerdict;

/*
 * hc_clang_judge:
 * @flags: (inout) (transfer full): the flags it was run with
 * @why: (out) (transfer full): one line, or NULL
 */
HcVerdict hc_clang_judge(const HcOutput *output, char ***flags, char **why);

G_END_DECLS

#endif
