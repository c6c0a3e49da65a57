/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `holdcheck hook`: what a commit is about to introduce.
 */
#ifndef HC_CMD_HOOK_H
#define HC_CMD_HOOK_H

#include <glib.h>

G_BEGIN_DECLS

/* @argv: "hook" and what follows.  Returns the exit status. */
int hc_hook(char **argv);

G_END_DECLS

#endif
