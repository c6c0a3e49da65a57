/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `holdcheck check`: search, run, join, report.
 */
#ifndef HC_CMD_CHECK_H
#define HC_CMD_CHECK_H

#include <glib.h>

G_BEGIN_DECLS

/* @argv: "check" and what follows.  Returns the exit status. */
int hc_check(char **argv);

G_END_DECLS

#endif
