/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plugins that stand side by side, one for each Clang, and the clangs that
 * they are for: lib/holdcheck/19/libholdcheck.so is clang-19's.
 */
#ifndef HC_TREE_PLUGINS_H
#define HC_TREE_PLUGINS_H

#include <glib.h>

G_BEGIN_DECLS

#define HC_PLUGIN_FILE "libholdcheck.so"

/* PREFIX/lib/holdcheck, where this program is PREFIX/bin/holdcheck.
 * (transfer full) */
char *hc_plugins_folder(void);

/* Versions with a plugin in @folder, the newest first: char *.
 * (transfer full) */
GPtrArray *hc_plugins_versions(const char *folder);

/* "clang-19" in PATH, or NULL.  (transfer full) */
char *hc_plugins_program(const char *version);

/* The version that a plugin's folder is named after, or NULL.
 * (transfer full) */
char *hc_plugin_version(const char *plugin);

/* "19.1.7": the clang that a plugin was built for, read from its file without
 * loading it; NULL if it is no plugin of ours.  (transfer full) */
char *hc_plugin_built_for(const char *plugin);

/*
 * hc_clang_major:
 * @program: a name or path, of any compiler
 *
 * By its name, or what it links to: "19" for clang-19, and for /usr/bin/clang
 * if that leads to /usr/lib/llvm-19/bin/clang.  A name without a folder is
 * looked for in PATH.  Nothing is run.
 *
 * Returns: (transfer full): NULL for a gcc, and where the name does not tell
 */
char *hc_clang_major(const char *program);

G_END_DECLS

#endif
