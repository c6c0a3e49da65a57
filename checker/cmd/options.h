/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line of `holdcheck check`.
 */
#ifndef HC_CMD_OPTIONS_H
#define HC_CMD_OPTIONS_H

#include <glib.h>

G_BEGIN_DECLS

typedef enum HcFormat {
    HC_FORMAT_TEXT,
    HC_FORMAT_SARIF,
    HC_FORMAT_SARIF_ACTIVE,
    HC_FORMAT_GITLAB,
    HC_FORMAT_HOLDS,
} HcFormat;

typedef struct HcOptions {
    char *build;          /* with compile_commands.json; NULL: flags given */
    char *root;           /* NULL: found out */
    char *since;
    HcFormat format;
    char *output;         /* NULL: standard output */
    char *html;
    char *baseline;
    char *write_baseline;
    char *cache;          /* NULL: the usual place */
    gboolean no_cache;
    guint shard, n_shards;
    char **join;
    char **overlays;      /* PATH=FILE */
    int jobs, timeout;
    gboolean stats, suppressed, callers;
    char *clang, *plugin, *contract;
    char **paths;         /* files or folders; before "--" */
    char **flags;         /* behind "--"; NULL: no "--" */
} HcOptions;

/*
 * hc_options_parse:
 * @argv: without the program's name, "check" first
 *
 * --help prints and exits.
 *
 * Returns: (transfer full): NULL and @error, one line
 */
HcOptions *hc_options_parse(char **argv, GError **error);
/* Where QEMU and most others have their build directory: below @folder, NULL:
 * here.  (transfer full) (nullable) */
char *hc_options_find_build(const char *folder);

/* A value that will not do; always FALSE. */
gboolean hc_wrong(GError **error, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

void hc_options_free(HcOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcOptions, hc_options_free)

G_END_DECLS

#endif
