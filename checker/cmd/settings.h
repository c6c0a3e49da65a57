/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `holdcheck hook` was told: its command line, and git's configuration.
 */
#ifndef HC_CMD_SETTINGS_H
#define HC_CMD_SETTINGS_H

#include "cmd/options.h"
#include "tree/git.h"

G_BEGIN_DECLS

typedef struct HcSettings {
    HcOptions *options;  /* for the check itself; build may be NULL: none */
    char *against;       /* a commit; NULL: HEAD, if there is one */
    gboolean block;      /* what cannot be checked stops the commit, too */
    /*< private >*/
    gboolean go_on;
} HcSettings;

/*
 * hc_settings_parse:
 * @argv: "hook" and what follows; --help prints and exits
 *
 * Returns: (transfer full): NULL and @error, one line
 */
HcSettings *hc_settings_parse(char **argv, GError **error);

/* Adds what git's configuration says and the command line does not. */
gboolean hc_settings_complete(HcSettings *settings, const HcGit *git,
                              GError **error);
void hc_settings_free(HcSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcSettings, hc_settings_free)

G_END_DECLS

#endif
