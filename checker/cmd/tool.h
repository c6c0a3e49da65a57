/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What every subcommand needs to check a tree: contract, database, clang with
 * the plugin, cache; and one check of it with them.
 *
 *   tool -> files (overlaid or not) -> run -> result
 *
 * A tool serves any number of checks, one after the other; files are as they
 * were when they were first asked for, so each check wants new ones.
 */
#ifndef HC_CMD_TOOL_H
#define HC_CMD_TOOL_H

#include "cmd/options.h"
#include "cmd/result.h"
#include "tree/overlay.h"

G_BEGIN_DECLS

typedef struct HcTool {
    HcContract *contract;
    HcDatabase *database;
    HcClang *clang;
    HcCache *cache;
    char *root;          /* absolute; what file names are relative to */
    gboolean part;       /* only a shard: never the whole program */
    GHashTable *only;    /* (nullable): borrowed; see HcRunOptions */
} HcTool;

/*
 * hc_tool_new:
 * @options: borrowed for the call
 *
 * A cache that nobody named and that cannot be written is said and done
 * without.
 *
 * Returns: (transfer full): NULL and @error, one line
 */
HcTool *hc_tool_new(const HcOptions *options, GError **error);
void hc_tool_free(HcTool *tool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcTool, hc_tool_free)

/* With what the cache knows of them.  @overlay: (nullable); must outlive
 * them.  (transfer full) */
HcFiles *hc_tool_files(const HcTool *tool, const HcOverlay *overlay);

/* Keeps in the cache what @files know, for the next ones. */
void hc_tool_keep(const HcTool *tool, HcFiles *files);

/*
 * hc_tool_run:
 * @overlay: (nullable): that of @files
 * @progress: (nullable)
 *
 * Returns: (transfer full): NULL and @error
 */
HcRun *hc_tool_run(HcTool *tool, const HcOptions *options, HcFiles *files,
                   HcOverlay *overlay,
                   void (*progress)(guint done, guint total, gpointer opaque),
                   gpointer opaque, GError **error);

/* @files must outlive it.  (transfer full) */
HcResult *hc_tool_result(const HcTool *tool, const HcRun *run,
                         HcFiles *files);

/* That plugin and clang do not fit; the value is HC_EXIT_NOT_CHECKED. */
int hc_tool_say_mismatch(const HcTool *tool);

/* At the end: hc_tool_keep(), and the cache is kept small. */
void hc_tool_leave(const HcTool *tool, HcFiles *files);

G_END_DECLS

#endif
